"""remark's content classes, ``.name[...]``, as placeholders that Markdown leaves alone.

A content class may begin in the middle of a line, hold blocks, and end on the last line of a fence,
so no range of lines can stand for it. Its place in the text is taken by a placeholder; its body is
kept beside the text, with the table of its own lines, and parsed by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinxcontrib_deck.syntax.lexer import TokenKind, lex
from sphinxcontrib_deck.syntax.macros import expand_macro, macro_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OPENING, CLOSING = "\ufdd0", "\ufdd1"
"""Around a placeholder's number: noncharacters, which no text may hold (Unicode, section 23.7)."""

PLACEHOLDER = re.compile(f"{OPENING}(\\d+){CLOSING}")

_MAY_HOLD = re.compile(r"\.[A-Za-z_\-][\w\-]*\[|!\[:")
"""What every content class and macro begins with: most slides have none."""

MAX_DEPTH = 30
"""Content classes nested deeper than this are flattened: their text stays, their class goes."""


@dataclass(frozen=True, slots=True)
class ContentClass:
    """The body of a content class."""

    classes: tuple[str, ...]
    lines: tuple[str, ...]
    """Its lines, with placeholders for the content classes inside."""
    origins: tuple[int, ...]
    """The source line (from 0) of each."""
    source: str
    """The whole as written, ``.name[...]``."""

    @property
    def is_block(self) -> bool:
        """Whether it spans lines, which makes it a ``<div>`` in remark instead of a ``<span>``."""
        return "\n" in self.source


class Replacer:
    """Replaces the inline syntax of remark in one deck."""

    def __init__(self, macros: Mapping[str, str]) -> None:
        self.taken: list[ContentClass] = []
        """The content classes; a placeholder holds the index of its own."""
        self.unknown_macros: list[tuple[str, int]] = []
        """Macros that are not defined, with their source lines (from 0); they stay as they are."""
        self._macros = macros

    def replace(
        self, lines: Sequence[str], origins: Sequence[int], depth: int = 0
    ) -> tuple[list[str], list[int]]:
        """Put placeholders in the place of content classes, and text in that of macros.

        :param lines: lines of text.
        :param origins: the source line (from 0) of each.
        :return: the remaining lines, and the number of the line on which each begins, as an index
            into ``lines``.
        """
        text = "\n".join(lines)
        if not _MAY_HOLD.search(text):
            return list(lines), list(range(len(lines)))
        starts = [0]
        for line in lines[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        result: list[str] = []
        begins: list[int] = []
        position = 0
        for token in lex(text):
            written = text[token.start : token.end]
            if token.kind is TokenKind.CONTENT_CLASS:
                first = bisect_right(starts, token.start) - 1
                replacement = self._take(written, origins[first:], depth)
            elif token.kind is TokenKind.MACRO:
                replacement = self._macro(written, origins[bisect_right(starts, token.start) - 1])
            else:
                continue
            _append(result, begins, text[position : token.start], starts, position)
            _append(result, begins, replacement, starts, token.start)
            position = token.end
        _append(result, begins, text[position:], starts, position)
        return result, begins

    def _take(self, written: str, origins: Sequence[int], depth: int) -> str:
        """Keep one content class and return what stands in its place."""
        opener, _, rest = written.partition("[")
        body = _unindented(rest[:-1].split("\n"))
        if depth >= MAX_DEPTH:
            return rest[:-1]
        lines, begins = self.replace(body, origins, depth + 1)
        classes = tuple(opener.lstrip(".").split("."))
        sources = tuple(origins[begin] for begin in begins)
        self.taken.append(ContentClass(classes, tuple(lines), sources, written))
        return f"{OPENING}{len(self.taken) - 1}{CLOSING}"

    def _macro(self, written: str, line: int) -> str:
        """Return what a macro stands for; itself, where nothing defines it."""
        expanded = expand_macro(written, self._macros)
        if expanded is None:
            self.unknown_macros.append((macro_name(written), line))
            return written
        return expanded


def _unindented(body: list[str]) -> list[str]:
    """Take the indent off a body's first line, as remark does: it would make the line code."""
    first = next((number for number, line in enumerate(body) if line.strip()), 0)
    if body[first].startswith("    "):
        body[first] = body[first].lstrip()
    return body


def _append(
    result: list[str], begins: list[int], text: str, starts: list[int], position: int
) -> None:
    """Append text behind what there is: its first line goes on with the last."""
    number = bisect_right(starts, position) - 1
    first, *others = text.split("\n")
    if result:
        result[-1] += first
    else:
        result.append(first)
        begins.append(number)
    result.extend(others)
    begins.extend(range(number + 1, number + 1 + len(others)))


def restore_content_classes(text: str, taken: Sequence[ContentClass]) -> str:
    """Return a text with its content classes as written; for code, formulas and addresses."""
    if OPENING not in text:
        return text
    return PLACEHOLDER.sub(lambda found: taken[int(found[1])].source, text)
