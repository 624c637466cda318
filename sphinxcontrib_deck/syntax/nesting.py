"""Nesting has an end: beyond it, text stays text.

markdown-it drops what is nested deeper than its limit without a word, and documents nested deeper
than some 150 nodes can't be stored. So the rules that nest stop well before that: deeper list items
and quotes become paragraphs or code, deeper emphasis and links become plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_block import blockquote, list_block

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

MAX_DEPTH = 60
"""How deep tokens nest. A list takes two levels: its own, and its items'."""

ENV_KEY = "sphinxcontrib_deck.nesting"
"""Where the parse environment gets the lines on which something is nested too deep."""

_OUT_OF_REACH = 10_000


def capped_nesting_plugin(md: MarkdownIt) -> None:
    """Stop block and inline rules at :data:`MAX_DEPTH`; ``env`` remembers where."""
    md.options["maxNesting"] = _OUT_OF_REACH
    alternatives = {"list": ["paragraph", "reference", "blockquote"]}
    alternatives["blockquote"] = [*alternatives["list"], "list"]
    md.block.ruler.at("list", _capped(list_block), {"alt": alternatives["list"]})
    md.block.ruler.at("blockquote", _capped(blockquote), {"alt": alternatives["blockquote"]})
    md.core.ruler.after("inline", "capped_inline", _flatten_inline)


def _capped(
    rule: Callable[[StateBlock, int, int, bool], bool],
) -> Callable[[StateBlock, int, int, bool], bool]:
    def capped(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        if state.level < MAX_DEPTH:
            return rule(state, start_line, end_line, silent)
        # Asked silently the rule says whether it would begin here, within a paragraph too.
        if rule(state, start_line, end_line, True):  # noqa: FBT003
            state.env.setdefault(ENV_KEY, []).append(start_line)
        return False

    return capped


def _flatten_inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children:
            kept = _shallow(token.children)
            if len(kept) < len(token.children):
                state.env.setdefault(ENV_KEY, []).append(token.map[0] if token.map else 0)
                token.children = kept


def _shallow(tokens: list[Token]) -> list[Token]:
    """Return inline tokens without the pairs that stand too deep; what is in them stays."""
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        depth -= token.nesting == -1
        if token.nesting == 0 or depth < MAX_DEPTH:
            kept.append(token)
        depth += token.nesting == 1
    return kept
