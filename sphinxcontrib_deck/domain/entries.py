"""What the domain knows of decks and slides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator


@dataclass(frozen=True, slots=True)
class SlideEntry:
    """A slide that can be referred to."""

    docname: str
    name: str
    """Its address within the deck: the fragment of its URL."""
    title: str
    """Its heading as text, or a made title; never empty."""
    aliases: tuple[str, ...] = ()
    """Its old names, and its heading's slug where its name is another. (A label is for ``{ref}``.)
    """
    old_names: tuple[str, ...] = ()
    """Those of them that it once had, so that what refers to it by one is told."""

    suffix: str = ".md"
    """That of its file."""

    @property
    def address(self) -> str:
        """What a link to it is written as: ``talk.md#darga``."""
        return f"{self.docname}{self.suffix}#{self.name}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something on a slide that can be linked to."""

    id: str
    """The fragment of its URL."""
    title: str
    """Its caption or title, else its slide's."""
    is_html: bool = False
    """Whether it is in raw HTML, and so nowhere else."""


@dataclass(frozen=True, slots=True)
class DeckEntry:
    """A deck that can be referred to."""

    docname: str
    title: str
    slides: tuple[SlideEntry, ...]
    options: dict[str, Any]
    """What the deck sets for itself under ``deck:`` in its front matter."""
    has_notes: bool
    """Whether its source holds speaker notes."""
    author: str = ""
    """Who gives it: one name or several, with commas."""
    date: str = ""
    """When, as written; in the form of ISO 8601 where YAML takes it for a date."""
    description: str = ""
    anchors: dict[str, Anchor] = field(default_factory=dict)
    """What its slides hold, by id and by label."""
    unshown: dict[str, tuple[int, str]] = field(default_factory=dict)
    """The names of slides that aren't shown: the source line (from 1) of each, and why not."""

    def names(self) -> Iterator[tuple[str, Hashable]]:
        """Yield everything that a reference can name, with what a reference shows of it."""
        for slide in self.slides:
            for name in (slide.name, *slide.aliases):
                yield name, slide
        yield from self.anchors.items()
        yield from self.unshown.items()


def spellings(name: str) -> tuple[str, ...]:
    """Return what a written name can mean: itself, and without percent-encoding.

    A link in Markdown may be encoded, a role's target is not.
    """
    return tuple(dict.fromkeys((name, unquote(name))))
