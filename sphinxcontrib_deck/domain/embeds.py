"""Decks embedded in documents, as every builder can write them: as links.

Where there is a presentation to show, :mod:`sphinxcontrib_deck.html.embed` goes on from there.
"""

from __future__ import annotations

import posixpath
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_deck.doctree.directives import EMBED, EMBEDDED_SLIDE
from sphinxcontrib_deck.domain.missing import unshown_slide
from sphinxcontrib_deck.warnings import DeckWarning, did_you_mean, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxcontrib_deck.domain.deck_domain import DeckDomain
    from sphinxcontrib_deck.domain.entries import DeckEntry

_NEAR = 0.6
"""From which likeness on a deck may be the one that was meant; that of ``difflib``."""


class LinkEmbeds(SphinxPostTransform):
    """Make each placeholder of ``{deck}`` a link to its deck, or to the slide it begins with.

    One that names no deck is no placeholder from then on. It runs when speaker notes are back in
    their slides (5), and before references are resolved (9).
    """

    default_priority: ClassVar[int] = 6

    def run(self, **_kwargs: object) -> None:
        """Link those of a document, and warn about those that name no deck or no slide of it."""
        domain = cast("DeckDomain", self.env.get_domain("deck"))
        for place in self.document.findall(nodes.container):
            if EMBED not in place:
                continue
            docname = place[EMBED]
            if docname in domain.decks:
                _link_deck(place, domain.decks[docname], domain)
            elif docname in self.env.found_docs:
                _link(place, "std", "doc", docname)
                _only_a_link(place, f"{docname!r} is a document, but no deck")
            else:
                _only_a_link(place, f"there is no deck {_with_nearest(place, domain.decks)}")


def _link_deck(place: nodes.container, deck: DeckEntry, domain: DeckDomain) -> None:
    name = place[EMBEDDED_SLIDE] = _slide_name(place, deck, domain)
    if name:
        _link(place, "deck", "slide", f"{deck.docname}#{name}", deck.title)
    else:
        _link(place, "deck", "deck", deck.docname, deck.title)
    if deck.docname == place["refdoc"]:
        _only_a_link(place, f"{deck.docname!r} can't be shown within itself")


def _slide_name(place: nodes.container, deck: DeckEntry, domain: DeckDomain) -> str:
    """Return the name of the slide that an embedded deck begins with; nothing for the first."""
    wanted = place[EMBEDDED_SLIDE]
    for slide in deck.slides:
        if wanted == slide.name or wanted in slide.aliases:
            domain.old_names.note(slide, wanted, place)
            return slide.name
    if wanted:
        hint = did_you_mean(wanted, [slide.name for slide in deck.slides])
        reason = (
            unshown_slide(domain, f"/{deck.docname}#{wanted}", place["refdoc"])
            or f"{deck.docname!r} has no slide {wanted!r}{hint}"
        )
        warn(DeckWarning.REFERENCE, f"deck: {reason}; it begins with its first", location=place)
    return ""


def _link(place: nodes.container, domain: str, role: str, target: str, title: str = "") -> None:
    """Link the title of an embedded deck: its own, or the one that is given."""
    paragraph = cast("nodes.paragraph", place[0])
    has_own_title: bool = paragraph["translatable"]
    text = nodes.inline("", "", *paragraph.children)
    if title and not has_own_title:
        text = nodes.inline("", title)
    xref = pending_xref("", text, refdomain=domain, reftype=role, reftarget=f"/{target}")
    xref["refexplicit"] = has_own_title or bool(title)
    xref["refdoc"] = place["refdoc"]
    xref["refwarn"] = False
    xref.source, xref.line = place.source, place.line
    paragraph.children = []
    paragraph += xref


def _only_a_link(place: nodes.container, reason: str) -> None:
    """Say why a deck isn't embedded."""
    warn(DeckWarning.REFERENCE, f"deck: {reason}", location=place)
    del place[EMBED]


def _with_nearest(place: nodes.container, decks: Iterable[str]) -> str:
    """Return the wanted deck and the one that may be meant, as paths from the document."""
    folder = posixpath.dirname(place["refdoc"]) or "."
    wanted = posixpath.relpath(place[EMBED] or ".", folder)

    def likeness(path: str) -> float:
        # In the wrong folder it is the right deck all the same.
        last = posixpath.basename(wanted), posixpath.basename(path)
        return max(SequenceMatcher(None, *pair).ratio() for pair in ((wanted, path), last))

    paths = sorted(posixpath.relpath(deck, folder) for deck in decks)
    nearest = max(paths, key=likeness, default="")
    is_near = nearest and likeness(nearest) >= _NEAR
    return f"{wanted!r} (did you mean {nearest!r}?)" if is_near else repr(wanted)
