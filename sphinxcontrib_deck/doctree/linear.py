"""A handout on paper or as plain text, where slides without a title need no sections.

Sphinx's writers of these formats make the heading of a section the target of links to it. So what
has none gets an anchor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_deck.doctree.structure import own_elements, slides_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LINEAR_FORMATS = frozenset({"latex", "man", "texinfo", "text"})

_WITHOUT_LABEL = (
    *(nodes.rubric, nodes.paragraph, nodes.block_quote, nodes.Sequential, nodes.Admonition),
    *(nodes.image, nodes.inline, nodes.math_block),
)
"""What these writers make no target of, whatever ids it has."""


def linearise(deck: nodes.section, output: str) -> None:
    """Change a deck for one of these formats."""
    if output == "man":
        _end_footnotes(deck)
    elements = list(own_elements(deck))
    labels = {_label(node) for node in elements if isinstance(node, nodes.target)}
    for node in elements:
        if isinstance(node, _WITHOUT_LABEL) and node["ids"]:
            place = node.parent.index(node)
            node.parent[place:place] = list(_anchors(node, labels, output))
    for section in list(slides_of(deck)):
        if not (section.children and isinstance(section[0], nodes.title)):
            has_rule = bool(section.children) and isinstance(section[0], nodes.transition)
            section[has_rule:has_rule] = list(_anchors(section, labels, output))
            deck.replace(section, section.children)
    for image in elements:
        if isinstance(image, nodes.image) and not image.get("alt"):
            # Else it would be written: [image: ].
            image.attributes.pop("alt", None)


def _end_footnotes(deck: nodes.section) -> None:
    """End the indentation of footnotes, which stand in the middle of a deck, in a man page."""
    for footnote in list(own_elements(deck)):
        following = footnote.next_node(descend=False, siblings=True)
        if isinstance(footnote, nodes.footnote) and not isinstance(following, nodes.footnote):
            end = nodes.raw("", ".PP\n", format="manpage")
            footnote.parent.insert(footnote.parent.index(footnote) + 1, end)


def _label(target: nodes.target) -> str:
    """Return the id that a target makes a label; nothing where writers leave it to an equation."""
    label: str = target.get("refid", "")
    return "" if label.startswith("equation-") else label


def _anchors(node: nodes.Element, labels: set[str], output: str) -> Iterator[nodes.Element]:
    """Yield what a writer makes the target of links to a node, unless it has a label already.

    Sphinx's LaTeX writer writes no target before a figure or a section, and none named
    ``equation-…``, but the ids of every reference.
    """
    ids = [id_ for id_ in node["ids"] if id_ not in labels]
    if ids:
        yield nodes.reference(ids=ids) if output == "latex" else nodes.target(ids=ids)
