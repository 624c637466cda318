// Stands for MathJax, which pages would load from elsewhere.
