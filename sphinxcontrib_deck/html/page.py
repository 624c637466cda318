"""Put a presented deck into its template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import FileSystemLoader
from sphinx.util.osutil import relative_uri

from sphinxcontrib_deck.config import THEME_PATH, read_config, with_options
from sphinxcontrib_deck.html import labels
from sphinxcontrib_deck.html import nodes as deck_nodes
from sphinxcontrib_deck.html.forms import handout_uri, presentation_uri
from sphinxcontrib_deck.html.metadata import metadata
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
    context["css_files"] = _without_theme_files(context.get("css_files", ()), builder)
    context["script_files"] = _without_theme_files(context.get("script_files", ()), builder)
    width, height = config.canvas
    context["deck"] = {
        "id": presentation["ids"][0],
        "theme": config.theme,
        "size_file": size_file(config.canvas),
        "version": static_version(),
        "options": {"width": width, "height": height, "reveal": config.reveal_options},
        "links": list(_links(pagename, context, builder)),
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


def _without_theme_files(files: Iterable[Any], builder: StandaloneHTMLBuilder) -> list[Any]:
    """Return the files that extensions added: without those of the theme and of the project.

    A deck's look is its own; ``deck_css_files`` and ``deck_js_files`` are for the project's.
    MathJax isn't loaded either: formulas are MathML already.
    """
    config = builder.config
    project = {_name(item) for item in (*config.html_css_files, *config.html_js_files)}
    return [
        item
        for item in files
        if (path := _static_path(item))
        and path not in project
        and "mathjax" not in path.lower()
        and not _is_theme_file(path, builder)
    ]


def _name(item: Any) -> str:
    return item if isinstance(item, str) else str(item[0])


def _static_path(item: Any) -> str:
    """Return a file's path below ``_static``, its address if it is elsewhere, or nothing."""
    filename = getattr(item, "filename", item)
    return str(filename or "").removeprefix("_static/")


def _is_theme_file(path: str, builder: StandaloneHTMLBuilder) -> bool:
    if path == "pygments.css":
        return True
    names = (path, f"{path}.jinja", f"{path}_t")
    folders = [Path(folder, "static") for folder in builder.theme.get_theme_dirs()]
    return any((folder / name).is_file() for folder in folders for name in names)
