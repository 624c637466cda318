"""The shape of a deck's doctree as it is stored, and how to read it.

::

    document
        section deck="" options={…}          the deck; its title is the deck's
                details={…}                  its author, date and description, where it has any
                unshown={name: (line, why)}  the names of slides that are excluded, or layouts
            title
            section slide=N properties={…}   a slide; ids[0] is its address, aliases=[…] are others,
                                             of which old_names=[…] are those it once had
                    condition="deck"         shown only where that holds, as in {only}
                    deck_files={…}           the files behind it, as raw_files says
                title level=N | made=""      its heading, or a made one ("Slide 3"); so many
                      offset=N               of its siblings stand before it on the slide
                      continued=""           … the heading of the slide above once more
                …                            an element with step=N is shown by the N-th step
                container speaker_notes=""   its notes, until the doctree is read

Speaker notes leave the tree before it is stored and wait in ``document.speaker_notes``, a mapping
from a slide's address to the nodes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeGuard, cast

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, slots=True)
class BuilderForm:
    """What a builder makes of decks."""

    presents: bool
    """Whether it writes presentations instead of handouts."""
    has_companions: bool = False
    """Whether it writes the other form beside each deck's page."""
    is_companion: bool = False
    """Whether what is written at the moment is such a page."""
    tags: frozenset[str] = frozenset()
    """The tags that conditions like ``{only}`` know."""
    format: str = ""
    """What it writes, ``html`` or ``latex`` say; nothing where it writes no documents."""

    @property
    def is_html(self) -> bool:
        """Whether it writes HTML."""
        return self.format == "html"

    def turned(self) -> BuilderForm:
        """Return what holds while companion pages are written."""
        return replace(self, presents=not self.presents, is_companion=True)


OLD_NAME = "old_name"
"""On a reference to a slide of the same deck: the old name that it is written with."""

READ_BY_OURS = "read_by_deck_parser"
"""On the document: set where our parser read it, and so has said whether it is a deck."""

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
    if deck is not None:
        yield from slides_of(deck)


def slides_of(deck: nodes.section) -> Iterator[nodes.section]:
    """Yield the slides of a deck's section."""
    for node in deck.children:
        if isinstance(node, nodes.section) and "slide" in node:
            yield node


def decks_in(document: nodes.document, docname: str) -> Iterator[tuple[str, nodes.section]]:
    """Yield each deck's document and section.

    :param document: the tree of one document, or one that a builder assembled from several.
    :param docname: the first document in it.
    """
    for section in document.findall(nodes.section):
        if "deck" in section and section.parent is not None:
            # Sphinx writes it on the sections of what it assembles, or on an appendix.
            own = section.get("docname") or section.parent.get("docname") or docname
            yield own, section


def own_elements(part: nodes.Element) -> Iterator[nodes.Element]:
    """Yield all elements below one, without those of other documents that were assembled there."""
    for node in part.children:
        if isinstance(node, nodes.Element) and not isinstance(node, addnodes.start_of_file):
            yield node
            yield from own_elements(node)


def deck_title(deck: nodes.section) -> nodes.title:
    """Return a deck's title, its first child."""
    return cast("nodes.title", deck[0])


def slide_title(section: nodes.section) -> nodes.title:
    """Return a slide's title, its first child."""
    return cast("nodes.title", section[0])


def is_made(title: nodes.title) -> bool:
    """Tell whether a title was made because the slide has no heading of its own."""
    return "made" in title


def is_continued(title: nodes.title) -> bool:
    """Tell whether a title is that of the slide above once more."""
    return "continued" in title


def is_notes(node: nodes.Node) -> TypeGuard[nodes.container]:
    """Tell whether a node is a slide's speaker notes."""
    return isinstance(node, nodes.container) and "speaker_notes" in node


def slide_properties(section: nodes.section) -> dict[str, str]:
    """Return a slide's properties as written."""
    return cast("dict[str, str]", section["properties"])
