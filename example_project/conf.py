"""The documentation of Tidewell, an invented library, with two decks among its pages."""

import os

project = "Tidewell"
author = "The Tidewell crew"
project_copyright = "2026, the Tidewell crew"
release = version = "1.4"

extensions = ["sphinxcontrib_deck"]
exclude_patterns = ["_build"]

# For the pages. In decks these are on anyway.
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

html_theme = "alabaster"
html_theme_options = {
    "description": "Tide times from a handful of numbers.",
    "fixed_sidebar": True,
    "font_family": 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    "head_font_family": 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    "link": "#14639e",
    "page_width": "1060px",
    "show_powered_by": False,
    "sidebar_width": "240px",
}
html_title = "Tidewell"
# Read the Docs says where it publishes; anywhere else pages name no canonical address.
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")
