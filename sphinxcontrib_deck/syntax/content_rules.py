"""markdown-it rules for the placeholders of content classes.

A placeholder alone on its line is a block; anywhere else it is inline. ``env`` holds the bodies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from mdit_py_plugins.utils import is_code_block

from sphinxcontrib_deck.syntax.content_classes import OPENING, PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from sphinxcontrib_deck.syntax.content_classes import ContentClass

ENV_KEY = "sphinxcontrib_deck.content_classes"
"""Where the parse environment holds the list of :class:`~.content_classes.ContentClass`."""

_INTERRUPTS: RuleOptionsType = {
    "alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]
}


def content_class_plugin(md: MarkdownIt) -> None:
    """Parse placeholders.

    A block becomes ``content_class_open``/``_close`` around the tokens of its body, inline content
    ``content_span_open``/``_close``, and a block in the middle of text a single ``content_block``
    whose body is left to the renderer. The class names are the tokens' attribute ``class``.
    """
    md.block.ruler.before("code", "content_class", _block_rule, _INTERRUPTS)
    md.inline.ruler.push("content_class", _inline_rule)
    md.inline.add_terminator_char(OPENING)


def _bodies(env: MutableMapping[str, Any]) -> list[ContentClass]:
    return cast("list[ContentClass]", env.get(ENV_KEY, []))


def _block_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: ARG001  # markdown-it's signature
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith(OPENING, begin) or is_code_block(state, start_line):
        return False
    found = PLACEHOLDER.fullmatch(state.src[begin : state.eMarks[start_line]].rstrip())
    bodies = _bodies(state.env)
    if found is None or int(found[1]) >= len(bodies):
        return False
    body = bodies[int(found[1])]
    if silent:
        return body.is_block
    tokens = parse_body(state.md, state.env, body)
    if not body.is_block and _is_text(tokens):
        return False
    opening = state.push("content_class_open", "div", 1)
    opening.attrSet("class", " ".join(body.classes))
    opening.map = [start_line, start_line + 1]
    state.tokens.extend(tokens)
    state.push("content_class_close", "div", -1)
    state.line = start_line + 1
    return True


def parse_body(md: MarkdownIt, env: MutableMapping[str, Any], body: ContentClass) -> list[Token]:
    """Parse a body as blocks; its tokens are on their source lines already."""
    tokens: list[Token] = []
    # A line above it, so that nothing in it is taken for front matter.
    md.block.parse("\n" + "\n".join(body.lines) + "\n", md, env, tokens)
    for token in tokens:
        if token.map is not None and "is_placed" not in token.meta:
            start, end = token.map
            last = len(body.origins) - 1
            first = body.origins[min(max(start - 1, 0), last)]
            token.map = [first, max(body.origins[min(max(end - 2, 0), last)], first) + 1]
            token.meta["is_placed"] = True
    return tokens


def _is_text(tokens: list[Token]) -> bool:
    """Tell whether tokens are a single paragraph, or nothing."""
    return not tokens or (len(tokens) == 3 and tokens[0].type == "paragraph_open")  # noqa: PLR2004


def _inline_rule(state: StateInline, silent: bool) -> bool:  # markdown-it's signature
    found = PLACEHOLDER.match(state.src, state.pos)
    bodies = _bodies(state.env)
    if found is None or int(found[1]) >= len(bodies):
        return False
    body = bodies[int(found[1])]
    if not silent and body.is_block:
        token = state.push("content_block", "div", 0)
        token.attrSet("class", " ".join(body.classes))
        token.meta = {"body": body}
    elif not silent:
        state.push("content_span_open", "span", 1).attrSet("class", " ".join(body.classes))
        inner: list[Token] = []
        state.md.inline.parse(body.lines[0], state.md, state.env, inner)
        state.tokens.extend(inner)
        state.push("content_span_close", "span", -1)
    state.pos = found.end()
    return True
