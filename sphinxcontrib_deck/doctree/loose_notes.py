"""Notes that directives hold: out of the middle of a slide, to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_deck.doctree.structure import is_notes, slides_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def gather_notes(deck: nodes.section) -> None:
    """Make one of all the notes of a slide, its last child."""
    for section in slides_of(deck):
        found = [node for node in section.findall(nodes.container) if is_notes(node)]
        if not found or (len(found) == 1 and section.children[-1] is found[0]):
            continue
        notes = nodes.container(speaker_notes="")
        notes.source, notes.line = found[0].source, found[0].line
        for node in found:
            if _is_within(node, found):
                node.replace_self(node.children)
                continue
            conditions = list(_conditions(node, section))
            node.parent.remove(node)
            content = node.children
            for condition in conditions:
                content = [addnodes.only("", *content, expr=condition)]
            notes["classes"] += [name for name in node["classes"] if name not in notes["classes"]]
            notes.extend(content)
        section.append(notes)


def _is_within(node: nodes.Node, others: list[nodes.container]) -> bool:
    parent = node.parent
    while parent is not None:
        if any(parent is other for other in others):
            return True
        parent = parent.parent
    return False


def _conditions(node: nodes.Node, section: nodes.section) -> Iterator[str]:
    """Yield the conditions that a node stands under on its slide, the innermost first."""
    parent = node.parent
    while parent is not None and parent is not section:
        if isinstance(parent, addnodes.only):
            yield parent["expr"]
        parent = parent.parent
