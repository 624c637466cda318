"""Make room for extensions that know builders by their names, or that write each page once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_deck.html.builder import DeckBuilder, DirDeckBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

_STANDS_FOR = {DeckBuilder.name: "html", DirDeckBuilder.name: "dirhtml"}
"""The builders that write the same pages, decks apart, by the names of our own."""


def name_builders(app: Sphinx, config: Config) -> None:
    """Tell extensions what our builders are, where they go by names (on ``config-inited``)."""
    if "sphinx_tabs.tabs" in app.extensions:
        config.sphinx_tabs_valid_builders = [*config.sphinx_tabs_valid_builders, *_STANDS_FOR]
    if "myst_nb" in app.extensions:
        config.nb_mime_priority_overrides = [
            *_default_priorities(),
            *_with_our_builders(config.nb_mime_priority_overrides),
        ]


def _default_priorities() -> list[tuple[str, str, int | None]]:
    """Return in which order MyST-NB shows the forms of an output, for our builders."""
    from myst_nb.core.render import base_render_priority  # noqa: PLC0415  # may not be installed

    priorities: dict[str, dict[str, int]] = base_render_priority()
    return [
        (ours, mime_type, priority)
        for ours, theirs in _STANDS_FOR.items()
        for mime_type, priority in priorities[theirs].items()
    ]


def _with_our_builders(overrides: Iterable[Any]) -> list[Any]:
    """Return a project's own order, with what it says of the HTML builders said of ours."""
    result = []
    for entry in overrides:
        result.append(entry)
        if isinstance(entry, (list, tuple)):
            stand_ins = [ours for ours, theirs in _STANDS_FOR.items() if theirs in entry[:1]]
            result.extend((ours, *entry[1:]) for ours in stand_ins)
    return result


class PruneBackrefs(SphinxPostTransform):
    """Drop a bibliography's links back to citations in speaker notes, where those aren't shown."""

    default_priority: ClassVar[int] = 6
    """After sphinxcontrib-bibtex has written the bibliography (5)."""

    def run(self, **_kwargs: object) -> None:
        """Drop links back to what isn't in the document."""
        citations = [node for node in self.document.findall(nodes.citation) if node["backrefs"]]
        if not citations:
            return
        ids = {id_ for node in self.document.findall(nodes.Element) for id_ in node["ids"]}
        for citation in citations:
            citation["backrefs"] = [id_ for id_ in citation["backrefs"] if id_ in ids]


class FreshCitations(SphinxPostTransform):
    """Let sphinxcontrib-bibtex write a bibliography anew each time a page is written.

    It fills nodes that it keeps, and a deck is written in two forms: the second would show each
    entry twice.
    """

    default_priority: ClassVar[int] = 4
    """Before its own transform, which runs at 5."""

    def run(self, **_kwargs: object) -> None:
        """Swap the nodes that it keeps for empty ones."""
        bibliographies = self.env.domaindata.get("cite", {}).get("bibliographies", {})
        for key, bibliography in bibliographies.items():
            if key.docname == self.env.docname:
                for name, node in bibliography.citation_nodes.items():
                    bibliography.citation_nodes[name] = node.copy()
