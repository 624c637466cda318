"""A project whose decks change while the documents that refer to them don't."""

project = "Changing"
version = release = "1"
extensions = ["sphinxcontrib_deck"]
myst_enable_extensions = ["dollarmath"]
numfig = True
