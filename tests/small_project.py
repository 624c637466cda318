"""A project of a few files: built with several builders over the same doctrees, and looked into."""

from __future__ import annotations

import pickle
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.testing.util import SphinxTestApp

from sphinxcontrib_deck.doctree.structure import (
    deck_section,
    is_continued,
    is_made,
    slide_sections,
    slide_title,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

PLAIN = re.compile(r"\x1b\[[\d;]*m")


class Slide(NamedTuple):
    """A slide as it is stored."""

    name: str
    title: str
    """Its heading, with ``#`` for its level; a made one is empty, a repeated one in brackets."""
    text: str
    """What is on it, on one line."""


@dataclass
class SmallProject:
    """A project, and what its builders wrote."""

    source: Path
    files: Mapping[str, str]
    options: dict[str, Any] = field(default_factory=dict)
    warnings: dict[str, list[str]] = field(default_factory=dict)
    """The lines of each builder's warnings, without the folder of the project."""

    def __post_init__(self) -> None:
        for name, text in self.files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        if not (self.source / "conf.py").exists():
            (self.source / "conf.py").write_text("extensions = ['sphinxcontrib_deck']\n", "utf-8")

    def build(
        self, builder: str, folder: str = "_build", parallel: int = 0, **options: Any
    ) -> Path:
        """Run a builder, with every reference checked."""
        app = SphinxTestApp(
            builder,
            srcdir=self.source,
            builddir=self.source / folder,
            parallel=parallel,
            confoverrides={"nitpicky": True, **self.options, **options},
        )
        try:
            app.build()
        finally:
            app.cleanup()
        text = PLAIN.sub("", app.warning.getvalue()).replace(f"{self.source}/", "")
        self.warnings[builder] = text.splitlines()
        return Path(app.outdir)

    def out(self, builder: str) -> Path:
        """Return the folder that a builder has written."""
        return self.source / "_build" / builder

    def page(self, builder: str, name: str) -> str:
        """Return a file that a builder has written."""
        return (self.out(builder) / name).read_text("utf-8")

    def doctree(self, docname: str) -> nodes.document:
        """Return a document as it is stored."""
        content = (self.source / "_build" / "doctrees" / f"{docname}.doctree").read_bytes()
        return cast("nodes.document", pickle.loads(content))  # noqa: S301 - written by this test

    def deck(self, docname: str) -> nodes.section:
        """Return the section of a deck."""
        deck = deck_section(self.doctree(docname))
        assert deck is not None, docname
        return deck

    def sections(self, docname: str) -> list[nodes.section]:
        """Return the sections of a deck's slides."""
        return list(slide_sections(self.doctree(docname)))

    def slides(self, docname: str) -> list[Slide]:
        """Return a deck's slides."""
        return [_slide(section) for section in self.sections(docname)]

    def notes(self, docname: str) -> dict[str, str]:
        """Return the speaker notes by the name of their slide."""
        found: dict[str, nodes.Element] = getattr(self.doctree(docname), "speaker_notes", {})
        return {name: _text(node.children) for name, node in found.items()}


def _slide(section: nodes.section) -> Slide:
    title = slide_title(section)
    heading = f"{'#' * title.get('level', 0)} {title.astext()}"
    if is_made(title):
        heading = ""
    elif is_continued(title):
        heading = f"[{heading}]"
    return Slide(section["ids"][0], heading, _text(section.children[1:]))


def _text(children: list[nodes.Node]) -> str:
    return " ".join(" ".join(child.astext() for child in children).split())


def shape_errors(document: nodes.document) -> list[str]:
    """Return where a deck's doctree isn't of the shape that the builders rely on."""
    errors = []
    deck = deck_section(document)
    assert deck is not None
    sections = list(document.findall(nodes.section))
    slides = list(slide_sections(document))
    if len(sections) != len(slides) + 1:
        errors.append("there are sections that are no slides")
    if [slide["slide"] for slide in slides] != list(range(1, len(slides) + 1)):
        errors.append("the slides aren't numbered in order")
    errors += [f"no title first: {node!r}" for node in sections if not _has_title_first(node)]
    ids = [id_ for node in document.findall(nodes.Element) for id_ in node["ids"]]
    errors += [f"used twice: {id_}" for id_ in sorted({id_ for id_ in ids if ids.count(id_) > 1})]
    modules = {type(node).__module__ for node in document.findall()}
    errors += [f"nodes of {name}" for name in modules - {"docutils.nodes", "sphinx.addnodes"}]
    for slide in slides:
        if set(slide.attributes) & {"slide_names"}:
            errors.append(f"left behind: slide_names of {slide!r}")
    return errors


def _has_title_first(section: nodes.section) -> bool:
    return bool(section.children) and isinstance(section[0], nodes.title)
