"""What to say when a deck builder finds no deck."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from sphinxcontrib_deck.syntax.front_matter import split_front_matter
from sphinxcontrib_deck.syntax.scanner import count_separators
from sphinxcontrib_deck.syntax.source import clean_source

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_FEW = 3
"""Fewer separators than this are thematic breaks rather than slides."""


class NoDeckError(SphinxError):
    """A deck builder ran over a project without any deck."""

    category = "No deck"


def no_deck_error(env: BuildEnvironment) -> NoDeckError:
    """Return the error, which says how to declare a deck and which documents look like one."""
    lines = [
        "this project has no deck document. Declare one with `deck: true` in its front matter,",
        'or several with `deck_documents = ["slides/**"]` in conf.py.',
    ]
    similar = list(_similar(env))
    if similar:
        lines.append("These documents look like slides:")
        lines.extend(f"  {name}:{line} ({count} separators)" for name, line, count in similar)
    return NoDeckError("\n".join(lines))


def _similar(env: BuildEnvironment) -> list[tuple[str, int, int]]:
    """Return the documents with several separators: file name, first line, how many."""
    found = []
    for docname in sorted(env.found_docs):
        path = Path(env.doc2path(docname))
        if path.suffix == ".md":
            text = clean_source(path.read_text(encoding="utf-8", errors="replace"))
            front_matter = split_front_matter(text)
            lines = front_matter.lines if front_matter else 0
            count = count_separators("\n".join(text.split("\n")[lines:]))
            if count >= _FEW:
                found.append((str(env.doc2path(docname, base=False)), 1, count))
    return sorted(found, key=lambda item: -item[2])
