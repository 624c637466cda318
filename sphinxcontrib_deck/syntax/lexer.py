"""Find what remark.js would find in a text: separators, code, content classes, definitions.

The rules are those of remark 0.15's ``lexer.js``: the leftmost match wins, and of several at one
place the first in the order below. Two are wider than remark's, because a slide's content is MyST:

- a fence's info string may hold several words (```` ```{code-block} python ````), and
- a fence may be empty.

And one is narrower: a separator begins a line, also after inline code.
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class TokenKind(enum.Enum):
    """What a stretch of source text is to remark."""

    CODE = enum.auto()
    """An indented block, a fence, or a code span: nothing inside it is syntax."""
    CONTENT_CLASS = enum.auto()
    """``.name[...]`` with its body, up to the bracket that balances the first."""
    ESCAPED_CONTENT_CLASS = enum.auto()
    """``\\.name[...]``: text."""
    DEFINITION = enum.auto()
    """A link definition, ``[label]: destination``."""
    MACRO = enum.auto()
    """``![:name argument](value)``."""
    SLIDE_SEPARATOR = enum.auto()
    """``---`` or ``<!-- break -->`` alone on a line."""
    STEP_SEPARATOR = enum.auto()
    """``--`` alone on a line."""
    NOTES_SEPARATOR = enum.auto()
    """``???`` alone on a line."""


class LexToken(NamedTuple):
    """One stretch of source text, as offsets ``start <= i < end``.

    A separator's stretch is the line without its line break.
    """

    kind: TokenKind
    start: int
    end: int


# Repetitions are bounded so that no text takes more than linear time: 999 is CommonMark's own limit
# for a link label, and no real content class has thirty names, no macro 400 characters
# of arguments.
_SYNTAX = re.compile(
    r"""
    (?P<slide>^(?:---|<!--[ \t]{0,99}break[ \t]{0,99}-->)$)
    |(?P<step>^--$)
    |(?P<notes>^\?{3}$)
    |(?P<indented>(?<=\n\n)^\ {4}[^\n])
    |(?P<fence>^\ *(?P<marker>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*\n)
    |(?P<span>`[^`\n][^`\n]*`)
    |(?P<content>(?P<escape>\\)?(?:\.[a-zA-Z_\-][a-zA-Z\-_0-9]{0,99}){1,30}\[)
    |(?P<definition>^\ *\[[^\]]{1,999}\]:\ *<?[^\s>]+>?(?:\ +["(][^\n]+[")])?\ *$)
    |(?P<macro>!\[:[^\]\ \n][^\]\n]{0,399}\](?:\([^)\n]{0,999}\))?)
    """,
    re.VERBOSE | re.MULTILINE,
)
_INDENTED_BLOCK = re.compile(r"(?: {4}[^\n]+(?:\n+|\Z))+")
_FENCE_CLOSER = re.compile(r"(?:(?<!`)(`{3,}+)|(?<!~)(~{3,}+)) *$", re.MULTILINE)

_ALTERNATIVES = {
    "slide": TokenKind.SLIDE_SEPARATOR,
    "step": TokenKind.STEP_SEPARATOR,
    "notes": TokenKind.NOTES_SEPARATOR,
    "indented": TokenKind.CODE,
    "fence": TokenKind.CODE,
    "span": TokenKind.CODE,
    "content": TokenKind.CONTENT_CLASS,
    "definition": TokenKind.DEFINITION,
    "macro": TokenKind.MACRO,
}
_WITH_LINE_BREAK = ("slide", "notes", "definition")
"""What remark matches together with the line break behind it, so that the next line is a start."""


class _FenceClosers:
    """Where fences can end: the runs of backticks or tildes at the end of a line.

    Found once for a text, so that a thousand unclosed fences don't each search to its end.
    """

    def __init__(self, text: str) -> None:
        self._runs = [
            (*match.span(match.lastindex or 0), match.end())
            for match in _FENCE_CLOSER.finditer(text)
        ]
        self._text = text
        self._long_enough: dict[tuple[str, int], tuple[list[int], list[int]]] = {}

    def find(self, marker: str, after: int) -> int | None:
        """Return the offset where a fence ends whose body starts at ``after``, if it ends."""
        length = len(marker)
        key = (marker[0], length)
        if key not in self._long_enough:
            fitting = [
                (stop - length, end)
                for start, stop, end in self._runs
                if self._text[start] == marker[0] and stop - start >= length
            ]
            self._long_enough[key] = ([start for start, _ in fitting], [end for _, end in fitting])
        starts, ends = self._long_enough[key]
        index = bisect_left(starts, after)
        return ends[index] if index < len(ends) else None


def _balanced_brackets(text: str) -> dict[int, int]:
    """Return the offset of each closing bracket by that of its opening one.

    Brackets are counted as remark counts them: everywhere, code and escapes included.
    """
    pairs: dict[int, int] = {}
    open_brackets: list[int] = []
    for match in re.finditer(r"[\[\]]", text):
        if match.group() == "[":
            open_brackets.append(match.start())
        elif open_brackets:
            pairs[open_brackets.pop()] = match.start()
    return pairs


def lex(text: str) -> Iterator[LexToken]:
    """Yield what is not plain text, in order and without overlaps.

    :param text: source text with line feeds as line breaks.
    :return: the tokens; whatever lies between two of them is text.
    """
    closers = _FenceClosers(text)
    brackets = _balanced_brackets(text)
    position = 0
    while True:
        token = _indented_block(text, position)
        if token is None:
            found = _SYNTAX.search(text, position)
            if found is None:
                return
            token, position = _token(text, found, closers, brackets)
        else:
            position = token.end
        if token is not None:
            yield token


def _indented_block(text: str, position: int) -> LexToken | None:
    """Match an indented code block right where the last token ended."""
    at_line_start = position == 0 or text[position - 1 : position] == "\n"
    found = _INDENTED_BLOCK.match(text, position) if at_line_start else None
    return LexToken(TokenKind.CODE, position, found.end()) if found else None


def _token(
    text: str, found: re.Match[str], closers: _FenceClosers, brackets: dict[int, int]
) -> tuple[LexToken | None, int]:
    """Return the token of a match, if it is one, and where to go on."""
    start, end = found.span()
    name = next(name for name in _ALTERNATIVES if found[name] is not None)
    kind = _ALTERNATIVES[name]
    if name == "indented":
        block = _indented_block(text, start)
        return block, block.end if block else end
    if name == "fence":
        closed = closers.find(found["marker"], end)
        if closed is None:
            return None, found.end("marker")
        # The line break belongs to the fence: what follows it is the start of a line.
        end = min(closed + 1, len(text))
    elif name == "content":
        closing = brackets.get(end - 1)
        if closing is None:
            return None, end
        end = closing + 1
        if found["escape"] is not None:
            kind = TokenKind.ESCAPED_CONTENT_CLASS
    return LexToken(kind, start, end), end + (name in _WITH_LINE_BREAK)
