"""Cut a document, or the slides of one, where headings and directives begin slides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_deck.doctree.drafts import (
    Draft,
    add_properties,
    begins_slide,
    both,
    heading_of,
    is_shown,
    repeated_title,
    rubric_of,
)
from sphinxcontrib_deck.doctree.marks import options_of, slide_block, slide_mark
from sphinxcontrib_deck.doctree.structure import is_made, slide_properties, slide_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HANDOUT_ONLY = "not deck"
"""The condition of what is no slide, where only directives are."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the cutter is in the document."""

    depth: int = 0
    """The level of the heading above."""
    condition: str = ""
    """The ``{only}`` around."""
    is_in_block: bool = False
    """Whether a directive holds the slide; headings in it begin no others."""


class Cutter:
    """Goes through a document in order and collects its slides."""

    def __init__(self, document: nodes.document, level: int) -> None:
        """Begin with nothing.

        :param level: the deepest level of section that begins a slide; 0 leaves sections alone.
        """
        self.drafts: list[Draft] = []
        self.options: dict[str, Any] = {}
        """The options of the deck that marks set."""
        self.slide_classes: Sequence[str] = ()
        """The classes of slides that have none of their own."""
        self._document = document
        self._level = level
        self._current: Draft | None = None
        self._waiting: list[nodes.Node] = []
        self._heading: nodes.title | None = None
        self._heading_level = 0
        self._repeats = 1
        self._spread: tuple[int, Mapping[str, str]] = (0, {})
        self._blocks_only = False
        self._conditional: addnodes.only | None = None

    def cut_document(self, children: Iterable[nodes.Node]) -> None:
        """Cut the sections of a document."""
        self._walk(list(children), _Place())
        self._finish()

    def cut_slide(self, section: nodes.section) -> None:
        """Cut a slide that is one already, at what directives say."""
        title = slide_title(section)
        content = section.children[1:]
        level = title.get("level", self._heading_level)
        self._begin(
            Draft(
                section,
                None if is_made(title) else title,
                level,
                slide_properties(section),
                is_kept=not any(map(begins_slide, content)),
                origin=section,
            )
        )
        self._walk(content, _Place(level))
        self._finish()

    def _finish(self) -> None:
        """Let what still waits for a slide stand at the end of the last one."""
        if self._waiting and self.drafts:
            self.drafts[-1].content.extend(self._waiting)
            self._waiting = []

    def _walk(self, children: Iterable[nodes.Node], place: _Place) -> None:
        for child in children:
            if isinstance(child, slide_block):
                self._add_block(child, place)
            elif isinstance(child, slide_mark):
                self._heed(child, place)
            elif isinstance(child, nodes.section) and self._level:
                self._add_section(child, place)
            elif isinstance(child, addnodes.only) and any(map(begins_slide, child.findall())):
                inner = both(place.condition, child["expr"])
                self._walk(child.children, _Place(place.depth, inner, place.is_in_block))
                self._current = None
            elif isinstance(child, nodes.transition) and self._level and not place.is_in_block:
                condition = self._condition(place)
                self._begin(Draft(level=place.depth, condition=condition, origin=child))
            else:
                self._add(child, place)

    def _condition(self, place: _Place) -> str:
        is_text = self._blocks_only and not place.is_in_block
        return both(place.condition, HANDOUT_ONLY if is_text else "")

    def _begin(self, draft: Draft) -> None:
        """Begin a slide; the targets right above it belong to it."""
        taken = self._current.take_targets() if self._current is not None else []
        draft.before, self._waiting = [*self._waiting, *taken], []
        if draft.has_heading:
            self._heading, self._heading_level = draft.title, draft.level
            self._repeats = 1
            depth, _ = self._spread
            if depth <= 1 or draft.level <= depth:
                self._spread = (0, {})
        draft.properties = {**self._spread[1], **draft.properties}
        self.drafts.append(draft)
        self._current = draft

    def _add(self, node: nodes.Node, place: _Place) -> None:
        """Add a node to the slide it stands on."""
        condition = self._condition(place)
        if self._current is None:
            if not is_shown(node):
                self._waiting.append(node)
                return
            origin = node if isinstance(node, nodes.Element) else None
            draft = Draft(level=place.depth, condition=condition, origin=origin)
            draft.goes_on = self._blocks_only
            self._begin(draft)
        assert self._current is not None
        content = self._current.content
        last = self._conditional
        if condition in ("", self._current.condition):
            content.append(node)
        elif last is not None and content[-1:] == [last] and last["expr"] == condition:
            last.append(node)
        else:
            self._conditional = addnodes.only("", node, expr=condition)
            content.append(self._conditional)

    def _add_section(self, section: nodes.section, place: _Place) -> None:
        inner = _Place(place.depth + 1, place.condition, place.is_in_block)
        title = heading_of(section)
        if inner.depth <= self._level and not place.is_in_block:
            condition = self._condition(place)
            self._begin(Draft(section, title, inner.depth, condition=condition, origin=title))
        elif title is not None:
            self._add(rubric_of(section, title, inner.depth, self._document), place)
        self._walk(section.children[title is not None :], inner)

    def _add_block(self, block: slide_block, place: _Place) -> None:
        title = heading_of(block)
        level: int = block["level"]
        condition = both(place.condition, block.get("condition", ""))
        properties = dict(options_of(block, "properties"))
        section = nodes.section(ids=block["ids"], names=block["names"], classes=block["classes"])
        for id_ in section["ids"]:
            properties.setdefault("name", id_)
            self._document.ids[id_] = section
        draft = Draft(section, title, level, properties, condition=condition, is_kept=True)
        draft.origin = block
        self._begin(draft)
        self._walk(block.children[title is not None :], _Place(level, condition, is_in_block=True))
        self._current = None

    def _heed(self, mark: slide_mark, place: _Place) -> None:
        """Do what a mark says."""
        properties = options_of(mark, "properties")
        if "begins" in mark:
            self._begin(
                Draft(
                    title=self._title(mark),
                    level=self._heading_level or place.depth,
                    properties=dict(properties),
                    condition=self._condition(place),
                    origin=mark,
                )
            )
        elif self._current is not None:
            add_properties(self._current.properties, properties)
        if "spreads" in mark:
            self._spread = (place.depth, properties)
        self.options.update(options_of(mark, "options"))
        self.slide_classes = mark.get("slide_classes", self.slide_classes)
        self._blocks_only = mark.get("blocks_only", self._blocks_only)

    def _title(self, mark: slide_mark) -> nodes.title | None:
        """Return the heading of a slide that a mark begins."""
        own = heading_of(mark)
        if own is not None or "repeats" not in mark or self._heading is None:
            return own
        self._repeats += 1
        return repeated_title(self._heading, self._repeats if "counted" in mark else None)
