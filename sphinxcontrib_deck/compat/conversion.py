"""What the tools have in common that Sphinx, or a deck of ours, says otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx import addnodes

from sphinxcontrib_deck.config import DeckConfig, read_config
from sphinxcontrib_deck.doctree.marks import slide_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes
    from sphinx.config import Config


def set_default_level(document: nodes.document, config: Config, level: int) -> None:
    """Let sections be slides down to a level, where ``deck_split_level`` doesn't say otherwise."""
    if read_config(config).split_level == DeckConfig().split_level:
        add_mark(document, defaults={"split_level": level})


def add_mark(document: nodes.document, **attributes: Any) -> None:
    """Mark a document as a whole."""
    mark = slide_mark(written="", harmless="", **attributes)
    mark.source, mark.line = document["source"], 1
    document.append(mark)


def name_condition(document: nodes.document, builders: Sequence[str]) -> None:
    """Let conditions that name one of these builders mean presentations."""
    pattern = re.compile(rf"\b(?:{'|'.join(builders)})\b")
    for node in document.findall(addnodes.only):
        node["expr"] = pattern.sub("deck", node["expr"])
