"""Put each slide's address first among its ids, and complete the links to it within its deck."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import clean_astext

from sphinxcontrib_deck.doctree.structure import OLD_NAME, slide_sections, slide_title

if TYPE_CHECKING:
    from sphinxcontrib_deck.doctree.names import SlideNames

_SLIDE_LINK = "slide_link"
"""The mark of a reference to a slide of the same deck, until its text is known."""


def link_to_slide(reference: nodes.reference, names: SlideNames, written: str) -> None:
    """Make MyST's reference by id, ``[x](#name)``, one to a slide; no label can take it.

    :param names: the slide's addresses.
    :param written: the one that is written.
    """
    for key in ("id_link", "refuri"):
        del reference[key]
    reference["refid"] = names.name
    reference["internal"] = True
    reference[_SLIDE_LINK] = ""
    if written in names.aliases:
        reference[OLD_NAME] = written


class SlideIds(SphinxTransform):
    """Make a slide's address its first id, exactly as written, and its aliases the last.

    It runs after every assignment of ids: docutils' ``PropagateTargets`` (260), Sphinx's
    ``SortIds`` (261), which moves ids that begin with "id" to the back, and MyST's ``AddSlugIds``
    (700). The addresses were reserved in ``document.ids`` before anything was rendered.
    """

    default_priority: ClassVar[int] = 710

    def apply(self, **_kwargs: object) -> None:
        """Set the ids of every slide, and the text of links that have none."""
        for section in slide_sections(self.document):
            names: SlideNames = section.attributes.pop("slide_names")
            own = names.addresses
            self._take_labels(section, own)
            others = [other for other in section["ids"] if other not in own]
            section["ids"] = [own[0], *others, *own[1:]]
            if own[1:]:
                section["aliases"] = own[1:]
            if names.aliases:
                section["old_names"] = list(names.aliases)
        for reference in self.document.findall(nodes.reference):
            if reference.attributes.pop(_SLIDE_LINK, None) is not None and not reference.children:
                slide = self.document.ids.get(reference["refid"])
                title = reference["refid"]
                if isinstance(slide, nodes.section):
                    title = clean_astext(slide_title(slide))
                reference.append(nodes.inline(title, title, classes=["std", "std-ref"]))

    def _take_labels(self, section: nodes.section, own: list[str]) -> None:
        """Let a label that is written like one of the slide's addresses mean that address."""
        for label in section["names"]:
            made = self.document.nameids.get(label)
            if label in own and made in section["ids"]:
                section["ids"].remove(made)
                self.document.nameids[label] = label
