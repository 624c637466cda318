"""Say what a slide is named now, where it is referred to by an old name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.logging import get_node_location

from sphinxcontrib_deck.domain.entries import spellings

if TYPE_CHECKING:
    from docutils import nodes

    from sphinxcontrib_deck.domain.entries import SlideEntry

_logger = logging.getLogger(__name__)


class OldNames:
    """Notes references by old names, once each though a deck is written in two forms.

    They are no warnings: an old address keeps working.
    """

    def __init__(self) -> None:
        self._before: set[tuple[str, str | None]] = set()
        self._now: set[tuple[str, str | None]] = set()

    def begin(self, *, is_companion: bool) -> None:
        """Begin with a document, or with its companion page right after it."""
        self._before = self._now if is_companion else set()
        self._now = set()

    def note(self, slide: SlideEntry, target: str, location: nodes.Node) -> None:
        """Note a reference, if it has an old name of the slide.

        :param target: what is written, with or without a document in front of ``#``.
        """
        for written in spellings(target.rpartition("#")[2]):
            if written in slide.old_names:
                message = f"slide {written!r} is named {slide.name!r} now: {slide.address}"
                key = (message, get_node_location(location))
                self._now.add(key)
                if key not in self._before:
                    _logger.info(message, location=location)
                return
