"""What a deck's page says of itself to search engines and to sites that show links."""

from __future__ import annotations

import posixpath
import re
from html import escape
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

from sphinxcontrib_deck.doctree.structure import builder_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinxcontrib_deck.domain.deck_domain import DeckDomain
    from sphinxcontrib_deck.domain.entries import DeckEntry

_FEWEST_WORDS = 8
"""A shorter paragraph describes nothing: it is a name, a date, a label."""

_LONGEST_DESCRIPTION = 200


def metadata(
    deck: DeckEntry,
    doctree: nodes.document,
    context: dict[str, Any],
    builder: StandaloneHTMLBuilder,
) -> str:
    """Return the ``<meta>`` elements of a deck's page: description, author and Open Graph.

    What the page has already, from ``html_meta`` or another extension, isn't said again.
    """
    present = context.get("metatags") or ""
    return "".join(
        f'<meta {kind}="{name}" content="{escape(value)}" />\n'
        for kind, name, value in _items(deck, doctree, context, builder)
        if value and f'"{name}"' not in present
    )


def _items(
    deck: DeckEntry,
    doctree: nodes.document,
    context: dict[str, Any],
    builder: StandaloneHTMLBuilder,
) -> Iterator[tuple[str, str, str]]:
    description = deck.description or _first_sentences(doctree)
    yield "name", "description", description
    yield "name", "author", deck.author
    yield "property", "og:title", deck.title
    yield "property", "og:type", "article"
    yield "property", "og:description", description
    yield "property", "og:site_name", str(builder.config.project)
    yield "property", "og:locale", builder.config.language.replace("-", "_")
    yield "property", "og:url", context.get("pageurl") or ""
    yield "property", "og:image", _first_image(doctree, builder)


def _first_sentences(doctree: nodes.document) -> str:
    """Return the first paragraph that is more than a line, cut at a word; not one of the notes."""
    for paragraph in doctree.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        if len(text.split()) < _FEWEST_WORDS or _is_unsearched(paragraph):
            continue
        if len(text) <= _LONGEST_DESCRIPTION:
            return text
        return text[:_LONGEST_DESCRIPTION].rpartition(" ")[0] + " …"
    return ""


def _is_unsearched(node: nodes.Element | None) -> bool:
    """Tell whether a node is, or is in, what searches leave out, like speaker notes."""
    while node is not None and "no-search" not in node["classes"]:
        node = node.parent
    return node is not None


def _first_image(doctree: nodes.document, builder: StandaloneHTMLBuilder) -> str:
    """Return the whole address of a deck's first image; nothing where the site has no address."""
    base = builder.config.html_baseurl
    for image in doctree.findall(nodes.image) if base else ():
        # The page is written, so its images have the addresses that they have there.
        folder, name = posixpath.split(image.get("uri", ""))
        if folder == builder.imgpath:
            return posixpath.join(base, builder.imagedir, name)
    return ""


def add_name_keywords(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let a search find a deck by the names of its slides (on ``doctree-resolved``).

    Sphinx's index has the titles of slides; of a page's keywords it has each.
    """
    deck = cast("DeckDomain", app.env.get_domain("deck")).decks.get(docname)
    if deck is None or not builder_form(app.env).is_html:
        return
    words = {
        word: None
        for slide in deck.slides
        for word in re.findall(r"\w+", slide.name)
        if word.lower() not in slide.title.lower()
    }
    if words:
        doctree.insert(0, nodes.meta("", name="keywords", content=", ".join(words)))
