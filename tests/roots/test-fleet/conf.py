"""The other of two projects that refer to each other (see test-harbour)."""

project = "Fleet"
version = release = "1"
extensions = ["sphinxcontrib_deck", "sphinx.ext.intersphinx"]
myst_enable_extensions = ["attrs_block", "dollarmath"]
numfig = True
nitpicky = True
intersphinx_mapping = {"harbour": ("https://harbour.example/en/", None)}
html_baseurl = "https://fleet.example/en/"
html_static_path = ["_static"]
mathjax_path = "mathjax.js"
