"""The nodes of a presented deck. They exist only while a page is written."""

from __future__ import annotations

from docutils import nodes


class presentation(nodes.General, nodes.Element):  # noqa: N801  # docutils' node names are lower-case
    """A deck's slides, in the place of its section."""


class slide(nodes.section):  # noqa: N801
    """A slide. ``attributes`` holds what its ``<section>`` gets besides ids and classes."""


class slide_background(nodes.image):  # noqa: N801
    """The image behind a slide: copied like any other, and written on its ``<section>``."""


class slide_title(nodes.title):  # noqa: N801
    """A slide's heading, of the ``level`` that its author gave it."""


class slide_notes(nodes.General, nodes.Element):  # noqa: N801
    """A slide's speaker notes."""


class raw_with_files(nodes.raw):  # noqa: N801
    """Raw HTML that loads files of the project (``deck_files``)."""


class slide_code(nodes.literal_block):  # noqa: N801
    """Code on a slide.

    ``line_marks`` says which lines are numbered, marked and stepped through, ``marked_spans`` where
    marks begin and end, as offsets into the text.
    """


class code_step(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """The fragment of a step through code, in the code, while fragments are counted."""


class mathml(nodes.math):  # noqa: N801
    """An inline formula, ``written`` as MathML."""


class mathml_block(nodes.math_block):  # noqa: N801
    """A displayed formula, ``written`` as MathML; a ``tag`` of its own is its number."""


class mathjax(nodes.math):  # noqa: N801
    """An inline formula, left to MathJax."""


class mathjax_block(nodes.math_block):  # noqa: N801
    """A displayed formula, left to MathJax."""


class embedded_deck(nodes.General, nodes.Element):  # noqa: N801
    """A deck in a frame: the address of its presentation, ``page``, and its ``title``."""
