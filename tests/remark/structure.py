"""A deck's slides in the form of the files that remark's own parser gave for comparison."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinxcontrib_deck.syntax.content_classes import PLACEHOLDER, Replacer
from sphinxcontrib_deck.syntax.lexer import TokenKind, lex
from sphinxcontrib_deck.syntax.scanner import scan
from sphinxcontrib_deck.syntax.slideshow import resolve
from sphinxcontrib_deck.syntax.source import clean_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinxcontrib_deck.syntax.content_classes import ContentClass
    from sphinxcontrib_deck.syntax.properties import Line
    from sphinxcontrib_deck.syntax.slideshow import ShownSlide


def slides_of(source: str) -> list[dict[str, Any]]:
    """Return every slide and step as remark would show it."""
    shown = resolve(scan(clean_source(source))).slides
    return [_slide(slide, _whole(slide, shown)) for slide in shown]


def _whole(slide: ShownSlide, shown: Sequence[ShownSlide]) -> list[Line]:
    """Return all that a slide shows, with the steps before it."""
    if slide.step_of is None:
        return slide.content
    group = [other for other in shown if other is slide.step_of or other.step_of is slide.step_of]
    lines: list[Line] = []
    for other in group:
        lines.extend(other.content)
        if other is slide:
            break
    return lines


def _slide(slide: ShownSlide, lines: Iterable[Line]) -> dict[str, Any]:
    properties = {key: item.value for key, item in slide.properties.items()}
    return {
        "number": slide.number,
        "name": properties.pop("name", None),
        "properties": properties,
        "notes": fold(_markup("\n".join(line.text for line in slide.notes))),
        "content": fold(_markup("\n".join(line.text for line in lines))),
    }


def _markup(text: str) -> str:
    """Write content classes as elements, and leave out what remark keeps elsewhere."""
    replacer = Replacer({})
    lines = text.split("\n")
    result, _ = replacer.replace(lines, range(len(lines)))
    return _elements("\n".join(result), replacer.taken)


def _elements(text: str, taken: Sequence[ContentClass]) -> str:
    def element(found: re.Match[str]) -> str:
        body = taken[int(found[1])]
        tag = "div" if body.is_block else "span"
        inner = _elements("\n".join(body.lines), taken)
        return f'<{tag} class="{" ".join(body.classes)}">{inner}</{tag}>'

    return PLACEHOLDER.sub(element, _without_definitions(text))


def _without_definitions(text: str) -> str:
    """Leave out link definitions and macros, and the backslash of what is no content class."""
    result, position = "", 0
    for token in lex(text):
        if token.kind in (TokenKind.DEFINITION, TokenKind.MACRO):
            result += text[position : token.start]
            position = token.end
        elif token.kind is TokenKind.ESCAPED_CONTENT_CLASS:
            result += text[position : token.start]
            position = token.start + 1
    return result + text[position:]


def fold(text: str) -> str:
    """Leave out all white space: remark joins what it inherits without any."""
    return re.sub(r"\s+", "", text)
