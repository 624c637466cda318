"""Slides next to documentation: MyST Markdown decks as reveal.js presentations.

A deck is a MyST Markdown document written as slides, in the format that remark.js made popular. It
passes through these stages, each of which knows only the product of the one before it::

    source text -> syntax/ (normalised text and its line table) -> doctree/ (nodes)
                -> domain (references) -> html/ (pages) -> themes/ (runtime)

``config``, ``translation`` and ``warnings`` are the foundation that every stage may use;
``extension`` is the one place where all of it is registered with Sphinx. Decks in other markup join
in ``doctree``. ``compat`` is an extension of its own, for the directives of other tools.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx (see :mod:`sphinxcontrib_deck.extension`)."""
    # Imported here so that reading the version needs no Sphinx.
    from sphinxcontrib_deck.extension import setup_extension

    return setup_extension(app)
