"""Write a deck's segments out as one Markdown text, with a table of where each line came from.

Separators and properties are not in it: a blank line in their place would make lists loose and
split paragraphs. What they say is in the table and in the list of slides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinxcontrib_deck.syntax.properties import Line, Property

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxcontrib_deck.syntax.scanner import Segment

_NOT_INHERITED = ("name", "layout", "count")
"""What a step doesn't take over from the slide before it (``inheritProperties`` of remark)."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a normalised line came from."""

    source: int
    """Its line in the source, from 0."""
    step: int
    """The step of its slide that shows it; 0 is shown with the slide."""
    repeated: bool
    """Whether the line is shown on an earlier slide too, and must not define anything again."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide of the normalised text: content ``start <= line < notes``, notes up to ``end``."""

    number: int
    """Its place among the slides, from 1."""
    line: int
    """The source line (from 0) on which it begins."""
    properties: dict[str, Property]
    start: int
    notes: int
    end: int


@dataclass(frozen=True, slots=True)
class NormalisedDeck:
    """A deck as Markdown."""

    text: str
    origins: tuple[Origin, ...]
    """One for each line of ``text``. The first line is blank and belongs to no slide, so that
    nothing on a slide is taken for front matter."""
    slides: tuple[Slide, ...]
    unknown_properties: tuple[tuple[str, int], ...]
    """Keys that stayed content, with their source lines (from 0)."""

    def source_range(self, start: int, end: int) -> list[int]:
        """Return the source lines, end exclusive, of the normalised lines ``start <= i < end``."""
        last = self.origins[max(start, min(end, len(self.origins)) - 1)].source
        first = self.origins[start].source
        return [first, max(last, first) + 1]


@dataclass(slots=True)
class _Draft:
    """A slide while its steps are gathered."""

    line: int
    properties: dict[str, Property]
    content: list[tuple[Line, int, bool]] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    steps: int = 0


def normalise(segments: Iterable[Segment]) -> NormalisedDeck:
    """Gather segments into slides and write them out.

    A step is folded into its slide. Where it sets a property it becomes a slide of its own that
    repeats what came before, as in remark, because one slide can't change its class half way.
    """
    segments = list(segments)
    drafts: list[_Draft] = []
    for segment in segments:
        _add_segment(drafts, segment)
    unknown = tuple(item for segment in segments for item in segment.block.unknown)
    return _write(drafts, unknown)


def _add_segment(drafts: list[_Draft], segment: Segment) -> None:
    properties = segment.block.properties
    if not (segment.is_step and drafts):
        drafts.append(_Draft(segment.line, dict(properties)))
    elif properties:
        drafts.append(_repeat(drafts[-1], segment))
    else:
        drafts[-1].steps += 1
    draft = drafts[-1]
    draft.content.extend((line, draft.steps, False) for line in segment.block.content)
    if segment.notes and draft.notes:
        draft.notes.append(Line("", segment.notes[0].source))
    draft.notes.extend(segment.notes)


def _repeat(before: _Draft, segment: Segment) -> _Draft:
    """Begin a slide that repeats the one before it and inherits its properties."""
    properties = {
        key: value for key, value in before.properties.items() if key not in _NOT_INHERITED
    }
    own = segment.block.properties
    if "class" in properties and "class" in own:
        joined = f"{properties['class'].value}, {own['class'].value}"
        own = own | {"class": Property(joined, own["class"].line)}
    content = [(line, 0, True) for line, _, _ in before.content]
    return _Draft(segment.line, properties | own, content)


def _write(drafts: list[_Draft], unknown: tuple[tuple[str, int], ...]) -> NormalisedDeck:
    texts = [""]
    origins = [Origin(0, 0, repeated=False)]
    slides = []
    for number, draft in enumerate(drafts, start=1):
        start = len(texts)
        for line, step, repeated in draft.content:
            texts.append(line.text)
            origins.append(Origin(line.source, step, repeated))
        notes = len(texts)
        for line in draft.notes:
            texts.append(line.text)
            origins.append(Origin(line.source, 0, repeated=False))
        slides.append(Slide(number, draft.line, draft.properties, start, notes, len(texts)))
    return NormalisedDeck("\n".join(texts), tuple(origins), tuple(slides), unknown)
