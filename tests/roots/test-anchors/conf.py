"""A deck and a document that hold one of everything that can be referred to."""

project = "Anchors"
version = release = "1"
extensions = ["sphinxcontrib_deck"]
myst_enable_extensions = [
    *("attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"),
]
myst_heading_anchors = 3
numfig = True
