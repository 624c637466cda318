"""The companion page: beside a deck's page, the same deck in its other form.

Its doctree is resolved in the main process, as every doctree is, because transforms may change the
environment and images are collected there; it is written wherever its deck's page is written.
"""

from __future__ import annotations

import posixpath
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import sphinx
from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinxcontrib_deck.doctree.structure import builder_form, note_builder
from sphinxcontrib_deck.html import nodes as deck_nodes
from sphinxcontrib_deck.html.forms import companion_path, companion_uri
from sphinxcontrib_deck.html.handout_links import OTHER_FORM
from sphinxcontrib_deck.html.repeated_warnings import new_warnings_only

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from sphinxcontrib_deck.domain.deck_domain import DeckDomain

_COMPANION = "deck_companion"
"""On a deck's resolved doctree: that of its companion page."""


def resolve_companion(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Prepare the doctree of a deck's companion page (on ``doctree-resolved``)."""
    form = builder_form(app.env)
    if not form.has_companions or form.is_companion or not _holds_deck(doctree):
        return
    builder = cast("StandaloneHTMLBuilder", app.builder)
    with _companion_form(app.env), new_warnings_only():
        companion = _resolved_doctree(docname, builder)
        _refer_to_companions(companion, docname, builder)
        builder.imgpath = relative_uri(builder.get_target_uri(docname), builder.imagedir)
        builder.post_process_images(companion)
    setattr(doctree, _COMPANION, companion)


def _holds_deck(doctree: nodes.document) -> bool:
    """Tell whether this is a deck's doctree, not a part of one that an extension resolves."""
    return any(
        isinstance(child, deck_nodes.presentation)
        or (isinstance(child, nodes.section) and "deck" in child)
        for child in doctree.children
    )


def _resolved_doctree(docname: str, builder: StandaloneHTMLBuilder) -> nodes.document:
    # Sphinx 9 deprecates a call without the argument that Sphinx 8 doesn't know.
    tags: Any = {"tags": builder.tags} if sphinx.version_info >= (9,) else {}
    return builder.env.get_and_resolve_doctree(docname, builder, **tags)


def write_companion(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write a deck's companion page (on ``html-page-context`` of its page)."""
    companion = getattr(doctree, _COMPANION, None)
    if companion is None:
        return
    builder = cast("StandaloneHTMLBuilder", app.builder)
    for files in ("css_files", "script_files"):
        # These lists are the builder's; it empties them for each page.
        context[files] = list(context[files])
    path = companion_path(builder, pagename)
    with _companion_form(app.env), new_warnings_only():
        _write(pagename, companion, builder, path)
    delattr(doctree, _COMPANION)


def _write(
    docname: str, doctree: nodes.document, builder: StandaloneHTMLBuilder, path: Path
) -> None:
    """Write a page as ``StandaloneHTMLBuilder.write_doc`` does, to a file of another name.

    To templates and other extensions it is the page of its document, so that navigation, the
    canonical address and links to the source are right.
    """
    doctree.settings = builder.docsettings
    visitor = cast("HTML5Translator", builder.create_translator(doctree, builder))
    doctree.walkabout(visitor)
    body, metatags = "".join(visitor.fragment), "".join(visitor.meta[2:])
    context = builder.get_doc_context(docname, body, metatags)
    context["has_maths_elements"] = getattr(visitor, "_has_maths_elements", False)
    # The deck's page decides whether the source is published.
    context["sourcename"] = ""
    builder.handle_page(docname, context, outfilename=path, event_arg=doctree)


@contextmanager
def _companion_form(env: BuildEnvironment) -> Iterator[None]:
    form = builder_form(env)
    note_builder(env, form.turned())
    try:
        yield
    finally:
        note_builder(env, form)


def _refer_to_companions(
    doctree: nodes.document, docname: str, builder: StandaloneHTMLBuilder
) -> None:
    """Let links to decks stay within the form: from handout to handout, from slide to slide."""
    here = builder.get_target_uri(docname)
    decks = {_path(builder.get_target_uri(deck)): deck for deck in _decks(builder.env)}
    for reference in doctree.findall(nodes.reference):
        address, hash_sign, fragment = reference.get("refuri", "").partition("#")
        if not address or not reference.get("internal") or OTHER_FORM in reference:
            continue
        deck = decks.get(_path(posixpath.join(posixpath.dirname(here), address)))
        if deck is not None:
            uri = relative_uri(here, companion_uri(builder, deck))
            reference["refuri"] = uri + hash_sign + fragment


def _path(address: str) -> str:
    return posixpath.normpath(address)


def _decks(env: BuildEnvironment) -> dict[str, Any]:
    return cast("DeckDomain", env.get_domain("deck")).decks
