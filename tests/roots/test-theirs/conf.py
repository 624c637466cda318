"""A project whose slides another one refers to."""

project = "Theirs"
version = release = "2.1"
extensions = ["sphinxcontrib_deck"]
