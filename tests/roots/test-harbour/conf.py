"""One of two projects that refer to each other: every form of link, none of them dead."""

project = "Harbour"
version = release = "1"
extensions = ["sphinxcontrib_deck", "sphinx.ext.intersphinx"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
numfig = True
nitpicky = True
# Where the other project is published; a test sets where its inventory is.
intersphinx_mapping = {"fleet": ("https://fleet.example/en/", None)}
html_baseurl = "https://harbour.example/en/"
html_static_path = ["_static"]
mathjax_path = "mathjax.js"
