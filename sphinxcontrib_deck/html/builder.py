"""The builders that present decks: the whole site, with deck documents as presentations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import __

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.config import Config


class _Presents:
    """What both builders have in common."""

    presents_decks: ClassVar[bool] = True
    config: Config

    def get_builder_config(self, option: str, default: str) -> Any:
        """Return a value of the HTML builder.

        Sphinx would look for one of this builder's own first, and take ``deck_css_files``, which
        is for decks, for that of every page.
        """
        return getattr(self.config, f"{default}_{option}")


class DeckBuilder(_Presents, StandaloneHTMLBuilder):
    """The HTML builder, which writes deck documents as reveal.js presentations."""

    name: ClassVar[str] = "deck"
    epilog: ClassVar[str] = __("The HTML pages and decks are in %(outdir)s.")

    def init(self) -> None:
        """Prepare the builder; text meant for the HTML builder alone is meant for this one."""
        super().init()
        self.tags.add("builder_html")


class DirDeckBuilder(_Presents, DirectoryHTMLBuilder):
    """The same with an address like ``talk/`` for each page."""

    name: ClassVar[str] = "dirdeck"
    epilog: ClassVar[str] = __("The HTML pages and decks are in %(outdir)s.")

    def init(self) -> None:
        """Prepare the builder; text meant for the dirhtml builder alone is meant for this one."""
        super().init()
        self.tags.add("builder_dirhtml")

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Prepare the pages; the search page asks by this name how addresses are made."""
        super().prepare_writing(docnames)
        self.globalcontext["builder"] = "dirhtml"
