"""Turn a deck's tokens into nodes: MyST's renderer, for slides."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from markdown_it.rules_core import StateCore, inline
from myst_parser.mdit_to_docutils.base import clean_astext, compute_unique_slug, token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

from sphinxcontrib_deck.doctree.names import NameRequest, assign_names
from sphinxcontrib_deck.doctree.structure import is_made, slide_title
from sphinxcontrib_deck.syntax.content_rules import parse_body
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, MutableMapping

    from markdown_it.tree import SyntaxTreeNode

    from sphinxcontrib_deck.syntax.normalise import Slide

_LABEL_OPTION = re.compile(r"^:(?:name|label):.*\n?", re.MULTILINE)


class DeckRenderer(SphinxRenderer):
    """Render the tokens of :func:`~sphinxcontrib_deck.syntax.bounded.bounded_slides_plugin`.

    ``md_options["deck_source"]`` holds the :class:`~.declaration.DeckSource`.
    """

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Prepare for one document."""
        super().setup_render(options, env)
        self._step = 0
        self._in_notes = False
        self._sections: dict[int, nodes.section] = {}

    # The deck and its slides

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
        for section, request in zip(self._sections.values(), requests, strict=True):
            # A named slide can be linked to by its heading too, where that address is free.
            alias = request.slug(()) if request.name and request.slug else ""
            if alias and alias not in self.document.ids:
                section["slide_ids"].append(alias)
                self._reserve(alias, section)

    def _name_request(self, token: SyntaxTreeNode) -> NameRequest:
        slide: Slide = token.meta["slide"]
        name = slide.properties.get("name")
        heading = _heading(token)
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
        heading = _heading(token)
        before, after = _around_heading(token, heading)
        for child in before:
            if child.type == "myst_target":
                self._render_child(child)
        self.current_node.append(section)
        with self.current_node_context(section):
            self._render_title(section, heading)
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

    # Content classes

    def render_content_class(self, token: SyntaxTreeNode) -> None:
        """Render a content class with blocks in it."""
        self._render_classes(token, nodes.container(), self.render_children)

    def render_content_span(self, token: SyntaxTreeNode) -> None:
        """Render a content class with text in it."""
        self._render_classes(token, nodes.inline(), self.render_children)

    def render_content_block(self, token: SyntaxTreeNode) -> None:
        """Render a content class with blocks in it that stands in the middle of text."""
        body = token.meta["body"]
        if not isinstance(self.current_node, nodes.paragraph):
            # A title, say, can hold no blocks.
            line = token_line(token, 1) - 1
            self._render_classes(
                token,
                nodes.inline(),
                lambda _: self.nested_render_text(" ".join(body.lines), line, inline=True),
            )
            return

        def render(_token: SyntaxTreeNode) -> None:
            tokens = parse_body(self.md, self.md_env, body)
            inline(StateCore("", self.md, self.md_env, tokens))
            self._render_tokens(tokens)

        self._render_classes(token, nodes.container(), render)

    def _render_classes(
        self, token: SyntaxTreeNode, node: nodes.Element, render: Callable[[SyntaxTreeNode], None]
    ) -> None:
        self.add_line_and_source_path(node, token)
        self.copy_attributes(token, node)
        with self.current_node_context(node, append=True):
            render(token)

    def render_paragraph(self, token: SyntaxTreeNode) -> None:
        """Render a paragraph; a content class with blocks cuts it in two."""
        super().render_paragraph(token)
        paragraph = cast("nodes.paragraph", self.current_node.children[-1])
        if any(isinstance(child, nodes.container) for child in paragraph.children):
            paragraph.replace_self(_cut(paragraph))

    # Steps

    def render_children(self, token: SyntaxTreeNode) -> None:
        """Render a token's children, each with the step that shows it."""
        for child in token.children or []:
            self._render_child(child)

    def _render_child(self, token: SyntaxTreeNode) -> None:
        rule = self.rules.get(f"render_{token.type}")
        if rule is None:
            # The base class warns about a token without a render method.
            super().render_children(cast("SyntaxTreeNode", _Parent([token])))
            return
        if token.meta.get("repeated"):
            if token.type in ("myst_target", "footnote_reference"):
                return
            token.attrs.pop("id", None)
        with self._shown_with(token):
            rule(token)

    def render_table_row(self, token: SyntaxTreeNode) -> None:
        """Render a row of a table, which the base class doesn't do as a child."""
        with self._shown_with(token):
            super().render_table_row(token)

    @contextmanager
    def _shown_with(self, token: SyntaxTreeNode) -> Iterator[None]:
        """Mark what is rendered meanwhile with its step, where that is later than around it."""
        parent, first, around = self.current_node, len(self.current_node.children), self._step
        self._step = max(around, token.meta.get("step", around))
        yield
        if self._step > around:
            for node in parent.children[first:]:
                if isinstance(node, nodes.Element):
                    node["step"] = self._step
        self._step = around

    def render_inline(self, token: SyntaxTreeNode) -> None:
        """Render inline content; lines of a later step are gathered in an ``inline`` each."""
        line_steps: list[int] | None = token.meta.get("line_steps")
        if line_steps is None:
            super().render_inline(token)
            return
        line = 0
        for child in token.children or []:
            step = line_steps[min(line, len(line_steps) - 1)]
            line += child.type in ("softbreak", "hardbreak") or child.content.count("\n")
            with self.current_node_context(self._gatherer(step)):
                self._render_child(child)

    def _gatherer(self, step: int) -> nodes.Element:
        """Return the node that takes inline content of a step."""
        if step <= self._step:
            return self.current_node
        last = self.current_node.children[-1] if self.current_node.children else None
        if isinstance(last, nodes.inline) and last.get("step") == step:
            return last
        gatherer = nodes.inline(step=step)
        self.current_node.append(gatherer)
        return gatherer

    # Lines that a later slide repeats define nothing again; notes define nothing at all

    def render_directive(
        self, token: SyntaxTreeNode, name: str, arguments: str, **options: Any
    ) -> None:
        """Run a directive, without its label where an earlier slide has defined it."""
        if token.meta.get("repeated") and token.token is not None:
            token.token.content = _LABEL_OPTION.sub("", token.content)
        super().render_directive(token, name, arguments, **options)

    def render_math_block_label(self, token: SyntaxTreeNode) -> None:
        """Render a labelled equation, without its label where it would define it again."""
        if token.meta.get("repeated") or self._in_notes:
            self.render_math_block(token)
        else:
            super().render_math_block_label(token)

    def render_myst_target(self, token: SyntaxTreeNode) -> None:
        """Render ``(label)=``, which notes can't have: they are on no other page."""
        if not self._in_notes:
            super().render_myst_target(token)
            return
        warn(
            DeckWarning.NOTES,
            f"the target {token.content!r} is dropped: nothing can refer to speaker notes",
            location=(self.sphinx_env.docname, token_line(token, 0)),
        )


class _Parent:
    """Just enough of a syntax tree node to hold children."""

    def __init__(self, children: list[SyntaxTreeNode]) -> None:
        self.children = children


def _is_invisible(token: SyntaxTreeNode) -> bool:
    """Tell whether a token may stand before a slide's heading without showing anything."""
    if token.type == "html_block":
        return bool(re.fullmatch(r"\s*<!--.*?-->\s*", token.content, re.DOTALL))
    return token.type in ("myst_target", "myst_line_comment", "myst_block_break")


def _heading(slide: SyntaxTreeNode) -> SyntaxTreeNode | None:
    """Return the heading that a slide begins with; not an empty one.

    What a layout puts above every slide doesn't count, but its heading does where the slide begins
    with none of its own.
    """
    visible = [child for child in slide.children if not _is_invisible(child)]
    own = [child for child in visible if not child.meta.get("repeated")]
    for first in (*own[:1], *visible[:1]):
        if first.type == "heading" and first.children and first.children[0].content.strip():
            return first
    return None


def _around_heading(
    slide: SyntaxTreeNode, heading: SyntaxTreeNode | None
) -> tuple[list[SyntaxTreeNode], list[SyntaxTreeNode]]:
    if heading is None:
        return [], list(slide.children)
    index = slide.children.index(heading)
    return slide.children[:index], slide.children[index + 1 :]


def _cut(paragraph: nodes.paragraph) -> list[nodes.Node]:
    """Return what a paragraph becomes whose containers stand between two paragraphs."""
    pieces: list[nodes.Element] = []
    for child in paragraph.children:
        if isinstance(child, nodes.container):
            pieces.append(child)
            continue
        if not pieces or isinstance(pieces[-1], nodes.container):
            pieces.append(nodes.paragraph("", "", **paragraph.attributes))
            pieces[-1].source, pieces[-1].line = paragraph.source, paragraph.line
        pieces[-1].append(child)
    return [piece for piece in pieces if isinstance(piece, nodes.container) or not _is_blank(piece)]


def _is_blank(piece: nodes.Element) -> bool:
    return not piece.astext().strip() and all(isinstance(child, nodes.Text) for child in piece)
