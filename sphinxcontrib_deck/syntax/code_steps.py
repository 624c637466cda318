"""Steps through code: which lines are in view at each of them, and how a fence says so.

Written as reveal.js, Quarto and Slidev write it, ``1|3-4|all``: ``|`` separates the steps, and each
names lines (from 1) and ranges of lines.
"""

from __future__ import annotations

import re
from typing import NamedTuple

Lines = frozenset[int]

ALL = ("", "all", "*")
"""Written for a step: all lines, none of them marked."""

NONE = "none"
"""Written for a step: no line, so that all are dimmed."""

_RANGE = re.compile(r"(\d+)(?:\s*(-)\s*(\d*))?")

_IN_BRACES = re.compile(r"\s*\{(?!\s*[.#])([^{}=]*)\}")
_IN_BRACKETS = re.compile(r"\s*\[(?:\d+:)?([\d\s,|*-]*)\]")
_ALONE = re.compile(r"\{((?=[^{}]*[\d|*])(?:all|none|[\d\s,|*-])+)\}")
_ATTRIBUTES = re.compile(
    r"\{?\s*(?:\.(?P<language>[\w+#-]+))?[^{}\"]*\b(?:code|data)-line-numbers=\"(?P<steps>[^\"]*)\""
)
"""Quarto's ``{.python code-line-numbers="|3-4"}``."""


class StepsError(ValueError):
    """Steps that can't be read, or lines that the code doesn't have."""


class FenceInfo(NamedTuple):
    """What stands behind the marker of a fence."""

    info: str
    """The rest of it, without the steps."""
    steps: str | None
    """The steps as written; ``None`` where there are none."""


def parse_steps(written: str, line_count: int) -> list[Lines | None]:
    """Return the lines of each step; ``None`` for all lines, none of them marked.

    :raises StepsError: says what was found and what was expected.
    """
    return [_lines(step.strip(), line_count) for step in written.split("|")]


def _lines(step: str, line_count: int) -> Lines | None:
    if step in ALL:
        return None
    if step == NONE:
        return frozenset()
    found: set[int] = set()
    for part in step.split(","):
        matched = _RANGE.fullmatch(part.strip())
        if matched is None:
            message = f"expected lines like '3', '1,4-6', 'all' or 'none', found {part.strip()!r}"
            raise StepsError(message)
        first = int(matched[1])
        last = int(matched[3] or line_count) if matched[2] else first
        if not 1 <= first <= last:
            message = f"expected a line from 1 on, or a range that goes up, found {part.strip()!r}"
            raise StepsError(message)
        if last > line_count:
            message = f"there is no line {last}: the code has {line_count}"
            raise StepsError(message)
        found.update(range(first, last + 1))
    return frozenset(found)


def split_fence_info(info: str) -> FenceInfo:
    """Take the steps out of a fence's info string.

    ``python {1|3-4|all}`` and ``{1|3-4|all}``; as reveal.js writes it ``python [1|3-4]``; as Quarto
    does ``{.python code-line-numbers="1|3-4"}``. The name of a directive, ``{note}``, and
    attributes in braces, ``{.class #id key=value}``, are no steps.
    """
    info = info.strip()
    if alone := _ALONE.match(info):
        return FenceInfo(info[alone.end() :].strip(), alone[1].strip())
    if attributes := _ATTRIBUTES.match(info):
        return FenceInfo(attributes["language"] or "", attributes["steps"].strip())
    language = re.match(r"[^\s{\[]*", info)
    assert language is not None
    if language[0]:
        rest = info[language.end() :]
        for form in (_IN_BRACES, _IN_BRACKETS):
            if steps := form.match(rest):
                info = f"{language[0]} {rest[steps.end() :].strip()}".strip()
                return FenceInfo(info, steps[1].strip())
    return FenceInfo(info, None)
