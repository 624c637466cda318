"""Put a presented deck into its template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from jinja2 import FileSystemLoader
from sphinx.util.osutil import relative_uri

from sphinxcontrib_deck.config import THEME_PATH, read_config, with_options
from sphinxcontrib_deck.html import labels
from sphinxcontrib_deck.html import nodes as deck_nodes
from sphinxcontrib_deck.html.forms import handout_uri, presentation_uri
from sphinxcontrib_deck.html.mathjax import mathjax_options
from sphinxcontrib_deck.html.metadata import metadata
from sphinxcontrib_deck.html.page_files import scripts, style_sheets
from sphinxcontrib_deck.html.static import size_file, static_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinxcontrib_deck.config import DeckConfig
    from sphinxcontrib_deck.domain.deck_domain import DeckDomain

TEMPLATE = "deck/page.html"

PAGE_STYLE = "deck/page.css"
"""What an ordinary page loads that leads to a presentation."""


def add_template_loader(app: Sphinx) -> None:
    """Let the builder find the template, whatever the project's theme (on ``builder-inited``)."""
    templates = getattr(app.builder, "templates", None)
    if templates is not None and hasattr(templates, "loaders"):
        templates.loaders.append(FileSystemLoader(THEME_PATH.parent))


def deck_page_context(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> str | None:
    """Complete the context of a deck's page and return its template (on ``html-page-context``)."""
    deck = cast("DeckDomain", app.env.get_domain("deck")).decks.get(pagename)
    if deck is None or doctree is None:
        return None
    builder = cast("StandaloneHTMLBuilder", app.builder)
    config = with_options(read_config(app.config), deck.options)
    presentation = _presentation(doctree)
    shows_notes = config.handout_notes if presentation is None else config.notes
    if deck.has_notes and not shows_notes:
        # The source holds the notes as well, so it is published only with them.
        context["sourcename"] = ""
    own_metadata = metadata(deck, doctree, context, builder)
    context["metatags"] = (context.get("metatags") or "") + own_metadata
    if presentation is None:
        if presentation_uri(builder, pagename) is not None:
            app.add_css_file(PAGE_STYLE)
        return None
    context["deck_title"] = deck.title
    context["css_files"] = style_sheets(context.get("css_files", ()), builder, pagename)
    context["script_files"] = scripts(context.get("script_files", ()), builder, pagename)
    width, height = config.canvas
    context["deck"] = {
        "id": presentation["ids"][0],
        "theme": config.theme,
        "size_file": size_file(config.canvas),
        "version": static_version(),
        "options": {
            "width": width,
            "height": height,
            "reveal": config.reveal_options,
            **mathjax_options(app, config, context["pathto"]),
        },
        "links": list(_links(pagename, context, builder)),
        "labels": labels.runtime(),
        **_own_files(config, context),
    }
    return TEMPLATE


def _links(
    docname: str, context: dict[str, Any], builder: StandaloneHTMLBuilder
) -> Iterator[dict[str, str]]:
    """Yield the ways out of a presentation: up to the documentation, across to the handout."""
    here = presentation_uri(builder, docname) or ""
    parents = context.get("parents") or []
    if parents:
        yield {"rel": "up", "url": parents[-1]["link"], "text": labels.documentation()}
    elif docname != builder.config.root_doc:
        up = relative_uri(here, builder.get_target_uri(builder.config.root_doc))
        yield {"rel": "up", "url": up, "text": labels.documentation()}
    handout = handout_uri(builder, docname)
    if handout is not None:
        yield {"rel": "handout", "url": relative_uri(here, handout), "text": labels.read_slide()}


def _presentation(doctree: nodes.document) -> deck_nodes.presentation | None:
    for node in doctree.children:
        if isinstance(node, deck_nodes.presentation):
            return node
    return None


def _own_files(config: DeckConfig, context: dict[str, Any]) -> dict[str, list[str]]:
    """Return the addresses of the project's own files for decks, relative to the page."""
    pathto = context["pathto"]

    def addresses(paths: Iterable[str]) -> list[str]:
        return [pathto(f"_static/{path}", resource=True) for path in paths]

    return {"css_files": addresses(config.css_files), "js_files": addresses(config.js_files)}
