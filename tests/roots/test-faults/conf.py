"""Decks and documents with something wrong in most of them."""

project = "Faults"
extensions = ["sphinxcontrib_deck"]
