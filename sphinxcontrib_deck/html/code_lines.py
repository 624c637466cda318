"""Highlighted code, line by line: each line an element with its number and its part in steps."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sphinxcontrib_deck.syntax.code_steps import Lines

_OPENING, _CLOSING = "<pre>", "</pre>"


class CodeStep(NamedTuple):
    """A later step through code."""

    lines: Lines | None
    """The lines in view (from 1); ``None`` for all, none of them marked."""
    place: int
    """The place of its fragment in the order of the slide."""


class LineMarks(NamedTuple):
    """What lines of code get besides their colours."""

    first_number: int | None = None
    """The number of the first line; ``None`` where lines aren't numbered."""
    emphasized: Collection[int] = ()
    """The lines that are marked from first to last, from 1."""
    first_step: Lines | None = None
    """The lines in view at first; ``None`` for all."""
    later_steps: Sequence[CodeStep] = ()
    """The steps after that."""


def wrap_lines(html: str, marks: LineMarks) -> str:
    """Return highlighted code with a ``<span class="code-line">`` around each line.

    A line that steps change has a fragment for each change: an empty element of the class
    ``to-mark``, ``to-dim`` or ``to-plain``, the latest first. The style sheet obeys the first that
    is visible, so that no script is needed. Where no fragments are, ``last-mark`` and ``last-dim``
    say what the last step makes of a line, ``first-…`` what the first does.

    :param html: Pygments' output without line numbers.
    """
    before, opening, rest = html.partition(_OPENING)
    code, closing, after = rest.rpartition(_CLOSING)
    if not opening or not closing:
        return html
    lines = code.removesuffix("\n").split("\n")
    last_number = (marks.first_number or 0) + len(lines) - 1
    digits = 0 if marks.first_number is None else len(str(last_number))
    wrapped = "".join(_line(line, number, marks) for number, line in enumerate(lines, start=1))
    numbered = f'<pre class="numbered digits-{min(digits, 5)}">' if digits else opening
    return before + numbered + wrapped + closing + after


def _line(code: str, number: int, marks: LineMarks) -> str:
    steps = [marks.first_step, *(step.lines for step in marks.later_steps)]
    states = [_state(number, lines) for lines in steps]
    changes = [
        f'<i class="fragment to-{after}" data-fragment-index="{step.place}"></i>'
        for (before, after), step in zip(pairwise(states), marks.later_steps, strict=True)
        if before != after
    ]
    classes = ["code-line", *(["hll"] if number in marks.emphasized else [])]
    if len(states) > 1:
        classes += [f"first-{states[0]}", f"last-{states[-1]}"]
    shown = ""
    if marks.first_number is not None:
        shown = f'<span class="linenos">{marks.first_number + number - 1}</span>'
    return f'<span class="{" ".join(classes)}">{"".join(reversed(changes))}{shown}{code}\n</span>'


def _state(number: int, lines: Lines | None) -> str:
    """Return what a step makes of a line: ``plain``, ``mark`` or ``dim``."""
    if lines is None:
        return "plain"
    return "mark" if number in lines else "dim"
