"""What the domain knows of decks and slides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SlideEntry:
    """A slide that can be referred to."""

    docname: str
    name: str
    """Its address within the deck: the fragment of its URL."""
    title: str
    """Its heading as text, or a made title; never empty."""
    aliases: tuple[str, ...] = ()
    """Its heading's slug, where its name is another. (A label is for ``{ref}``.)"""

    @property
    def address(self) -> str:
        """What a link to it is written as: ``talk.md#darga``."""
        return f"{self.docname}.md#{self.name}"


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
    date: str = ""
    description: str = ""
