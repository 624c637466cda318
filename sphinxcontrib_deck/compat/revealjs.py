"""Understand the directives of sphinx-revealjs 3.

Its slides are sections down to the third level; those of the third, which stand below each other
there, follow each other here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform

from sphinxcontrib_deck import __version__
from sphinxcontrib_deck.compat.conversion import name_condition, set_default_level
from sphinxcontrib_deck.compat.registration import register
from sphinxcontrib_deck.doctree.code_steps import SteppedCodeBlock, SteppedLiteralInclude
from sphinxcontrib_deck.doctree.loose_notes import gather_notes
from sphinxcontrib_deck.doctree.marks import slide_mark
from sphinxcontrib_deck.doctree.slide_directives import AnyOption, Notes, SlideDirective
from sphinxcontrib_deck.doctree.structure import READ_BY_OURS, deck_section
from sphinxcontrib_deck.syntax.properties import class_names

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

LEVELS = 3
"""How deep sections are slides."""

BUILDERS = ("revealjs", "dirrevealjs")

_DARK = frozenset({"black", "black-contrast", "blood", "dracula", "league", "moon", "night"})
_CONTRAST = frozenset({"black-contrast", "white-contrast"})


class Section(SlideDirective):
    """``revealjs-section``: properties of the slide that it stands on."""

    has_content = False
    option_spec: ClassVar[AnyOption] = AnyOption(
        ["data-background-color", "data-background-image", "data-transition", "data-state"]
    )

    def mark(self, **attributes: Any) -> slide_mark:
        """Return a mark with the properties that the options set."""
        self.warn_of_options(self.option_spec)
        mark = slide_mark(written=self.name, properties=self.properties(), **attributes)
        self.set_source_info(mark)
        return mark

    def run(self) -> list[nodes.Node]:
        """Return the mark."""
        return [self.mark()]


class Vertical(Section):
    """``revealjs-vertical``: properties of all slides below the same heading."""

    def run(self) -> list[nodes.Node]:
        """Return the mark."""
        return [self.mark(spreads="")]


class Break(Section):
    """``revealjs-break``: the next slide, with the same heading unless ``:notitle:``."""

    option_spec: ClassVar[AnyOption] = AnyOption([*Section.option_spec, "notitle"])

    def run(self) -> list[nodes.Node]:
        """Return the mark."""
        repeats = {} if "notitle" in self.options else {"repeats": ""}
        return [self.mark(begins="", **repeats)]


class Settings(SlideDirective):
    """``revealjs-slide``: options of the deck."""

    option_spec: ClassVar[AnyOption] = AnyOption(["theme", "conf", "google_font"])

    def run(self) -> list[nodes.Node]:
        """Return the mark."""
        self.warn_of_options(self.option_spec)
        options: dict[str, Any] = {}
        theme = self.option("theme")
        if theme.endswith(".css"):
            options["css_files"] = [theme]
        elif theme:
            options["theme"] = deck_theme(theme)
        reveal: dict[str, Any] = {}
        for written in (self.option("conf"), "\n".join(self.content)):
            reveal |= self._json(written) if written.strip() else {}
        if reveal:
            options["reveal_options"] = reveal
        mark = slide_mark(written=self.name, options=options)
        self.set_source_info(mark)
        return [mark]

    def _json(self, written: str) -> dict[str, Any]:
        try:
            value = json.loads(written)
        except (ValueError, RecursionError) as error:
            self.warn(f"expected options of reveal.js as JSON: {error}")
            return {}
        if not isinstance(value, dict):
            self.warn(f"expected options of reveal.js as a JSON object, found {written!r}")
            return {}
        return value


def deck_theme(name: str) -> str:
    """Return the theme of ours that is nearest to one of reveal.js."""
    if name in _CONTRAST:
        return "contrast"
    return "dark" if name in _DARK else "light"


class Fragments(SlideDirective):
    """``revealjs-fragments``: items of lists, and everything else, one after the other."""

    option_spec: ClassVar[AnyOption] = AnyOption(["custom-effect"])

    def run(self) -> list[nodes.Node]:
        """Return the content, with the classes of fragments."""
        self.warn_of_options(self.option_spec)
        effect = class_names(self.option("custom-effect"))
        classes = ["fragment", *(["custom", *effect] if effect else [])]
        content = self.parse_content_to_nodes()
        for child in content:
            is_list = isinstance(child, nodes.Sequential)
            for node in child.children if is_list else [child]:
                if isinstance(node, nodes.Element) and not isinstance(node, nodes.Invisible):
                    node["classes"] += classes
        return content


class CodeBlock(SteppedCodeBlock):
    """``revealjs-code-block``: code with numbered, marked or stepped lines."""

    option_spec: ClassVar[OptionSpec] = {
        **SteppedCodeBlock.option_spec,
        "data-id": directives.unchanged,
        "data-line-numbers": directives.unchanged,
        "data-ln-start-from": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the code."""
        _read_line_options(self.options)
        return super().run()


class LiteralInclude(SteppedLiteralInclude):
    """``revealjs-literalinclude``: the same with the code of a file."""

    option_spec: ClassVar[OptionSpec] = {
        **SteppedLiteralInclude.option_spec,
        "data-id": directives.unchanged,
        "data-line-numbers": directives.unchanged,
        "data-ln-start-from": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the code."""
        _read_line_options(self.options)
        return super().run()


def _read_line_options(options: dict[str, Any]) -> None:
    """Say with Sphinx's options, and ``steps``, what those of sphinx-revealjs say."""
    steps = (options.get("data-line-numbers") or "").strip()
    first = (options.get("data-ln-start-from") or "").strip()
    if "data-line-numbers" in options or first:
        options["linenos"] = None
    if steps:
        options.setdefault("steps", steps)
    if first.isdecimal():
        options["lineno-start"] = int(first)


class NotesFromComments(SphinxTransform):
    """Make speaker notes of comments, where ``revealjs_notes_from_comments`` asks for it."""

    default_priority: ClassVar[int] = 256

    def apply(self, **_kwargs: object) -> None:
        """Change the comments on the slides of a deck."""
        deck = deck_section(self.document)
        is_ours = getattr(self.document, READ_BY_OURS, False)
        if deck is None or is_ours or not self.config["revealjs_notes_from_comments"]:
            return
        for comment in list(deck.findall(nodes.comment)):
            text = nodes.paragraph(comment.rawsource, comment.astext())
            notes = nodes.container("", text, speaker_notes="")
            for node in (notes, text):
                node.source, node.line = comment.source, comment.line
            comment.replace_self(notes)
        gather_notes(deck)


class Conventions(SphinxTransform):
    """Read documents as sphinx-revealjs does: its depth of slides, its builders in ``only``."""

    default_priority: ClassVar[int] = 250

    def apply(self, **_kwargs: object) -> None:
        """Change the document before it is cut."""
        set_default_level(self.document, self.config, LEVELS)
        name_condition(self.document, BUILDERS)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives that the real package, if it is loaded, hasn't registered."""
    app.setup_extension("sphinxcontrib_deck")
    names = {
        "revealjs-break": Break,
        "revealjs-code-block": CodeBlock,
        "revealjs-fragments": Fragments,
        "revealjs-literalinclude": LiteralInclude,
        "revealjs-notes": Notes,
        "revealjs-section": Section,
        "revealjs-slide": Settings,
        "revealjs-vertical": Vertical,
    }
    register(app, names, {"revealjs_notes_from_comments": False})
    app.add_transform(Conventions)
    app.add_transform(NotesFromComments)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
