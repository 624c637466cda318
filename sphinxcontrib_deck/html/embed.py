"""Decks in frames on other pages, where the output has presentations."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinxcontrib_deck.config import read_config, with_options
from sphinxcontrib_deck.doctree.directives import EMBED, EMBEDDED_SLIDE, LIST
from sphinxcontrib_deck.doctree.structure import builder_form, is_notes
from sphinxcontrib_deck.html import nodes as deck_nodes
from sphinxcontrib_deck.html.forms import presentation_uri
from sphinxcontrib_deck.html.page import PAGE_STYLE
from sphinxcontrib_deck.html.static import canvas_class

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinxcontrib_deck.domain.deck_domain import DeckDomain


def embed_decks(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Swap links to embedded decks for frames (on ``doctree-resolved``).

    They stay links where the output has no presentation, and in speaker notes.
    """
    decks = cast("DeckDomain", app.env.get_domain("deck")).decks
    for place in list(doctree.findall(nodes.container)):
        if EMBED not in place or _is_in_notes(place):
            continue
        deck = decks[place[EMBED]]
        uri = presentation_uri(app.builder, deck.docname)
        if uri is None:
            continue
        frame = deck_nodes.embedded_deck(title=place.astext(), **place.attributes)
        frame["page"] = relative_uri(app.builder.get_target_uri(docname), uri)
        canvas = with_options(read_config(app.config), deck.options).canvas
        frame["classes"].append(canvas_class(canvas))
        place.replace_self(frame)


def _is_in_notes(node: nodes.Element) -> bool:
    parent = node.parent
    while parent is not None:
        if is_notes(parent) or isinstance(parent, deck_nodes.slide_notes):
            return True
        parent = parent.parent
    return False


def load_page_style(
    app: Sphinx,
    _pagename: str,
    _templatename: str,
    _context: object,
    doctree: nodes.document | None,
) -> None:
    """Let a page that shows decks load what they look like (on ``html-page-context``)."""
    form = builder_form(app.env)
    if doctree is not None and (form.presents or form.has_companions) and _shows_decks(doctree):
        app.add_css_file(PAGE_STYLE)


def _shows_decks(doctree: nodes.document) -> bool:
    return any(
        isinstance(node, deck_nodes.embedded_deck) or LIST in node
        for node in doctree.findall(nodes.Element)
    )


def visit_embedded_deck(self: HTML5Translator, node: deck_nodes.embedded_deck) -> None:
    """Write the frame, with a link for those who can't see or use it."""
    page, title = escape(node["page"]), escape(node["title"])
    slide = escape(quote(node[EMBEDDED_SLIDE]))
    # To an element of the name itself the browser would scroll the page around, and give it the
    # focus; the deck's script knows a slide by both.
    source, address = (f"{page}#/{slide}", f"{page}#{slide}") if slide else (page, page)
    self.body.append(
        self.starttag(node, "figure")
        + f'<iframe src="{source}" title="{title}" loading="lazy" allowfullscreen></iframe>\n'
        f'<figcaption><a class="reference internal" href="{address}">{title}</a></figcaption>\n'
        "</figure>\n"
    )
    raise nodes.SkipNode
