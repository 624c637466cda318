"""A formula in the terms that math-core knows, without what is the page's to write: its number.

A formula of the project is TeX for MathJax. math-core is strict, which is what we want of it, but
it knows fewer environments, and shows optional arguments as if they were text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinxcontrib_deck.html.tex_colours import hexadecimal
from sphinxcontrib_deck.html.tex_environments import open_environment
from sphinxcontrib_deck.html.tex_tokens import MathError, TokenReader, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from sphinxcontrib_deck.html.tex_environments import Environment

SIZES = {
    r"\tiny": "0.5em",
    r"\scriptsize": "0.7em",
    r"\small": "0.85em",
    r"\normalsize": "1em",
    r"\large": "1.2em",
    r"\Large": "1.44em",
    r"\LARGE": "1.73em",
    r"\huge": "2.07em",
    r"\Huge": "2.49em",
}
"""How large they make what follows, as in MathJax."""

_TEXT = frozenset(
    {r"\text", r"\textbf", r"\textit", r"\textrm", r"\texttt", r"\textsf", r"\textsc", r"\emph"}
)
_NUMBERING = frozenset({r"\notag", r"\nonumber"})
_LENGTH = re.compile(r"\s*-?[\d.]+\s*(?:em|ex|pt|px|cm|mm|in|mu|pc|\\baselineskip)\s*")


@dataclass
class Rewritten:
    """A formula for math-core, and what is not for it."""

    tex: str
    tag: str | None = None
    r"""What ``\tag`` gives it as a number, as TeX for text, with the parentheses."""
    size: str | None = None
    """The size that it begins with."""


def rewrite(tokens: list[str], without_colours: Container[str] = ()) -> Rewritten:
    """Return a formula, its macros expanded, as math-core knows it.

    :param without_colours: the colours that it doesn't know.
    :raises MathError: where it isn't TeX.
    """
    rewriter = _Rewriter(
        TokenReader(_stripped(tokens)),
        has_tags=tokens.count(r"\tag") > 1,
        without_colours=without_colours,
    )
    rewriter.run()
    tex = text_of(rewriter.output).strip().removesuffix(r"\\")
    around = ""
    if rewriter.has_tags and not re.search(r"\\begin\{(?:align|gather)\*\}", tex):
        around = "align*"
    elif rewriter.columns:
        around = "aligned"
    elif rewriter.rows:
        around = "gathered"
    if around:
        tex = rf"\begin{{{around}}}{tex}\end{{{around}}}"
    return Rewritten(tex, rewriter.tag, rewriter.size)


def _stripped(tokens: list[str]) -> list[str]:
    """Return tokens without white space at either end."""
    shown = [place for place, token in enumerate(tokens) if not token.isspace()]
    return tokens[shown[0] : shown[-1] + 1] if shown else []


@dataclass
class _Rewriter:
    reader: TokenReader
    has_tags: bool
    """Whether several rows have tags, so that these stay in the formula."""
    without_colours: Container[str]
    output: list[str] = field(default_factory=list)
    open: list[Environment] = field(default_factory=list)
    depth: int = 0
    """How many groups are open."""
    rows: int = 0
    columns: int = 0
    """How many ends of rows and columns stand outside of any environment."""
    tag: str | None = None
    size: str | None = None

    def run(self) -> None:
        handlers: dict[str, Callable[[str], object]] = {
            r"\begin": self._begin,
            r"\end": self._end,
            r"\label": self.reader.argument,
            r"\tag": self._tag,
            r"\color": self._colour,
            r"\textcolor": self._text_colour,
            r"\hspace": self._space,
            r"\\": self._row,
            "&": self._column,
        }
        handlers |= dict.fromkeys(_TEXT, self._text)
        while self.reader:
            piece = self.reader.next()
            if piece in handlers:
                handlers[piece](piece)
            elif piece in SIZES and not self.output and not self.open:
                self.size = SIZES[piece]
            elif piece.isspace():
                self._blank(piece)
            elif piece not in _NUMBERING:
                self.depth += (piece == "{") - (piece == "}")
                self.output.append(piece)
        if self.open:
            message = f"{self.open[-1].opening or 'an environment'} isn't ended"
            raise MathError(message)

    @property
    def _is_outside(self) -> bool:
        """Whether nothing is around what comes next but environments of a single formula."""
        return not self.depth and all(environment.is_single for environment in self.open)

    def _blank(self, piece: str) -> None:
        if self._is_outside and piece.count("\n") > 1 and self.output and self.reader:
            self.rows += 1  # as in Sphinx, blank lines separate equations
            self.output.append(r"\\")
        self.output.append(" ")

    def _space(self, command: str) -> None:
        self.reader.take("*")
        self.output.append(command)

    def _row(self, command: str) -> None:
        self.reader.take("*")
        length = self.reader.optional(command)
        if length is not None and not _LENGTH.fullmatch("".join(length)):
            self.reader.put_back(["[", *length, "]"])
        if self.open:
            self.open[-1].ampersands = 0
        self.rows += self._is_outside
        self.output.append(command)

    def _column(self, ampersand: str) -> None:
        self.output.append(ampersand)
        self.columns += self._is_outside
        if self.open and not self.depth:
            self.open[-1].ampersands += 1
            if self.open[-1].has_gaps and self.open[-1].ampersands % 2 == 0:
                self.output.append(r"\qquad")

    def _tag(self, command: str) -> None:
        star = "*" if self.reader.take("*") else ""
        text = text_of(self.reader.argument(command))
        if self.has_tags:
            self.output.append(f"{command}{star}{{{text}}}")
        else:
            self.tag = text if star else f"({text})"

    def _begin(self, command: str) -> None:
        name = "".join(self.reader.argument(command)).strip()
        self.open.append(open_environment(name, self.reader, has_tags=self.has_tags))
        self.output.append(self.open[-1].opening)

    def _end(self, command: str) -> None:
        name = "".join(self.reader.argument(command))
        if not self.open:
            message = rf"\end{{{name}}} ends nothing"
            raise MathError(message)
        self.output.append(self.open.pop().closing)

    def _text(self, command: str) -> None:
        """Write text; a formula in it cuts it in two."""
        text = self.reader.argument(command)
        start = next((place for place, token in enumerate(text) if token in {"$", r"\("}), None)
        if start is None:
            self.output += [command, "{", text_of(text), "}"]
            return
        ends = (place for place in range(start + 1, len(text)) if text[place] in {"$", r"\)"})
        end = next(ends, len(text))
        before, rest = text[:start], text[end + 1 :]
        if before:
            self.output += [command, "{", text_of(before), "}"]
        self.reader.put_back(text[start + 1 : end] + ([command, "{", *rest, "}"] if rest else []))

    def _colour(self, command: str) -> None:
        """Write a colour for all that follows."""
        colour = self._colour_value(command)
        if colour:
            self.output.append(command + colour)

    def _text_colour(self, command: str) -> None:
        """Write a colour for the argument."""
        colour = self._colour_value(command)
        inner = self.reader.argument(command)
        self.output += ["{", *([r"\color" + colour] if colour else [])]
        self.depth += 1
        self.reader.put_back([*inner, "}"])

    def _colour_value(self, command: str) -> str:
        r"""Return the argument of ``\color``; nothing for a colour that isn't known."""
        model = "".join(self.reader.optional(command) or []).strip()
        value = "".join(self.reader.argument(command)).strip()
        digits = hexadecimal(value, model)
        if digits:
            return f"[HTML]{{{digits}}}"
        return "" if value in self.without_colours else f"{{{value}}}"
