"""The domain ``deck``: slides and decks as things that can be referred to."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util import docname_join
from sphinx.util.nodes import make_refnode

from sphinxcontrib_deck.doctree.structure import NOTES_ATTRIBUTE
from sphinxcontrib_deck.domain.collect import deck_entry
from sphinxcontrib_deck.domain.entries import spellings
from sphinxcontrib_deck.domain.old_names import OldNames
from sphinxcontrib_deck.domain.shown import shown_decks
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_deck.domain.entries import DeckEntry, SlideEntry
    from sphinxcontrib_deck.domain.shown import ShownDecks

_Written = tuple["DeckEntry | None", Any]
"""A deck, and the numbers of what it holds."""

_NOTHING: _Written = (None, None)

CHOICE = "deck_choice"
"""On a reference: the address of the only slide that it may mean, or nothing for none."""


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
    initial_data: ClassVar[dict[str, Any]] = {
        "decks": {},
        "written": {},
        "targets": {},
        "shown": {},
    }
    data_version: ClassVar[int] = 2

    def __init__(self, env: BuildEnvironment) -> None:
        """Prepare for one run."""
        super().__init__(env)
        self.old_names = OldNames()
        self.builder: Builder
        """The builder of this run (set on ``builder-inited``)."""

    @property
    def decks(self) -> dict[str, DeckEntry]:
        """The project's decks by document name."""
        return cast("dict[str, DeckEntry]", self.data["decks"])

    def clear_doc(self, docname: str) -> None:
        """Forget what a document held."""
        self.decks.pop(docname, None)
        self.data["targets"].pop(docname, None)
        self.data["shown"].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader collected."""
        for docname in docnames:
            for key in ("decks", "targets", "shown"):
                if docname in otherdata[key]:
                    self.data[key][docname] = otherdata[key][docname]

    def process_doc(self, _env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Collect a deck and its slides from a document, and the decks that it shows."""
        self.data["shown"][docname] = shown_decks(document)
        deck = deck_entry(docname, document)
        if deck is not None:
            self.decks[docname] = deck

    def note_targets(self, docname: str, document: nodes.document) -> None:
        """Remember what a document refers to, its speaker notes too, by the last part of each."""
        targets = set()
        for root in (document, *getattr(document, NOTES_ATTRIBUTE, {}).values()):
            for node in root.findall(pending_xref):
                for key in ("reftarget", "reftargetid"):
                    path, _, name = str(node.get(key) or "").rpartition("#")
                    for spelling in spellings(name):
                        targets |= {spelling, posixpath.basename(spelling).removesuffix(".md")}
                    targets.add(posixpath.basename(path).removesuffix(".md"))
        self.data["targets"][docname] = targets - {""}

    def documents_to_write(self, builder_name: str) -> set[str]:
        """Return the documents that refer to what changed, or show decks that did.

        Sphinx writes a document again when its own source changed; a reference's text and address
        come from another one.

        :param builder_name: the builder that writes them, whose last run counts.
        """
        written: dict[str, _Written] = self.data["written"].get(builder_name, {})
        now: dict[str, _Written] = {
            docname: (deck, self._numbers(docname)) for docname, deck in self.decks.items()
        }
        changed: set[str] = set()
        changed_decks = set()
        for docname in written.keys() | now.keys():
            old, new = written.get(docname, _NOTHING), now.get(docname, _NOTHING)
            if old != new:
                changed_decks.add(docname)
                changed.add(docname.rpartition("/")[2])
                changed.update(_changed_names(old, new))
        self.data["written"][builder_name] = now
        referring: dict[str, set[str]] = self.data["targets"]
        shown: dict[str, ShownDecks] = self.data["shown"]
        showing = {docname for docname, decks in shown.items() if decks.hold_any(changed_decks)}
        return showing | {docname for docname, targets in referring.items() if targets & changed}

    def _numbers(self, docname: str) -> tuple[Any, ...]:
        """Return the numbers of a deck's figures, sections and formulas."""
        formulas = {
            label: number
            for label, (found, number) in self.env.domaindata["math"]["objects"].items()
            if found == docname
        }
        env = self.env
        return env.toc_fignumbers.get(docname), env.toc_secnumbers.get(docname), formulas

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield decks and slides for the inventory and the search index.

        Decks, and slides under their old names, are in the inventory alone: a search finds a deck
        as the document that it is, and would link an object without an anchor to its name.
        """
        for docname, deck in sorted(self.decks.items()):
            yield docname, deck.title, "deck", docname, "", -1
            for slide in deck.slides:
                # A last "$" would stand for the name in front of it.
                anchor = slide.name.removesuffix("$") + "%24" * slide.name.endswith("$")
                yield f"{docname}#{slide.name}", slide.title, "slide", docname, anchor, 1
                for name in slide.old_names:
                    yield f"{docname}#{name}", slide.title, "slide", docname, anchor, -1

    def find_slides(self, target: str, from_docname: str) -> list[SlideEntry]:
        """Return the slides that a target can mean, sorted by document.

        :param target: ``name``, or ``talk#name`` and ``talk.md#name`` relative to the document that
            refers, or from the source folder with a leading slash.
        :param from_docname: the document that refers; its own slide of a bare name wins.
        """
        own = self.slides_named(target, [from_docname])
        found = own or self.slides_named(target, sorted(self.decks))
        path, _, name = target.partition("#")
        if found or not name:
            return found
        docname = docname_join(from_docname, path.removesuffix(".md")) if path else from_docname
        return self.slides_named(name, [docname])

    def slides_named(self, name: str, docnames: Iterable[str]) -> list[SlideEntry]:
        """Return the slides of a name, or where none has it of an alias, in these documents."""
        slides = [
            slide
            for docname in docnames
            if docname in self.decks
            for slide in self.decks[docname].slides
        ]
        for spelling in spellings(name):
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
        self.old_names.note(slides[0], target, node)
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

        Several candidates make the reference ambiguous; what is meant then has been chosen before,
        with a warning.
        """
        return [
            ("deck:slide", _slide_reference(slide, fromdocname, builder, node, contnode))
            for slide in self.candidates(target, node.get("refdoc", fromdocname))
            if slide.address == node.get(CHOICE, slide.address)
        ]

    def candidates(self, target: str, from_docname: str) -> list[SlideEntry]:
        """Return the slides that a target can mean which no label of their own finds."""
        return [
            slide
            for slide in self.find_slides(target, from_docname)
            if not self._is_labelled(slide, target)
        ]

    def _is_labelled(self, slide: SlideEntry, target: str) -> bool:
        """Tell whether the target is a label of that very slide, which the std domain finds."""
        labels = self.env.domaindata["std"]["anonlabels"]
        docname, label = labels.get(target.lower(), ("", ""))
        return docname == slide.docname and label in (slide.name, *slide.aliases)


def _changed_names(old: _Written, new: _Written) -> Iterator[str]:
    """Yield the names of what is new, gone, of another title, or perhaps of another number."""
    names = [set(deck.names()) if deck else set() for deck, _ in (old, new)]
    for name, _ in names[0] ^ names[1] if old[1] == new[1] else names[0] | names[1]:
        yield name


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
