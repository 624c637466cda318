"""Live with other extensions that read documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_deck.doctree.parser import DeckParser

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def set_up_parser(app: Sphinx) -> None:
    """Take the place of MyST's parser, which is set up where MyST-NB hasn't done so."""
    if "myst_nb" not in app.extensions:
        app.setup_extension("myst_parser")
    app.add_source_parser(DeckParser, override=True)


def set_up_notebooks(app: Sphinx, _config: Config) -> None:
    """Take the place of MyST-NB's parser too, where that is loaded (on ``config-inited``)."""
    if "myst_nb" in app.extensions:
        from sphinxcontrib_deck.doctree.notebook import NotebookDeckParser  # noqa: PLC0415

        app.add_source_parser(NotebookDeckParser, override=True)
