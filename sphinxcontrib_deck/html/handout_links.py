"""Links from a handout to its presentation, slide by slide."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinxcontrib_deck.doctree.structure import builder_form, deck_section, slide_sections
from sphinxcontrib_deck.html import labels
from sphinxcontrib_deck.html.forms import handout_uri, presentation_uri

if TYPE_CHECKING:
    from sphinx.application import Sphinx


OTHER_FORM = "deck_other_form"
"""On a reference that leads from one form of a deck to the other."""


def link_to_presentation(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add the links to a handout (on ``doctree-resolved``), where the output has both forms."""
    deck = deck_section(doctree)
    uri = presentation_uri(app.builder, docname)
    if deck is None or builder_form(app.env).presents or uri is None:
        return
    address = relative_uri(handout_uri(app.builder, docname) or "", uri)
    for number, section in enumerate(slide_sections(doctree)):
        if number or _has_title(section):
            link = _link(f"{address}#{quote(section['ids'][0])}", labels.present_from_here())
            section.insert(_below_heading(section), link)
    deck.insert(int(_has_title(deck)), _link(address, labels.present()))


def _has_title(section: nodes.section) -> bool:
    return bool(section.children) and isinstance(section[0], nodes.title)


def _below_heading(section: nodes.section) -> int:
    """Return the place below a slide's title, or below the rule in place of one."""
    has_rule = bool(section.children) and isinstance(section[0], nodes.transition)
    return int(has_rule or _has_title(section))


def _link(address: str, text: str) -> nodes.paragraph:
    """Return a paragraph with a link, which is no content of the deck and not searched."""
    reference = nodes.reference("", text, refuri=address, internal=True)
    reference[OTHER_FORM] = True
    return nodes.paragraph("", "", reference, classes=["deck-present", "no-search"])
