"""How many decks a run wrote, and in which form: a line at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from sphinxcontrib_deck.doctree.structure import builder_form

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinxcontrib_deck.domain.deck_domain import DeckDomain

logger = logging.getLogger(__name__)


class WrittenDecks:
    """Counts the decks whose pages are written.

    Their doctrees are resolved in the main process, whichever process writes them.
    """

    def __init__(self) -> None:
        self._docnames: set[str] = set()

    def note(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Count the decks of a tree that is about to be written (on ``doctree-resolved``)."""
        form = builder_form(app.env)
        if form.format and not form.is_companion:
            decks = cast("DeckDomain", app.env.get_domain("deck")).decks
            self._docnames |= _documents(doctree, docname) & decks.keys()

    def report(self, app: Sphinx, error: Exception | None) -> None:
        """Say how many there were (on ``build-finished``); nothing where there were none."""
        count = len(self._docnames)
        self._docnames.clear()
        if count and error is None:
            logger.info("decks: %s", _in_forms(app, count))


def _documents(doctree: nodes.document, docname: str) -> set[str]:
    """Return the documents of a tree, which a builder may have assembled from several."""
    assembled = (nodes.document, addnodes.start_of_file)
    parts = {node.get("docname") for node in doctree.findall() if isinstance(node, assembled)}
    return {docname, *parts} - {None}


def _in_forms(app: Sphinx, count: int) -> str:
    form = builder_form(app.env)
    presentations, handouts = (
        f"{count} as {name}{'s' * (count > 1)}" for name in ("presentation", "handout")
    )
    if form.has_companions:
        return f"{presentations}, {handouts}"
    return presentations if form.presents else handouts
