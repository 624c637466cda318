"""The domain ``deck``: slides and decks as things that can be referred to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast
from urllib.parse import unquote

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util import docname_join
from sphinx.util.nodes import clean_astext, make_refnode

from sphinxcontrib_deck.doctree.structure import (
    deck_section,
    deck_title,
    is_notes,
    slide_sections,
    slide_title,
)
from sphinxcontrib_deck.domain.entries import DeckEntry, SlideEntry
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class DeckDomain(Domain):
    """Slides (``deck:slide``) and whole decks (``deck:deck``), collected from the doctrees."""

    name: ClassVar[str] = "deck"
    label: ClassVar[str] = "Slide decks"
    object_types: ClassVar[dict[str, ObjType]] = {
        "slide": ObjType("slide", "slide"),
        "deck": ObjType("deck", "deck"),
    }
    roles: ClassVar[dict[str, Any]] = {
        "slide": XRefRole(innernodeclass=nodes.inline, warn_dangling=True),
        "deck": XRefRole(innernodeclass=nodes.inline, warn_dangling=True),
    }
    initial_data: ClassVar[dict[str, Any]] = {"decks": {}, "written": {}, "targets": {}}
    data_version: ClassVar[int] = 1

    @property
    def decks(self) -> dict[str, DeckEntry]:
        """The project's decks by document name."""
        return cast("dict[str, DeckEntry]", self.data["decks"])

    def clear_doc(self, docname: str) -> None:
        """Forget what a document held."""
        self.decks.pop(docname, None)
        self.data["targets"].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader collected."""
        for docname in docnames:
            for key in ("decks", "targets"):
                if docname in otherdata[key]:
                    self.data[key][docname] = otherdata[key][docname]

    def process_doc(self, _env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Collect a deck and its slides from a document."""
        deck = deck_section(document)
        if deck is None:
            return
        slides = tuple(
            SlideEntry(
                docname,
                section["ids"][0],
                clean_astext(slide_title(section)) or f"Slide {section['slide']}",
                tuple(section.get("aliases", ())),
            )
            for section in slide_sections(document)
        )
        title = clean_astext(deck_title(deck)) or docname
        has_notes = any(is_notes(node) for node in deck.findall(nodes.container))
        self.decks[docname] = DeckEntry(docname, title, slides, deck["options"], has_notes)

    def note_targets(self, docname: str, document: nodes.document) -> None:
        """Remember what a document refers to, by the last part of each target."""
        targets = set()
        for node in document.findall(pending_xref):
            for key in ("reftarget", "reftargetid"):
                targets.add(str(node.get(key) or "").rpartition("#")[2].removesuffix(".md"))
        self.data["targets"][docname] = targets - {""}

    def documents_to_write(self) -> set[str]:
        """Return the documents that refer to slides which changed since the last build.

        Sphinx writes a document again when its own source changed; a reference's text and address
        come from another one.
        """
        written: dict[str, DeckEntry] = self.data["written"]
        changed: set[str] = set()
        for docname in written.keys() | self.decks.keys():
            old, new = written.get(docname), self.decks.get(docname)
            if old != new:
                changed.add(docname.rpartition("/")[2])
                changed.update(_changed_names(old, new))
        self.data["written"] = dict(self.decks)
        referring: dict[str, set[str]] = self.data["targets"]
        return {docname for docname, targets in referring.items() if targets & changed}

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield decks and slides for the inventory and the search index."""
        for docname, deck in sorted(self.decks.items()):
            yield docname, deck.title, "deck", docname, "", 1
            for slide in deck.slides:
                yield f"{docname}#{slide.name}", slide.title, "slide", docname, slide.name, 1

    def find_slides(self, target: str, from_docname: str) -> list[SlideEntry]:
        """Return the slides that a target can mean, sorted by document.

        :param target: ``name``, or ``talk#name`` and ``talk.md#name`` relative to the document that
            refers, or from the source folder with a leading slash.
        :param from_docname: the document that refers; its own slide of a bare name wins.
        """
        own = self._slides_named(target, [from_docname])
        found = own or self._slides_named(target, sorted(self.decks))
        path, _, name = target.partition("#")
        if found or not name:
            return found
        docname = docname_join(from_docname, path.removesuffix(".md")) if path else from_docname
        return self._slides_named(name, [docname])

    def _slides_named(self, name: str, docnames: Iterable[str]) -> list[SlideEntry]:
        slides = [
            slide
            for docname in docnames
            if docname in self.decks
            for slide in self.decks[docname].slides
        ]
        # A link in Markdown may be percent-encoded, a role's target is not.
        for spelling in (name, unquote(name)):
            exact = [slide for slide in slides if slide.name == spelling]
            found = exact or [slide for slide in slides if spelling in slide.aliases]
            if found:
                return found
        return []

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Resolve ``{deck:slide}`` and ``{deck:deck}``."""
        refdoc = node.get("refdoc", fromdocname)
        if typ == "deck":
            return self._resolve_deck(refdoc, fromdocname, builder, target, node, contnode)
        slides = self.find_slides(target, refdoc)
        if not slides:
            return None
        if len(slides) > 1:
            warn(
                DeckWarning.REFERENCE,
                f"several decks have a slide {target!r}; name the deck: "
                + ", ".join(slide.address for slide in slides),
                location=node,
            )
        return _slide_reference(slides[0], fromdocname, builder, node, contnode)

    def _resolve_deck(
        self,
        refdoc: str,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        deck = self.decks.get(docname_join(refdoc, target.removesuffix(".md")))
        if deck is None:
            return None
        content = contnode if node.get("refexplicit") else nodes.inline("", deck.title)
        return make_refnode(builder, fromdocname, deck.docname, "", content, deck.title)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve ``[x](#name)`` from other documents, and ``{any}``.

        Several candidates make the reference ambiguous; whoever asked warns, and shows each
        candidate's ``reftitle``: the address that would say which one is meant.
        """
        return [
            ("deck:slide", _slide_reference(slide, fromdocname, builder, node, contnode))
            for slide in self.find_slides(target, node.get("refdoc", fromdocname))
            if not self._is_labelled(slide, target)
        ]

    def _is_labelled(self, slide: SlideEntry, target: str) -> bool:
        """Tell whether the target is a label of that very slide, which the std domain finds."""
        labels = self.env.domaindata["std"]["anonlabels"]
        docname, label = labels.get(target.lower(), ("", ""))
        return docname == slide.docname and label in (slide.name, *slide.aliases)


def _changed_names(old: DeckEntry | None, new: DeckEntry | None) -> Iterator[str]:
    """Yield the addresses of slides that are new, gone, or of another title."""
    entries = set(old.slides if old else ()) ^ set(new.slides if new else ())
    for slide in entries:
        yield slide.name
        yield from slide.aliases


def _slide_reference(
    slide: SlideEntry,
    fromdocname: str,
    builder: Builder,
    node: pending_xref,
    contnode: nodes.Element,
) -> nodes.reference:
    if node.get("refexplicit"):
        content: nodes.Element = contnode
    else:
        content = nodes.inline("", slide.title, classes=["deck-slide"])
    return make_refnode(builder, fromdocname, slide.docname, slide.name, content, slide.address)
