"""Give every slide an address of its own within its deck."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence


@dataclass(frozen=True, slots=True)
class NameRequest:
    """What a slide's address is made from."""

    name: str | None
    """Its ``name`` property."""
    line: int
    """The source line (from 1) of that property, or of the slide."""
    slug: Callable[[Container[str]], str] | None
    """Makes a slug of its heading that isn't among the given ones; ``None`` without a heading."""


@dataclass(frozen=True, slots=True)
class NameProblem:
    """A name that could not be taken as written."""

    message: str
    line: int


def assign_names(requests: Sequence[NameRequest]) -> tuple[list[str], list[NameProblem]]:
    """Return the address of each slide: its name, else its heading's slug, else ``slide-N``.

    Names go first, so that a heading never takes one. A name is kept exactly as written; white
    space, which no HTML ``id`` may hold, becomes hyphens.

    :return: the addresses, all different, and what was wrong with the names.
    """
    taken: dict[str, int] = {}
    problems: list[NameProblem] = []
    names: list[str] = []
    wanted = {request.name for request in requests if request.name}
    for request in requests:
        name = _explicit_name(request, taken, wanted, problems)
        if name:
            taken[name] = request.line
        names.append(name)
    for index, request in enumerate(requests):
        if not names[index]:
            slug = request.slug(taken) if request.slug else ""
            names[index] = slug or _unique(f"slide-{index + 1}", taken)
            taken[names[index]] = request.line
    return names, problems


def _explicit_name(
    request: NameRequest, taken: dict[str, int], wanted: set[str], problems: list[NameProblem]
) -> str:
    if not request.name:
        return ""
    name = re.sub(r"\s+", "-", request.name)
    if name != request.name:
        message = f"slide name {request.name!r} can't be an address; it is {name!r} instead"
        problems.append(NameProblem(message, request.line))
    if name not in taken:
        return name
    # Not what a later slide is named: its address would depend on this slip.
    unique = _unique(name, wanted | taken.keys())
    message = (
        f"slide name {name!r} is used twice, first on line {taken[name]}; "
        f"this slide's address is {unique!r}"
    )
    problems.append(NameProblem(message, request.line))
    return unique


def _unique(name: str, taken: Container[str]) -> str:
    """Return the name, or with the first free ``-1``, ``-2`` … behind it."""
    candidate, number = name, 0
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    return candidate
