"""Links in Markdown that are written in a deck or lead to one.

MyST-Parser resolves ``[x](#name)`` and ``[x](talk.md#name)`` by its own rules. Just before it does,
those are resolved here that it would not resolve, or not to the right place, and what is wrong with
the others is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinxcontrib_deck.doctree.structure import OLD_NAME, builder_form
from sphinxcontrib_deck.domain.collect import anchor_title
from sphinxcontrib_deck.domain.deck_domain import CHOICE
from sphinxcontrib_deck.domain.entries import Anchor, spellings
from sphinxcontrib_deck.domain.external import complete_external, external_slide, is_listed
from sphinxcontrib_deck.domain.missing import (
    is_ignored,
    missing_by_name,
    missing_in_deck,
    missing_in_document,
    relative_document,
)
from sphinxcontrib_deck.domain.others import other_targets
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from sphinx.domains.math import MathDomain
    from sphinx.domains.std import StandardDomain

    from sphinxcontrib_deck.domain.deck_domain import DeckDomain
    from sphinxcontrib_deck.domain.entries import DeckEntry, SlideEntry

MISSING_CLASS = "deck-missing-reference"
"""The class of the words of a link that can't land."""


class DeckLinks(SphinxPostTransform):
    """Resolve links, or say what is wrong with them.

    It runs when speaker notes are back in their slides (5), and before intersphinx's roles and
    MyST-Parser's links are resolved (9).
    """

    default_priority: ClassVar[int] = 8

    def run(self, **_kwargs: object) -> None:
        """Go through a document's references."""
        self._domain = cast("DeckDomain", self.env.get_domain("deck"))
        self._decks = self._domain.decks
        self._domain.old_names.begin(is_companion=builder_form(self.env).is_companion)
        for reference in self.document.findall(nodes.reference):
            old_name = reference.attributes.pop(OLD_NAME, None)
            if old_name is not None:
                self._note(self.env.docname, old_name, reference)
        for node in list(self.document.findall(pending_xref)):
            self._visit(node)

    def _visit(self, node: pending_xref) -> None:
        if "intersphinx" in node:
            message = complete_external(self.env, node)
            if message:
                self._give_up(node, node["reftarget"], message)
        elif node.get("reftype") == "any" and not node.get("refdomain"):
            slides = self._candidates(node)
            if slides:
                self._choose(node, slides, self._others(node))
        elif node.get("reftype") != "myst":
            pass
        elif node.get("refdomain") == "doc":
            self._link_to_document(node, node["reftarget"], node.get("reftargetid"))
        else:
            self._link_by_name(node, node["reftarget"])

    def _note(self, docname: str, name: str, location: nodes.Node) -> None:
        for slide in self._domain.slides_named(name, [docname]):
            self._domain.old_names.note(slide, name, location)

    def _link_to_document(self, node: pending_xref, docname: str, name: str | None) -> None:
        refdoc = node.get("refdoc", self.env.docname)
        deck = self._decks.get(docname)
        if deck is None and refdoc not in self._decks:
            return
        if docname not in self.env.all_docs:
            path = relative_document(self.env, docname, refdoc)
            self._give_up(node, path, missing_by_name(self._domain, path, refdoc))
        elif name and deck is not None:
            self._link_into_deck(node, deck, name)
        elif (
            name
            and not self._is_in_document(docname, name)
            and not self._link_to_equation(node, docname, name)
        ):
            anchor = self._unlisted_anchor(docname, name)
            if anchor is not None:
                self._link(node, docname, anchor)
            else:
                self._give_up(node, name, missing_in_document(self.env, docname, name))

    def _link_into_deck(self, node: pending_xref, deck: DeckEntry, name: str) -> None:
        refdoc = node.get("refdoc", self.env.docname)
        anchor = self._find(deck, name)
        if anchor is None:
            self._give_up(node, name, missing_in_deck(self._domain, deck, name, refdoc))
        elif not self._link_to_equation(node, deck.docname, name):
            self._note(deck.docname, name, node)
            self._link(node, deck.docname, anchor)

    def _link_to_equation(self, node: pending_xref, docname: str, label: str) -> bool:
        """Let a link to a numbered formula that has no words show its number."""
        equations = cast("MathDomain", self.env.get_domain("math")).equations
        if node.get("refexplicit") or equations.get(label, ("",))[0] != docname:
            return False
        node.attributes.update(refdomain="math", reftype="eq", reftarget=label)
        return True

    def _find(self, deck: DeckEntry, name: str) -> Anchor | None:
        for slide in self._domain.slides_named(name, [deck.docname]):
            return Anchor(slide.name, slide.title)
        # docutils' labels are in lower case.
        for spelling in (*spellings(name), name.lower()):
            if spelling in deck.anchors:
                return deck.anchors[spelling]
        return None

    def _is_in_document(self, docname: str, name: str) -> bool:
        """Tell whether MyST-Parser finds a name in a document."""
        slugs = self.env.metadata[docname].get("myst_slugs", {})
        if name in slugs or any(entry[1] == name for entry in slugs.values()):
            return True
        labels = self._std.anonlabels.items()
        return any(found == docname and name in (label, id_) for label, (found, id_) in labels)

    def _unlisted_anchor(self, docname: str, name: str) -> Anchor | None:
        """Return what else a document has of a name: its page has more ids than labels."""
        document = self.env.get_doctree(docname)
        for spelling in (*spellings(name), name.lower(), nodes.make_id(f"equation-{name}")):
            id_ = document.nameids.get(spelling) or spelling
            if id_ in document.ids:
                return Anchor(id_, anchor_title(document.ids[id_]))
        return None

    def _link_by_name(self, node: pending_xref, target: str) -> None:
        refdoc = node.get("refdoc", self.env.docname)
        own = self._decks.get(refdoc)
        anchor = self._find(own, target) if own is not None else None
        if anchor is not None:
            self._note(refdoc, target, node)
            self._link(node, refdoc, anchor)
            return
        slides, others = self._candidates(node), self._others(node)
        self._choose(node, slides, others)
        # What MyST-Parser finds it resolves: last, what a document has of this name itself.
        if slides or others or is_listed(self.env, target) or "reflocalid" in node:
            return
        docname, id_ = self._std.anonlabels.get(target.lower(), ("", ""))
        if docname and (own is not None or docname in self._decks):
            # MyST-Parser has no text for a label on something without a title.
            deck = self._decks.get(docname)
            self._link(node, docname, (deck and self._find(deck, id_)) or Anchor(id_, target))
            return
        reference = external_slide(self.env, target, node, cast("nodes.TextElement", node[0]))
        if reference is not None:
            node.replace_self(reference)
        elif message := missing_by_name(self._domain, target, refdoc):
            self._give_up(node, target, message)

    def _candidates(self, node: pending_xref) -> list[SlideEntry]:
        if node["reftype"] == "myst" and "deck" not in (self.config.myst_ref_domains or ["deck"]):
            return []
        return self._domain.candidates(node["reftarget"], node.get("refdoc", self.env.docname))

    def _others(self, node: pending_xref) -> list[str]:
        return other_targets(self.env, self._domain.builder, node)

    def _choose(self, node: pending_xref, slides: list[SlideEntry], others: list[str]) -> None:
        """Choose among the things that a name can mean, and warn if these are several.

        MyST-Parser, or Sphinx, resolves the reference then.
        """
        refdoc = node.get("refdoc", self.env.docname)
        # They warn themselves where two of the others are meant.
        if slides and len(others) <= 1 < len(slides) + len(others):
            files = [relative_document(self.env, slide.docname, refdoc) for slide in slides]
            links = [f"[]({file}#{s.name})" for file, s in zip(files, slides, strict=True)]
            candidates = " or ".join([*others, *links])
            message = f"{node['reftarget']!r} can mean {candidates}; the first is taken"
            warn(DeckWarning.REFERENCE, message, location=node)
            node[CHOICE] = "" if others else slides[0].address
        if slides and not others:
            self._domain.old_names.note(slides[0], node["reftarget"], node)

    def _link(self, node: pending_xref, docname: str, anchor: Anchor) -> None:
        """Replace a reference by a link."""
        builder = self._domain.builder
        words = nodes.inline("", "", classes=["std", "std-ref"])
        words += node[0].children if node.get("refexplicit") else [nodes.Text(anchor.title)]
        link: nodes.Element = words
        if not anchor.is_html or builder.format == "html":
            refdoc = node.get("refdoc", self.env.docname)
            try:
                link = make_refnode(builder, refdoc, docname, anchor.id, words)
            except NoUri:
                link = words
        if "reftitle" in node and isinstance(link, nodes.reference):
            link["reftitle"] = node["reftitle"]
        node.replace_self(link)

    def _give_up(self, node: pending_xref, target: str, message: str) -> None:
        """Warn about a reference, and leave its words as text."""
        if not is_ignored(self.config, target):
            warn(DeckWarning.REFERENCE, message, location=node)
        words = node[0].children or [nodes.literal(target, target)]
        node.replace_self(nodes.inline("", "", *words, classes=[MISSING_CLASS]))

    @property
    def _std(self) -> StandardDomain:
        return cast("StandardDomain", self.env.get_domain("std"))
