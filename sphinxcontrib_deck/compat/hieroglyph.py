"""Understand the directives of hieroglyph.

Its slides are sections down to ``slide_levels`` (3), or with ``autoslides`` off only what a
``slide`` directive holds; the text around that is for the handout then. In Markdown decks ``slide``
means what it means without this module.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinxcontrib_deck import __version__
from sphinxcontrib_deck.compat.conversion import name_condition, set_default_level
from sphinxcontrib_deck.compat.registration import register
from sphinxcontrib_deck.config import THEMES
from sphinxcontrib_deck.doctree.fragment_styles import FRAGMENT_ORDER
from sphinxcontrib_deck.doctree.loose_notes import gather_notes
from sphinxcontrib_deck.doctree.marks import slide_block, slide_mark
from sphinxcontrib_deck.doctree.slide_directives import AnyOption, Slide, SlideDirective
from sphinxcontrib_deck.doctree.structure import READ_BY_OURS, deck_section
from sphinxcontrib_deck.syntax.properties import class_names

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

LEVELS = 3
"""How deep sections are slides, where ``slide_levels`` doesn't say otherwise."""

BUILDERS = ("slides", "dirslides", "singlefileslides")

_TRUE = ("true", "yes", "1")
_BUILD_ITEM = re.compile(r"build-item-(?P<order>\d+)(?P<only>-only)?(?:-.*)?")
_USED = "used_hieroglyph"
"""On the document: set where a directive of hieroglyph is in it."""


class HieroglyphSlide(Slide):
    """``slide``: on no page but the presentation's, unless ``:inline-contents:`` says so."""

    option_spec: ClassVar[AnyOption] = AnyOption([*Slide.option_spec, "inline-contents"])

    def run(self) -> list[nodes.Node]:
        """Return the slide."""
        created = super().run()
        if not getattr(self.state.document, READ_BY_OURS, False):
            setattr(self.state.document, _USED, True)
            is_inline = self.option("inline-contents").lower() in _TRUE
            for block in created:
                if isinstance(block, slide_block):
                    block["harmless"] = ""
                    block["condition"] = "" if is_inline else "deck"
        return created


class NextSlide(SlideDirective):
    """``nextslide``: the next slide, with the same heading or one of its own."""

    has_content = False
    optional_arguments = 1
    option_spec: ClassVar[AnyOption] = AnyOption(["increment", "classes"])

    def run(self) -> list[nodes.Node]:
        """Return the mark."""
        setattr(self.state.document, _USED, True)
        self.warn_of_options(self.option_spec)
        properties = {"class": self.option("classes")} if self.option("classes") else {}
        mark = slide_mark(written=self.name, begins="", repeats="", harmless="")
        mark["properties"] = properties
        if "increment" in self.options:
            mark["counted"] = ""
        self.set_source_info(mark)
        if self.arguments:
            text, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
            title = nodes.title(self.arguments[0], "", *text)
            self.set_source_info(title)
            mark.append(title)
            return [mark, *messages]
        return [mark]


class SlideConf(SlideDirective):
    """``slideconf``: what holds for the slides of the document."""

    has_content = False
    option_spec: ClassVar[AnyOption] = AnyOption(["theme", "autoslides", "slide_classes"])

    def run(self) -> list[nodes.Node]:
        """Return the mark."""
        setattr(self.state.document, _USED, True)
        self.warn_of_options(self.option_spec)
        mark = slide_mark(written=self.name, harmless="")
        # Its own themes have no counterpart here.
        if self.option("theme") in THEMES:
            mark["options"] = {"theme": self.option("theme")}
        if "autoslides" in self.options:
            mark["blocks_only"] = self.option("autoslides").lower() not in _TRUE
        if "slide_classes" in self.options:
            mark["slide_classes"] = class_names(self.option("slide_classes"))
        self.set_source_info(mark)
        return [mark]


class IfSlides(SlideDirective):
    """``ifslides``: content of presentations only."""

    option_spec: ClassVar[AnyOption] = AnyOption([])
    condition: ClassVar[str] = "deck"

    def run(self) -> list[nodes.Node]:
        """Return the content under its condition."""
        setattr(self.state.document, _USED, True)
        content = self.content_with_headings()
        only = addnodes.only("", *content, expr=self.condition)
        self.set_source_info(only)
        return [only]


class IfNotSlides(IfSlides):
    """``ifnotslides``: content of everything but presentations."""

    condition: ClassVar[str] = "not deck"


class Conventions(SphinxTransform):
    """Read documents as hieroglyph does: its configuration, its builders in ``only``."""

    default_priority: ClassVar[int] = 250

    def apply(self, **_kwargs: object) -> None:
        """Change the document before it is cut."""
        set_default_level(self.document, self.config, self.config["slide_levels"])
        name_condition(self.document, BUILDERS)
        if not self.config["autoslides"]:
            self.document.insert(0, slide_mark(written="", harmless="", blocks_only=True))


class SlideConventions(SphinxTransform):
    """Do on slides what hieroglyph does: notes are for the speaker, and ``build`` is a class."""

    default_priority: ClassVar[int] = 256

    def apply(self, **_kwargs: object) -> None:
        """Change the slides of a deck that was written for hieroglyph."""
        deck = deck_section(self.document)
        if deck is None or getattr(self.document, READ_BY_OURS, False):
            return
        for node in list(deck.findall(nodes.Element)):
            _build(node)
        is_meant = "sphinxcontrib_deck.compat.hieroglyph" in self.config.extensions
        if is_meant or getattr(self.document, _USED, False):
            for note in list(deck.findall(nodes.note)):
                notes = nodes.container("", *note.children, speaker_notes="")
                notes.source, notes.line = note.source, note.line
                note.replace_self(notes)
            gather_notes(deck)


def _build(node: nodes.Element) -> None:
    """Give what the classes ``build`` and ``build-item-N`` show step by step those of fragments."""
    if "build" in node["classes"] and "slide" not in node:
        for child in node.children:
            if isinstance(child, nodes.Element) and not isinstance(child, nodes.Invisible):
                child["classes"].append("fragment")
    for name in list(node["classes"]):
        found = _BUILD_ITEM.fullmatch(name)
        if found is not None:
            node["classes"] += ["fragment", *(["current-visible"] if found["only"] else [])]
            node[FRAGMENT_ORDER] = int(found["order"])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives that the real package, if it is loaded, hasn't registered."""
    app.setup_extension("sphinxcontrib_deck")
    names = {
        "slide": HieroglyphSlide,
        "nextslide": NextSlide,
        "slideconf": SlideConf,
        "ifslides": IfSlides,
        "ifnotslides": IfNotSlides,
        "slides": IfSlides,
        "notslides": IfNotSlides,
    }
    values: dict[str, Any] = {"slide_levels": LEVELS, "autoslides": True}
    register(app, names, values)
    app.add_transform(Conventions)
    app.add_transform(SlideConventions)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
