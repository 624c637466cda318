"""Steps: which of them shows what, at the finest level that fits."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

    from markdown_it.tree import SyntaxTreeNode


class StepRenderer(SphinxRenderer):
    """Mark what a later step shows with the attribute ``step``."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Prepare for one document."""
        super().setup_render(options, env)
        self._step = 0

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


class _Parent:
    """Just enough of a syntax tree node to hold children."""

    def __init__(self, children: list[SyntaxTreeNode]) -> None:
        self.children = children
