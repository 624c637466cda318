"""Which decks a document shows with the directives ``deck`` and ``deck-list``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.matching import Matcher

from sphinxcontrib_deck.doctree.directives import EMBED, LIST

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class ShownDecks:
    """The decks that are on a document's page; it is another page when they change."""

    embedded: frozenset[str]
    """The documents whose decks it embeds, whether they exist or not."""
    patterns: tuple[str, ...]
    """The patterns over document names of its lists."""

    def hold_any(self, docnames: Iterable[str]) -> bool:
        """Tell whether one of these decks is shown."""
        is_listed = Matcher(self.patterns)
        return any(docname in self.embedded or is_listed(docname) for docname in docnames)


def shown_decks(document: nodes.document) -> ShownDecks:
    """Return which decks a document shows."""
    places = list(document.findall(nodes.container))
    return ShownDecks(
        frozenset(place[EMBED] for place in places if EMBED in place),
        tuple(pattern for place in places if LIST in place for pattern in place[LIST]),
    )
