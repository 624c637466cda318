"""The background of a slide, from its properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Mapping

BACKGROUND_CLASS = "slide-background"
"""The class of the image that is a slide's background; a handout shows it above the content."""

_URL = re.compile(r"""url\(\s*(["']?)(?P<path>.*?)\1\s*\)""")
_COPIED = ("background-color", "background-size", "background-position", "background-repeat")


def background_image(properties: Mapping[str, str]) -> nodes.image | None:
    """Return the image of ``background-image: url(…)``; ``None`` without one.

    As an image of the doctree it is found, copied and warned about like any other.
    """
    value = properties.get("background-image", "")
    found = _URL.search(value)
    path = found["path"] if found else value if "(" not in value else ""
    if not path or path == "none":
        return None
    # With its source text, else Sphinx takes its line away.
    return nodes.image(value, uri=path, alt="", classes=[BACKGROUND_CLASS])


def background_attributes(properties: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes by which reveal.js draws a background, the image excepted."""
    attributes = {f"data-{key}": properties[key] for key in _COPIED if properties.get(key)}
    value = properties.get("background-image", "")
    if "gradient(" in value:
        attributes["data-background-gradient"] = value
    return attributes
