r"""Equations with a ``\tag``: what refers to one reads as its tag does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinxcontrib_deck.doctree.structure import deck_section

if TYPE_CHECKING:
    from sphinx.domains.math import MathDomain

_TAG = re.compile(r"\\tag\s*\*?\s*\{((?:[^{}\\]|\{[^{}\\]*\})*)\}")


class TagEquations(SphinxTransform):
    r"""Number equations of a deck by their ``\tag``.

    Sphinx would refer to them by a number of its own, which nothing on the slide shows.
    """

    default_priority: ClassVar[int] = 880

    def apply(self, **_kwargs: object) -> None:
        """Change the equations that have a label and one tag, which is plain text."""
        if deck_section(self.document) is None:
            return
        equations = cast("MathDomain", self.env.get_domain("math")).equations
        for block in self.document.findall(nodes.math_block):
            tags = _TAG.findall(block.astext())
            label = block.get("label")
            if len(tags) == 1 and label in equations:
                tag: Any = tags[0].replace("$", "").strip()
                # A number by its type, but Sphinx only ever makes text of it.
                equations[label] = (self.env.docname, tag)
                # Whatever sets the formula sets the tag; two numbers would be one too many.
                block["number"] = None
