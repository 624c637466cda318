"""A reference that can't land, or not to one place, on nearly every line."""

project = "Wrong"
version = release = "1"
extensions = ["sphinxcontrib_deck"]
exclude_patterns = ["drafts"]
numfig = True
myst_enable_extensions = ["dollarmath"]
nitpick_ignore = [("myst", "known-wrong"), ("myst", "also-wrong")]
