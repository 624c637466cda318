"""Lists of the project's decks."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.matching import Matcher

from sphinxcontrib_deck.doctree.directives import LIST
from sphinxcontrib_deck.translation import _
from sphinxcontrib_deck.warnings import DeckWarning, did_you_mean, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinxcontrib_deck.domain.deck_domain import DeckDomain
    from sphinxcontrib_deck.domain.entries import DeckEntry

_ISO_DATE = re.compile(r"\d{4}(-\d\d){0,2}(?!\d)")
_SEPARATOR = " · "


class ListDecks(SphinxPostTransform):
    """Fill each placeholder of ``{deck-list}`` with a definition list of decks.

    It runs when speaker notes are back in their slides (5), and before references are resolved (9).
    """

    default_priority: ClassVar[int] = 6

    def run(self, **_kwargs: object) -> None:
        """Fill those of a document, and warn about those that no deck belongs to."""
        decks = cast("DeckDomain", self.env.get_domain("deck")).decks
        for place in list(self.document.findall(nodes.container)):
            if LIST not in place:
                continue
            is_chosen = Matcher(place[LIST])
            chosen = [decks[docname] for docname in sorted(decks) if is_chosen(docname)]
            if chosen:
                ordered = _ordered(chosen, place["order"], is_reversed="reverse" in place)
                place.append(nodes.definition_list("", *(_item(deck, place) for deck in ordered)))
            else:
                _warn_of_none(place, decks)


def _warn_of_none(place: nodes.container, decks: Iterable[str]) -> None:
    patterns = place[LIST]
    hints = (did_you_mean(pattern, decks) for pattern in patterns)
    found = ", ".join(f"{pattern!r}{hint}" for pattern, hint in zip(patterns, hints, strict=True))
    warn(DeckWarning.REFERENCE, f"deck-list: no deck matches {found}", location=place)


def _ordered(decks: list[DeckEntry], order: str, *, is_reversed: bool) -> list[DeckEntry]:
    """Return decks in an order; those that are equal in it stay in that of their documents.

    By date, those come first whose date is one, then those of another text, then those of none.
    """
    keys: dict[str, Callable[[DeckEntry], str]] = {
        "docname": lambda deck: deck.docname,
        "title": lambda deck: _collated(deck.title),
        "date": lambda deck: deck.date,
    }
    decks = sorted(decks, key=keys[order], reverse=is_reversed)
    return sorted(decks, key=_dating) if order == "date" else decks


def _dating(deck: DeckEntry) -> int:
    # Of dates as ISO 8601 writes them, the order is that of their text.
    return 0 if _ISO_DATE.match(deck.date) else 1 if deck.date else 2


def _collated(text: str) -> str:
    """Return what text is sorted by: neither case nor accents count."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def _item(deck: DeckEntry, place: nodes.container) -> nodes.definition_list_item:
    link = pending_xref("", nodes.inline("", deck.title), refdomain="deck", reftype="deck")
    link["reftarget"] = f"/{deck.docname}"
    link["refexplicit"] = True
    link["refdoc"] = place["refdoc"]
    definition = nodes.definition()
    facts = _facts(deck, place["show"])
    if facts:
        definition += nodes.paragraph("", "", *facts, classes=["deck-list-facts"])
    if deck.description and "description" in place["show"]:
        definition += nodes.paragraph("", deck.description)
    return nodes.definition_list_item("", nodes.term("", "", link), definition)


def _facts(deck: DeckEntry, shown: Sequence[str]) -> list[nodes.Node]:
    """Return what is said of a deck in one line."""
    count = len(deck.slides)
    slides = _("1 slide") if count == 1 else _("{number} slides").format(number=count)
    facts: list[nodes.Node] = []
    for key, text in (("author", deck.author), ("date", deck.date), ("slides", slides)):
        if text and key in shown:
            facts += [nodes.Text(_SEPARATOR)] * bool(facts)
            facts.append(nodes.inline("", text, classes=[f"deck-list-{key}"]))
    return facts
