"""Write raw HTML with the addresses that the files it loads have in the output."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_deck.doctree.raw_files import FILES_ATTRIBUTE, SOURCE
from sphinxcontrib_deck.html import nodes as deck_nodes

if TYPE_CHECKING:
    import re

    from sphinx.writers.html5 import HTML5Translator


class SwapRawFiles(SphinxPostTransform):
    """Swap raw HTML that loads files for a node of ours, in presentations and handouts."""

    default_priority: ClassVar[int] = 600
    formats: ClassVar[tuple[str, ...]] = ("html",)  # type: ignore[misc]  # Sphinx's own is no ClassVar

    def run(self, **_kwargs: object) -> None:
        """Swap the nodes of a document."""
        for raw in list(self.document.findall(nodes.raw)):
            if FILES_ATTRIBUTE in raw:
                swapped = deck_nodes.raw_with_files(raw.rawsource, raw.astext(), **raw.attributes)
                raw.replace_self(swapped)


def visit_raw_with_files(self: HTML5Translator, node: deck_nodes.raw_with_files) -> None:
    """Write the HTML with its files where the builder puts them."""
    files: dict[str, str] = node[FILES_ATTRIBUTE]

    def source(found: re.Match[str]) -> str:
        place = files.get(found["path"])
        if place is None:
            return found.group()
        address = quote(posixpath.join(self.builder.dlpath, place))
        return f"{found['before']}{found['quote']}{address}{found['quote']}"

    self.body.append(SOURCE.sub(source, node.astext()))
    raise nodes.SkipNode
