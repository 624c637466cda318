"""Slides and notes where none can be: in documents that are no decks, and within other things."""

from __future__ import annotations

from docutils import nodes

from sphinxcontrib_deck.doctree.drafts import add_properties
from sphinxcontrib_deck.doctree.marks import options_of, slide_block, slide_mark
from sphinxcontrib_deck.doctree.structure import is_notes
from sphinxcontrib_deck.warnings import DeckWarning, warn

_NO_DECK = (
    "this document is no deck; `deck: true` in its front matter or first fields, or deck_documents "
    "in conf.py, makes it one"
)


def show_misplaced(document: nodes.document, deck: nodes.section | None) -> None:
    """Show what directives hold that are no slides or notes, with a warning; drop their marks.

    :param deck: its deck, which has been cut; ``None`` where the document is none.
    """
    marks = (slide_block, slide_mark, nodes.container)
    for node in list(document.findall(lambda node: isinstance(node, marks))):
        if isinstance(node, slide_mark):
            _drop_mark(node, deck)
        elif isinstance(node, slide_block):
            _show_block(node, deck)
        elif deck is None and is_notes(node):
            _warn(node, "notes", _NO_DECK)
            del node["speaker_notes"]
            node["classes"].append("speaker-notes")


def _warn(node: nodes.Element, what: str, message: str) -> None:
    warn(DeckWarning.DIRECTIVE, f"{what}: {message}", location=node)


def _drop_mark(mark: slide_mark, deck: nodes.section | None) -> None:
    """Take a mark away that stands in no place where a slide can begin."""
    if deck is None:
        if "harmless" not in mark:
            _warn(mark, mark["written"], _NO_DECK)
    elif "begins" in mark:
        _warn(mark, mark["written"], f"no slide can begin within a {mark.parent.tagname}")
    else:
        slide = mark.parent
        while slide is not None and "slide" not in slide:
            slide = slide.parent
        if slide is not None:
            add_properties(slide["properties"], options_of(mark, "properties"))
    mark.parent.remove(mark)


def _show_block(block: slide_block, deck: nodes.section | None) -> None:
    """Show what a slide holds that can be none."""
    if deck is not None:
        _warn(block, block["written"], f"no slide can begin within a {block.parent.tagname}")
    elif "harmless" not in block:
        _warn(block, block["written"], _NO_DECK)
    elif block.get("condition"):
        block.parent.remove(block)
        return
    shown = nodes.container(ids=block["ids"], names=block["names"])
    shown["classes"] = ["slide", *block["classes"]]
    shown.source, shown.line = block.source, block.line
    for child in block.children:
        if isinstance(child, nodes.title):
            rubric = nodes.rubric(child.rawsource, "", *child.children, level=block["level"])
            rubric["heading-level"] = min(max(block["level"], 3), 6)
            rubric.source, rubric.line = child.source, child.line
            child = rubric  # noqa: PLW2901  # what stands in its place
        shown.append(child)
    block.replace_self(shown)
