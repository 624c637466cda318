"""The words that readers see, in the language of their project."""

from __future__ import annotations

from sphinx.locale import get_translation

CATALOGUE = "sphinxcontrib_deck"
"""The name of the message catalogue."""

_ = get_translation(CATALOGUE)
"""Translates a message, as ``gettext`` does; to be imported under this name, by which messages are
found for the catalogue."""
