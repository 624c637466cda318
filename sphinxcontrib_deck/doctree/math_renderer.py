"""Formulas in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinxcontrib_deck.doctree.step_renderer import StepRenderer
from sphinxcontrib_deck.syntax.tex import unescaped_tex

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from markdown_it.tree import SyntaxTreeNode


class MathRenderer(StepRenderer):
    """Render formulas between dollars, and environments of amsmath."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Prepare for one document."""
        super().setup_render(options, env)
        self._numbered_environments = 0

    def render_math_inline(self, token: SyntaxTreeNode) -> None:
        """Render ``$x$``."""
        _unescape(token)
        super().render_math_inline(token)

    def render_math_inline_double(self, token: SyntaxTreeNode) -> None:
        """Render ``$$x$$`` in the middle of text."""
        _unescape(token)
        super().render_math_inline_double(token)

    def render_math_block(self, token: SyntaxTreeNode) -> None:
        """Render ``$$x$$``."""
        _unescape(token)
        super().render_math_block(token)

    def render_math_block_label(self, token: SyntaxTreeNode) -> None:
        """Render ``$$x$$ (label)``."""
        _unescape(token)
        super().render_math_block_label(token)

    def _random_label(self) -> str:
        """Return a label for an environment of amsmath, the same in every build."""
        self._numbered_environments += 1
        return f"{self.sphinx_env.docname}-environment-{self._numbered_environments}"


def _unescape(token: SyntaxTreeNode) -> None:
    if token.token is not None:
        token.token.content = unescaped_tex(token.content)
