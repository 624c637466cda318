"""The warnings of this extension: one subtype each, so that each can be silenced by itself."""

from __future__ import annotations

import difflib
import enum
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Node

_logger = logging.getLogger(__name__)


class DeckWarning(enum.Enum):
    """The subtypes; ``suppress_warnings = ["deck.SUBTYPE"]`` in ``conf.py`` silences one."""

    CONFIG = "config"
    """A value in ``conf.py`` is of the wrong kind; its default is used."""
    FRONT_MATTER = "front_matter"
    """The ``deck`` key of a document's front matter can't be read or has an unknown option."""
    PROPERTY = "property"
    """A slide begins with a line like ``key: value`` that is no slide property."""
    TEMPLATE = "template"
    """A slide asks for a template that no slide above it is named."""
    MACRO = "macro"
    """A macro, ``![:name](…)``, that nothing defines; it stays as written."""
    NESTING = "nesting"
    """Something is nested so deep that it is shown as plain text."""
    NAME = "name"
    """A slide's name, an alias or an id is used twice in its deck, or can't be an address."""
    HTML = "html"
    """Raw HTML on a slide is left open, or closes what it didn't open."""
    NOTES = "notes"
    """Speaker notes hold something that other pages would refer to."""
    MATH = "math"
    """TeX that can't be turned into MathML; the slide shows its source."""
    CODE = "code"
    """Steps through code that can't be read, or lines that the code doesn't have; the code is
    shown whole."""
    DIRECTIVE = "directive"
    """A word in an option of a directive, or a pattern, that means nothing; it is left out."""
    REFERENCE = "reference"
    """A reference in a deck, or to one, names nothing, or several things."""
    OFFLINE = "offline"
    """An extension adds something to a deck's page that would be loaded from elsewhere."""


def warn(
    subtype: DeckWarning,
    message: str,
    *,
    location: Node | tuple[str, int | None] | str | None = None,
) -> None:
    """Log a warning of type ``deck``.

    :param location: where its cause is: a node, or ``(docname, line)`` with lines from 1.
    """
    _logger.warning(message, type="deck", subtype=subtype.value, location=location)


def did_you_mean(wrong: Any, known: Iterable[str]) -> str:
    """Return `` (did you mean 'name'?)`` with the nearest known name, or nothing."""
    near = difflib.get_close_matches(str(wrong), list(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""
