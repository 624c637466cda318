"""Undo what a theme of the project does to a deck's nodes.

A deck's page is the same with any theme, but a theme's post-transforms run over decks too: furo,
for one, wraps tables and formulas in containers that scroll, and gives the containers their ids.
"""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_deck.html import nodes as deck_nodes

_WRAPPED = (nodes.table, nodes.math_block)


def note_places(presentation: nodes.Element) -> None:
    """Remember which node holds each table and formula."""
    for node in presentation.findall(nodes.Element):
        if isinstance(node, _WRAPPED):
            node.slide_place = node.parent  # type: ignore[union-attr]  # our own mark


class Unwrap(SphinxPostTransform):
    """Take tables and formulas out of containers that hold nothing else and were not there."""

    default_priority: ClassVar[int] = 900

    def run(self, **_kwargs: object) -> None:
        """Unwrap every table and formula of a presented deck."""
        for presentation in list(self.document.findall(deck_nodes.presentation)):
            for node in list(presentation.findall(nodes.Element)):
                if isinstance(node, _WRAPPED):
                    _unwrap(node, getattr(node, "slide_place", node.parent))


def _unwrap(node: nodes.Element, place: nodes.Element) -> None:
    outer = node
    while outer.parent is not place:
        parent = outer.parent
        if not isinstance(parent, nodes.container) or len(parent.children) != 1:
            return
        outer = parent
    if outer is not node:
        place.replace(outer, node)
