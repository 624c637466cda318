"""Write the nodes of a presented deck as HTML."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes

from sphinxcontrib_deck.doctree.raw_files import BACKGROUND_FILES, FILES_ATTRIBUTE
from sphinxcontrib_deck.html import nodes as deck_nodes
from sphinxcontrib_deck.html.code import depart_slide_code, visit_slide_code
from sphinxcontrib_deck.html.embed import visit_embedded_deck
from sphinxcontrib_deck.html.fragments import FRAGMENT_INDEX
from sphinxcontrib_deck.html.math import add_math_nodes
from sphinxcontrib_deck.html.raw_files import visit_raw_with_files

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


def visit_presentation(self: HTML5Translator, _node: deck_nodes.presentation) -> None:
    """Prepare the translator of this page for slides."""
    # A slide is no place for ¶ links; its address is in the address bar.
    self.add_permalink_ref = lambda node, title: None  # type: ignore[method-assign]  # noqa: ARG005
    _write_fragment_indices(self)


def _write_fragment_indices(translator: HTML5Translator) -> None:
    """Let the translator write ``data-fragment-index`` on the first tag of a fragment.

    docutils writes no attributes of others on a node's tag, and a wrapper can stand neither in a
    list nor in a table.
    """
    write = translator.starttag
    written: set[int] = set()

    def starttag(node: Any, tagname: str, *args: Any, **attributes: Any) -> str:
        index = node.get(FRAGMENT_INDEX) if isinstance(node, nodes.Element) else None
        if index is not None and id(node) not in written:
            written.add(id(node))
            attributes["data-fragment-index"] = str(index)
        tag: str = write(node, tagname, *args, **attributes)
        return tag

    translator.starttag = starttag  # type: ignore[method-assign]


def depart_presentation(self: HTML5Translator, node: deck_nodes.presentation) -> None:
    """Write nothing: the page's template has what is around the slides."""


def visit_slide(self: HTML5Translator, node: deck_nodes.slide) -> None:
    """Open ``<section id="NAME" class="…" data-…>``."""
    attributes = dict(node["html_attributes"])
    for key in BACKGROUND_FILES:
        if key in attributes:
            attributes[key] = _file_addresses(self, attributes[key], node[FILES_ATTRIBUTE])
    image = next(iter(node.findall(deck_nodes.slide_background)), None)
    if image is not None:
        attributes["data-background-image"] = _image_address(self, image["uri"])
    self.body.append(self.starttag(node, "section", **attributes))


def _file_addresses(translator: HTML5Translator, written: str, files: dict[str, str]) -> str:
    """Return a list of files with commas, each with its address relative to the page."""
    addresses = []
    for path in map(str.strip, written.split(",")):
        copied = posixpath.join(translator.builder.dlpath, files.get(path, ""))
        addresses.append(quote(copied) if path in files else path)
    return ",".join(addresses)


def _image_address(translator: HTML5Translator, uri: str) -> str:
    """Return the address of an image relative to the page."""
    copied = translator.builder.images.get(uri)
    return posixpath.join(translator.builder.imgpath, quote(copied)) if copied else uri


def visit_slide_background(_self: HTML5Translator, _node: deck_nodes.slide_background) -> None:
    """Write nothing: the slide's section has it."""
    raise nodes.SkipNode


def depart_slide(self: HTML5Translator, _node: deck_nodes.slide) -> None:
    """Close the section."""
    self.body.append("</section>\n")


def visit_slide_title(self: HTML5Translator, node: deck_nodes.slide_title) -> None:
    """Open the heading, of the level that its author wrote."""
    self.body.append(self.starttag(node, f"h{node['level']}", ""))


def depart_slide_title(self: HTML5Translator, node: deck_nodes.slide_title) -> None:
    """Close the heading."""
    self.body.append(f"</h{node['level']}>\n")


def visit_slide_notes(self: HTML5Translator, _node: deck_nodes.slide_notes) -> None:
    """Open ``<aside class="notes">``, where reveal.js looks for speaker notes.

    Of what a search finds on a page Sphinx shows an extract, without what is of the inner class.
    """
    self.body.append('<aside class="notes">\n<div class="headerlink">\n')


def depart_slide_notes(self: HTML5Translator, _node: deck_nodes.slide_notes) -> None:
    """Close the aside."""
    self.body.append("</div>\n</aside>\n")


def add_nodes(app: Sphinx) -> None:
    """Register the nodes with their visitors.

    Only for the format HTML: a visitor under a builder's name would hide the others' HTML ones.
    """
    app.add_node(deck_nodes.presentation, html=(visit_presentation, depart_presentation))
    app.add_node(deck_nodes.slide, html=(visit_slide, depart_slide))
    app.add_node(deck_nodes.slide_background, html=(visit_slide_background, None))
    app.add_node(deck_nodes.slide_title, html=(visit_slide_title, depart_slide_title))
    app.add_node(deck_nodes.slide_notes, html=(visit_slide_notes, depart_slide_notes))
    app.add_node(deck_nodes.raw_with_files, html=(visit_raw_with_files, None))
    app.add_node(deck_nodes.slide_code, html=(visit_slide_code, depart_slide_code))
    app.add_node(deck_nodes.embedded_deck, html=(visit_embedded_deck, None))
    add_math_nodes(app)
