"""Put each slide's address first among its ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.transforms import SphinxTransform

from sphinxcontrib_deck.doctree.structure import slide_sections

if TYPE_CHECKING:
    from docutils import nodes


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
            own = section.attributes.pop("slide_ids")
            self._take_labels(section, own)
            others = [other for other in section["ids"] if other not in own]
            section["ids"] = [own[0], *others, *own[1:]]
            if own[1:]:
                section["aliases"] = own[1:]

    def _take_labels(self, section: nodes.section, own: list[str]) -> None:
        """Let a label that is written like one of the slide's addresses mean that address."""
        for label in section["names"]:
            made = self.document.nameids.get(label)
            if label in own and made in section["ids"]:
                section["ids"].remove(made)
                self.document.nameids[label] = label
