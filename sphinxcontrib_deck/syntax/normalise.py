"""Write a deck's segments out as one Markdown text, with a table of where each line came from.

Separators and properties are not in it: a blank line in their place would make lists loose and
split paragraphs. What they say is in the table and in the list of slides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sphinxcontrib_deck.syntax.content_classes import Replacer
from sphinxcontrib_deck.syntax.macros import BUILT_IN
from sphinxcontrib_deck.syntax.properties import Line
from sphinxcontrib_deck.syntax.slideshow import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxcontrib_deck.syntax.content_classes import ContentClass
    from sphinxcontrib_deck.syntax.properties import Property
    from sphinxcontrib_deck.syntax.scanner import Segment
    from sphinxcontrib_deck.syntax.slideshow import ShownSlide, UnshownName


class Origin(NamedTuple):
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
    remark_numbers: tuple[int, ...]
    """The numbers that remark gives the slide and its steps."""
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
    content_classes: tuple[ContentClass, ...] = ()
    """The bodies that the placeholders in the text stand for."""
    missing_templates: tuple[tuple[str, int], ...] = ()
    """Templates that no slide above is named, with the source lines (from 0) that ask for them."""
    unknown_macros: tuple[tuple[str, int], ...] = ()
    """Macros that nothing defines, with their source lines (from 0)."""
    unshown_names: tuple[UnshownName, ...] = ()
    """The names of slides that are excluded, or are layouts."""
    unknown_attributes: tuple[tuple[str, int], ...] = ()
    """Attributes above headings that are no properties, with their source lines (from 0)."""

    def source_range(self, start: int, end: int) -> list[int]:
        """Return the source lines, end exclusive, of the normalised lines ``start <= i < end``."""
        last = self.origins[max(start, min(end, len(self.origins)) - 1)].source
        first = self.origins[start].source
        return [first, max(last, first) + 1]


@dataclass(slots=True)
class _Draft:
    """A slide while its steps are gathered."""

    first: ShownSlide
    content: list[tuple[Line, int]] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def add(self, slide: ShownSlide) -> None:
        """Add the slide itself, or a step of it."""
        step = len(self.numbers)
        self.content.extend((line, step) for line in slide.content)
        if slide.notes and self.notes:
            self.notes.append(Line("", slide.notes[0].source))
        self.notes.extend(slide.notes)
        self.numbers.append(slide.number)


def normalise(
    segments: Iterable[Segment],
    *,
    count_steps: bool = True,
    macros: dict[str, str] | None = None,
) -> NormalisedDeck:
    """Write a deck out.

    A step is folded into its slide. Where it sets a property it stays a slide of its own that
    repeats what came before, as in remark, because one slide can't change its class half way.

    :param count_steps: whether steps count as slides of their own in ``remark_numbers``.
    :param macros: the project's own macros (see :func:`~.macros.expand_macro`).
    """
    segments = list(segments)
    show = resolve(segments, count_steps=count_steps)
    drafts: list[_Draft] = []
    for slide in show.slides:
        if slide.step_of is None:
            drafts.append(_Draft(slide))
        drafts[-1].add(slide)
    writer = _Writer(BUILT_IN | macros if macros else BUILT_IN)
    for draft in drafts:
        writer.add(draft)
    return NormalisedDeck(
        "\n".join(writer.texts),
        tuple(writer.origins),
        tuple(writer.slides),
        tuple(item for segment in segments for item in segment.block.unknown),
        tuple(writer.replacer.taken),
        show.missing_templates,
        tuple(writer.replacer.unknown_macros),
        show.unshown_names,
        tuple(item for segment in segments for item in segment.block.unknown_attributes),
    )


class _Writer:
    """Writes slides one after the other into one text."""

    def __init__(self, macros: Mapping[str, str]) -> None:
        self.texts = [""]
        self.origins = [Origin(0, 0, repeated=False)]
        self.slides: list[Slide] = []
        self.replacer = Replacer(macros)

    def add(self, draft: _Draft) -> None:
        """Write a slide, its notes behind it."""
        start = len(self.texts)
        self._lines(draft.content)
        notes = len(self.texts)
        self._lines([(line, 0) for line in draft.notes])
        first = draft.first
        self.slides.append(
            Slide(
                number=len(self.slides) + 1,
                line=first.line,
                remark_numbers=tuple(draft.numbers),
                properties=first.properties,
                start=start,
                notes=notes,
                end=len(self.texts),
            )
        )

    def _lines(self, lines: list[tuple[Line, int]]) -> None:
        if not lines:
            return
        sources = [line.source for line, _ in lines]
        texts, begins = self.replacer.replace([line.text for line, _ in lines], sources)
        self.texts.extend(texts)
        for begin in begins:
            line, step = lines[begin]
            self.origins.append(Origin(line.source, step, line.repeated))
