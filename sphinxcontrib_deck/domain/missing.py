"""What is said of references that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_deck.domain.deck_domain import DeckDomain
from sphinxcontrib_deck.warnings import DeckWarning, did_you_mean, warn

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.domains import Domain


def warn_missing(_app: object, domain: Domain, node: pending_xref) -> bool | None:
    """Warn about a role that names no slide or deck (on ``warn-missing-reference``)."""
    if not isinstance(domain, DeckDomain) or node.get("refdomain") != "deck":
        return None
    target = node["reftarget"]
    if node["reftype"] == "deck":
        known = set(domain.decks)
    else:
        known = {slide.name for deck in domain.decks.values() for slide in deck.slides}
        known |= {f"{deck.docname}#{s.name}" for deck in domain.decks.values() for s in deck.slides}
    hint = did_you_mean(target, sorted(known))
    warn(DeckWarning.REFERENCE, f"no {node['reftype']} {target!r}{hint}", location=node)
    return True
