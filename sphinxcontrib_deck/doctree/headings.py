"""Find the heading that becomes a slide's title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


def _is_invisible(token: SyntaxTreeNode) -> bool:
    """Tell whether a token may stand before a slide's heading without showing anything."""
    if token.type == "html_block":
        return bool(re.fullmatch(r"\s*<!--.*?-->\s*", token.content, re.DOTALL))
    return token.type in ("myst_target", "myst_line_comment", "myst_block_break")


def slide_heading(slide: SyntaxTreeNode) -> SyntaxTreeNode | None:
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


def around_heading(
    slide: SyntaxTreeNode, heading: SyntaxTreeNode | None
) -> tuple[list[SyntaxTreeNode], list[SyntaxTreeNode]]:
    """Return what stands before and after a slide's heading; without one, all is after it."""
    if heading is None:
        return [], list(slide.children)
    index = slide.children.index(heading)
    return slide.children[:index], slide.children[index + 1 :]
