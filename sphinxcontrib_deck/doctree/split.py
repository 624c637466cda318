"""Make slides of what headings and directives say, so that every deck has the same shape.

A deck in Markdown is cut by its parser; directives cut it further here. Any other document that is
declared a deck, in reStructuredText say, is cut here at its sections. (For the shape see
:mod:`~sphinxcontrib_deck.doctree.structure`.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinxcontrib_deck.config import check_deck_options, read_config, with_options
from sphinxcontrib_deck.doctree.assembly import Assembly
from sphinxcontrib_deck.doctree.cutter import Cutter
from sphinxcontrib_deck.doctree.field_list import declared_by_fields
from sphinxcontrib_deck.doctree.loose_notes import gather_notes
from sphinxcontrib_deck.doctree.marks import options_of, slide_block, slide_mark
from sphinxcontrib_deck.doctree.misplaced import show_misplaced
from sphinxcontrib_deck.doctree.structure import (
    READ_BY_OURS,
    deck_section,
    slide_sections,
    slides_of,
)
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from typing import Any

    from sphinxcontrib_deck.doctree.field_list import FieldDeclaration

_ABOVE_DECK = (nodes.PreBibliographic, nodes.field_list, nodes.docinfo)
"""What stands above the first slide without being on it."""


class SplitSlides(SphinxTransform):
    """Cut decks into slides, and leave none of the marks that directives made.

    It runs when classes from ``rst-class`` are on their sections (210) and substitutions are
    resolved (220), and before targets give their names to what they stand above
    (``PropagateTargets``, 260).
    """

    default_priority: ClassVar[int] = 255

    def apply(self, **_kwargs: object) -> None:
        """Cut the document, if it is a deck."""
        deck = deck_section(self.document)
        if deck is not None:
            self._cut_slides(deck)
        else:
            declaration = None
            if not getattr(self.document, READ_BY_OURS, False):
                declaration = declared_by_fields(
                    self.document, self.env.docname, read_config(self.config)
                )
            if declaration is not None:
                deck = self._cut_sections(declaration)
        if deck is not None:
            gather_notes(deck)
        show_misplaced(self.document, deck)

    def _cut_slides(self, deck: nodes.section) -> None:
        """Cut the slides of a deck that its parser made, where directives stand on them."""
        if not any(isinstance(node, (slide_block, slide_mark)) for node in deck.findall()):
            return
        cutter = Cutter(self.document, level=0)
        for section in slide_sections(self.document):
            cutter.cut_slide(section)
        deck["options"] = {**self._options(cutter.options), **deck["options"]}
        first = next(slides_of(deck), None)
        if first is not None:
            del deck.children[deck.index(first) :]
        Assembly(self.document, self.env).fill(deck, cutter)

    def _cut_sections(self, declaration: FieldDeclaration) -> nodes.section:
        """Make a deck of a document's sections."""
        defaults: dict[str, Any] = {}
        for mark in self.document.findall(slide_mark):
            defaults |= options_of(mark, "defaults")
        config = with_options(read_config(self.config), {**defaults, **declaration.options})
        place = 0
        while place < len(self.document) and isinstance(self.document[place], _ABOVE_DECK):
            place += 1
        while place and isinstance(self.document[place - 1], nodes.target):
            place -= 1
        above, below = self.document.children[:place], self.document.children[place:]
        marks = [node for node in above if isinstance(node, slide_mark)]
        self.document.children = [node for node in above if node not in marks]
        cutter = Cutter(self.document, config.split_level)
        cutter.cut_document([*marks, *below])
        options = {**self._options(cutter.options), **declaration.options}
        deck = nodes.section(deck="", options=options)
        if declaration.details:
            deck["details"] = declaration.details
        deck.source, deck.line = self.document["source"], 1
        self.document.append(deck)
        Assembly(self.document, self.env).fill(deck, cutter, declaration.title)
        return deck

    def _options(self, written: dict[str, Any]) -> dict[str, Any]:
        """Return the deck's options that directives set, those that are right."""
        options, problems = check_deck_options(written)
        for _, message in problems:
            warn(DeckWarning.DIRECTIVE, message, location=(self.env.docname, None))
        return options
