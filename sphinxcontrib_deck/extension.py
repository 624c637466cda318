"""The one place where everything is registered with Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx.util import logging

from sphinxcontrib_deck import __version__
from sphinxcontrib_deck.config import check_config, declare_config_values, read_config, with_options
from sphinxcontrib_deck.doctree.code_steps import (
    SteppedCode,
    SteppedCodeBlock,
    SteppedLiteralInclude,
)
from sphinxcontrib_deck.doctree.directives import DeckList, EmbedDeck
from sphinxcontrib_deck.doctree.equations import TagEquations
from sphinxcontrib_deck.doctree.extensions import set_up_notebooks, set_up_parser
from sphinxcontrib_deck.doctree.footnotes import PlaceFootnotes
from sphinxcontrib_deck.doctree.handout import Handout, NotesForTools
from sphinxcontrib_deck.doctree.notes import IsolateNotes, ShowNotes, detach_notes
from sphinxcontrib_deck.doctree.only import OnlyForForm
from sphinxcontrib_deck.doctree.outline import PruneContents, prune_outline
from sphinxcontrib_deck.doctree.raw_files import CollectBackgroundFiles, CollectRawFiles
from sphinxcontrib_deck.doctree.raw_html import ContainRawHTML
from sphinxcontrib_deck.doctree.slide_directives import Fragment, Notes, Slide
from sphinxcontrib_deck.doctree.slide_ids import SlideIds
from sphinxcontrib_deck.doctree.split import SplitSlides
from sphinxcontrib_deck.doctree.structure import builder_form, note_builder
from sphinxcontrib_deck.domain.deck_domain import DeckDomain
from sphinxcontrib_deck.domain.embeds import LinkEmbeds
from sphinxcontrib_deck.domain.external import resolve_missing
from sphinxcontrib_deck.domain.links import DeckLinks
from sphinxcontrib_deck.domain.listing import ListDecks
from sphinxcontrib_deck.domain.missing import warn_missing
from sphinxcontrib_deck.html.builder import DeckBuilder, DirDeckBuilder
from sphinxcontrib_deck.html.code import SlideCode
from sphinxcontrib_deck.html.companion import resolve_companion, write_companion
from sphinxcontrib_deck.html.diagrams import DiagramSources
from sphinxcontrib_deck.html.embed import embed_decks, load_page_style
from sphinxcontrib_deck.html.extensions import FreshCitations, PruneBackrefs, name_builders
from sphinxcontrib_deck.html.forms import form_of
from sphinxcontrib_deck.html.handout_links import link_to_presentation
from sphinxcontrib_deck.html.math import check_macros, set_formulas
from sphinxcontrib_deck.html.mathjax import check_mathjax
from sphinxcontrib_deck.html.metadata import add_name_keywords
from sphinxcontrib_deck.html.page import add_template_loader, deck_page_context
from sphinxcontrib_deck.html.present import Present
from sphinxcontrib_deck.html.raw_files import SwapRawFiles
from sphinxcontrib_deck.html.repeated_warnings import remember_warnings
from sphinxcontrib_deck.html.single import SingleHTMLBuilder
from sphinxcontrib_deck.html.static import copy_static_files
from sphinxcontrib_deck.html.unwrap import Unwrap
from sphinxcontrib_deck.html.visitors import add_nodes
from sphinxcontrib_deck.html.written import WrittenDecks
from sphinxcontrib_deck.missing_decks import no_deck_error

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from sphinxcontrib_deck.domain.entries import DeckEntry

logger = logging.getLogger(__name__)

_CODE_DIRECTIVES = {
    "code": SteppedCode,
    "code-block": SteppedCodeBlock,
    "sourcecode": SteppedCodeBlock,
    "literalinclude": SteppedLiteralInclude,
}
"""Sphinx's own, with one option more."""

_DIRECTIVES = {
    "deck": EmbedDeck,
    "deck-list": DeckList,
    "fragment": Fragment,
    "notes": Notes,
    "slide": Slide,
}
_TRANSFORMS = (
    SplitSlides,
    PlaceFootnotes,
    SlideIds,
    PruneContents,
    ContainRawHTML,
    CollectRawFiles,
    CollectBackgroundFiles,
    IsolateNotes,
    ShowNotes,
    TagEquations,
)
_POST_TRANSFORMS = (
    OnlyForForm,
    FreshCitations,
    PruneBackrefs,
    Handout,
    NotesForTools,
    Present,
    SlideCode,
    DiagramSources,
    LinkEmbeds,
    ListDecks,
    DeckLinks,
    SwapRawFiles,
    Unwrap,
)

_BEFORE_OTHERS = 400
"""Earlier than the handlers that Sphinx itself and other extensions connect."""

_AFTER_OTHERS = 900
"""Later than the handlers that other extensions and Sphinx's own collectors connect."""


def setup_extension(app: Sphinx) -> ExtensionMetadata:
    """Register the parser, the transforms, the domain and the builders."""
    set_up_parser(app)
    declare_config_values(app)
    app.add_domain(DeckDomain)
    for builder in (DeckBuilder, DirDeckBuilder):
        app.add_builder(builder)
    app.add_builder(SingleHTMLBuilder, override=True)
    for name, directive in _DIRECTIVES.items():
        app.add_directive(name, directive)
    for name, directive in _CODE_DIRECTIVES.items():
        app.add_directive(name, directive, override=True)
    for transform in _TRANSFORMS:
        app.add_transform(transform)
    for post_transform in _POST_TRANSFORMS:
        app.add_post_transform(post_transform)
    add_nodes(app)
    _connect_events(app)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _connect_events(app: Sphinx) -> None:
    app.connect("config-inited", check_config)
    app.connect("config-inited", check_macros)
    app.connect("config-inited", name_builders)
    app.connect("config-inited", set_up_notebooks)
    app.connect("builder-inited", _note_builder)
    app.connect("builder-inited", remember_warnings)
    app.connect("builder-inited", add_template_loader)
    app.connect("doctree-read", prune_outline, priority=_AFTER_OTHERS)
    app.connect("doctree-read", detach_notes, priority=_AFTER_OTHERS)
    app.connect("doctree-read", _note_targets, priority=_AFTER_OTHERS)
    app.connect("env-updated", _require_decks)
    app.connect("env-get-updated", _documents_to_write, priority=_AFTER_OTHERS)
    app.connect("doctree-resolved", embed_decks)
    app.connect("doctree-resolved", set_formulas)
    app.connect("doctree-resolved", add_name_keywords, priority=_AFTER_OTHERS)
    app.connect("doctree-resolved", link_to_presentation, priority=_AFTER_OTHERS)
    app.connect("doctree-resolved", resolve_companion, priority=_AFTER_OTHERS)
    app.connect("write-started", _copy_static_files)
    app.connect("missing-reference", resolve_missing, priority=_BEFORE_OTHERS)
    app.connect("warn-missing-reference", warn_missing, priority=_BEFORE_OTHERS)
    app.connect("html-page-context", load_page_style)
    app.connect("html-page-context", deck_page_context, priority=_AFTER_OTHERS)
    app.connect("html-page-context", write_companion, priority=_AFTER_OTHERS)
    written = WrittenDecks()
    app.connect("doctree-resolved", written.note)
    app.connect("build-finished", written.report)


def _note_builder(app: Sphinx) -> None:
    note_builder(app.env, form_of(app.builder))
    _domain(app.env).builder = app.builder


def _note_targets(app: Sphinx, document: nodes.document) -> None:
    _domain(app.env).note_targets(app.env.docname, document)


def _documents_to_write(app: Sphinx, env: BuildEnvironment) -> set[str]:
    return _domain(env).documents_to_write(app.builder.name)


def _domain(env: BuildEnvironment) -> DeckDomain:
    return cast("DeckDomain", env.get_domain("deck"))


def _decks(env: BuildEnvironment) -> dict[str, DeckEntry]:
    return _domain(env).decks


def _require_decks(app: Sphinx, env: BuildEnvironment) -> None:
    if getattr(app.builder, "presents_decks", False) and not _decks(env):
        error = no_deck_error(env)
        # Sphinx shows an error's own text only below a traceback.
        logger.error("%s", error)
        raise error


def _copy_static_files(app: Sphinx, builder: Builder) -> None:
    decks = _decks(app.env)
    form = builder_form(app.env)
    if decks and (form.presents or form.has_companions):
        config = read_config(app.config)
        canvases = {with_options(config, deck.options).canvas for deck in decks.values()}
        copy_static_files(builder, canvases)
        check_mathjax(app, [deck.options for deck in decks.values()])
