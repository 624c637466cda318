"""What directives leave behind for the transform that cuts documents into slides.

These nodes are there only while a document is read: :mod:`~sphinxcontrib_deck.doctree.split` takes
every one of them away, in decks and in other documents.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes


class slide_mark(nodes.Invisible, nodes.Element):  # noqa: N801  # as docutils names nodes
    """What is said of slides where it stands.

    ``written``
        the directive, as its author wrote it.
    ``properties``
        properties of the slide that it stands on, or that begins with it.
    ``begins``
        a slide begins here. Its heading is the ``title`` in the mark; without one, with
        ``repeats``, that of the slide above, and with ``counted`` a number behind it.
    ``spreads``
        the properties are those of the slides below the same heading as well.
    ``options``, ``defaults``
        options of the deck; those that nothing else sets.
    ``slide_classes``
        classes of every slide that has none of its own.
    ``blocks_only``
        whether only a :class:`slide_block` is a slide, and the text around it is for the handout.
    ``harmless``
        means nothing outside of decks, and needs no warning there.
    """


class slide_block(nodes.General, nodes.Element):  # noqa: N801  # as docutils names nodes
    """A slide that a directive holds: its ``title``, if it has one, and its content.

    ``written``
        the directive, as its author wrote it.
    ``properties``
        its properties; what they don't say of its name and classes, its ids and classes do.
    ``level``
        the level of its heading.
    ``condition``
        where it is shown, as in ``{only}``; everywhere if empty.
    ``harmless``
        is left out of documents that are no decks, without a warning.
    """


def options_of(mark: nodes.Element, kind: str) -> dict[str, Any]:
    """Return a mapping that a mark holds, ``properties`` or ``options``; empty without one."""
    found: dict[str, Any] = mark.get(kind, {})
    return found
