"""Turn a deck's stored sections into slides, where a builder presents decks."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_deck.config import read_config, with_options
from sphinxcontrib_deck.doctree.backgrounds import BACKGROUND_CLASS, background_attributes
from sphinxcontrib_deck.doctree.notes import attach_notes
from sphinxcontrib_deck.doctree.raw_files import FILES_ATTRIBUTE
from sphinxcontrib_deck.doctree.structure import (
    builder_form,
    deck_section,
    is_made,
    is_notes,
    slide_properties,
    slide_sections,
    slide_title,
)
from sphinxcontrib_deck.html import nodes as deck_nodes
from sphinxcontrib_deck.html.code import add_code_steps, take_code_steps
from sphinxcontrib_deck.html.fragments import INCREMENTAL, mark_fragments, step_lists
from sphinxcontrib_deck.html.unwrap import note_places
from sphinxcontrib_deck.syntax.attributes import DATA_PREFIX
from sphinxcontrib_deck.syntax.properties import class_names

_STATE_CLASSES = frozenset({"stack", "present", "past", "future"})
"""Classes by which reveal.js tells what it makes of a slide; not an author's to give."""

TITLE_SLIDE_LINE = 100
"""A first slide of headings and lines no longer than this is laid out as a title slide."""


class Present(SphinxPostTransform):
    """Swap a deck's sections for slides.

    It runs before references are resolved (9, 10), so that those in the notes are resolved too.
    """

    default_priority: ClassVar[int] = 5

    def run(self, **_kwargs: object) -> None:
        """Change the doctree of a deck that this builder presents."""
        deck = deck_section(self.document)
        if deck is None or not builder_form(self.env).presents:
            return
        config = with_options(read_config(self.config), deck["options"])
        if config.notes:
            attach_notes(self.document)
        slides = [_slide(section) for section in slide_sections(self.document)]
        if slides:
            _mark_title_slide(slides[0])
        for slide in slides:
            all_lists = config.incremental or INCREMENTAL in slide["classes"]
            step_lists(slide, all_lists=all_lists)
            add_code_steps(slide)
            mark_fragments(slide)
            take_code_steps(slide)
        presentation = deck_nodes.presentation(
            "", *slides, ids=deck["ids"], options=deck["options"]
        )
        self.document.replace(deck, presentation)
        self._show_missing_images(presentation)
        note_places(presentation)

    def _show_missing_images(self, presentation: nodes.Element) -> None:
        """Show the alternative text of images whose file is missing (Sphinx has warned)."""
        for image in list(presentation.findall(nodes.image)):
            candidates: dict[str, str] = image.get("candidates", {})
            path = candidates.get("*")
            if path is None or path in self.env.images:
                # Sphinx would link a scaled image to its file; on a slide that leads astray.
                image["classes"].append("no-scaled-link")
            elif isinstance(image, deck_nodes.slide_background):
                image.parent.remove(image)
            else:
                text = image.get("alt") or image["uri"]
                place = nodes.inline(text, text, classes=["missing-image"])
                in_text = isinstance(image.parent, nodes.TextElement)
                image.replace_self(place if in_text else nodes.paragraph("", "", place))


def _slide(section: nodes.section) -> deck_nodes.slide:
    """Make a slide of a section: its made title goes, its other children move over."""
    properties = slide_properties(section)
    written = [*class_names(properties.get("class", "")), *section["classes"]]
    classes = [name for name in written if name not in _STATE_CLASSES]
    slide = deck_nodes.slide(ids=section["ids"], classes=classes)
    slide.source, slide.line = section.source, section.line
    data = {key: value for key, value in properties.items() if key.startswith(DATA_PREFIX)}
    slide["html_attributes"] = data | background_attributes(properties)
    slide[FILES_ATTRIBUTE] = section.get(FILES_ATTRIBUTE, {})
    title = slide_title(section)
    children = section.children
    section.children = []
    offset = title.get("offset", 0)
    children = [*children[1 : offset + 1], title, *children[offset + 1 :]]
    for child in children:
        if child is title:
            if not is_made(title):
                slide += deck_nodes.slide_title(
                    title.rawsource, "", *title.children, level=title["level"]
                )
        elif isinstance(child, nodes.image) and BACKGROUND_CLASS in child["classes"]:
            slide += deck_nodes.slide_background("", **child.attributes)
        elif is_notes(child):
            slide += deck_nodes.slide_notes("", *child.children, classes=["no-search"])
        else:
            slide += child
    for nested in list(slide.findall(nodes.section)):
        if nested is not slide:
            nested.replace_self(_without_section(nested))
    for rubric in slide.findall(nodes.rubric):
        # A handout nests headings below the slide's; a slide shows the level as written.
        rubric["heading-level"] = rubric.get("level", 3)
    return slide


def _without_section(section: nodes.section) -> nodes.container:
    """Return a section within a slide (from reST) as what it holds: sections are slides."""
    container = nodes.container("", ids=section["ids"], classes=section["classes"])
    for child in section.children:
        if isinstance(child, nodes.title):
            container.append(nodes.rubric(child.rawsource, "", *child.children, level=3))
        else:
            container.append(child)
    return container


def _mark_title_slide(slide: deck_nodes.slide) -> None:
    """Add the class ``title-slide`` to a first slide of a heading and short lines."""
    shown = [child for child in slide.children if not isinstance(child, deck_nodes.slide_notes)]
    has_title = any(isinstance(child, deck_nodes.slide_title) for child in shown)
    if has_title and all(_is_short_line(child) for child in shown):
        slide["classes"].append("title-slide")


def _is_short_line(node: nodes.Node) -> bool:
    if isinstance(node, (deck_nodes.slide_title, nodes.rubric, nodes.comment, nodes.target)):
        return True
    return isinstance(node, nodes.paragraph) and len(node.astext()) <= TITLE_SLIDE_LINE
