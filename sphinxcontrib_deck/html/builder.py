"""The builders that present decks: the whole site, with deck documents as presentations."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import __

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


class DeckBuilder(StandaloneHTMLBuilder):
    """The HTML builder, which writes deck documents as reveal.js presentations."""

    name: ClassVar[str] = "deck"
    epilog: ClassVar[str] = __("The HTML pages and decks are in %(outdir)s.")
    presents_decks: ClassVar[bool] = True

    def init(self) -> None:
        """Prepare the builder; text meant for the HTML builder alone is meant for this one."""
        super().init()
        self.tags.add("builder_html")


class DirDeckBuilder(DirectoryHTMLBuilder):
    """The same with an address like ``talk/`` for each page."""

    name: ClassVar[str] = "dirdeck"
    epilog: ClassVar[str] = __("The HTML pages and decks are in %(outdir)s.")
    presents_decks: ClassVar[bool] = True

    def init(self) -> None:
        """Prepare the builder; text meant for the dirhtml builder alone is meant for this one."""
        super().init()
        self.tags.add("builder_dirhtml")

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Prepare the pages; the search page asks by this name how addresses are made."""
        super().prepare_writing(docnames)
        self.globalcontext["builder"] = "dirhtml"
