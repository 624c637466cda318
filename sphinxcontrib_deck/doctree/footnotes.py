"""Footnotes belong to the slide that refers to them."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from myst_parser.mdit_to_docutils.transforms import CollectFootnotes
from sphinx.transforms import SphinxTransform

from sphinxcontrib_deck.doctree.structure import deck_section, is_notes


class CollectFootnotesOfPages(CollectFootnotes):
    """Move the footnotes of documents that are no decks to their end, as MyST-Parser does it."""

    def apply(self, **kwargs: object) -> None:
        """Collect the document's footnotes."""
        if deck_section(self.document) is None:
            super().apply(**kwargs)


class PlaceFootnotes(SphinxTransform):
    """Move each footnote to the end of the slide, or the notes, that first refers to it."""

    default_priority: ClassVar[int] = CollectFootnotes.default_priority

    def apply(self, **_kwargs: object) -> None:
        """Place the footnotes of a deck."""
        if deck_section(self.document) is None:
            return
        homes: dict[str, nodes.Element] = {}
        for reference in self.document.findall(nodes.footnote_reference):
            home = _home(reference)
            if home is not None:
                homes.setdefault(reference.get("refid", ""), home)
        for footnote in sorted(self.document.findall(nodes.footnote), key=_label):
            home = next((homes[id_] for id_ in footnote["ids"] if id_ in homes), _home(footnote))
            if home is not None:
                footnote.parent.remove(footnote)
                # At the foot of the slide it is in nobody's way: no step of its own.
                footnote.attributes.pop("step", None)
                _insert(home, footnote)


def _home(node: nodes.Node) -> nodes.Element | None:
    """Return the slide or the notes that a node stands in."""
    parent = node.parent
    while parent is not None:
        if is_notes(parent) or (isinstance(parent, nodes.section) and "slide" in parent):
            return parent
        parent = parent.parent
    return None


def _insert(home: nodes.Element, footnote: nodes.footnote) -> None:
    """Append a footnote, before the notes where the home is a slide."""
    last = home.children[-1] if home.children else None
    if last is not None and is_notes(last):
        home.insert(len(home) - 1, footnote)
    else:
        home.append(footnote)


def _label(footnote: nodes.footnote) -> tuple[int, int, str]:
    """Order footnotes by number, then by name."""
    first = footnote.children[0] if footnote.children else None
    label = first.astext() if isinstance(first, nodes.label) else ""
    return (0, int(label), "") if label.isdecimal() else (1, 0, label)
