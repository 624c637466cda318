"""Speaker notes: out of the stored tree, so that they reach no output by accident.

Notes are parsed and translated with their slide, and their images and references are collected with
the others. Then they leave: what other pages could see of them (targets, index entries, equation
labels) before the domains look, the notes themselves before the doctree is stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.transforms.references import DanglingReferencesVisitor
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinxcontrib_deck.doctree.structure import (
    NOTES_ATTRIBUTE,
    deck_section,
    is_notes,
    own_elements,
    slide_sections,
    slides_of,
)
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx


_KEEP_NAMES = (nodes.footnote, nodes.substitution_definition)


BACKLINKS_ATTRIBUTE = "speaker_notes_backlinks"
"""On the document, like the notes: footnotes' links back into them, by footnote."""


_HIDDEN_ATTRIBUTE = "hidden_speaker_notes"
"""On the document while the domains look: each slide's notes with what is in them."""


class IsolateNotes(SphinxTransform):
    """Drop from notes whatever another page could refer to, and hide them.

    It runs before domains (850) collect targets, index entries and, as that of ``todo`` does, whole
    nodes. Footnotes stay: they are referred to from the notes alone.
    """

    default_priority: ClassVar[int] = 845

    def apply(self, **_kwargs: object) -> None:
        """Clean the notes of every slide, and empty them."""
        hidden = []
        # What docutils does with references that lead nowhere (at 850).
        resolvers = self.document.transformer.unknown_reference_resolvers
        references = DanglingReferencesVisitor(self.document, resolvers)
        for _, notes in _notes(self.document):
            notes.walk(references)
            for node in list(notes.findall(nodes.Element)):
                self._isolate(node)
            hidden.append((notes, notes.children))
            notes.children = []
        setattr(self.document, _HIDDEN_ATTRIBUTE, hidden)

    def _isolate(self, node: nodes.Element) -> None:
        if isinstance(node, addnodes.index):
            _drop(node, "an index entry", node)
        elif isinstance(node, addnodes.download_reference):
            # Sphinx would publish the file with every builder.
            _drop(node, f"the download {node['reftarget']!r}", node)
        elif isinstance(node, addnodes.toctree):
            _drop(node, "a toctree", node)
        elif isinstance(node, nodes.math_block) and node.get("label"):
            equations = self.env.domaindata["math"]["objects"]
            equations.pop(node["label"], None)
            _drop(None, f"the equation label {node['label']!r}", node)
            node["label"] = node["number"] = None
        elif node["names"] and not isinstance(node, _KEEP_NAMES):
            for name in node["names"]:
                self.document.nametypes.pop(name, None)
                self.document.nameids.pop(name, None)
            _drop(None, f"the target {node['names'][0]!r}", node)
            node["names"] = []


class ShowNotes(SphinxTransform):
    """Fill the notes again, so that their images and references are collected."""

    default_priority: ClassVar[int] = 851

    def apply(self, **_kwargs: object) -> None:
        """Put back what was in the notes of every slide."""
        for notes, children in self.document.__dict__.pop(_HIDDEN_ATTRIBUTE, ()):
            notes.children = children


def _drop(node: nodes.Element | None, what: str, location: nodes.Element) -> None:
    """Warn, and take a node out of the tree; its text stays."""
    warn(
        DeckWarning.NOTES,
        f"{what} is dropped: nothing outside speaker notes can refer to them",
        location=location,
    )
    if node is not None:
        text = node.astext()
        node.parent.replace(node, [nodes.literal(text, text)] if text else [])


def _notes(document: nodes.document) -> Iterator[tuple[nodes.section, nodes.Element]]:
    """Yield every slide with its notes, where they are still in the tree."""
    for section in slide_sections(document):
        for child in list(section.children):
            if is_notes(child):
                yield section, child


def detach_notes(_app: Sphinx, document: nodes.document) -> None:
    """Take the notes out of the tree (on ``doctree-read``, after Sphinx's collectors)."""
    detached: dict[str, nodes.Element] = {}
    for section, notes in _notes(document):
        section.remove(notes)
        detached[section["ids"][0]] = notes
    if detached:
        setattr(document, NOTES_ATTRIBUTE, detached)
        _detach_backlinks(document, detached.values())


def _detach_backlinks(document: nodes.document, notes: Iterable[nodes.Element]) -> None:
    """Take out of footnotes the links back to references that left with the notes."""
    gone = {
        id_
        for root in notes
        for reference in root.findall(nodes.footnote_reference)
        for id_ in reference["ids"]
    }
    taken = {}
    for footnote in document.findall(nodes.footnote):
        back = [id_ for id_ in footnote["backrefs"] if id_ in gone]
        if back:
            footnote["backrefs"] = [id_ for id_ in footnote["backrefs"] if id_ not in gone]
            taken[footnote["ids"][0]] = back
    setattr(document, BACKLINKS_ATTRIBUTE, taken)


def attach_notes(document: nodes.document, deck: nodes.section | None = None) -> None:
    """Put the notes back at the end of their slides.

    :param document: the deck's document as it is stored.
    :param deck: the deck's section, where that is in another tree by now.
    """
    deck = deck or deck_section(document)
    if deck is None:
        return
    detached = getattr(document, NOTES_ATTRIBUTE, {})
    for section in slides_of(deck):
        notes = detached.get(section["ids"][0])
        if notes is not None:
            section.append(notes)
    backlinks = getattr(document, BACKLINKS_ATTRIBUTE, {})
    for footnote in own_elements(deck):
        if isinstance(footnote, nodes.footnote):
            for id_ in backlinks.get(footnote["ids"][0], ()):
                if id_ not in footnote["backrefs"]:
                    footnote["backrefs"].append(id_)
