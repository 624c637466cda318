"""Collect what can be referred to in a deck from its doctree."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import clean_astext

from sphinxcontrib_deck.doctree.structure import (
    deck_section,
    deck_title,
    is_notes,
    slide_sections,
    slide_title,
)
from sphinxcontrib_deck.domain.entries import Anchor, DeckEntry, SlideEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

_RAW_ID = re.compile(
    r"""<(?:[a-z][^<>]*?\sid|a\s(?:[^<>]*?\s)?name)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))""",
    re.IGNORECASE,
)


def deck_entry(docname: str, document: nodes.document) -> DeckEntry | None:
    """Return the deck of a document; ``None`` where it is none."""
    deck = deck_section(document)
    if deck is None:
        return None
    suffix = PurePath(document.get("source") or "").suffix or ".md"
    slides = [_slide_entry(docname, section, suffix) for section in slide_sections(document)]
    return DeckEntry(
        docname,
        _one_line(deck_title(deck)) or docname,
        tuple(slides),
        deck["options"],
        has_notes=any(is_notes(node) for node in deck.findall(nodes.container)),
        anchors=_anchors(document, slides),
        unshown=deck.get("unshown", {}),
        **deck.get("details", {}),
    )


def _slide_entry(docname: str, section: nodes.section, suffix: str) -> SlideEntry:
    return SlideEntry(
        docname,
        section["ids"][0],
        _one_line(slide_title(section)) or f"Slide {section['slide']}",
        tuple(section.get("aliases", ())),
        tuple(section.get("old_names", ())),
        suffix,
    )


def _one_line(node: nodes.Element) -> str:
    """Return a title's text, without the line breaks that end an entry of an inventory."""
    return " ".join(clean_astext(node).split())


def _anchors(document: nodes.document, slides: list[SlideEntry]) -> dict[str, Anchor]:
    anchors: dict[str, Anchor] = {}
    for section, slide in zip(slide_sections(document), slides, strict=True):
        own = {slide.name, *slide.aliases}
        for node in _elements(section):
            title = anchor_title(node) or slide.title
            for id_ in node["ids"]:
                if id_ not in own:
                    anchors.setdefault(id_, Anchor(id_, title))
            if isinstance(node, nodes.raw) and "html" in node.get("format", "").split():
                for found in _RAW_ID.finditer(node.astext()):
                    id_ = next(filter(None, found.groups()))
                    anchors.setdefault(id_, Anchor(id_, title, is_html=True))
            if isinstance(node, nodes.math_block) and node.get("label") and node["ids"]:
                anchors.setdefault(node["label"], Anchor(node["ids"][0], title))
    for label, is_explicit in document.nametypes.items():
        id_ = document.nameids.get(label) if is_explicit else None
        if id_ in anchors:
            anchors.setdefault(label, anchors[id_])
    return anchors


def _elements(section: nodes.section) -> Iterator[nodes.Element]:
    """Yield a slide's section and all in it, without its speaker notes."""
    yield section
    for child in section.children:
        if isinstance(child, nodes.Element) and not is_notes(child):
            yield from child.findall(nodes.Element)


def anchor_title(node: nodes.Element) -> str:
    """Return the text that a link to a node shows: its caption or title; nothing without one."""
    if isinstance(node, (nodes.rubric, nodes.term, nodes.field_name)):
        return clean_astext(node)
    for child in node.children:
        if isinstance(child, (nodes.caption, nodes.title)):
            return clean_astext(child)
    return ""
