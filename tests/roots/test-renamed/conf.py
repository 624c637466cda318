"""Slides that were renamed, and references by their old names; nothing is wrong."""

project = "Renamed"
version = release = "1"
extensions = ["sphinxcontrib_deck"]
