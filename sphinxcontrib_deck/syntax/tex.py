r"""Formulas as decks write them: between dollars with blanks, and escaped for Markdown.

remark hands what Markdown leaves of a formula to MathJax, so its authors write ``\_`` for ``_``
and four backslashes for two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_WITH_BLANKS = re.compile(r"\$(?!\$)(?=\s|[^$]*?\s\$)((?:\\.|[^$\\])+)\$(?![$\d])", re.DOTALL)

_LOOKS_LIKE_TEX = re.compile(
    r"\\[A-Za-z]|\^|_\{|[A-Za-z0-9)}]\\?_[A-Za-z0-9](?![A-Za-z0-9])|^\s*[A-Za-z]\s*$"
)
"""A command, a superscript, a subscript or a single letter: prices and prompts have none."""

_ESCAPED = re.compile(
    r"(?P<text>\\(?:text\w*|math(?:rm|tt|sf|it)|operatorname\*?|mbox|hbox)\s*\{[^{}]*\})"
    r"|(?P<row>\\{4})|(?P<subscript>(?<!\\)\\_(?=[{\\]|\w(?!\w)))"
)


def looks_like_tex(text: str) -> bool:
    """Tell whether text between dollars with blanks beside them is a formula."""
    return _LOOKS_LIKE_TEX.search(text) is not None


def unescaped_tex(tex: str) -> str:
    r"""Return a formula without the backslashes that are there for Markdown.

    ``\_`` becomes a subscript where it can be one, ``x\_{12}`` and ``x\_i``; within text, and in
    ``max\_iter``, it is the character. Four backslashes are one new row.
    """
    return _ESCAPED.sub(
        lambda found: found["text"] or (r"\\" if found["row"] else "_"),
        tex,
    )


def spaced_math_plugin(md: MarkdownIt) -> None:
    """Parse ``$ x^2 $`` as ``math_inline``, like ``$x^2$``, where it looks like TeX.

    MyST's own rule would take every two dollars with blanks beside them for a formula, or none.
    """
    md.inline.ruler.after("math_inline", "spaced_math", _spaced_math)


def _spaced_math(state: StateInline, silent: bool) -> bool:  # markdown-it's signature
    if state.src[state.pos] != "$":
        return False
    found = _WITH_BLANKS.match(state.src, state.pos)
    if found is None or "\n\n" in found[1] or not looks_like_tex(found[1]):
        return False
    if state.pos and (state.src[state.pos - 1] in "\\$" or state.src[state.pos - 1].isdecimal()):
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = found[1].strip()
        token.markup = "$"
    state.pos = found.end()
    return True
