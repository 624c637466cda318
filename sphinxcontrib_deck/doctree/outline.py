"""A deck in the outline of its project: tables of contents and toctrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeGuard, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import clean_astext

from sphinxcontrib_deck.doctree.structure import (
    deck_section,
    deck_title,
    is_continued,
    is_made,
    slide_sections,
    slide_title,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def prune_outline(app: Sphinx, document: nodes.document) -> None:
    """Keep slides out of tables of contents that have nothing to say there.

    Those are slides with a made title, and a first slide that repeats the deck's title. It runs on
    ``doctree-read`` after Sphinx has collected the document's table of contents.
    """
    deck = deck_section(document)
    if deck is None:
        return
    env = app.env
    unlisted = {
        "#" + section["ids"][0]
        for section in slide_sections(document)
        if not has_telling_title(section, deck)
    }
    for item in list(env.tocs[env.docname].findall(nodes.list_item)):
        link = next(iter(item.findall(nodes.reference)), None)
        if link is not None and link.get("anchorname") in unlisted:
            parent = cast("nodes.Element", item.parent)
            parent.remove(item)
            env.toc_num_entries[env.docname] -= 1
            if not parent.children:
                parent.parent.remove(parent)
    # A deck outside any toctree is nothing to warn about: it may be linked to, or just given.
    env.metadata[env.docname].setdefault("orphan", "")


class PruneContents(SphinxTransform):
    """Keep made titles out of a deck's ``{contents}``, which docutils writes at 720."""

    default_priority: ClassVar[int] = 730

    def apply(self, **_kwargs: object) -> None:
        """Take the entries of slides without a heading out."""
        made = {
            section["ids"][0]
            for section in slide_sections(self.document)
            if is_made(slide_title(section))
        }
        for link in list(self.document.findall(nodes.reference)) if made else ():
            item = link.parent.parent if link.parent is not None else None
            if link.get("refid") in made and _is_contents_entry(item):
                cast("nodes.Element", item.parent).remove(item)


def _is_contents_entry(node: nodes.Node | None) -> TypeGuard[nodes.list_item]:
    """Tell whether a node is an entry of a ``{contents}``."""
    if not isinstance(node, nodes.list_item):
        return False
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.topic):
        parent = parent.parent
    return parent is not None and "contents" in parent["classes"]


def has_telling_title(section: nodes.section, deck: nodes.section) -> bool:
    """Tell whether a slide has a title that says something: a heading, not the deck's own title."""
    title = slide_title(section)
    if is_made(title) or is_continued(title):
        return False
    is_first = section["slide"] == 1
    return not is_first or clean_astext(title) != clean_astext(deck_title(deck))
