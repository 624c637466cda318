"""Diagrams that a script from elsewhere would draw: a deck's page shows their source."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_deck.html import nodes as deck_nodes
from sphinxcontrib_deck.warnings import DeckWarning, warn


class DiagramSources(SphinxPostTransform):
    """Swap the diagrams of sphinxcontrib-mermaid for their source, where they need the network."""

    default_priority: ClassVar[int] = 6
    """After the slides are made (5)."""

    def run(self, **_kwargs: object) -> None:
        """Change a deck that is presented; in handouts the diagrams stay what they are."""
        if not self._needs_network():
            return
        for presentation in self.document.findall(deck_nodes.presentation):
            for node in list(presentation.findall(nodes.Element)):
                if node.tagname == "mermaid":
                    self._show_source(node)

    def _needs_network(self) -> bool:
        config = self.config
        if "mermaid_output_format" not in config:
            return False
        is_drawn_in_browser = config["mermaid_output_format"] == "raw"
        return is_drawn_in_browser and not getattr(config, "mermaid_use_local", "")

    def _show_source(self, diagram: nodes.Element) -> None:
        warn(
            DeckWarning.OFFLINE,
            "a deck's page loads nothing from elsewhere, so this diagram is shown as its source; "
            'mermaid_output_format = "svg" draws it when the site is built',
            location=diagram,
        )
        code = diagram["code"].strip("\n")
        source = nodes.literal_block(code, code, language="none", ids=diagram["ids"])
        source["classes"].append("diagram-source")
        diagram.replace_self(source)
