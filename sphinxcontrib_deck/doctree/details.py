"""Who gives a deck, when, and what it is about: from its front matter."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def deck_details(data: Mapping[Any, Any]) -> dict[str, str]:
    """Return a deck's ``author``, ``date`` and ``description``, those that its front matter has.

    :param data: the mapping of the front matter. Authors are a name, a mapping with ``name``, or a
        list of either, under ``author`` or ``authors``.
    :return: plain text; a date that YAML knows as one is in the form of ISO 8601.
    """
    details = {
        "author": _names(data.get("author")) or _names(data.get("authors")),
        "date": _date(data.get("date")),
        "description": _text(data.get("description")),
    }
    return {key: text for key, text in details.items() if text}


def _names(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(name for name in map(_names, value) if name)
    return _text(value.get("name") if isinstance(value, dict) else value)


def _date(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None).isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, dt.date) else _text(value)


def _text(value: object) -> str:
    """Return a value of YAML as one line; nothing for what is no text."""
    is_text = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return " ".join(str(value).split()) if is_text else ""
