"""TeX as MathML, at build time, with math-core."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from math_core import LatexError, LatexToMathML

from sphinxcontrib_deck.html.tex_macros import Macros
from sphinxcontrib_deck.html.tex_rewrite import rewrite
from sphinxcontrib_deck.html.tex_tokens import MathError, nesting_of, tokens_of

if TYPE_CHECKING:
    from sphinxcontrib_deck.html.tex_macros import Macro

DEEPEST = 100
"""How deep a formula may be nested. math-core ends Python where its stack does."""

_UNKNOWN_COLOUR = re.compile(r'Unknown color "(.*)"')

_STYLE = re.compile(r' style="([^"]*)"(?: class="([^"]*)")?')

_CLASSES = {
    "text-align: left": "tex-left",
    "justify-items: start": "",
    "text-align: right": "tex-right",
    "justify-items: end": "",
    "padding-left: 0": "tex-close-left",
    "padding-right: 0": "tex-close-right",
    "padding-left:1em": "tex-far-left",
    "padding-left: 0.1em": "tex-near",
    "padding-right: 0.1em": "",
    "padding-top: 0": "tex-close",
    "padding-bottom: 0": "",
    "border-left: 0.05em solid currentcolor": "tex-line-left",
    "border-right: 0.05em solid currentcolor": "tex-line-right",
    "border-top: 0.05em solid currentcolor": "tex-line-top",
    "border-left: 0.05em dashed currentcolor": "tex-line-left tex-dashed",
    "border-right: 0.05em dashed currentcolor": "tex-line-right tex-dashed",
    "border-top: 0.05em dashed currentcolor": "tex-line-top tex-dashed",
    "width: 100%": "tex-full",
    "width: 50%": "tex-half",
    "width: 7.5%": "tex-margin",
    "font-variant-caps: small-caps": "tex-small-caps",
    "math-shift:compact": "",
    "padding-left:0": "tex-pad-left-0",
    "padding-left:0.1667em": "tex-pad-left-3",
    "padding-left:0.2222em": "tex-pad-left-4",
    "padding-left:0.2778em": "tex-pad-left-5",
    "padding-right:0": "tex-pad-right-0",
    "padding-right:0.1667em": "tex-pad-right-3",
    "padding-right:0.2222em": "tex-pad-right-4",
    "padding-right:0.2778em": "tex-pad-right-5",
    "padding-top: 0.1667em": "tex-pad-top-3",
    "margin-left:-0.16666667em": "tex-back-3",
    "margin-left:-0.22222222em": "tex-back-4",
    "margin-left:-0.2777778em": "tex-back-5",
}
"""What math-core writes into ``style``, and the classes of our style sheet that say the same."""


class Formula(NamedTuple):
    """A formula that was set."""

    mathml: str
    """A ``<math>`` element."""
    tag: str | None
    """Its number as its author gave it, as MathML or text for HTML."""
    unknown_colours: list[str]
    """The colours that were left out."""


class MathWriter:
    """Sets the formulas of one page, in their order: what one defines holds for those after it.

    :param macros: those of the project.
    """

    def __init__(self, macros: dict[str, Macro]) -> None:
        self._macros = Macros(macros)
        self._converter = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True)

    def write(self, source: str, *, as_block: bool) -> Formula:
        """Return a formula as MathML.

        :raises MathError: where it holds what isn't known; it is not set in part.
        """
        tokens = self._macros.expand(tokens_of(source))
        unknown: list[str] = []
        while True:
            rewritten = rewrite(tokens, unknown)
            if nesting_of(tokens_of(rewritten.tex)) > DEEPEST:
                message = "it is nested too deep"
                raise MathError(message)
            try:
                written = self._converter.convert_with_local_state(
                    rewritten.tex, displaystyle=as_block
                )
            except LatexError as error:
                colour = _UNKNOWN_COLOUR.search(str(error))
                if colour is None or colour[1] in unknown:
                    raise MathError(_reason(error)) from error
                unknown.append(colour[1])
            else:
                break
        if rewritten.size:
            row = rf'\1<mrow mathsize="{rewritten.size}">\2</mrow></math>'
            written = re.sub(r"(<math[^>]*>)(.*)</math>", row, written, flags=re.DOTALL)
        return Formula(_clean(written), self._tag(rewritten.tag), unknown)

    def _tag(self, tag: str | None) -> str | None:
        if tag is None or re.fullmatch(r"[\w\s().,:'*-]+", tag):
            return tag
        return self.write(rf"\text{{{tag}}}", as_block=False).mathml


def _reason(error: Exception) -> str:
    """Return what math-core says, without the place, which is one in the rewritten formula."""
    return re.sub(r"^\d+: ", "", str(error)).rstrip(".")


def _clean(mathml: str) -> str:
    """Return MathML without styles of its own, which a strict content security policy forbids."""
    mathml = mathml.replace("&ApplyFunction;", "\u2061")
    return _STYLE.sub(_as_attributes, mathml)


def _as_attributes(style: re.Match[str]) -> str:
    classes = [style[2]] if style[2] else []
    attributes, left = "", []
    for declaration in filter(None, (part.strip() for part in style[1].split(";"))):
        if declaration in _CLASSES:
            classes.append(_CLASSES[declaration])
        elif declaration.startswith("width:"):
            continue  # the element's own attribute says so, too
        elif declaration.startswith("color:"):
            attributes += f' mathcolor="{declaration.removeprefix("color:")}"'
        else:
            left.append(declaration)
    if left:
        attributes += f' style="{";".join(left)}"'
    if any(classes):
        attributes += f' class="{" ".join(filter(None, classes))}"'
    return attributes
