"""Cut a deck's text into the segments between its separators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinxcontrib_deck.syntax.lexer import TokenKind, lex
from sphinxcontrib_deck.syntax.properties import Line, split_properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_deck.syntax.properties import PropertyBlock

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


def _separators(text: str) -> Iterator[tuple[int, TokenKind]]:
    """Yield the line number and kind of every separator."""
    line = position = 0
    for token in lex(text):
        if token.kind in _BREAKS:
            line += text.count("\n", position, token.start)
            position = token.start
            yield line, token.kind


def count_separators(text: str) -> int:
    """Return how many ``---`` a cleaned text has: what tells a deck from other Markdown."""
    return sum(kind is TokenKind.SLIDE_SEPARATOR for _, kind in _separators(text))


def scan(text: str, first_line: int = 0) -> list[Segment]:
    """Cut a deck's text into segments.

    Every line belongs to exactly one segment or is a separator. A separator with nothing above it
    opens the first slide instead of ending an empty one.

    :param text: cleaned source text without its front matter.
    :param first_line: the source line (from 0) of the text's first line.
    :return: at least one segment; the first is never a step.
    """
    lines = [Line(line, first_line + number) for number, line in enumerate(text.split("\n"))]
    segments: list[Segment] = []
    content: list[Line] = []
    notes: list[Line] = []
    begin, is_step, in_notes, number = first_line, False, False, 0

    def close() -> None:
        block = split_properties(content)
        segments.append(Segment(is_step, begin, block, tuple(notes)))
        content.clear()
        notes.clear()

    for stop, kind in _separators(text):
        (notes if in_notes else content).extend(lines[number:stop])
        number = stop + 1
        if kind is TokenKind.NOTES_SEPARATOR:
            if in_notes:
                # A blank line keeps the second notes from running into the first.
                notes.append(Line("", lines[stop].source))
            in_notes = True
            continue
        is_empty = not in_notes and not any(line.text.strip() for line in content)
        if is_empty and not segments and kind is TokenKind.SLIDE_SEPARATOR:
            content.clear()
        else:
            close()
            is_step = kind is TokenKind.STEP_SEPARATOR
        begin, in_notes = first_line + number, False
    (notes if in_notes else content).extend(lines[number:])
    close()
    return segments
