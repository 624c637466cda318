"""The directives that write slides and what is on them: ``slide``, ``notes``, ``fragment``.

They read the same in Markdown and in reStructuredText, and never lose what is in them: an option
that means nothing is a warning that names the nearest one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.states import RSTState
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_deck.doctree.fragment_styles import FRAGMENT_ORDER, FRAGMENT_STYLES
from sphinxcontrib_deck.doctree.marks import slide_block
from sphinxcontrib_deck.syntax.attributes import DATA_PREFIX, property_name
from sphinxcontrib_deck.syntax.properties import SLIDE_PROPERTIES, class_names
from sphinxcontrib_deck.warnings import DeckWarning, did_you_mean, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

BLOCK_PROPERTIES = SLIDE_PROPERTIES - {"layout", "template", "continued"}
"""The properties that a slide can have which is no part of remark's layouts."""

HIGHEST_LEVEL = 6


class AnyOption(dict[str, "Callable[[str], Any]"]):
    """The options of a directive that reads others as well, so that it can say what is wrong.

    docutils would show the directive's source instead of what is in it.
    """

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(names, directives.unchanged))

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged


class SlideDirective(SphinxDirective):
    """What the directives here have in common."""

    has_content = True
    final_argument_whitespace = True

    def warn(self, message: str) -> None:
        """Warn about something in this directive, by its name, on its line."""
        warn(DeckWarning.DIRECTIVE, f"{self.name}: {message}", location=self.get_location())

    def option(self, name: str) -> str:
        """Return an option as written, or nothing."""
        return str(self.options.get(name) or "").strip()

    def number(self, name: str, highest: int) -> int | None:
        """Return an option as a number from 0 on; nothing, with a warning, where it is none."""
        written = self.option(name)
        if written.isdecimal() and int(written) <= highest:
            return int(written)
        if name in self.options:
            self.warn(f"{name}: expected a number up to {highest}, found {written!r}")
        return None

    def warn_of_options(self, known: Iterable[str]) -> None:
        """Warn about options that mean nothing."""
        known = sorted(known)
        for name in self.options:
            if name not in known and not name.startswith(DATA_PREFIX):
                self.warn(f"there is no option {name!r}{did_you_mean(name, known)}")

    def content_with_headings(self) -> list[nodes.Node]:
        """Return the content; headings in it are sections, or with MyST-Parser rubrics."""
        is_rst = isinstance(self.state, RSTState)
        return self.parse_content_to_nodes(allow_section_headings=is_rst)

    def properties(self) -> dict[str, str]:
        """Return the properties of a slide that the options set."""
        found = {}
        for name in self.options:
            meant = property_name(name)
            if meant in BLOCK_PROPERTIES or meant.startswith(DATA_PREFIX):
                found[meant] = self.option(name)
                # MyST reads what follows a `#` as a comment.
                if not found[meant] and not meant.startswith(DATA_PREFIX):
                    self.warn(f"{name} has no value; one that begins with # needs quotes")
        return found


class Slide(SlideDirective):
    """``{slide} Title``: a slide, its properties as options, its content as content."""

    optional_arguments = 1
    option_spec: ClassVar[AnyOption] = AnyOption([*BLOCK_PROPERTIES, "level"])

    def run(self) -> list[nodes.Node]:
        """Return the slide, for the transform that cuts the deck."""
        self.warn_of_options(self.option_spec)
        block = slide_block(written=self.name, properties=self.properties())
        block["level"] = self.number("level", HIGHEST_LEVEL) or 2
        self.set_source_info(block)
        if self.arguments:
            text, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
            title = nodes.title(self.arguments[0], "", *text)
            self.set_source_info(title)
            block.extend([title, *messages])
        block.extend(self.content_with_headings())
        return [block]


class Notes(SlideDirective):
    """``{notes}``: speaker notes of the slide that it stands on."""

    holds_notes: ClassVar[bool] = True
    """So that the renderer gives no address to what is in it."""

    option_spec: ClassVar[AnyOption] = AnyOption(["class"])

    def run(self) -> list[nodes.Node]:
        """Return the notes, for the transform that puts them at the end of the slide."""
        self.warn_of_options(self.option_spec)
        notes = nodes.container(speaker_notes="", classes=class_names(self.option("class")))
        self.set_source_info(notes)
        notes.extend(self.parse_content_to_nodes())
        return [notes]


class Fragment(SlideDirective):
    """``{fragment} fade-up``: what is in it appears by itself, in a style of reveal.js."""

    optional_arguments = 1
    option_spec: ClassVar[AnyOption] = AnyOption(["index", "class", "name"])

    def run(self) -> list[nodes.Node]:
        """Return the content in a container with the classes of a fragment."""
        self.warn_of_options(self.option_spec)
        words = " ".join(self.arguments).split()
        styles = [word for word in words if word in FRAGMENT_STYLES]
        classes = ["fragment", *styles, *class_names(self.option("class"))]
        fragment = nodes.container(classes=classes)
        self.set_source_info(fragment)
        order = self.number("index", highest=9999)
        if order is not None:
            fragment[FRAGMENT_ORDER] = order
        self.add_name(fragment)
        if words != styles:
            fragment.append(self._unknown(words))
        fragment.extend(self.parse_content_to_nodes())
        return [fragment]

    def _unknown(self, words: list[str]) -> nodes.paragraph:
        """Warn about an argument with words that are no style, and return it as content."""
        for word in words:
            if word not in FRAGMENT_STYLES:
                hint = did_you_mean(word, FRAGMENT_STYLES)
                self.warn(f"there is no style {word!r}{hint}; it is text of the fragment")
                break
        text, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
        return nodes.paragraph(self.arguments[0], "", *text, *messages)
