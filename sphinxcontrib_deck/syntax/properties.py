"""The properties of a slide: ``key: value`` lines above its content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

SLIDE_PROPERTIES = frozenset(
    {
        "name",
        "aliases",
        "class",
        "layout",
        "template",
        "continued",
        "count",
        "exclude",
        "background-image",
        "background-color",
        "background-size",
        "background-position",
        "background-repeat",
    }
)
"""Those that remark knows, and ``aliases``. Any other first line ``key: value`` is content."""

_PROPERTY = re.compile(r"(?P<key>[-\w]+):(?P<value>.*)", re.ASCII)
_COMMENT = re.compile(
    r"[ \t]*<!--[ \t]*(?P<key>[-\w]+):(?P<value>(?:(?!-->).)*)-->[ \t]*", re.ASCII
)


class Line(NamedTuple):
    """A line of text and where its author wrote it (counted from 0)."""

    text: str
    source: int
    repeated: bool = False
    """Whether it comes from a layout, a template or an earlier step, and so is shown before."""
    is_opaque: bool = False
    """Whether it is code, or lies behind the slide's first content class: no place for a property
    written as a comment."""


@dataclass(frozen=True, slots=True)
class Property:
    """A slide's property and the source line (from 0) on which it stands."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class PropertyBlock:
    """A slide's properties and what remains of its lines."""

    properties: dict[str, Property]
    unknown: tuple[tuple[str, int], ...]
    """Keys that look like properties but are none, with their source lines; they stay content."""
    content: tuple[Line, ...]
    unknown_attributes: tuple[tuple[str, int], ...] = ()
    """Attributes above the heading that are no properties, with their source lines."""


def split_properties(lines: Sequence[Line], custom: Container[str] = ()) -> PropertyBlock:
    """Separate a slide's properties from its content.

    As in remark's ``extractProperties``, property lines stand at the very start, with blank lines
    before and between them if one likes, and the value begins right after the colon; a comment
    ``<!-- key: value -->`` is a property too, on a line of its own anywhere before the first
    content class. Unlike there, a key that remark doesn't know stays content unless something uses
    it, so that a slide can begin with ``https://…`` or ``Note: …``, and a comment in code is code.

    :param lines: the lines of a slide, separators excluded.
    :param custom: the keys that the deck uses as ``{{key}}``.
    """
    properties: dict[str, Property] = {}
    unknown: list[tuple[str, int]] = []
    kept: list[Line] = []
    at_start = True
    for line in lines:
        plain = _PROPERTY.fullmatch(line.text) if at_start else None
        found = plain or (None if line.is_opaque else _COMMENT.fullmatch(line.text))
        if found is not None and (found["key"] in SLIDE_PROPERTIES or found["key"] in custom):
            properties[found["key"]] = Property(found["value"].strip(), line.source)
            continue
        if plain is not None:
            unknown.append((plain["key"], line.source))
        at_start = at_start and (found is not None or not line.text.strip())
        kept.append(line)
    return PropertyBlock(properties, tuple(unknown), tuple(kept))


def alias_names(value: str) -> list[str]:
    """Return the names of an ``aliases`` property, which commas separate."""
    return [name for name in map(str.strip, value.split(",")) if name]


def class_names(value: str) -> list[str]:
    """Return the class names of a ``class`` property: separated by commas, blanks or both."""
    return [name for name in re.split(r"[,\s]+", value) if name]
