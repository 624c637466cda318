"""Raw HTML stays on its slide.

remark sets each slide's HTML by itself, so a ``<div>`` that is left open ends with its slide and a
``</div>`` too many does nothing. Here all slides are on one page, where either would take the page
apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinxcontrib_deck.doctree.structure import is_notes, slide_sections
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "image",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
"""Elements without content; ``image`` is what browsers read as ``img``."""

_CLOSED_BY_THE_BROWSER = frozenset(
    [
        "dd",
        "dt",
        "li",
        "optgroup",
        "option",
        "p",
        "rp",
        "rt",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ]
)
"""Elements whose end tag HTML lets one leave out: left open without a warning."""


_SECTION = re.compile(r"<(/?)section\b", re.IGNORECASE)
"""To reveal.js every section is a slide; an author's is a ``<div>`` instead."""

_PLAINTEXT = re.compile(r"<plaintext\b", re.IGNORECASE)
"""An element that nothing can close."""


@dataclass(slots=True)
class _Open:
    """An element that is open, and the node that opened it."""

    tag: str
    node: nodes.Node


@dataclass(slots=True)
class _Scope:
    """What is open on one slide, or in one slide's notes."""

    stack: list[_Open] = field(default_factory=list)


class _Tags(HTMLParser):
    """Read the tags of one raw node, and mark the end tags that close nothing."""

    def __init__(self, scope: _Scope, node: nodes.raw, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._scope = scope
        self._node = node
        self._lines = [0]
        for line in text.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self.unmatched: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in _VOID:
            self._scope.stack.append(_Open(tag, self._node))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A slash closes only foreign elements (SVG, MathML); HTML ignores it on its own.
        if not self._is_foreign(tag):
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":  # to a browser the same as <br>
            return
        stack = self._scope.stack
        for index in range(len(stack) - 1, -1, -1):
            if stack[index].tag == tag:
                del stack[index:]
                return
        line, column = self.getpos()
        self.unmatched.append((self._lines[line - 1] + column, tag))

    def _is_foreign(self, tag: str) -> bool:
        inside = {item.tag for item in self._scope.stack}
        return tag in {"svg", "math"} or bool(inside & {"svg", "math"})


class ContainRawHTML(SphinxTransform):
    """Drop end tags that close nothing on their slide, and close what a slide leaves open."""

    default_priority: ClassVar[int] = 800

    def apply(self, **_kwargs: object) -> None:
        """Contain the raw HTML of every slide, its notes by themselves."""
        for section in slide_sections(self.document):
            for root, raw_nodes in _by_root(section):
                _contain(root, raw_nodes)


def _by_root(section: nodes.section) -> Iterator[tuple[nodes.Element, list[nodes.raw]]]:
    """Yield the slide's own raw HTML and that of its notes, each with the node that holds it."""
    notes = [child for child in section.children if is_notes(child)]
    in_notes = {id(raw) for root in notes for raw in root.findall(nodes.raw)}
    for root in (section, *notes):
        found = [
            raw
            for raw in root.findall(nodes.raw)
            if "html" in raw.get("format", "").split()
            and (root is not section or id(raw) not in in_notes)
        ]
        if found:
            yield root, found


def _contain(root: nodes.Element, raw_nodes: list[nodes.raw]) -> None:
    scope = _Scope()
    for raw in raw_nodes:
        _contain_node(raw, scope)
    left_open = [item for item in scope.stack if item.tag not in _CLOSED_BY_THE_BROWSER]
    for item in left_open:
        message = f"<{item.tag}> is left open; it ends with its slide"
        warn(DeckWarning.HTML, message, location=item.node)
    if scope.stack:
        closing = "".join(f"</{item.tag}>" for item in reversed(scope.stack))
        after = next((child for child in root.children if is_notes(child)), None)
        place = root.index(after) if after is not None else len(root)
        root.insert(place, nodes.raw("", closing, format="html"))


def _contain_node(raw: nodes.raw, scope: _Scope) -> None:
    text = _PLAINTEXT.sub("&lt;plaintext", _SECTION.sub(r"<\1div", raw.astext()))
    tags = _Tags(scope, raw, text)
    tags.feed(text)
    # What the parser still waits for the end of stands at the end of the text.
    rest = len(text) - len(tags.rawdata)
    if tags.rawdata.startswith("<!--"):
        warn(DeckWarning.HTML, "a comment is left open; it ends with its slide", location=raw)
        text += "-->"
    elif tags.rawdata.startswith("<"):
        warn(DeckWarning.HTML, f"{tags.rawdata[:20]!r} is left open; it is text", location=raw)
        text = text[:rest] + "&lt;" + text[rest + 1 :]
    for start, tag in reversed(tags.unmatched):
        end = text.find(">", start)
        text = text[:start] + (text[end + 1 :] if end >= 0 else "")
        warn(DeckWarning.HTML, f"</{tag}> closes nothing on its slide; dropped", location=raw)
    if text != raw.astext():
        raw.children = []
        raw += nodes.Text(text)
        raw.rawsource = text


def is_self_contained(raw: nodes.raw) -> bool:
    """Tell whether a raw node opens and closes the same elements."""
    scope = _Scope()
    tags = _Tags(scope, raw, raw.astext())
    tags.feed(raw.astext())
    return not scope.stack and not tags.unmatched and not tags.rawdata.startswith("<")
