"""Formulas in raw HTML, between dollars: MathJax finds these too, so decks of remark have them."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from sphinxcontrib_deck.syntax.tex import looks_like_tex

if TYPE_CHECKING:
    from collections.abc import Callable

_PIECE = re.compile(
    r"(?P<other><(?P<tag>script|style|pre|code|textarea|svg|math)\b.*?</(?P=tag)\s*>"
    r"|<!--.*?-->|<[^>]*>)"
    r"|\$\$(?P<block>[^$<]+)\$\$"
    r"|(?<![\\$\d])\$(?P<inline>[^$<]+)(?<!\\)\$(?![$\d])",
    re.DOTALL | re.IGNORECASE,
)


def set_raw_formulas(html: str, write: Callable[[str, bool], str]) -> str:
    """Return HTML with its formulas set; code, scripts and attributes are left alone.

    :param write: returns a formula as HTML, given its TeX and whether it is displayed.
    """

    def replaced(found: re.Match[str]) -> str:
        tex = unescape(found["block"] or found["inline"] or "")
        if found["block"]:
            return write(tex.strip(), True)  # noqa: FBT003  # as the parameter says
        if found["inline"] and (tex == tex.strip() or looks_like_tex(tex)) and "\n\n" not in tex:
            return write(tex.strip(), False)  # noqa: FBT003
        return found.group()

    return _PIECE.sub(replaced, html)
