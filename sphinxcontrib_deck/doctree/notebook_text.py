"""A Jupyter notebook as the text of a deck: its cells one after the other.

Text cells are what they are, in the deck format; each other cell becomes a directive that stands
for it. Where cells say what part of a slide they are, as in Jupyter's own slideshows (the
``slide_type`` below ``slideshow``), the separators are written accordingly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CELL_DIRECTIVE = "deck-notebook-cell"
"""Stands in the text for a cell of code, with its number (from 0) as argument."""

_REMOVED_TAGS = frozenset({"remove_cell", "remove-cell"})
"""With which MyST-NB leaves a cell out."""

_SEPARATORS = {"slide": "---", "subslide": "---", "fragment": "--"}

_NOT_FRONT_MATTER = frozenset({"kernelspec", "language_info", "source_map", "widgets"})
"""What a notebook's metadata hold for the programs that run and show it."""


@dataclass(slots=True)
class NotebookText:
    """Lines of text, and where each is from (counted from 0)."""

    lines: list[str] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)

    def add(self, text: str, source: int, *, is_one_line: bool = False) -> None:
        """Append text whose first line is from a line of the source."""
        for number, line in enumerate(text.split("\n")):
            self.lines.append(line)
            self.sources.append(source if is_one_line else source + number)

    def extend(self, other: NotebookText) -> None:
        """Append other lines."""
        self.lines += other.lines
        self.sources += other.sources


def text_of_cells(cells: Iterable[Mapping[str, Any]], starts: Sequence[int]) -> NotebookText:
    """Return the text of a notebook's cells.

    Cells of notes follow the others of their slide, behind ``???``; a skipped one is left out.

    :param starts: the source line (from 0) of each cell.
    """
    text, notes = NotebookText(), NotebookText()
    for number, (cell, start) in enumerate(zip(cells, starts, strict=True)):
        part = _part(cell)
        separator = _SEPARATORS.get(part)
        if part == "skip":
            continue
        if separator == "---":
            text.extend(notes)
            notes = NotebookText()
        if separator and text.lines:
            text.add(f"\n{separator}\n", start, is_one_line=True)
        target = notes if part == "notes" else text
        if target is notes:
            notes.add("\n???\n", start, is_one_line=True)
        target.add(_cell_text(cell, number), start)
        target.add("", start)
    text.extend(notes)
    return text


def _cell_text(cell: Mapping[str, Any], number: int) -> str:
    if cell["cell_type"] == "markdown":
        return str(cell["source"])
    return f"```{{{CELL_DIRECTIVE}}} {number}\n```"


def _part(cell: Mapping[str, Any]) -> str:
    """Return what part of a slide a cell is; ``skip`` also where it shows nothing."""
    metadata = cell["metadata"]
    if not cell["source"].strip() or _REMOVED_TAGS.intersection(metadata.get("tags") or ()):
        return "skip"
    slideshow = metadata.get("slideshow")
    return str(slideshow.get("slide_type", "")) if isinstance(slideshow, dict) else ""


def front_matter_of(metadata: Mapping[str, Any], cells: Sequence[Mapping[str, Any]]) -> str:
    """Return the front matter of a notebook: its first cell, if it is one, else its metadata.

    :return: a YAML block between two ``---``, or nothing.
    """
    if cells and cells[0]["cell_type"] == "raw" and cells[0]["source"].startswith("---\n"):
        source: str = cells[0]["source"]
        return source
    kept = {key: value for key, value in metadata.items() if key not in _NOT_FRONT_MATTER}
    return f"---\n{yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)}---" if kept else ""
