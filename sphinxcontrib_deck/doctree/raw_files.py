"""Files that a slide loads without Sphinx's knowing: ``<img src="photo.png">``, a film behind it.

remark decks are full of raw HTML. Sphinx doesn't look into it, so the files would be missing from
the output without a word.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinxcontrib_deck.doctree.structure import is_notes, slide_properties, slide_sections
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

FILES_ATTRIBUTE = "deck_files"
"""On a raw node or a slide: each path as written, and where its file is below ``_downloads``."""

BACKGROUND_FILES = ("data-background-video", "data-background-iframe")
"""Properties of a slide that name files, with commas between them."""

SOURCE = re.compile(
    r"""(?P<before><(?:audio|embed|image|img|source|video)\b[^>]*?\bsrc\s*=\s*)"""
    r"""(?P<quote>["'])(?P<path>[^"'<>]+)(?P=quote)""",
    re.IGNORECASE,
)
"""The part of a tag that names a file to load."""

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/#?]", re.IGNORECASE)


class CollectRawFiles(SphinxTransform):
    """Have the files copied that raw HTML on slides loads; warn about those that are missing.

    They are published the way downloads are. What only speaker notes load is left alone.
    """

    default_priority: ClassVar[int] = 810

    def apply(self, **_kwargs: object) -> None:
        """Look through the raw HTML of every slide."""
        for raw in _raw_html(self.document):
            files = {}
            for found in SOURCE.finditer(raw.astext()):
                place = _publish(self.env, found["path"], raw)
                if place:
                    files[found["path"]] = place
            if files:
                raw[FILES_ATTRIBUTE] = files


class CollectBackgroundFiles(SphinxTransform):
    """Have the films and pages copied that stand behind slides; warn about those missing."""

    default_priority: ClassVar[int] = 810

    def apply(self, **_kwargs: object) -> None:
        """Look through the properties of every slide."""
        for section in slide_sections(self.document):
            properties = slide_properties(section)
            for key in BACKGROUND_FILES:
                for written in properties.get(key, "").split(","):
                    path = written.strip()
                    place = _publish(self.env, path, section) if path else ""
                    if place:
                        section[FILES_ATTRIBUTE] = section.get(FILES_ATTRIBUTE, {}) | {path: place}


def _publish(env: BuildEnvironment, written: str, location: nodes.Node) -> str:
    """Return where a file will be below ``_downloads``; nothing if it isn't ours to bring."""
    if _ELSEWHERE.match(written):
        return ""
    path, full_path = env.relfn2path(unquote(written.partition("?")[0]), env.docname)
    env.note_dependency(path)
    if not Path(full_path).is_file():
        warn(DeckWarning.HTML, f"file not readable: {path}", location=location)
        return ""
    return str(env.dlfiles.add_file(env.docname, path))


def _raw_html(document: nodes.document) -> Iterator[nodes.raw]:
    """Yield the raw HTML of a deck's slides, without that of their notes."""
    for section in slide_sections(document):
        for child in section.children:
            if isinstance(child, nodes.Element) and not is_notes(child):
                for raw in child.findall(nodes.raw):
                    if "html" in raw.get("format", "").split():
                        yield raw
