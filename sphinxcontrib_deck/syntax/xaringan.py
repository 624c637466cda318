"""What the front matter of a xaringan deck means.

xaringan knits ``.Rmd`` to Markdown in remark's format and keeps the YAML, which holds the title
slide and, under ``output``, options of remark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADINGS = {"subtitle": "##", "author": "###", "institute": "###", "date": "###"}
"""What the title slide of xaringan's template has below the title."""

_FORMAT = "xaringan::moon_reader"
_OPTIONS = {
    "ratio": "size",
    "countIncrementalSlides": "count_incremental_slides",
    "highlightLines": "highlight_lines",
    "highlightSpans": "highlight_spans",
}
"""remark's options, below ``nature``, and those of a deck that mean the same."""


def is_xaringan(front_matter: Mapping[Any, Any]) -> bool:
    """Tell whether a document was written for xaringan."""
    output = front_matter.get("output")
    return output == _FORMAT or (isinstance(output, dict) and _FORMAT in output)


def xaringan_options(front_matter: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the deck options that the document sets as options of remark, unchecked."""
    reader = _reader(front_matter)
    options = {"incremental": reader["incremental"]} if "incremental" in reader else {}
    nature = reader.get("nature")
    if isinstance(nature, dict):
        options |= {ours: nature[theirs] for theirs, ours in _OPTIONS.items() if theirs in nature}
    return options


def xaringan_title_slide(front_matter: Mapping[Any, Any]) -> str:
    """Return the title slide that xaringan's template makes; nothing with ``seal: false``."""
    if not front_matter.get("title") or _reader(front_matter).get("seal", True) is False:
        return ""
    headings = [f"# {front_matter['title']}"]
    for key, marker in (
        ("subtitle", "##"),
        ("author", "###"),
        ("institute", "###"),
        ("date", "###"),
    ):
        if front_matter.get(key):
            headings.append(f"{marker} {_text(front_matter[key])}")
    return "\n\n".join(["class: center, middle, inverse, title-slide", *headings])


def _reader(front_matter: Mapping[Any, Any]) -> Mapping[Any, Any]:
    output = front_matter.get("output")
    reader = output.get(_FORMAT) if isinstance(output, dict) else None
    return reader if isinstance(reader, dict) else {}


def _text(value: object) -> str:
    """Return an author, or several, on one line."""
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, dict):
        return str(value.get("name", ""))
    return " ".join(str(value).split())
