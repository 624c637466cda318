"""Two decks, in and outside the toctree, with documents that refer to them; nothing is wrong."""

project = "Talks"
author = project_copyright = epub_copyright = "Tea drinkers"
version = release = "1"
extensions = ["sphinxcontrib_deck"]
html_static_path = ["_static"]
html_css_files = ["project.css"]
html_js_files = ["project.js"]
html_last_updated_fmt = None
