"""Cut a deck's text into the segments between its separators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinxcontrib_deck.syntax.attributes import take_attributes
from sphinxcontrib_deck.syntax.lexer import TokenKind, lex
from sphinxcontrib_deck.syntax.properties import Line, split_properties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinxcontrib_deck.syntax.properties import PropertyBlock

_VARIABLE = re.compile(r"\{\{\s*([-\w]+)\s*\}\}", re.ASCII)
"""The use of a property, ``{{key}}``."""

_BREAKS = {
    TokenKind.SLIDE_SEPARATOR,
    TokenKind.STEP_SEPARATOR,
    TokenKind.NOTES_SEPARATOR,
}


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands between two separators: a slide, or one step of it."""

    is_step: bool
    """Whether ``--`` opens it."""
    line: int
    """The source line (from 0) on which it begins."""
    block: PropertyBlock
    """Its properties and content."""
    notes: tuple[Line, ...]
    """Its speaker notes; those of several ``???`` follow each other."""
    more_notes: tuple[int, ...] = ()
    """The rows of the notes with a further ``???``; there they hold a blank line."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the lexer says of a text's lines."""

    separators: list[tuple[int, TokenKind]]
    """The line number and kind of every separator."""
    code: set[int]
    """The lines that hold code."""
    classes: set[int]
    """The lines on which a content class begins."""


def _read_layout(text: str) -> _Layout:
    layout = _Layout([], set(), set())
    line = position = 0
    for token in lex(text):
        line += text.count("\n", position, token.start)
        position = token.start
        if token.kind in _BREAKS:
            layout.separators.append((line, token.kind))
        elif token.kind is TokenKind.CODE:
            last = line + text.count("\n", token.start, max(token.start, token.end - 1))
            layout.code.update(range(line, last + 1))
        elif token.kind is TokenKind.CONTENT_CLASS:
            layout.classes.add(line)
    return layout


def count_separators(text: str) -> int:
    """Return how many ``---`` a cleaned text has: what tells a deck from other Markdown."""
    separators = _read_layout(text).separators
    return sum(kind is TokenKind.SLIDE_SEPARATOR for _, kind in separators)


def used_keys(text: str) -> set[str]:
    """Return the properties that a text uses as ``{{key}}``."""
    return set(_VARIABLE.findall(text))


def scan(text: str, first_line: int = 0, sources: Sequence[int] = ()) -> list[Segment]:
    """Cut a deck's text into segments.

    Every line belongs to exactly one segment or is a separator. A separator with nothing above it
    opens the first slide instead of ending an empty one.

    :param text: cleaned source text without its front matter.
    :param first_line: the source line (from 0) of the text's first line.
    :param sources: the source line of each line, where they don't follow each other.
    :return: at least one segment; the first is never a step.
    """
    layout = _read_layout(text)
    scanner = _Scanner(_lines(text, first_line, sources, layout), used_keys(text))
    for stop, kind in layout.separators:
        scanner.separate(stop, kind)
    scanner.finish()
    return scanner.segments


def _lines(text: str, first_line: int, sources: Sequence[int], layout: _Layout) -> list[Line]:
    lines = []
    separators = {number for number, _ in layout.separators}
    behind_class = False
    for number, line in enumerate(text.split("\n")):
        behind_class = number not in separators and (behind_class or number in layout.classes)
        is_opaque = behind_class or number in layout.code
        source = sources[number] if sources else first_line + number
        lines.append(Line(line, source, is_opaque=is_opaque))
    return lines


class _Scanner:
    """Gathers lines into segments."""

    def __init__(self, lines: list[Line], custom: set[str]) -> None:
        self.segments: list[Segment] = []
        self._lines = lines
        self._custom = custom
        self._next = 0
        self._has_begun = False
        self._open(is_step=False)

    def _open(self, *, is_step: bool) -> None:
        self._is_step = is_step
        self._begin = self._next
        self._content: list[Line] = []
        self._notes: list[Line] | None = None
        self._more_notes: list[int] = []

    def _take(self, stop: int) -> None:
        target = self._content if self._notes is None else self._notes
        target.extend(self._lines[self._next : stop])
        self._next = stop + 1

    def _close(self) -> None:
        block = split_properties(self._content, self._custom)
        if not self._is_step:
            block = take_attributes(block, self._custom)
        is_behind = self._begin == len(self._lines)
        line = self._lines[self._begin - is_behind].source + is_behind
        notes, more = tuple(self._notes or ()), tuple(self._more_notes)
        self.segments.append(Segment(self._is_step, line, block, notes, more))

    def separate(self, stop: int, kind: TokenKind) -> None:
        """End what a separator on line ``stop`` ends."""
        self._take(stop)
        if kind is TokenKind.NOTES_SEPARATOR:
            if self._notes is None:
                self._notes = []
            else:
                self._more_notes.append(len(self._notes))
                # A blank line keeps the second notes from running into the first.
                self._notes.append(Line("", self._lines[stop].source))
            return
        is_empty = self._notes is None and not any(line.text.strip() for line in self._content)
        opens_first = is_empty and not self._has_begun and kind is TokenKind.SLIDE_SEPARATOR
        if not opens_first:
            self._close()
        self._has_begun = True
        self._open(is_step=kind is TokenKind.STEP_SEPARATOR)

    def finish(self) -> None:
        """End the last segment."""
        self._take(len(self._lines))
        self._close()
