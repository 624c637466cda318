"""Put each slide's address first among its ids."""

from __future__ import annotations

from typing import ClassVar

from sphinx.transforms import SphinxTransform

from sphinxcontrib_deck.doctree.structure import slide_sections


class SlideIds(SphinxTransform):
    """Make a slide's address its first id, exactly as written, and its aliases the last.

    It runs after every assignment of ids: docutils' ``PropagateTargets`` (260), Sphinx's
    ``SortIds`` (261), which moves ids that begin with "id" to the back, and MyST's ``AddSlugIds``
    (700). The addresses were reserved in ``document.ids`` before anything was rendered.
    """

    default_priority: ClassVar[int] = 710

    def apply(self, **_kwargs: object) -> None:
        """Set the ids of every slide."""
        for section in slide_sections(self.document):
            name, *aliases = section.attributes.pop("slide_ids")
            others = [other for other in section["ids"] if other not in (name, *aliases)]
            section["ids"] = [name, *others, *aliases]
