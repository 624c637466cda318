"""A project that refers to the slides of another; a test names its inventory."""

project = "Ours"
extensions = ["sphinxcontrib_deck", "sphinx.ext.intersphinx"]
