"""Mark stretches of highlighted code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PIECE = re.compile(
    r'(?P<number><span class="linenos">[^<]*</span>)|(?P<tag><[^>]*>)|(?P<char>&[^;\s]+;|[^<])',
    re.DOTALL,
)


def mark_code(html: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return highlighted code with ``<mark>`` around some of its text.

    A mark ends before every tag and goes on behind it, so that elements stay nested.

    :param html: Pygments' output; line numbers in it are no text.
    :param spans: where the marks begin and end, as offsets into the code's text, in order.
    """
    before, pre, code = html.partition("<pre>")
    marked = {offset for start, end in spans for offset in range(start, end)}
    result: list[str] = []
    offset, is_open = 0, False
    for piece in _PIECE.finditer(code):
        is_marked = piece["char"] is not None and offset in marked
        if is_open != is_marked:
            result.append("<mark>" if is_marked else "</mark>")
            is_open = is_marked
        result.append(piece.group())
        offset += piece["char"] is not None
    return before + pre + "".join(result)
