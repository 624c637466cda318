"""Tell which documents are decks, and what they set for themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx.util.matching import Matcher

from sphinxcontrib_deck.config import check_deck_options
from sphinxcontrib_deck.syntax.front_matter import split_front_matter
from sphinxcontrib_deck.syntax.source import clean_source
from sphinxcontrib_deck.syntax.xaringan import (
    is_xaringan,
    xaringan_options,
    xaringan_title_slide,
)
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinxcontrib_deck.config import DeckConfig
    from sphinxcontrib_deck.syntax.front_matter import FrontMatter


@dataclass(frozen=True, slots=True)
class DeckSource:
    """The source of a deck document."""

    text: str
    """Its slides, cleaned, without front matter."""
    first_line: int
    """The source line (from 0) of the text's first line."""
    front_matter: FrontMatter | None
    options: dict[str, Any] = field(default_factory=dict)
    """What it sets under ``deck:``, checked."""
    title_slide: str = ""
    """A slide to show first, in the same syntax, made of the front matter."""
    sources: tuple[int, ...] = ()
    """The source line of each line of the text, where they don't follow each other."""

    @property
    def title(self) -> str:
        """The front matter's title, or nothing."""
        data = self.front_matter.data if self.front_matter else None
        title = (data or {}).get("title")
        return title.strip() if isinstance(title, str) else "" if title is None else str(title)


def declared_deck(text: str, docname: str, config: DeckConfig) -> DeckSource | None:
    """Return a document's source as a deck, or ``None`` where it is none.

    ``deck`` in the front matter decides, ``deck_documents`` where it doesn't say. Whatever can't
    be read is warned about, on its own line.
    """
    listed = is_listed(docname, config)
    if not listed and not text.lstrip("\ufeff \t\r\n").startswith("---"):
        return None
    text = clean_source(text)
    front_matter = split_front_matter(text)
    data: Mapping[Any, Any] = (front_matter.data if front_matter else None) or {}
    if data.get("deck", listed) is False or not (listed or "deck" in data):
        return None
    if front_matter is None:
        return DeckSource(text, 0, None)
    options = read_options(data.get("deck", True), docname, front_matter.option_line)
    title_slide = ""
    if is_xaringan(data):
        options = check_deck_options(xaringan_options(data))[0] | options
        title_slide = xaringan_title_slide(data)
    body = "\n".join(text.split("\n")[front_matter.lines :])
    return DeckSource(body, front_matter.lines, front_matter, options, title_slide)


def is_listed(docname: str, config: DeckConfig) -> bool:
    """Tell whether ``deck_documents`` names a document."""
    return bool(config.documents) and Matcher(config.documents)(docname)


def read_options(value: object, docname: str, line: Callable[[str], int]) -> dict[str, Any]:
    """Return the options that a document sets with ``deck``, those that are right.

    :param line: gives the line (from 1) of an option, or of ``deck`` itself.
    """
    if value is True:
        return {}
    if not isinstance(value, dict):
        warn(
            DeckWarning.FRONT_MATTER,
            f"deck: expected true, false or a mapping of options, found {value!r}",
            location=(docname, line("deck")),
        )
        return {}
    options, problems = check_deck_options(value)
    for key, message in problems:
        warn(DeckWarning.FRONT_MATTER, message, location=(docname, line(key)))
    return options
