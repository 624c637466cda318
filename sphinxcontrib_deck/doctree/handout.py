"""The handout: a deck as a readable text, in every builder that doesn't present it."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import is_translatable
from sphinx.versioning import add_uids

from sphinxcontrib_deck.config import read_config, with_options
from sphinxcontrib_deck.doctree.linear import LINEAR_FORMATS, linearise
from sphinxcontrib_deck.doctree.notes import attach_notes
from sphinxcontrib_deck.doctree.outline import has_telling_title
from sphinxcontrib_deck.doctree.structure import (
    NOTES_ATTRIBUTE,
    builder_form,
    decks_in,
    is_continued,
    is_notes,
    slide_sections,
    slide_title,
    slides_of,
)
from sphinxcontrib_deck.translation import _

_NEVER_SHOWN = (nodes.Invisible, addnodes.only)
"""What shows nothing; of a condition it isn't known yet."""

_SECTIONS_ABOVE = 2
"""Above a heading on a slide of a deck with a page of its own: the deck and the slide."""

_LOWEST_HEADING = 6
"""Of HTML."""


class Handout(SphinxPostTransform):
    """Make decks read well: one document's, or all those that a builder assembles to one text.

    A title that says nothing is left out. In HTML the slide's section stays without it; on paper
    and as plain text what it holds follows the slide above. Either way a rule stands between the
    two, unless it continues that one. Other formats, of data and of other extensions, may rely on
    titles, and keep them.
    """

    default_priority: ClassVar[int] = 5

    def run(self, **_kwargs: object) -> None:
        """Change the decks of a tree that this builder doesn't present."""
        form = builder_form(self.env)
        if form.presents or not form.format:
            return
        config = read_config(self.config)
        for docname, deck in list(decks_in(self.document, self.env.docname)):
            if with_options(config, deck["options"]).handout_notes:
                self._show_notes(docname, deck)
            if form.is_html or form.format in LINEAR_FORMATS:
                _leave_titles_out(deck, form.format)
            if form.format in LINEAR_FORMATS:
                linearise(deck, form.format)
        if form.is_html:
            _lower_headings(self.document)

    def _show_notes(self, docname: str, deck: nodes.section) -> None:
        document = deck.parent
        if not (isinstance(document, nodes.document) and hasattr(document, NOTES_ATTRIBUTE)):
            # It is a copy, in a tree that a builder assembled; what is stored has them.
            document = self.env.get_doctree(docname)
        attach_notes(document, deck)
        for section in slides_of(deck):
            for notes in filter(is_notes, section.children):
                notes["classes"].append("speaker-notes")
                notes.insert(0, nodes.rubric("", _("Speaker notes")))


def _leave_titles_out(deck: nodes.section, output: str) -> None:
    is_below_content = False
    for section in slides_of(deck):
        if has_telling_title(section, deck):
            is_below_content = True
            continue
        title = slide_title(section)
        section.remove(title)
        is_shown = any(_is_shown(child, output) for child in section.children)
        if is_shown and is_below_content and not is_continued(title):
            section.insert(0, nodes.transition())
        is_below_content |= is_shown


def _is_shown(node: nodes.Node, output: str) -> bool:
    if isinstance(node, nodes.raw):
        return output in node["format"].split()
    return not isinstance(node, _NEVER_SHOWN)


def _lower_headings(parent: nodes.Element, depth: int = 0, *, in_deck: bool = False) -> None:
    """Set the level of headings on slides, below the slide's own, where a deck is itself nested.

    It walks down, because the parts of an assembled tree don't know what they are in.
    """
    for child in parent.children:
        if not isinstance(child, nodes.Element):
            continue
        if in_deck and isinstance(child, nodes.rubric) and "heading-level" in child:
            level = child["heading-level"] + depth - _SECTIONS_ABOVE
            child["heading-level"] = min(level, _LOWEST_HEADING)
        is_part = isinstance(child, addnodes.start_of_file)
        _lower_headings(
            child,
            depth + isinstance(child, nodes.section),
            in_deck=not is_part and (in_deck or "deck" in child),
        )


class NotesForTools(SphinxPostTransform):
    """Put the notes back where a tool reads the text: to be translated, or to check its links."""

    default_priority: ClassVar[int] = 5
    builders = ("gettext", "linkcheck")

    def run(self, **_kwargs: object) -> None:
        """Attach the notes, and give their nodes the ids that the catalogue asks for.

        Sphinx gave the others theirs while the document was read, when the notes had just left.
        """
        attach_notes(self.document)
        for section in slide_sections(self.document):
            for notes in filter(is_notes, section.children):
                list(add_uids(notes, is_translatable))
