"""Tell which documents of other markup are decks: by the fields that stand first in them.

::

    :deck: true

    :deck: {theme: dark, split_level: 3}
    :author: Clara Aldana
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from docutils import nodes

from sphinxcontrib_deck.doctree.declaration import is_listed, read_options
from sphinxcontrib_deck.doctree.details import deck_details
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from sphinxcontrib_deck.config import DeckConfig


@dataclass(frozen=True, slots=True)
class FieldDeclaration:
    """What the first fields of a deck say."""

    options: dict[str, Any] = field(default_factory=dict)
    """Its options, checked."""
    title: str = ""
    details: dict[str, str] = field(default_factory=dict)
    """Its author, date and description, those that it has."""


def declared_by_fields(
    document: nodes.document, docname: str, config: DeckConfig
) -> FieldDeclaration | None:
    """Return what a document says of itself as a deck, or ``None`` where it is none.

    The field ``deck`` decides, ``deck_documents`` where there is none. Its value is YAML, as in
    front matter.
    """
    fields = _fields(document)
    listed = is_listed(docname, config)
    if "deck" not in fields:
        value: object = listed
    else:
        value = _value(fields["deck"], docname)
    if value is False:
        return None
    texts = {name: node.astext() for name, node in fields.items() if name != "deck"}
    line = fields["deck"].line or 1 if "deck" in fields else 1
    return FieldDeclaration(
        options=read_options(value, docname, lambda _key: line),
        title=" ".join(texts.get("title", "").split()),
        details=deck_details(texts),
    )


def _fields(document: nodes.document) -> dict[str, nodes.Element]:
    """Return the bodies of the fields that a document begins with, by their names."""
    others = (node for node in document.children if not isinstance(node, nodes.PreBibliographic))
    first = next(others, None)
    if not isinstance(first, nodes.field_list):
        return {}
    found: dict[str, nodes.Element] = {}
    for item in first.findall(nodes.field):
        name, body = item.children
        assert isinstance(body, nodes.Element)
        body.line = body.line or item.line
        found[name.astext().lower()] = body
    return found


def _value(body: nodes.Element, docname: str) -> object:
    """Return the value of the field ``deck``; without one it means true."""
    text = body.rawsource or body.astext()
    try:
        value = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = str(error).partition("\n")[0]
        message = f"the options of the deck can't be read: {reason}"
        warn(DeckWarning.FRONT_MATTER, message, location=(docname, body.line))
        return True
    return True if value is None else value
