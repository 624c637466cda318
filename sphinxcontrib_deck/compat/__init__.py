"""Understand the directives of other tools that write slides with Sphinx.

``extensions = ["sphinxcontrib_deck", "sphinxcontrib_deck.compat"]`` loads all of it;
``sphinxcontrib_deck.compat.revealjs`` understands sphinx-revealjs alone,
``sphinxcontrib_deck.compat.hieroglyph`` hieroglyph. The directives leave the same marks in a
document as our own do, and the same transform cuts it into slides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_deck import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load what is understood of each tool."""
    app.setup_extension("sphinxcontrib_deck.compat.revealjs")
    app.setup_extension("sphinxcontrib_deck.compat.hieroglyph")
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
