"""``{only} deck``: for presentations, whichever builder writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import process_only_nodes
from sphinx.util.tags import Tags

from sphinxcontrib_deck.doctree.structure import (
    NOTES_ATTRIBUTE,
    builder_form,
    deck_section,
    decks_in,
    slides_of,
)
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from docutils import nodes

TAG = "deck"
"""Sphinx gives the builder of this name the tag; here it means a page that is a presentation."""


class OnlyForForm(SphinxPostTransform):
    """Decide conditions by what the page is, where that differs from what the builder's tags say.

    It runs while the deck is still a section, before notes come back and Sphinx decides the rest
    (50).
    """

    default_priority: ClassVar[int] = 4

    def run(self, **_kwargs: object) -> None:
        """Keep or drop what stands under a condition."""
        form = builder_form(self.env)
        is_presented = form.presents and deck_section(self.document) is not None
        is_tagged = TAG in form.tags
        tags = Tags(form.tags if is_presented == is_tagged else form.tags ^ {TAG})
        # A tool that reads the text, to have it translated say, reads all of it.
        for _, deck in decks_in(self.document, self.env.docname) if form.format else ():
            _drop_slides(deck, tags)
        if is_presented != is_tagged:
            notes = getattr(self.document, NOTES_ATTRIBUTE, {})
            for root in (self.document, *notes.values()):
                process_only_nodes(root, tags)


def _drop_slides(deck: nodes.section, tags: Tags) -> None:
    """Drop the slides whose condition doesn't hold; links to them lead to the next one."""
    for section in list(slides_of(deck)):
        if _holds(section, tags):
            continue
        slides = list(slides_of(deck))
        place = slides.index(section)
        for neighbour in [*slides[place + 1 : place + 2], *slides[:place][-1:]][:1]:
            neighbour["ids"] += section["ids"]
        deck.remove(section)


def _holds(section: nodes.section, tags: Tags) -> bool:
    condition = section.get("condition")
    try:
        return not condition or tags.eval_condition(condition)
    except Exception as error:  # noqa: BLE001  # Jinja's parser raises several kinds
        message = f"the condition {condition!r} can't be read: {error}"
        warn(DeckWarning.DIRECTIVE, message, location=section)
        return True
