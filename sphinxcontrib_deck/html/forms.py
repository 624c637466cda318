"""Where a deck's two forms, presentation and handout, are in an output."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from sphinxcontrib_deck.config import read_config
from sphinxcontrib_deck.doctree.structure import BuilderForm, builder_form

if TYPE_CHECKING:
    from sphinx.builders import Builder

PRESENTATION_SUFFIX = ".deck"
HANDOUT_SUFFIX = ".handout"
"""What the name of a companion page has behind the document's."""


def form_of(builder: Builder) -> BuilderForm:
    """Return what a builder makes of decks, by its class and the project's configuration."""
    config = read_config(builder.config)
    is_presenter = getattr(builder, "presents_decks", False)
    writes_pages = _writes_pages(builder)
    return BuilderForm(
        presents=is_presenter or (writes_pages and builder.name in config.builders),
        has_companions=config.companion and writes_pages,
        tags=frozenset(builder.tags),
        format=builder.format,
    )


def _writes_pages(builder: Builder) -> bool:
    """Tell whether each document becomes a page for a browser.

    It doesn't in one page for all, in a help file or an e-book, or as data.
    """
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and not isinstance(builder, (SingleFileHTMLBuilder, SerializingHTMLBuilder))
        and not builder.embedded
    )


def presentation_uri(builder: Builder, docname: str) -> str | None:
    """Return the address of a deck's presentation; ``None`` where there is none.

    Like those of ``builder.get_target_uri`` it begins at the root of the output.
    ``sphinx.util.osutil.relative_uri`` makes a relative one of it. Which of the deck's pages is
    being written makes no difference.
    """
    form = builder_form(builder.env)
    if _main_presents(form):
        return builder.get_target_uri(docname)
    return companion_uri(builder, docname) if form.has_companions else None


def handout_uri(builder: Builder, docname: str) -> str | None:
    """Return the address of a deck's handout; ``None`` where there is none."""
    form = builder_form(builder.env)
    if not _main_presents(form):
        return builder.get_target_uri(docname)
    return companion_uri(builder, docname) if form.has_companions else None


def companion_uri(builder: Builder, docname: str) -> str:
    """Return the address of a deck's companion page, in a builder that writes them.

    It is as deep as that of the deck's page, so that relative links are right on both.
    """
    page = docname + _companion_suffix(builder)
    if _is_folder_page(builder, docname):
        return builder.get_target_uri(docname) + posixpath.basename(page) + ".html"
    return builder.get_target_uri(page)


def companion_path(builder: StandaloneHTMLBuilder, docname: str) -> Path:
    """Return the file of a deck's companion page."""
    page = docname + _companion_suffix(builder)
    if _is_folder_page(builder, docname):
        return Path(builder.outdir, page + ".html")
    return Path(builder.get_outfilename(page))


def _is_folder_page(builder: Builder, docname: str) -> bool:
    """Tell whether a document's page is that of the folder it is in, not of one of its own."""
    is_index = posixpath.basename(docname) == "index"
    return is_index and isinstance(builder, DirectoryHTMLBuilder)


def _companion_suffix(builder: Builder) -> str:
    is_handout = _main_presents(builder_form(builder.env))
    return HANDOUT_SUFFIX if is_handout else PRESENTATION_SUFFIX


def _main_presents(form: BuilderForm) -> bool:
    return form.presents != form.is_companion
