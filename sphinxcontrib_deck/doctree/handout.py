"""The handout: a deck as a readable page, in every builder that doesn't present it."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import is_translatable
from sphinx.versioning import add_uids

from sphinxcontrib_deck.config import read_config, with_options
from sphinxcontrib_deck.doctree.notes import attach_notes
from sphinxcontrib_deck.doctree.outline import repeats_deck_title
from sphinxcontrib_deck.doctree.structure import (
    builder_form,
    deck_section,
    is_made,
    is_notes,
    slide_sections,
    slide_title,
)


class Handout(SphinxPostTransform):
    """Make a deck read well as a page.

    The sections stay as they are. In HTML, titles that were made or repeat the deck's are left out;
    the other writers need a title where a section is referred to.
    """

    default_priority: ClassVar[int] = 5

    def run(self, **_kwargs: object) -> None:
        """Change the doctree of a deck that this builder doesn't present."""
        deck = deck_section(self.document)
        form = builder_form(self.env)
        if deck is None or form.presents:
            return
        if with_options(read_config(self.config), deck["options"]).handout_notes:
            attach_notes(self.document)
        for section in list(slide_sections(self.document)):
            title = slide_title(section)
            if form.is_html and (is_made(title) or repeats_deck_title(section, deck)):
                section.remove(title)
            for child in section.children:
                if is_notes(child):
                    _show_notes(child)


def _show_notes(notes: nodes.Element) -> None:
    notes["classes"].append("speaker-notes")
    notes.insert(0, nodes.rubric("", "Speaker notes"))


class NotesForTranslation(SphinxPostTransform):
    """Put the notes back for the builder ``gettext``, so that they can be translated."""

    default_priority: ClassVar[int] = 5
    builders = ("gettext",)

    def run(self, **_kwargs: object) -> None:
        """Attach the notes, and give their nodes the ids that the catalogue asks for.

        Sphinx gave the others theirs while the document was read, when the notes had just left.
        """
        attach_notes(self.document)
        for section in slide_sections(self.document):
            for notes in filter(is_notes, section.children):
                list(add_uids(notes, is_translatable))
