"""Decks that use the same names, with pictures alone, empty slides and notes; nothing is wrong."""

project = "Handouts"
author = project_copyright = epub_copyright = "Tea drinkers"
version = release = "1"
extensions = ["sphinxcontrib_deck"]
deck_documents = ["slides/*"]
myst_heading_anchors = 2
numfig = True
