"""Put content classes back where they turn out to be no syntax."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from sphinxcontrib_deck.syntax.content_classes import (
    CLOSING,
    OPENING,
    PLACEHOLDER,
    restore_content_classes,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinxcontrib_deck.syntax.content_classes import ContentClass

_QUOTED = re.compile(f"{quote(OPENING)}(\\d+){quote(CLOSING)}")
"""A placeholder in an address, which markdown-it has percent-encoded."""


def restore_literals(document: nodes.document, taken: Sequence[ContentClass]) -> None:
    """Replace the placeholders that Markdown took for text of another kind.

    Code, formulas, addresses and alternative texts get the content class as written. Raw HTML gets
    the element that remark makes of it.
    """
    if not taken:
        return
    for node in list(document.findall()):
        if isinstance(node, nodes.Text):
            _restore_text(node, taken)
        elif isinstance(node, nodes.Element):
            if OPENING in node.rawsource:
                node.rawsource = restore_content_classes(node.rawsource, taken)
            for key, value in node.attributes.items():
                if isinstance(value, str):
                    node[key] = _restore_address(value, taken)


def _restore_text(node: nodes.Text, taken: Sequence[ContentClass]) -> None:
    if OPENING not in node:
        return
    parent = node.parent
    if isinstance(parent, nodes.raw) and "html" in parent.get("format", ""):
        text = _as_html(str(node), taken)
    else:
        text = restore_content_classes(str(node), taken)
    parent.replace(node, nodes.Text(text))


def _restore_address(value: str, taken: Sequence[ContentClass]) -> str:
    value = _QUOTED.sub(lambda found: taken[int(found[1])].source, value)
    return restore_content_classes(value, taken)


def _as_html(text: str, taken: Sequence[ContentClass]) -> str:
    def element(found: re.Match[str]) -> str:
        body = taken[int(found[1])]
        tag = "div" if body.is_block else "span"
        inner = _as_html("\n".join(body.lines), taken)
        return f'<{tag} class="{escape(" ".join(body.classes))}">{inner}</{tag}>'

    return PLACEHOLDER.sub(element, text)
