"""Slides that begin with their headings, in a document that is an ordinary page as well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinxcontrib_deck.syntax.attributes import (
    heading_label,
    is_before_heading,
    take_attributes,
)
from sphinxcontrib_deck.syntax.lexer import TokenKind, lex
from sphinxcontrib_deck.syntax.properties import PropertyBlock
from sphinxcontrib_deck.syntax.scanner import Segment

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from sphinxcontrib_deck.syntax.properties import Line

_ABOVE_HEADING = frozenset({"attrs_block", "myst_target", "myst_line_comment"})
"""What belongs to the heading below it."""


def split_at_headings(
    segments: Iterable[Segment],
    md: MarkdownIt,
    level: int,
    custom: Container[str] = (),
) -> list[Segment]:
    """Let headings begin slides, besides the separators that did.

    A heading that a slide begins with anyway cuts nothing. A heading in the notes ends them. What
    has no slide of its own, a heading in a list, a quote, a directive or a content class, cuts
    nothing either. A ``(label)=`` above the heading names its slide, unless that has a name.

    :param segments: what the separators cut, in order.
    :param md: the parser whose block syntax the deck is written in.
    :param level: the deepest level of heading that begins a slide.
    :param custom: the keys that the deck uses as ``{{key}}``.
    """
    return [_named(part) for segment in segments for part in _split(segment, md, level, custom)]


def _split(
    segment: Segment, md: MarkdownIt, level: int, custom: Container[str]
) -> Iterator[Segment]:
    content = segment.block.content
    rows = _heading_rows(content, md, level)
    if rows and not any(not is_before_heading(line) for line in content[: rows[0]]):
        # The heading is what the slide begins with: all above it belongs to it.
        rows[0] = 0
    if rows[:1] == [0]:
        rows = rows[1:]
        if segment.is_step:
            block = take_attributes(segment.block, custom)
            segment = replace(segment, is_step=False, block=block)
    first, *others = _cut(content, rows)
    current = replace(segment, block=replace(segment.block, content=tuple(first)), notes=())
    for part in others:
        yield current
        current = _begin(part, (), custom)
    spoken_rows = _heading_rows(segment.notes, md, level)
    spoken, *others = _cut(segment.notes, spoken_rows)
    yield replace(current, notes=tuple(spoken))
    for row, part in zip(spoken_rows, others, strict=True):
        marks = [mark - row for mark in segment.more_notes if row < mark < row + len(part)]
        end = marks[0] if marks else len(part)
        yield _begin(part[:end], part[end + 1 :], custom)


def _begin(lines: Sequence[Line], notes: Sequence[Line], custom: Container[str]) -> Segment:
    block = take_attributes(PropertyBlock({}, (), tuple(lines)), custom)
    return Segment(is_step=False, line=lines[0].source, block=block, notes=tuple(notes))


def _named(segment: Segment) -> Segment:
    properties = segment.block.properties
    label = heading_label(segment.block.content)
    if segment.is_step or "name" in properties or label is None or " " in label.value:
        return segment
    return replace(segment, block=replace(segment.block, properties={**properties, "name": label}))


def _cut(lines: Sequence[Line], rows: Sequence[int]) -> list[Sequence[Line]]:
    """Return the lines up to the first of the rows, and from each row to the next."""
    return [lines[start:end] for start, end in zip([0, *rows], [*rows, len(lines)], strict=True)]


def _heading_rows(lines: Sequence[Line], md: MarkdownIt, level: int) -> list[int]:
    """Return on which of the lines slides begin: headings, with what belongs to them."""
    text = "\n".join(line.text for line in lines)
    # As in the deck's own parse a blank line stands first: else a row of hyphens might be taken for
    # front matter.
    tokens: list[Token] = []
    md.block.parse("\n" + text, md, {}, tokens)
    in_class = _rows_in_classes(text)
    rows = []
    for index, token in enumerate(tokens):
        if token.type != "heading_open" or token.level or int(token.tag[1]) > level:
            continue
        first = index
        while first and tokens[first - 1].type in _ABOVE_HEADING:
            first -= 1
        row = (tokens[first].map or [1])[0] - 1
        if row not in in_class:
            rows.append(row)
    return rows


def _rows_in_classes(text: str) -> set[int]:
    """Return the lines within content classes of several lines."""
    rows: set[int] = set()
    for token in lex(text):
        if token.kind is TokenKind.CONTENT_CLASS:
            first = text.count("\n", 0, token.start)
            rows.update(range(first + 1, first + text.count("\n", token.start, token.end) + 1))
    return rows
