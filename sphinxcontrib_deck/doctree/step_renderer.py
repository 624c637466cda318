"""Steps: which of them shows what, at the finest level that fits."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

    from markdown_it.token import Token


class StepRenderer(SphinxRenderer):
    """Mark what a later step shows with the attribute ``step``."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Prepare for one document."""
        super().setup_render(options, env)
        self._step = 0
        self._fence: _Fence | None = None

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

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """Render a directive; the steps within it are those of its lines."""
        around = self._fence
        origins = token.meta.get("origins")
        self._fence = _Fence(token_line(token, 1) - 1, origins) if origins else None
        super().render_colon_fence(token)
        self._fence = around

    def _render_tokens(self, tokens: list[Token]) -> None:
        """Render the tokens of a text, in a directive with the steps of its lines."""
        for token in tokens:
            if self._fence is not None:
                self._fence.place(token)
            if token.map is not None:
                # docutils counts lines from 1.
                token.map = [token.map[0] + 1, token.map[1] + 1]
                for inline in token.children or []:
                    inline.map = token.map
        for child in SyntaxTreeNode(tokens).children:
            self._render_child(child)

    def render_table_row(self, token: SyntaxTreeNode) -> None:
        """Render a row of a table, which the base class doesn't do as a child."""
        with self._shown_with(token):
            super().render_table_row(token)

    def render_dl(self, token: SyntaxTreeNode) -> None:
        """Render a definition list, whose terms the base class doesn't render as children."""
        super().render_dl(token)
        terms = [child for child in token.children if child.type == "dt"]
        found = self.current_node.children[-1].findall(nodes.term)
        for term, node in zip(terms, found, strict=False):
            step = term.meta.get("step", self._step)
            if step > self._step:
                node["step"] = step

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


class _Fence(NamedTuple):
    """A directive in colons whose lines belong to several steps."""

    line: int
    """The line (from 0) on which it opens."""
    origins: list[tuple[int, int]]
    """The source line (from 0) and the step of each of its lines."""

    def place(self, token: Token) -> None:
        """Put a token of its content on its source lines and its step.

        Its ``map`` counts the lines of the content as if none had been taken out.
        """
        if token.map is None or "is_placed" in token.meta:
            return
        last = len(self.origins) - 1
        first = min(max(token.map[0] - self.line, 0), last)
        end = min(max(token.map[1] - self.line - 1, first), last)
        lines = self.origins[first : end + 1]
        token.map = [lines[0][0], lines[-1][0] + 1]
        token.meta["step"] = lines[0][1]
        token.meta["is_placed"] = True
        if lines[-1][1] != lines[0][1]:
            token.meta["line_steps"] = [step for _, step in lines]
            token.meta["origins"] = lines


class _Parent:
    """Just enough of a syntax tree node to hold children."""

    def __init__(self, children: list[SyntaxTreeNode]) -> None:
        self.children = children
