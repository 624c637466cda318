"""A slide while its document is cut, and what that takes of the document's nodes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeGuard

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_deck.doctree.marks import slide_block, slide_mark
from sphinxcontrib_deck.doctree.structure import is_continued

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(slots=True)
class Draft:
    """A slide to be."""

    section: nodes.section | None = None
    """The section that it is made of, if there is one."""
    title: nodes.title | None = None
    """Its heading."""
    level: int = 1
    """The level of its heading, or of the one above it."""
    properties: dict[str, str] = field(default_factory=dict)
    before: list[nodes.Node] = field(default_factory=list)
    """Targets and other things without a look that stand above its heading."""
    content: list[nodes.Node] = field(default_factory=list)
    condition: str = ""
    """Where it is shown, as in ``{only}``; everywhere if empty."""
    is_kept: bool = False
    """Whether it is a slide even with nothing on it."""
    goes_on: bool = False
    """Whether its text goes on where a slide that isn't in the handout stands in between."""
    origin: nodes.Element | None = None
    """What it comes from: its source and line."""

    @property
    def has_heading(self) -> bool:
        """Whether it has a heading that isn't that of the slide above."""
        return self.title is not None and not is_continued(self.title)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show: no heading of its own, no property, no content."""
        is_wanted = self.is_kept or self.has_heading or bool(self.properties)
        return not is_wanted and not any(map(is_shown, self.content))

    def take_targets(self) -> list[nodes.Node]:
        """Give away the targets at its end, with their index entries: they are of what follows."""
        first = len(self.content)
        while first and _is_for_next(self.content[first - 1]):
            first -= 1
        if not self.content[first:] or isinstance(self.content[-1], addnodes.index):
            return []
        taken, self.content = self.content[first:], self.content[:first]
        return taken


def _is_for_next(node: nodes.Node) -> bool:
    if isinstance(node, nodes.target):
        return not any(key in node for key in ("refid", "refuri", "refname"))
    return isinstance(node, addnodes.index)


def add_properties(properties: dict[str, str], more: Mapping[str, str]) -> None:
    """Add properties to those of a slide: classes add up, of others the later one counts."""
    for key, value in more.items():
        is_class = key == "class" and properties.get("class")
        properties[key] = f"{properties['class']} {value}" if is_class else value


def begins_slide(node: nodes.Node) -> TypeGuard[nodes.Element]:
    """Tell whether a node cuts what it stands in."""
    is_mark = isinstance(node, slide_mark) and "begins" in node
    return is_mark or isinstance(node, (nodes.section, slide_block))


def is_shown(node: nodes.Node) -> bool:
    """Tell whether a node shows anything."""
    return not isinstance(node, (nodes.Invisible, nodes.system_message))


def both(condition: str, other: str) -> str:
    """Return the condition that two ``{only}`` within each other make."""
    if condition and other and condition != other:
        return f"({condition}) and ({other})"
    return condition or other


def heading_of(node: nodes.Element) -> nodes.title | None:
    """Return the title that a node begins with, if it does."""
    first = node.children[0] if node.children else None
    return first if isinstance(first, nodes.title) else None


def rubric_of(
    section: nodes.section, title: nodes.title, level: int, document: nodes.document
) -> nodes.rubric:
    """Return the heading of a section that begins no slide."""
    rubric = nodes.rubric(title.rawsource, "", *title.children, level=min(level, 6))
    # On a page the deck's title is the first level, a slide's the second.
    rubric["heading-level"] = min(max(level, 3), 6)
    rubric.source, rubric.line = title.source, title.line
    for key in ("ids", "names", "classes"):
        rubric[key] = section[key]
    for id_ in rubric["ids"]:
        document.ids[id_] = rubric
    return rubric


def repeated_title(title: nodes.title, number: int | None) -> nodes.title:
    """Return a heading to show again, without what can be there only once.

    :param number: what stands in brackets behind it, if anything.
    """
    copy = title.deepcopy()
    for node in list(copy.findall(nodes.Element)):
        node["ids"], node["names"] = [], []
        if isinstance(node, nodes.footnote_reference):
            node.parent.remove(node)
        elif "refname" in node:
            node.replace_self(node.children)
    if number is not None:
        copy.append(nodes.Text(f" ({number})"))
    copy["continued"] = ""
    return copy
