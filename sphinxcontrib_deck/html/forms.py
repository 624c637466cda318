"""Where a deck's two forms, presentation and handout, are in an output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from sphinxcontrib_deck.config import read_config
from sphinxcontrib_deck.doctree.structure import BuilderForm

if TYPE_CHECKING:
    from sphinx.builders import Builder

PRESENTATION_SUFFIX = ".deck"
HANDOUT_SUFFIX = ".handout"
"""What the name of a companion page has behind the document's."""

_WITHOUT_COMPANIONS = (SingleFileHTMLBuilder, Epub3Builder, SerializingHTMLBuilder)
"""Builders of HTML that don't write a page of their own, for readers, for each document."""


def form_of(builder: Builder) -> BuilderForm:
    """Return what a builder makes of decks, by its class and the project's configuration."""
    config = read_config(builder.config)
    is_html = builder.format == "html"
    is_presenter = getattr(builder, "presents_decks", False)
    writes_pages = isinstance(builder, StandaloneHTMLBuilder) and not isinstance(
        builder, _WITHOUT_COMPANIONS
    )
    return BuilderForm(
        presents=is_presenter or (is_html and builder.name in config.builders),
        is_html=is_html,
        has_companions=config.companion and writes_pages,
    )


def presentation_page(docname: str, form: BuilderForm) -> str | None:
    """Return the name of the page that presents a deck; ``None`` where none does.

    It is what ``builder.get_relative_uri`` takes. Which of its pages is being written makes no
    difference.
    """
    return docname if _main_presents(form) else _companion(docname, PRESENTATION_SUFFIX, form)


def handout_page(docname: str, form: BuilderForm) -> str | None:
    """Return the name of the page that is a deck's handout; ``None`` where none is."""
    return _companion(docname, HANDOUT_SUFFIX, form) if _main_presents(form) else docname


def _main_presents(form: BuilderForm) -> bool:
    return form.presents != form.is_companion


def _companion(docname: str, suffix: str, form: BuilderForm) -> str | None:
    return docname + suffix if form.has_companions else None
