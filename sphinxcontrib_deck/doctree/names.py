"""Give every slide an address of its own within its deck, and its old ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

_NO_ADDRESS = re.compile(r"[\s\x00-\x1f\"\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]+")
"""What no HTML ``id`` or no URL can hold: white space, control characters, no characters at all.

And the double quote, which Sphinx doesn't escape where a heading links to itself.
"""


@dataclass(frozen=True, slots=True)
class NameRequest:
    """What a slide's addresses are made from."""

    name: str | None
    """Its ``name`` property."""
    line: int
    """The source line (from 1) of that property, or of the slide."""
    slug: Callable[[Container[str]], str] | None
    """Makes a slug of its heading that isn't among the given ones; ``None`` without a heading."""
    aliases: tuple[str, ...] = ()
    """What its ``aliases`` property lists."""
    alias_line: int = 0
    """The source line (from 1) of that property."""
    number: int = 0
    """Its number in the deck; 0 where that is its place among the requests."""


@dataclass(frozen=True, slots=True)
class SlideNames:
    """The addresses of a slide."""

    name: str
    aliases: tuple[str, ...] = ()
    """Its old names."""
    slug: str = ""
    """Its heading's slug, where its name is another and nothing else is named so."""

    @property
    def addresses(self) -> list[str]:
        """All of them, its name first."""
        return [self.name, *self.aliases, *([self.slug] if self.slug else [])]


@dataclass(frozen=True, slots=True)
class NameProblem:
    """A name that could not be taken as written."""

    message: str
    line: int


def assign_names(
    requests: Sequence[NameRequest], taken: Mapping[str, int] | None = None
) -> tuple[list[SlideNames], list[NameProblem]]:
    """Return the addresses of each slide: its name, else its heading's slug, else ``slide-N``.

    Names go first, then the aliases, so that a heading never takes one. A name is kept exactly as
    written; what no address can hold becomes a hyphen.

    :param taken: addresses that something else has, each with its line (from 1).
    :return: the addresses, all different, and what was wrong with the names.
    """
    assignment = _Assignment(requests, taken or {})
    return assignment.slides(), assignment.problems


class _Assignment:
    """Hands out the addresses of one deck."""

    def __init__(self, requests: Sequence[NameRequest], taken: Mapping[str, int]) -> None:
        self.problems: list[NameProblem] = []
        self._requests = requests
        self._taken = dict(taken)
        self._names: set[str] = set()

    def slides(self) -> list[SlideNames]:
        """Return the addresses of each slide."""
        names = self._explicit_names()
        self._names = set(names)
        aliases = [self._explicit_aliases(request) for request in self._requests]
        for index, request in enumerate(self._requests):
            if not names[index]:
                number = request.number or index + 1
                names[index] = self._made_name(number, request, aliases[index])
                aliases[index] = [alias for alias in aliases[index] if alias != names[index]]
        slugs = [self._slug(request) for request in self._requests]
        return [
            SlideNames(name, tuple(others), slug)
            for name, others, slug in zip(names, aliases, slugs, strict=True)
        ]

    def _explicit_names(self) -> list[str]:
        wanted = [self._clean("slide name", item.name, item.line) for item in self._requests]
        # Not what another slide is named: its address would depend on a slip of this one's.
        free_from = {*wanted, *(alias for item in self._requests for alias in item.aliases)}
        names = []
        for request, name in zip(self._requests, wanted, strict=True):
            unique = name
            if name in self._taken:
                unique = _unique(name, free_from | self._taken.keys())
                message = (
                    f"slide name {name!r} is used twice, first on line {self._taken[name]}; "
                    f"this slide's address is {unique!r}"
                )
                self.problems.append(NameProblem(message, request.line))
            if unique:
                self._taken[unique] = request.line
            names.append(unique)
        return names

    def _explicit_aliases(self, request: NameRequest) -> list[str]:
        aliases = []
        for written in request.aliases:
            alias = self._clean("alias", written, request.alias_line)
            if not alias:
                continue
            if alias not in self._taken:
                self._taken[alias] = request.alias_line
                aliases.append(alias)
                continue
            is_name = alias in self._names
            found = "is the name of a slide, on" if is_name else "is used twice, first on"
            message = f"alias {alias!r} {found} line {self._taken[alias]}; it is left out here"
            self.problems.append(NameProblem(message, request.alias_line))
        return aliases

    def _made_name(self, number: int, request: NameRequest, own_aliases: Sequence[str]) -> str:
        """Return the address of a slide without a name, which may be one of its own aliases."""
        taken = self._taken.keys() - set(own_aliases)
        name = request.slug(taken) if request.slug else ""
        name = name or _unique(f"slide-{number}", taken)
        self._taken[name] = request.line
        return name

    def _slug(self, request: NameRequest) -> str:
        """Return by which slug a named slide can be referred to as well."""
        slug = request.slug(()) if request.name and request.slug else ""
        if not slug or slug in self._taken:
            return ""
        self._taken[slug] = request.line
        return slug

    def _clean(self, what: str, written: str | None, line: int) -> str:
        name = _NO_ADDRESS.sub("-", written or "")
        if name != (written or ""):
            message = f"{what} {written!r} can't be an address; it is {name!r} instead"
            self.problems.append(NameProblem(message, line))
        return name


def _unique(name: str, taken: Container[str]) -> str:
    """Return the name, or with the first free ``-1``, ``-2`` … behind it."""
    candidate, number = name, 0
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    return candidate
