"""Turn a deck's tokens into nodes: MyST's renderer, for slides."""

from __future__ import annotations

import re
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from docutils import nodes
from myst_parser.mdit_to_docutils.base import clean_astext, compute_unique_slug

from sphinxcontrib_deck.doctree.backgrounds import background_image
from sphinxcontrib_deck.doctree.details import deck_details
from sphinxcontrib_deck.doctree.headings import around_heading, slide_heading
from sphinxcontrib_deck.doctree.id_renderer import IdRenderer
from sphinxcontrib_deck.doctree.names import NameRequest, assign_names
from sphinxcontrib_deck.doctree.slide_ids import link_to_slide
from sphinxcontrib_deck.doctree.structure import is_made, slide_title
from sphinxcontrib_deck.syntax.properties import Property, alias_names
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, MutableMapping

    from markdown_it.tree import SyntaxTreeNode

    from sphinxcontrib_deck.doctree.declaration import DeckSource
    from sphinxcontrib_deck.doctree.names import SlideNames
    from sphinxcontrib_deck.syntax.normalise import Slide
    from sphinxcontrib_deck.syntax.slideshow import UnshownName


class DeckRenderer(IdRenderer):
    """Render the tokens of :func:`~sphinxcontrib_deck.syntax.bounded.bounded_slides_plugin`.

    ``md_options["deck_source"]`` holds the :class:`~.declaration.DeckSource`, ``["deck_unshown"]``
    the names of slides that aren't shown.
    """

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Prepare for one document."""
        super().setup_render(options, env)
        self._sections: dict[int, nodes.section] = {}
        self._numbered: dict[int, str] = {}
        self._names: dict[str, SlideNames] = {}

    def render_deck(self, token: SyntaxTreeNode) -> None:
        """Render the deck: a section with a section for each slide."""
        source: DeckSource = self.md_options["deck_source"]
        deck = nodes.section(deck="", options=source.options)
        if details := deck_details((source.front_matter and source.front_matter.data) or {}):
            deck["details"] = details
        if unshown := _unshown(self.md_options["deck_unshown"]):
            deck["unshown"] = unshown
        self.add_line_and_source_path(deck, token)
        self.document.append(deck)
        slides = [child for child in token.children if child.type == "slide"]
        self._name_slides(slides)
        with self.current_node_context(deck):
            for slide in slides:
                self.render_slide(slide)
        # Last, so that it takes no id that an author has written.
        self._name_deck(deck)
        deck.insert(0, self._deck_title())

    def _name_slides(self, slides: list[SyntaxTreeNode]) -> None:
        """Make the slides' sections and reserve their ids before anything else takes one."""
        addresses, problems = assign_names([self._name_request(slide) for slide in slides])
        for problem in problems:
            warn(
                DeckWarning.NAME, problem.message, location=(self.sphinx_env.docname, problem.line)
            )
        for token, names in zip(slides, addresses, strict=True):
            slide: Slide = token.meta["slide"]
            section = nodes.section(slide=slide.number, slide_names=names)
            section["properties"] = {key: item.value for key, item in slide.properties.items()}
            self.add_line_and_source_path(section, token)
            self._sections[slide.number] = section
            for address in names.addresses:
                self.document.ids[address] = section
                self._names[address] = names
                # The table that `[x](#name)` and `[x](talk.md#name)` are looked up in.
                self._heading_slugs[address] = (section.line, names.name, "")
            for number in slide.remark_numbers:
                self._numbered.setdefault(number, names.name)

    def _name_request(self, token: SyntaxTreeNode) -> NameRequest:
        slide: Slide = token.meta["slide"]
        name = slide.properties.get("name")
        aliases = slide.properties.get("aliases", Property("", 0))
        heading = slide_heading(token)
        slug = partial(self._slug, heading) if heading is not None else None
        line = (name.line if name else slide.line) + 1
        return NameRequest(
            name.value if name else None,
            line,
            slug,
            tuple(alias_names(aliases.value)),
            aliases.line + 1,
        )

    def _slug(self, heading: SyntaxTreeNode, taken: Container[str]) -> str:
        """Return the heading's slug as MyST makes it, or nothing where it has none."""
        try:
            slug: str = compute_unique_slug(heading, taken, self.md_config.heading_slug_func)
        except Exception:  # noqa: BLE001  # a project's own slug function may raise anything
            return ""
        return "" if re.search(r"\s", slug) else slug

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
        for address in section["slide_names"].addresses:
            line, target, _ = self._heading_slugs[address]
            self._heading_slugs[address] = (line, target, clean_astext(title))

    def _render_background(self, section: nodes.section, slide: Slide) -> None:
        image = background_image(section["properties"])
        if image is not None:
            image.source = self.document["source"]
            image.line = slide.properties["background-image"].line + 1
            section.append(image)

    def render_link_anchor(self, token: SyntaxTreeNode, target: str) -> None:
        """Render ``[x](#name)``; ``[x](#57)`` means the slide of remark's number 57.

        A slide that is named by a number comes first, and slides come before labels: ``#name`` is
        the address of the slide.
        """
        encoded = target.removeprefix("#")
        # markdown-it has percent-encoded what a name is made of.
        name = unquote(encoded)
        if name.isdecimal() and name not in self._heading_slugs:
            name = self._numbered.get(int(name), name)
        super().render_link_anchor(token, f"#{name}" if name in self._heading_slugs else target)
        address = name if name in self._names else encoded
        if address in self._names:
            reference = cast("nodes.reference", self.current_node.children[-1])
            link_to_slide(reference, self._names[address], address)

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


def _unshown(names: Iterable[UnshownName]) -> dict[str, tuple[int, str]]:
    """Return the source line (from 1) of each name, and what its slide is instead of shown."""
    found: dict[str, tuple[int, str]] = {}
    for name, line, is_layout in names:
        found.setdefault(name, (line + 1, "a layout" if is_layout else "excluded"))
    return found
