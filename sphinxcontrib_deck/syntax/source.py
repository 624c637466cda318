"""Clean a deck's source text before anything reads it."""

from __future__ import annotations

import re

_INDENT = re.compile(r"^[ \t]*(?=[^ \t\n])", re.MULTILINE)

_NONCHARACTERS = dict.fromkeys(range(0xFDD0, 0xFDF0), "\ufffd")
"""No text may hold them (Unicode, section 23.7), so that placeholders can."""


def clean_source(text: str) -> str:
    """Return the text with line feeds as line breaks, without a byte order mark and common indent.

    A text indented as a whole is shifted to the left margin, as remark's ``cleanInput`` does. The
    number of lines stays the same.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = text.translate(_NONCHARACTERS)
    common = min((len(indent) for indent in _INDENT.findall(text)), default=0)
    if common:
        text = re.sub(rf"^[ \t]{{1,{common}}}", "", text, flags=re.MULTILINE)
    return text
