"""remark's macros, ``![:name argument, argument](value)``, as templates of Markdown."""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BUILT_IN: dict[str, str] = {
    # The one that nearly every deck defines for itself, as remark's documentation shows it.
    "scale": '![]($value){width="$arg1"}',
}

_MACRO = re.compile(r"!\[:([^\] ]+)([^\]]*)\](?:\(([^)]*)\))?")


def expand_macro(written: str, macros: Mapping[str, str]) -> str | None:
    """Return what a macro stands for, or ``None`` where there is none of its name.

    A template uses ``$value`` for what stands in parentheses, ``$arg1``, ``$arg2`` … for the
    arguments, and ``$args`` for all of them; one that is missing is empty.

    :param written: the macro's whole source.
    :param macros: templates by name.
    """
    found = _MACRO.fullmatch(written)
    if found is None or found[1] not in macros:
        return None
    arguments = [argument.strip() for argument in found[2].split(",")]
    values = {f"arg{number}": value for number, value in enumerate(arguments, start=1)}
    template = Template(macros[found[1]])
    known = dict.fromkeys(template.get_identifiers(), "")
    return template.safe_substitute(
        known | values | {"args": found[2].strip(), "value": (found[3] or "").strip()}
    )


def macro_name(written: str) -> str:
    """Return the name of a macro from its source."""
    found = _MACRO.match(written)
    return found[1] if found else ""
