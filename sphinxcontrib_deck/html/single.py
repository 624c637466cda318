"""One page for all documents: the builder ``singlehtml``, with decks that share names.

Sphinx puts documents below each other with the ids that each of them has, and several decks may
use one id. So a deck's ids get its document's name in front there: ``slides/talk-why``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinxcontrib_deck.domain.deck_domain import DeckDomain

_DOCUMENT = "#document-"
"""How Sphinx refers to a document of the page. In it ``#document-talk#why`` is an element of it."""

_UNWRITTEN = frozenset({"genindex", "modindex", "py-modindex", "search"})
"""Pages that Sphinx knows, but doesn't write with this builder."""

_RAW_LINK = re.compile(r"""(\bhref\s*=\s*["']?#)([^"'\s>]+)""")


@dataclass
class _Page:
    """What the page holds."""

    root: str = ""
    documents: set[str] = field(default_factory=set)
    """Its documents; none until they are assembled."""
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    """The ids of decks on this page, by document and the id there."""

    def id_of(self, docname: str, id_: str) -> str:
        """Return what an element's id is on this page."""
        for spelling in (id_, unquote(id_)):
            if (docname, spelling) in self.ids:
                return self.ids[docname, spelling]
        return id_


class SingleHTMLBuilder(SingleFileHTMLBuilder):
    """Sphinx's builder, whose links also lead where they say."""

    name: ClassVar[str] = "singlehtml"

    def init(self) -> None:
        """Prepare the builder."""
        super().init()
        self.page = _Page()

    def assemble_doctree(self) -> nodes.document:
        """Return the tree of all documents, with ids that are unique to each deck."""
        tree = super().assemble_doctree()
        self.page = _page(tree, self.config.root_doc, self._decks())
        for docname, element in list(_elements(tree, self.page.root)):
            _rename(element, partial(self.page.id_of, docname))
        self._correct_links(tree)
        return tree

    def fix_refuris(self, tree: nodes.Node) -> None:
        """Do nothing: Sphinx 8.0 and 8.1 would forget here which document a link leads to."""

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Render a piece of another page, like a table of contents, for this one."""
        if node is not None:
            self._correct_links(node)
        return super().render_partial(node)

    def assemble_toc_secnumbers(self) -> dict[str, dict[str, tuple[int, ...]]]:
        """Return the section numbers, with those of decks by the ids on this page too."""
        assembled = super().assemble_toc_secnumbers()
        for numbers in assembled.values():
            for (docname, old), new in self.page.ids.items():
                if f"{docname}/#{old}" in numbers:
                    numbers[f"{docname}/#{new}"] = numbers[f"{docname}/#{old}"]
        return assembled

    def assemble_toc_fignumbers(self) -> dict[str, dict[str, dict[str, tuple[int, ...]]]]:
        """Return the numbers of figures and the like, with those of decks by the new ids too."""
        assembled = super().assemble_toc_fignumbers()
        for by_kind in assembled.values():
            for kind, numbers in by_kind.items():
                docname = kind.rpartition("/")[0]
                numbers |= {self.page.id_of(docname, id_): n for id_, n in numbers.items()}
        return assembled

    def _decks(self) -> set[str]:
        return set(cast("DeckDomain", self.env.get_domain("deck")).decks)

    def _correct_links(self, tree: nodes.Node) -> None:
        """Let links lead to elements of this page; what it doesn't hold is no longer a link."""
        references = list(tree.findall(nodes.reference)) if self.page.documents else ()
        for reference in references:
            uri = reference.get("refuri", "")
            if uri.startswith(_DOCUMENT):
                docname, has_id, id_ = uri.removeprefix(_DOCUMENT).partition("#")
                if has_id:
                    reference["refuri"] = "#" + self.page.id_of(docname, id_)
                elif docname == self.page.root:
                    reference["refuri"] = "#"
                if docname not in self.page.documents:
                    _unlink(reference)
            elif reference.get("internal") and self._is_unwritten(uri):
                _unlink(reference)

    def _is_unwritten(self, uri: str) -> bool:
        page = uri.partition("#")[0].removesuffix(self.out_suffix)
        return page in _UNWRITTEN - self.config.html_additional_pages.keys()


def _page(tree: nodes.document, root: str, decks: set[str]) -> _Page:
    page = _Page(root, {root})
    taken = set()
    elements = list(_elements(tree, root))
    for docname, element in elements:
        page.documents.add(docname)
        if docname not in decks:
            taken.update(element["ids"])
    for docname, element in elements:
        for id_ in element["ids"] if docname in decks else ():
            new = f"{docname}-{id_}"
            while new in taken:
                new += "-"
            taken.add(page.ids.setdefault((docname, id_), new))
    return page


def _elements(parent: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """Yield each element with the document that it comes from."""
    for node in parent.children:
        if isinstance(node, nodes.Element):
            own = node["docname"] if isinstance(node, addnodes.start_of_file) else docname
            yield own, node
            yield from _elements(node, own)


def _rename(element: nodes.Element, new_id: Callable[[str], str]) -> None:
    """Give an element its new ids, and let it refer to others of its document by theirs."""
    for key in ("ids", "backrefs"):
        if key in element:
            element[key] = list(map(new_id, element[key]))
    if "refid" in element:
        element["refid"] = new_id(element["refid"])
    uri = element.get("refuri", "")
    if uri.startswith("#") and not uri.startswith(_DOCUMENT):
        element["refuri"] = "#" + new_id(uri[1:])
    if isinstance(element, nodes.raw):
        text = _RAW_LINK.sub(lambda link: link[1] + new_id(link[2]), element.astext())
        element[:] = [nodes.Text(text)]


def _unlink(reference: nodes.reference) -> None:
    reference.parent.replace(reference, reference.children)
