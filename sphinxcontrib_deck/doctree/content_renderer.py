"""What remark has beyond Markdown within a slide: content classes, marked lines, repeated lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from docutils.parsers.rst import directives
from markdown_it.rules_core import StateCore, inline
from myst_parser.mdit_to_docutils.base import token_line

from sphinxcontrib_deck.doctree.code_steps import set_steps
from sphinxcontrib_deck.doctree.math_renderer import MathRenderer
from sphinxcontrib_deck.syntax.code_steps import split_fence_info
from sphinxcontrib_deck.syntax.content_rules import parse_body
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

    from sphinxcontrib_deck.config import DeckConfig

_LABEL_OPTION = re.compile(r"^:(?:name|label):.*\n?", re.MULTILINE)

_SPAN = re.compile(r"`([^`\n]+)`|\{\{([^{}\n]+)\}\}")
"""A marked stretch of code: remark's `` `code` ``, xaringan's ``{{code}}``."""


class ContentRenderer(MathRenderer):
    """Render the content of slides."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Prepare for one document."""
        super().setup_render(options, env)
        self._in_notes = False
        self._deck_config: DeckConfig = options["deck_config"]

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
        if any(map(_is_content_class, paragraph.children)):
            paragraph.replace_self(_cut(paragraph))

    # Code

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Render code, with the lines and stretches marked that the deck's options ask for."""
        info, steps = split_fence_info(token.info or "")
        if token.token is not None:
            token.token.info = info
        self._render_code(
            token, super().render_fence, can_mark=not info.startswith("{"), steps=steps
        )

    def render_code_block(self, token: SyntaxTreeNode) -> None:
        """Render indented code, in the same way."""
        self._render_code(token, super().render_code_block, can_mark=True)

    def _render_code(
        self,
        token: SyntaxTreeNode,
        render: Callable[[SyntaxTreeNode], None],
        *,
        can_mark: bool,
        steps: str | None = None,
    ) -> None:
        spans: list[tuple[int, int]] = []
        if can_mark and token.token is not None and self._deck_config.highlight_lines:
            self._mark_lines(token.token)
        if can_mark and token.token is not None and self._deck_config.highlight_spans:
            token.token.content, spans = _take_spans(token.content)
        render(token)
        code = self.current_node.children[-1] if self.current_node.children else None
        if not isinstance(code, nodes.literal_block):
            return
        if spans:
            code["marked_spans"] = spans
        if steps is not None:
            set_steps(code, steps, (self.sphinx_env.docname, token_line(token, 0)))

    def _mark_lines(self, token: Token) -> None:
        """Turn remark's ``*`` into lines to emphasize (``extractMetadata`` of its slide view)."""
        lines = token.content.split("\n")
        marked = [number for number, line in enumerate(lines, start=1) if line.startswith("*")]
        if marked and "emphasize-lines" not in token.attrs:
            # The blank behind a `*` is doubled, so that the code keeps its columns.
            token.content = "\n".join(re.sub(r"^\*( ?)", r"\1\1", line) for line in lines)
            token.attrSet("emphasize-lines", ",".join(map(str, marked)))

    # Lines that a later slide repeats define nothing again; notes define nothing at all

    def render_directive(
        self, token: SyntaxTreeNode, name: str, arguments: str, **options: Any
    ) -> None:
        """Run a directive, without its label where an earlier slide has defined it."""
        if token.meta.get("repeated") and token.token is not None:
            token.token.content = _LABEL_OPTION.sub("", token.content)
        around = self._in_notes
        self._in_notes = around or self._holds_notes(name)
        super().render_directive(token, name, arguments, **options)
        self._in_notes = around

    def _holds_notes(self, name: str) -> bool:
        """Tell whether what a directive holds are speaker notes."""
        if ":" in name:  # of a domain; one that isn't there would be warned about twice
            return False
        directive, _ = directives.directive(name, self.language_module_rst, self.document)
        return bool(getattr(directive, "holds_notes", False))

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


def _take_spans(code: str) -> tuple[str, list[tuple[int, int]]]:
    """Return code without the delimiters of marked stretches, and where these are in it."""
    text, position = "", 0
    spans: list[tuple[int, int]] = []
    for found in _SPAN.finditer(code):
        text += code[position : found.start()]
        inner = found[1] or found[2]
        spans.append((len(text), len(text) + len(inner)))
        text += inner
        position = found.end()
    return text + code[position:], spans


def _is_content_class(node: nodes.Node) -> bool:
    """Tell whether a node is a content class with blocks, not a container of another extension."""
    return isinstance(node, nodes.container) and bool(node["classes"])


def _cut(paragraph: nodes.paragraph) -> list[nodes.Node]:
    """Return what a paragraph becomes whose content classes stand between two paragraphs."""
    pieces: list[nodes.Element] = []
    for child in paragraph.children:
        if _is_content_class(child):
            pieces.append(cast("nodes.Element", child))
            continue
        if not pieces or _is_content_class(pieces[-1]):
            pieces.append(nodes.paragraph("", "", **paragraph.attributes))
            pieces[-1].source, pieces[-1].line = paragraph.source, paragraph.line
        pieces[-1].append(child)
    return [piece for piece in pieces if _is_content_class(piece) or not _is_blank(piece)]


def _is_blank(piece: nodes.Element) -> bool:
    return not piece.astext().strip() and all(isinstance(child, nodes.Text) for child in piece)
