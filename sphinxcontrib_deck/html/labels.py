"""The words that the pages of a deck show their readers, in the project's language."""

from __future__ import annotations

from sphinxcontrib_deck.translation import _


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


def runtime() -> dict[str, str]:
    """Return what ``deck.js`` says, where it isn't in English, which it knows itself."""
    texts = {
        "count": ("{number} of {total}", _("{number} of {total}")),
        "slide": ("slide", _("slide")),
        "links": ("Deck", _("Deck")),
        "missing": (
            "There is no slide “{name}” in this deck; this is its first.",
            _("There is no slide “{name}” in this deck; this is its first."),
        ),
        "present": ("Present", _("Present")),
    }
    return {key: text for key, (english, text) in texts.items() if text != english}
