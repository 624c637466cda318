"""remark's slideshow model: layouts, templates, exclusion, inheritance, variables, numbers.

A port of ``slideshow.js`` and ``slide.js`` of remark 0.15, over lines that remember where they were
written instead of strings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinxcontrib_deck.syntax.properties import Line, Property, alias_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinxcontrib_deck.syntax.scanner import Segment

_NOT_INHERITED = ("name", "aliases", "layout", "count")
"""What a slide doesn't take over from its template (``ignoreProperty``), and ``aliases``."""

_VARIABLE = re.compile(r"(\\)?(\{\{([^{}\n]+)\}\})")
_PLACE = re.compile(r"(\\)?\{\{\s*content\s*\}\}")


@dataclass(slots=True)
class ShownSlide:
    """One slide as remark would show it; a step is a slide of its own."""

    line: int
    """The source line (from 0) on which it begins."""
    number: int
    """What remark counts: from 1, a slide with ``count: false`` repeats the one before."""
    step_of: ShownSlide | None
    """The slide whose content this one continues without changing a property."""
    properties: dict[str, Property]
    """Its own and the inherited ones, ``name`` among them."""
    content: list[Line]
    """All it shows; of a step only what it adds."""
    notes: tuple[Line, ...]


class UnshownName(NamedTuple):
    """The name of a slide that isn't shown, which nothing can refer to."""

    name: str
    line: int
    """The source line (from 0) on which it is given."""
    is_layout: bool
    """Whether the slide is a layout, and not excluded."""


@dataclass(frozen=True, slots=True)
class Slideshow:
    """A deck as remark would show it."""

    slides: tuple[ShownSlide, ...]
    unshown_names: tuple[UnshownName, ...]
    missing_templates: tuple[tuple[str, int], ...]
    """Templates that no slide above is named, with the source lines that ask for them."""


def resolve(segments: Iterable[Segment], *, count_steps: bool = True) -> Slideshow:
    """Work out the slides.

    :param segments: what stands between the separators.
    :param count_steps: whether steps count as slides (remark's ``countIncrementalSlides``).
    """
    builder = _Builder(count_steps=count_steps)
    unshown: list[UnshownName] = []
    for segment in segments:
        is_excluded = _value(segment.block.properties, "exclude").lower() == "true"
        if not is_excluded:
            builder.add(segment)
        if is_excluded or _value(segment.block.properties, "layout") == "true":
            unshown.extend(_unshown_names(segment.block.properties, is_layout=not is_excluded))
    for slide in builder.slides:
        slide.content = _expand(slide.content, slide.properties)
    return Slideshow(tuple(builder.slides), tuple(unshown), tuple(builder.missing))


def _value(properties: dict[str, Property], key: str) -> str:
    found = properties.get(key)
    return found.value if found else ""


def _unshown_names(properties: dict[str, Property], *, is_layout: bool) -> Iterator[UnshownName]:
    if name := _value(properties, "name"):
        yield UnshownName(name, properties["name"].line, is_layout)
    for alias in alias_names(_value(properties, "aliases")):
        yield UnshownName(alias, properties["aliases"].line, is_layout)


class _Builder:
    """``createSlides``: goes through the segments in order."""

    def __init__(self, *, count_steps: bool) -> None:
        self.slides: list[ShownSlide] = []
        self.missing: list[tuple[str, int]] = []
        self._count_steps = count_steps
        self._by_name: dict[str, ShownSlide] = {}
        self._layout: ShownSlide | None = None
        self._number = 0

    def add(self, segment: Segment) -> None:
        """Add a slide, a step or a layout."""
        own = segment.block.properties
        is_layout = _value(own, "layout") == "true"
        template = self._template(segment)
        is_uncounted = segment.is_step and not self._count_steps and "count" not in own
        if not is_layout and _value(own, "count") != "false" and not is_uncounted:
            self._number += 1
        slide = ShownSlide(segment.line, self._number, None, dict(own), [], segment.notes)
        continues = segment.is_step and bool(self.slides)
        if continues and template is not None and not own.keys() - {"count"}:
            slide.step_of = template.step_of or template
            slide.properties = _inherited(template.properties, own)
            slide.content = list(segment.block.content)
        elif template is not None:
            slide.properties = _inherited(template.properties, own)
            slide.content = _within(self._whole(template), segment.block.content)
        else:
            slide.content = list(segment.block.content)
        if name := _value(own, "name"):
            self._by_name[name] = slide
        if is_layout:
            self._layout = slide
        else:
            self.slides.append(slide)

    def _template(self, segment: Segment) -> ShownSlide | None:
        """Return what a slide inherits from: the one before a step, a template, the layout."""
        own = segment.block.properties
        if segment.is_step and self.slides:
            return self.slides[-1]
        wanted = own.get("template")
        if wanted is not None and wanted.value in self._by_name:
            return self._by_name[wanted.value]
        if wanted is not None:
            self.missing.append((wanted.value, wanted.line))
        if _value(own, "layout") == "false":
            self._layout = None
            return None
        return self._layout if _value(own, "layout") != "true" else None

    def _whole(self, slide: ShownSlide) -> list[Line]:
        """Return all that a slide shows, the steps before it included."""
        if slide.step_of is None:
            return slide.content
        # A step adds to its slide and to the steps between them, which follow each other.
        first = next(i for i, shown in enumerate(self.slides) if shown is slide.step_of)
        last = next(i for i, shown in enumerate(self.slides) if shown is slide)
        return [line for shown in self.slides[first : last + 1] for line in shown.content]


def _inherited(template: dict[str, Property], own: dict[str, Property]) -> dict[str, Property]:
    """Return a slide's properties: classes add up, others are its own where it has them."""
    properties = {key: item for key, item in template.items() if key not in _NOT_INHERITED} | own
    if "class" in template and _value(own, "class"):
        joined = f"{template['class'].value}, {own['class'].value}"
        properties["class"] = Property(joined, own["class"].line)
    elif "class" in template:
        properties["class"] = template["class"]
    return properties


def _within(template: Sequence[Line], content: Sequence[Line]) -> list[Line]:
    """Return the content in its place in the template, ``{{content}}``, or behind it."""
    result: list[Line] = []
    is_placed = False
    for line in template:
        repeated = line._replace(repeated=True)
        place = next((p for p in _PLACE.finditer(line.text) if not p[1]), None)
        if place is None:
            result.append(repeated)
            continue
        is_placed = True
        inner = list(content) or [Line("", line.source)]
        inner[0] = inner[0]._replace(text=line.text[: place.start()] + inner[0].text)
        inner[-1] = inner[-1]._replace(text=inner[-1].text + line.text[place.end() :])
        result.extend(inner)
    return result if is_placed else [*result, *content]


def _expand(lines: Sequence[Line], properties: dict[str, Property]) -> list[Line]:
    """Replace ``{{key}}`` by the slide's property of that name; an unknown one stays as it is."""

    def value(found: re.Match[str]) -> str:
        escaped, whole, key = found.groups()
        key = key.strip()
        if escaped:
            return str(whole)
        if key in properties:
            return properties[key].value
        return "" if key == "content" else str(whole)

    return [
        line._replace(text=_VARIABLE.sub(value, line.text)) if "{{" in line.text else line
        for line in lines
    ]
