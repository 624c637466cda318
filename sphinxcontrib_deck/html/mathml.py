"""TeX as MathML, at build time, with docutils' own converter."""

from __future__ import annotations

import re

from docutils.utils.math import latex2mathml

_ENVIRONMENT = re.compile(r"\\(begin|end)\{align\*?\}")
"""What the converter knows as ``aligned`` only; numbers are Sphinx's to give."""


class MathError(ValueError):
    """The converter doesn't know what a formula holds."""


def to_mathml(source: str, *, as_block: bool) -> str:
    """Return a ``<math>`` element.

    :raises MathError: where the converter doesn't know a command.
    """
    source = _ENVIRONMENT.sub(r"\\\1{aligned}", source.strip())
    try:
        written: str = latex2mathml.tex2mathml(source, as_block=as_block)
    except (ValueError, SyntaxError, IndexError, AttributeError, TypeError) as error:
        # What it says of a command that it doesn't know, and its own slips on one it half knows.
        raise MathError(str(error)) from error
    return re.sub(r">\s+<", "><", written)
