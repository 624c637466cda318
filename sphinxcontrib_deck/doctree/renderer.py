"""Turn a deck's tokens into nodes: MyST's renderer, for slides."""

from __future__ import annotations

import re
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from myst_parser.mdit_to_docutils.base import clean_astext, compute_unique_slug

from sphinxcontrib_deck.doctree.backgrounds import background_image
from sphinxcontrib_deck.doctree.content_renderer import ContentRenderer
from sphinxcontrib_deck.doctree.headings import around_heading, slide_heading
from sphinxcontrib_deck.doctree.names import NameRequest, assign_names
from sphinxcontrib_deck.doctree.structure import is_made, slide_title
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Container, MutableMapping

    from markdown_it.tree import SyntaxTreeNode

    from sphinxcontrib_deck.syntax.normalise import Slide


class DeckRenderer(ContentRenderer):
    """Render the tokens of :func:`~sphinxcontrib_deck.syntax.bounded.bounded_slides_plugin`.

    ``md_options["deck_source"]`` holds the :class:`~.declaration.DeckSource`.
    """

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Prepare for one document."""
        super().setup_render(options, env)
        self._sections: dict[int, nodes.section] = {}
        self._numbered: dict[int, str] = {}

    def render_deck(self, token: SyntaxTreeNode) -> None:
        """Render the deck: a section with a section for each slide."""
        deck = nodes.section(deck="", options=self.md_options["deck_source"].options)
        self.add_line_and_source_path(deck, token)
        self.document.append(deck)
        slides = [child for child in token.children if child.type == "slide"]
        self._name_slides(slides)
        self._name_deck(deck)
        with self.current_node_context(deck):
            for slide in slides:
                self.render_slide(slide)
        deck.insert(0, self._deck_title())

    def _name_slides(self, slides: list[SyntaxTreeNode]) -> None:
        """Make the slides' sections and reserve their ids before anything else takes one."""
        requests = [self._name_request(slide) for slide in slides]
        names, problems = assign_names(requests)
        for problem in problems:
            warn(
                DeckWarning.NAME, problem.message, location=(self.sphinx_env.docname, problem.line)
            )
        for token, name in zip(slides, names, strict=True):
            slide: Slide = token.meta["slide"]
            section = nodes.section(slide=slide.number, slide_ids=[name])
            section["properties"] = {key: item.value for key, item in slide.properties.items()}
            self.add_line_and_source_path(section, token)
            self._sections[slide.number] = section
            self._reserve(name, section)
            for number in slide.remark_numbers:
                self._numbered.setdefault(number, name)
        for section, request in zip(self._sections.values(), requests, strict=True):
            # A named slide can be linked to by its heading too, where that address is free.
            alias = request.slug(()) if request.name and request.slug else ""
            if alias and alias not in self.document.ids:
                section["slide_ids"].append(alias)
                self._reserve(alias, section)

    def _name_request(self, token: SyntaxTreeNode) -> NameRequest:
        slide: Slide = token.meta["slide"]
        name = slide.properties.get("name")
        heading = slide_heading(token)
        slug = partial(self._slug, heading) if heading is not None else None
        line = (name.line if name else slide.line) + 1
        return NameRequest(name.value if name else None, line, slug)

    def _slug(self, heading: SyntaxTreeNode, taken: Container[str]) -> str:
        """Return the heading's slug as MyST makes it, or nothing where it has none."""
        try:
            slug: str = compute_unique_slug(heading, taken, self.md_config.heading_slug_func)
        except Exception:  # noqa: BLE001  # a project's own slug function may raise anything
            return ""
        return "" if re.search(r"\s", slug) else slug

    def _reserve(self, name: str, section: nodes.section) -> None:
        self.document.ids[name] = section
        # The table that `[x](#name)` and `[x](talk.md#name)` are looked up in.
        self._heading_slugs[name] = (section.line, section["slide_ids"][0], "")

    def _name_deck(self, deck: nodes.section) -> None:
        name, number = "deck", 0
        while name in self.document.ids:
            number += 1
            name = f"deck-{number}"
        deck["ids"].append(name)
        self.document.ids[name] = deck

    def _deck_title(self) -> nodes.title:
        """Return the deck's title: from front matter, or from its first slide with a heading."""
        source = self.md_options["deck_source"]
        if source.title:
            title = nodes.title(source.title, source.title)
            title.source, title.line = self.document["source"], 1
            return title
        for section in self._sections.values():
            heading = slide_title(section)
            if not is_made(heading) and (text := clean_astext(heading)):
                title = nodes.title(heading.rawsource, text)
                title.source, title.line = heading.source, heading.line
                return title
        name = PurePosixPath(self.sphinx_env.docname).name
        return nodes.title(name, name, made="", translatable=False)

    def render_slide(self, token: SyntaxTreeNode) -> None:
        """Render a slide: its title first, then everything else, its notes last."""
        slide: Slide = token.meta["slide"]
        section = self._sections[slide.number]
        heading = slide_heading(token)
        before, after = around_heading(token, heading)
        for child in before:
            if child.type == "myst_target":
                self._render_child(child)
        self.current_node.append(section)
        with self.current_node_context(section):
            self._render_title(section, heading)
            self._render_background(section, slide)
            for child in before:
                if child.type != "myst_target":
                    self._render_child(child)
            if len(section) > 1:
                slide_title(section)["offset"] = len(section) - 1
            for child in after:
                self._render_child(child)

    def _render_title(self, section: nodes.section, heading: SyntaxTreeNode | None) -> None:
        if heading is None:
            text = f"Slide {section['slide']}"
            title = nodes.title(text, text, made="", translatable=False)
            section.append(title)
        else:
            title = nodes.title(heading.children[0].content, level=int(heading.tag[1]))
            self.add_line_and_source_path(title, heading)
            self.copy_attributes(heading, section, ("class", "id"))
            with self.current_node_context(title, append=True):
                self.render_children(heading)
        for name in section["slide_ids"]:
            line, target, _ = self._heading_slugs[name]
            self._heading_slugs[name] = (line, target, clean_astext(title))

    def _render_background(self, section: nodes.section, slide: Slide) -> None:
        image = background_image(section["properties"])
        if image is not None:
            image.source = self.document["source"]
            image.line = slide.properties["background-image"].line + 1
            section.append(image)

    def render_link_anchor(self, token: SyntaxTreeNode, target: str) -> None:
        """Render ``[x](#name)``; ``[x](#57)`` means the slide of remark's number 57.

        A slide that is named by a number comes first.
        """
        # markdown-it has percent-encoded what a name is made of.
        name = unquote(target.removeprefix("#"))
        if name.isdecimal() and name not in self._heading_slugs:
            name = self._numbered.get(int(name), name)
        if name in self._heading_slugs:
            target = f"#{name}"
        super().render_link_anchor(token, target)

    def render_notes(self, token: SyntaxTreeNode) -> None:
        """Render a slide's speaker notes."""
        notes = nodes.container(speaker_notes="")
        self.add_line_and_source_path(notes, token)
        self._in_notes = True
        with self.current_node_context(notes, append=True):
            self.render_children(token)
        self._in_notes = False

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """Render a heading below a slide's title: slides hold no sections of their own."""
        level = min(int(token.tag[1]) + self._heading_offset, 6)
        rubric = nodes.rubric(token.content, level=level)
        # On a page the deck's title is the first level, a slide's the second.
        rubric["heading-level"] = max(level, 3)
        self.add_line_and_source_path(rubric, token)
        self.copy_attributes(token, rubric, ("class", "id"))
        with self.current_node_context(rubric, append=True):
            self.render_children(token)
        if not self._in_notes and not token.meta.get("repeated"):
            self.generate_heading_target(token, level, rubric, rubric)
