"""``{only} deck``: for presentations, whichever builder writes them."""

from __future__ import annotations

from typing import ClassVar

from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import process_only_nodes
from sphinx.util.tags import Tags

from sphinxcontrib_deck.doctree.structure import NOTES_ATTRIBUTE, builder_form, deck_section

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
        if is_presented == (TAG in form.tags):
            return
        tags = Tags(list(form.tags ^ {TAG}))
        notes = getattr(self.document, NOTES_ATTRIBUTE, {})
        for root in (self.document, *notes.values()):
            process_only_nodes(root, tags)
