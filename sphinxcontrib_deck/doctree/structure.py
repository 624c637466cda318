"""The shape of a deck's doctree as it is stored, and how to read it.

::

    document
        section deck="" options={…}          the deck; its title is the deck's
            title
            section slide=N properties={…}   a slide; ids[0] is its address, aliases=[…] are others
                title level=N | made=""      its heading, or a made one ("Slide 3"); so many
                      offset=N               of its siblings stand before it on the slide
                …                            an element with step=N is shown by the N-th step
                container speaker_notes=""   its notes, until the doctree is read

Speaker notes leave the tree before it is stored and wait in ``document.speaker_notes``, a mapping
from a slide's address to the nodes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeGuard, cast

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, slots=True)
class BuilderForm:
    """What a builder makes of decks."""

    presents: bool
    """Whether it writes presentations instead of handouts."""
    is_html: bool
    """Whether it writes HTML."""
    has_companions: bool = False
    """Whether it writes the other form beside each deck's page."""
    is_companion: bool = False
    """Whether what is written at the moment is such a page."""
    tags: frozenset[str] = frozenset()
    """The tags that conditions like ``{only}`` know."""

    def turned(self) -> BuilderForm:
        """Return what holds while companion pages are written."""
        return replace(self, presents=not self.presents, is_companion=True)


NOTES_ATTRIBUTE = "speaker_notes"
"""On the document: a python attribute, not one of the node's, so that no writer prints it."""


def note_builder(env: BuildEnvironment, form: BuilderForm) -> None:
    """Remember what the builder makes of decks, for the post-transforms of this run."""
    env.deck_form = form  # type: ignore[attr-defined]  # as MyST-Parser keeps its configuration


def builder_form(env: BuildEnvironment) -> BuilderForm:
    """Return what the builder of this run makes of decks."""
    form: BuilderForm = env.deck_form  # type: ignore[attr-defined]
    return form


def deck_section(document: nodes.document) -> nodes.section | None:
    """Return the section that holds a deck's slides; ``None`` where the document is no deck."""
    for node in document.children:
        if isinstance(node, nodes.section) and "deck" in node:
            return node
    return None


def slide_sections(document: nodes.document) -> Iterator[nodes.section]:
    """Yield the slides of a deck; nothing where the document is none."""
    deck = deck_section(document)
    for node in deck.children if deck is not None else ():
        if isinstance(node, nodes.section) and "slide" in node:
            yield node


def deck_title(deck: nodes.section) -> nodes.title:
    """Return a deck's title, its first child."""
    return cast("nodes.title", deck[0])


def slide_title(section: nodes.section) -> nodes.title:
    """Return a slide's title, its first child."""
    return cast("nodes.title", section[0])


def is_made(title: nodes.title) -> bool:
    """Tell whether a title was made because the slide has no heading of its own."""
    return "made" in title


def is_notes(node: nodes.Node) -> TypeGuard[nodes.container]:
    """Tell whether a node is a slide's speaker notes."""
    return isinstance(node, nodes.container) and "speaker_notes" in node


def slide_properties(section: nodes.section) -> dict[str, str]:
    """Return a slide's properties as written."""
    return cast("dict[str, str]", section["properties"])
