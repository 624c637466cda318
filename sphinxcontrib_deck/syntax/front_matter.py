"""Split a deck's YAML front matter from its slides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from sphinxcontrib_deck.syntax.properties import SLIDE_PROPERTIES

_BLOCK = re.compile(
    r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_KEY = re.compile(r"\A(?P<key>[^\s:#][^:\n]*):(?:[ \t]|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML block that opens a document."""

    text: str
    """What stands between the two fences."""
    lines: int
    """How many lines of the source it takes, fences included."""
    data: dict[Any, Any] | None
    """Its mapping; ``None`` where the YAML can't be read or is no mapping."""

    def key_line(self, key: str) -> int:
        """Return the line (from 1) on which a top-level key stands; 1 if it can't be found."""
        return self._find(rf"""["']?{re.escape(key)}["']?\s*:""", 0) or 1

    def option_line(self, key: str) -> int:
        """Return the line (from 1) on which a key below ``deck`` stands, else that of ``deck``."""
        deck = self.key_line("deck")
        return self._find(rf""".*["'\s{{,]{re.escape(key)}["']?\s*:""", deck - 2) or deck

    def _find(self, pattern: str, start: int) -> int | None:
        for number, line in enumerate(self.text.split("\n")[start:], start=start + 2):
            if re.match(pattern, line):
                return number
        return None


def split_front_matter(text: str) -> FrontMatter | None:
    """Return the front matter of a deck's text, if it begins with one.

    A first ``---`` may also be a slide separator with the first slide's properties below it
    (``class: center``). So a block is front matter only when it is a mapping with at least one key
    that is no slide property, or when it is meant as one: its first line has such a key, but the
    YAML can't be read. In that case ``data`` is ``None``.

    :param text: cleaned source text.
    """
    found = _BLOCK.match(text)
    if found is None:
        return None
    block = found["yaml"]
    if block.lstrip().startswith("#"):
        # YAML would take the slide's heading for a comment.
        return None
    try:
        data = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        first_key = _KEY.match(block)
        meant = first_key is not None and first_key["key"] not in SLIDE_PROPERTIES
        if not meant or "\n\n" in block:
            return None
        data = None
    else:
        if not isinstance(data, dict) or SLIDE_PROPERTIES.issuperset(map(str, data)):
            return None
    return FrontMatter(block, found.group().rstrip("\n").count("\n") + 1, data)
