"""The directives that show decks in documents.

They know no deck: one may be read later than the document. So they leave placeholders, containers
with these attributes, for ``embeds`` and ``listing`` of :mod:`sphinxcontrib_deck.domain`::

    container deck_embed="slides/talk" deck_slide="darga"       of {deck}, in the document refdoc
              refdoc="guide"
        paragraph translatable=…                                its own title, else what was written
    container deck_list=["slides/**"] order="date" reverse=""   of {deck-list}
              show=["author", …] refdoc="guide"
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import docname_join
from sphinx.util.docutils import SphinxDirective
from sphinx.util.matching import Matcher

from sphinxcontrib_deck.warnings import DeckWarning, did_you_mean, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.util.typing import OptionSpec

EMBED = "deck_embed"
"""The document whose deck a placeholder stands for, from the source folder."""

EMBEDDED_SLIDE = "deck_slide"
"""The name of the slide to show first; nothing for the deck's first."""

LIST = "deck_list"
"""The patterns over document names that choose the decks of a list."""

ORDERS = ("docname", "title", "date")
DETAILS = ("author", "date", "description", "slides")


class EmbedDeck(SphinxDirective):
    """``{deck} slides/talk``: show a deck in a document."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "slide": directives.unchanged,
        "title": directives.unchanged,
        "class": directives.class_option,
        "name": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        written = self.arguments[0].strip()
        path, _, name = written.partition("#")
        slide = (self.options.get("slide") or name).strip().removeprefix("#")
        title = (self.options.get("title") or "").strip()
        # Without a title of its own it shows the deck's, which is translated there.
        text = nodes.paragraph(title, title or written, translatable=bool(title))
        place = nodes.container("", text, classes=["deck-embed", *self.options.get("class", ())])
        place[EMBED] = docname_join(self.env.docname, path.strip().removesuffix(".md"))
        place[EMBEDDED_SLIDE] = slide
        place["refdoc"] = self.env.docname
        self.set_source_info(place)
        self.set_source_info(text)
        self.add_name(place)
        return [place]


class DeckList(SphinxDirective):
    """``{deck-list} slides/**``: list the project's decks, or those that a pattern matches."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "glob": directives.unchanged,
        "order": directives.unchanged,
        "reverse": directives.flag,
        "show": directives.unchanged,
        "class": directives.class_option,
        "name": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        place = nodes.container(classes=["deck-list", *self.options.get("class", ())])
        place[LIST] = self._patterns()
        place["order"] = next(iter(self._known("order", ORDERS)), ORDERS[0])
        place["show"] = self._known("show", DETAILS) if "show" in self.options else list(DETAILS)
        if "reverse" in self.options:
            place["reverse"] = ""
        place["refdoc"] = self.env.docname
        self.set_source_info(place)
        self.add_name(place)
        return [place]

    def _patterns(self) -> list[str]:
        written = " ".join([*self.arguments, self.options.get("glob") or ""]).split()
        patterns = []
        for pattern in written:
            try:
                Matcher([pattern])
            except re.error as error:
                self._warn(f"deck-list: {pattern!r} is no pattern: {error}")
            else:
                patterns.append(pattern.removeprefix("/").removesuffix(".md"))
        return patterns or ["**"] * (not written)

    def _known(self, option: str, known: Sequence[str]) -> list[str]:
        """Return the words of an option that mean something; warn about others."""
        words = (self.options.get(option) or "").replace(",", " ").split()
        for word in words:
            if word not in known:
                expected = ", ".join(map(repr, known))
                hint = did_you_mean(word, known)
                self._warn(f"deck-list: {option}: expected {expected}, found {word!r}{hint}")
        return [word for word in words if word in known]

    def _warn(self, message: str) -> None:
        warn(DeckWarning.DIRECTIVE, message, location=self.get_location())
