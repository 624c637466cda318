"""The ids that authors give to what is on a slide: ``{#id}``, kept exactly as written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_deck.doctree.content_renderer import ContentRenderer
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.tree import SyntaxTreeNode

_UNSEEN = (nodes.Invisible, nodes.raw, nodes.system_message, addnodes.index)
"""What writes no tag of its own that could have an id."""

_FORMULAS = ("math_block", "math_block_label", "amsmath")


class IdRenderer(ContentRenderer):
    """Give the nodes of a deck the ids that are written for them."""

    def copy_attributes(
        self,
        token: SyntaxTreeNode,
        node: nodes.Element,
        keys: Sequence[str] = ("class",),
        **options: Any,
    ) -> None:
        """Copy a token's attributes to its node, an id as written.

        docutils would make its ids of ASCII letters and digits: ``id1`` of ``{#图}``.
        """
        written = str(token.attrs.get("id", ""))
        if "id" in keys and written and not self._in_notes and not re.search(r"\s", written):
            self._give_id(token, node, written)
        super().copy_attributes(token, node, keys, **options)

    def _give_id(self, token: SyntaxTreeNode, node: nodes.Element, written: str) -> None:
        holder = self.document.ids.get(written, node)
        if holder is not node:
            del token.attrs["id"]
            self._warn_of_second(written, holder, node)
            return
        if written not in node["ids"]:
            node["ids"].append(written)
        self.document.ids[written] = node
        if nodes.fully_normalize_name(written) in self.document.nametypes:
            # docutils has no names that differ by case only.
            del token.attrs["id"]

    def _warn_of_second(self, written: str, holder: nodes.Element, node: nodes.Element) -> None:
        first = "is the address of the slide" if "slide" in holder else "is used twice, first"
        message = f"id {written!r} {first} on line {holder.line}; it is left out here"
        warn(DeckWarning.NAME, message, location=node)

    def _render_child(self, token: SyntaxTreeNode) -> None:
        """Render a token; what a directive or a formula gives has the attributes above it."""
        before = len(self.current_node.children)
        super()._render_child(token)
        is_directive = token.type.endswith("fence") and token.info.lstrip().startswith("{")
        if token.attrs and (is_directive or token.type in _FORMULAS):
            for node in self.current_node.children[before:]:
                if isinstance(node, nodes.Element) and not isinstance(node, _UNSEEN):
                    self.copy_attributes(token, node, ("class", "id"))
                    return
