"""The properties of a slide: ``key: value`` lines above its content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SLIDE_PROPERTIES = frozenset(
    {
        "name",
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
"""The properties that remark knows. Any other first line ``key: value`` is content."""

_PROPERTY = re.compile(r"(?P<key>[-\w]+):(?P<value>.*)", re.ASCII)
_COMMENT = re.compile(r"[ \t]*<!--\s*(?P<key>[-\w]+):(?P<value>.*?)\s*-->[ \t]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where its author wrote it (counted from 0)."""

    text: str
    source: int


@dataclass(frozen=True, slots=True)
class Property:
    """A slide's property and the source line (from 0) on which it stands."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class PropertyBlock:
    """What stands above a slide's content."""

    properties: dict[str, Property]
    unknown: tuple[tuple[str, int], ...]
    """Keys that look like properties but are none, with their source lines; they stay content."""
    content: tuple[Line, ...]


def split_properties(lines: Sequence[Line]) -> PropertyBlock:
    """Separate a slide's property lines from its content.

    As in remark's ``extractProperties``, properties stand at the very start, blank lines before and
    between them are allowed, the value begins right after the colon, and a property may be written
    as a comment, ``<!-- key: value -->``. Unlike there, a key that remark doesn't know stays
    content, so that a slide can begin with ``https://…`` or ``Note: …``.

    :param lines: the lines of a slide, separators excluded.
    """
    properties: dict[str, Property] = {}
    unknown: list[tuple[str, int]] = []
    kept: list[Line] = []
    rest = len(lines)
    for index, line in enumerate(lines):
        if not line.text.strip():
            kept.append(line)
            continue
        found = _PROPERTY.fullmatch(line.text) or _COMMENT.fullmatch(line.text)
        if found is None:
            rest = index
            break
        if found["key"] in SLIDE_PROPERTIES:
            properties[found["key"]] = Property(found["value"].strip(), line.source)
        else:
            if line.text[0] != " " and not line.text.lstrip().startswith("<!--"):
                unknown.append((found["key"], line.source))
            kept.append(line)
    return PropertyBlock(properties, tuple(unknown), (*kept, *lines[rest:]))


def class_names(value: str) -> list[str]:
    """Return the class names of a ``class`` property: separated by commas, blanks or both."""
    return [name for name in re.split(r"[,\s]+", value) if name]
