extensions = ["sphinxcontrib_deck"]
project = "Forms"
html_baseurl = "https://forms.example/en/"
