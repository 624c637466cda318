"""Attributes above a slide's heading are properties of the slide: ``{.inverse name=darga}``.

The syntax is that of MyST's ``attrs_block``, which gives every other block the attributes above it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mdit_py_plugins.attrs.parse import ParseError, parse

from sphinxcontrib_deck.syntax.properties import SLIDE_PROPERTIES, Property

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from sphinxcontrib_deck.syntax.properties import Line, PropertyBlock

DATA_PREFIX = "data-"
"""Attributes that begin with it are those of the slide's element, for plugins of reveal.js."""

_ATTRIBUTES = re.compile(r" {0,3}(\{.*\})[ \t]*")
_TARGET = re.compile(r" {0,3}\((?P<label>[^()\n]+)\)=[ \t]*")
_INVISIBLE = re.compile(r"[ \t]*|%.*|[ \t]*<!--(?:(?!-->).)*-->[ \t]*")
_ATX_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t].*)?")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")


def take_attributes(block: PropertyBlock, custom: Container[str] = ()) -> PropertyBlock:
    """Turn the attributes directly above the heading that a slide begins with into properties.

    Classes add up; of other attributes the last one counts, and one of them before a property line.
    ``#id`` is the slide's name. ``data-…`` stays as it is, for the slide's element.

    :param custom: the keys that the deck uses as ``{{key}}``.
    """
    rows: list[int] = []
    for row, line in enumerate(block.content):
        if not line.is_opaque and _attributes(line.text):
            rows.append(row)
        elif not is_before_heading(line):
            if rows and _is_heading(block.content, row):
                return _with(block, rows, custom)
            break
    return block


def heading_label(lines: Sequence[Line]) -> Property | None:
    """Return the first ``(label)=`` above the heading that a slide begins with."""
    for line in lines:
        found = _TARGET.fullmatch(line.text)
        if found is not None:
            return Property(found["label"].strip(), line.source)
        if not is_before_heading(line):
            break
    return None


def is_before_heading(line: Line) -> bool:
    """Tell whether a line may stand above a heading without showing anything."""
    return not line.is_opaque and bool(
        _INVISIBLE.fullmatch(line.text) or _TARGET.fullmatch(line.text) or _attributes(line.text)
    )


def _attributes(text: str) -> dict[str, str] | None:
    found = _ATTRIBUTES.fullmatch(text)
    if found is None:
        return None
    try:
        end, attributes = parse(found[1])
    except ParseError:
        return None
    return attributes if end == len(found[1]) - 1 else None


def _is_heading(lines: Sequence[Line], row: int) -> bool:
    if lines[row].is_opaque:
        return False
    below = lines[row + 1].text if row + 1 < len(lines) else ""
    return bool(_ATX_HEADING.fullmatch(lines[row].text) or _UNDERLINE.fullmatch(below))


def _with(block: PropertyBlock, rows: Sequence[int], custom: Container[str]) -> PropertyBlock:
    properties = dict(block.properties)
    unknown = list(block.unknown_attributes)
    for row in rows:
        line = block.content[row]
        for key, value in (_attributes(line.text) or {}).items():
            meant = property_name(key)
            if meant == "class" and "class" in properties:
                properties[meant] = Property(f"{properties[meant].value}, {value}", line.source)
            elif meant in SLIDE_PROPERTIES or meant in custom or meant.startswith(DATA_PREFIX):
                properties[meant] = Property(value, line.source)
            else:
                unknown.append((key, line.source))
    content = tuple(line for row, line in enumerate(block.content) if row not in rows)
    return replace(block, properties=properties, content=content, unknown_attributes=tuple(unknown))


def property_name(key: str) -> str:
    """Return the property that an attribute means: ``data-background-color`` is one of ours."""
    if key == "id":
        return "name"
    plain = key.removeprefix(DATA_PREFIX)
    return plain if plain in SLIDE_PROPERTIES else key
