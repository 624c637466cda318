"""A markdown-it plugin that parses a deck one slide at a time, in one parse.

Whatever a slide leaves open ends with it: a list, a fence, a quote, a raw HTML block. Link
definitions are still shared by all slides, as in remark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core.block import block as parse_blocks

from sphinxcontrib_deck.syntax.nesting import ENV_KEY as NESTING_KEY
from sphinxcontrib_deck.syntax.nesting import capped_nesting_plugin

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from sphinxcontrib_deck.syntax.normalise import NormalisedDeck, Slide

ENV_KEY = "sphinxcontrib_deck"
"""Where the parse environment holds the :class:`~.normalise.NormalisedDeck` to parse."""


def bounded_slides_plugin(md: MarkdownIt) -> None:
    """Parse the deck in ``env["sphinxcontrib_deck"]``, if there is one, within its slides.

    The plugin takes the place of markdown-it's core rule ``block``. It emits ``deck_open``,
    for each slide ``slide_open`` (with the :class:`~.normalise.Slide` as ``meta["slide"]``), the
    slide's tokens, its notes between ``notes_open`` and ``notes_close``, ``slide_close``, and last
    ``deck_close``. A token's ``map`` holds source lines. Its ``meta`` gets ``step`` where its first
    line belongs to a later step, ``line_steps`` where its lines belong to several (a colon fence
    also ``origins``, the source line and step of each), and ``repeated``. Nested parses (the body
    of a directive) have no deck and are left alone.
    """
    md.core.ruler.at("block", _parse_slides)
    capped_nesting_plugin(md)


def _parse_slides(state: StateCore) -> None:
    deck: NormalisedDeck | None = state.env.pop(ENV_KEY, None)
    if deck is None or state.inlineMode:
        parse_blocks(state)
        return
    block = StateBlock(state.src, state.md, state.env, state.tokens)
    block.push("deck_open", "", 1).map = deck.source_range(0, len(deck.origins))
    for slide in deck.slides:
        _parse_slide(block, deck, slide)
    block.push("deck_close", "", -1)
    too_deep = state.env.get(NESTING_KEY)
    if too_deep:
        state.env[NESTING_KEY] = [
            deck.origins[min(line, len(deck.origins) - 1)].source for line in too_deep
        ]
    _place_duplicate_definitions(state, deck)


def _parse_slide(block: StateBlock, deck: NormalisedDeck, slide: Slide) -> None:
    opening = block.push("slide_open", "", 1)
    opening.map = [slide.line, slide.line + 1]
    opening.meta = {"slide": slide}
    _parse_lines(block, deck, slide.start, slide.notes)
    if slide.end > slide.notes:
        block.push("notes_open", "", 1).map = deck.source_range(slide.notes, slide.end)
        _parse_lines(block, deck, slide.notes, slide.end)
        block.push("notes_close", "", -1)
    block.push("slide_close", "", -1)


def _parse_lines(block: StateBlock, deck: NormalisedDeck, start: int, end: int) -> None:
    """Parse some lines of the text as if there were no others."""
    first_token = len(block.tokens)
    level = block.level
    # An empty line at the very end of a text is none to markdown-it.
    end = min(end, len(block.bMarks) - 1)
    # The rules compare nesting with `maxNesting`; a slide starts at the top.
    block.level = 0
    block.line = start
    block.lineMax = end
    block.md.block.tokenize(block, start, end)
    block.level = level
    for token in block.tokens[first_token:]:
        _place(token, deck)


def _place_duplicate_definitions(state: StateCore, deck: NormalisedDeck) -> None:
    """Put link definitions written twice on their source lines, but for repeated lines."""
    written_twice = [
        duplicate
        for duplicate in state.env.get("duplicate_refs", ())
        if not deck.origins[duplicate["map"][0]].repeated
    ]
    for duplicate in written_twice:
        duplicate["map"] = deck.source_range(*duplicate["map"])
    if written_twice or "duplicate_refs" in state.env:
        state.env["duplicate_refs"] = written_twice


def _place(token: Token, deck: NormalisedDeck) -> None:
    """Put a token on its source lines and its step."""
    if token.map is None or "is_placed" in token.meta:
        return
    start, end = token.map
    origins = deck.origins[start : max(end, start + 1)]
    token.map = deck.source_range(start, end)
    steps = [origin.step for origin in origins]
    if steps[0]:
        token.meta["step"] = steps[0]
    if steps[-1] != steps[0]:
        token.meta["line_steps"] = steps
    if token.type == "colon_fence" and steps[-1] != steps[0]:
        # Its content is parsed later, as lines that follow each other.
        token.meta["origins"] = [(origin.source, origin.step) for origin in origins]
    if origins[0].repeated:
        token.meta["repeated"] = True
