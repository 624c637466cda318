r"""The environments of a formula, ``\begin{align}`` say, in the terms that math-core knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinxcontrib_deck.html.tex_tokens import TokenReader

_ALIGNED = frozenset({"align", "aligned", "split", "flalign", "xalignat", "xxalignat"})
_TIGHT = frozenset({"alignat", "alignedat"})
"""These leave no gap between one pair of columns and the next."""
_COUNTED = frozenset({"alignat", "alignedat", "xalignat", "xxalignat"})
"""These tell the number of their columns."""
_ROWS = frozenset({"gather", "gathered"})
_SINGLE = frozenset({"equation", "displaymath", "math", "subequations"})
"""These hold a single formula."""
_SMALL = {
    "smallmatrix": (".", "."),
    "psmallmatrix": ("(", ")"),
    "bsmallmatrix": ("[", "]"),
    "vsmallmatrix": ("|", "|"),
}
_STARRED = {
    "matrix": (".", "."),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "vmatrix": ("|", "|"),
}
"""With a star these say how their columns are aligned."""

_MOST_COLUMNS = 12

_COLUMN = re.compile(r"[@><!]\{[^{}]*\}|[pmb]\{[^{}]*\}|[lcr|:]")
_REPEATED = re.compile(r"\*\s*\{?(\d{1,2})\}?\s*\{([^{}]*)\}")


@dataclass
class Environment:
    """How an environment is written for math-core."""

    opening: str
    closing: str
    has_gaps: bool = False
    """Whether there is a gap between one pair of columns and the next."""
    is_single: bool = False
    """Whether it holds a single formula, and is none for math-core."""
    ampersands: int = 0
    """How many are in the row that is being read."""


def open_environment(written: str, reader: TokenReader, *, has_tags: bool) -> Environment:
    """Return an environment; its arguments are read.

    :param written: its name.
    :param has_tags: whether several of its rows have a tag.
    """
    name = written.removesuffix("*")
    if name in _COUNTED:
        reader.argument(written)
    if name in _ALIGNED | _TIGHT:
        return _rows("align*" if has_tags else "aligned", reader, has_gaps=name not in _TIGHT)
    if name in _ROWS:
        return _rows("gather*" if has_tags else "gathered", reader)
    if name in _SINGLE:
        return Environment("", "", is_single=True)
    if name == "multline":
        return Environment(r"\begin{multline}", ("" if has_tags else r"\notag") + r"\end{multline}")
    return _table(name, written, reader)


def _table(name: str, written: str, reader: TokenReader) -> Environment:
    if name == "eqnarray":
        return Environment(r"\begin{darray}{rcl}", r"\end{darray}")
    if name in _SMALL:
        return _fenced(_SMALL[name], "subarray", "c")
    if name in _STARRED and written.endswith("*"):
        alignment = "".join(reader.optional(written) or ["c"]).strip()
        return _fenced(_STARRED[name], "array", alignment * _MOST_COLUMNS)
    columns = ""
    if name == "array":
        reader.optional(written)  # where it stands beside its line
        columns = f"{{{_columns(''.join(reader.argument(written)))}}}"
    return Environment(rf"\begin{{{written}}}{columns}", rf"\end{{{written}}}")


def _rows(name: str, reader: TokenReader, *, has_gaps: bool = False) -> Environment:
    reader.optional(name)
    return Environment(rf"\begin{{{name}}}", rf"\end{{{name}}}", has_gaps)


def _fenced(fences: tuple[str, str], name: str, columns: str) -> Environment:
    left, right = fences
    return Environment(
        rf"\left{left}\begin{{{name}}}{{{columns}}}", rf"\end{{{name}}}\right{right}"
    )


def _columns(written: str) -> str:
    """Return the columns of an array: how each is aligned, and the lines between them."""
    written = _REPEATED.sub(lambda found: found[2] * int(found[1]), written)
    found = _COLUMN.findall(written)
    return "".join("l" if part[0] in "pm" else part[0] for part in found if part[0] not in "@><!b")
