"""The words that the pages of a deck show their readers, in the project's language."""

from __future__ import annotations

from sphinx.locale import get_translation

CATALOGUE = "sphinxcontrib_deck"
"""The name of the message catalogue."""

_ = get_translation(CATALOGUE)


def documentation() -> str:
    """Return the text of the link from a presentation up to the pages around it."""
    return _("Documentation")


def read_slide() -> str:
    """Return the text of the link from a slide to the handout."""
    return _("Read this slide")


def present() -> str:
    """Return the text of the link from a handout to its presentation."""
    return _("Present")


def present_from_here() -> str:
    """Return the text of the link from a slide in a handout to the presentation."""
    return _("Present from here")
