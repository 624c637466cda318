"""What holds for every text: nothing is lost, nothing raises, nothing takes for ever."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinxcontrib_deck.syntax.content_classes import PLACEHOLDER
from sphinxcontrib_deck.syntax.front_matter import split_front_matter
from sphinxcontrib_deck.syntax.lexer import TokenKind, lex
from sphinxcontrib_deck.syntax.normalise import normalise
from sphinxcontrib_deck.syntax.properties import SLIDE_PROPERTIES
from sphinxcontrib_deck.syntax.scanner import count_separators, scan
from sphinxcontrib_deck.syntax.source import clean_source

if TYPE_CHECKING:
    from sphinxcontrib_deck.syntax.scanner import Segment

SEPARATORS = ("---", "--", "???")
BREAK = re.compile(r"<!--\s*break\s*-->")
PROPERTY = re.compile(r"\s*(?:<!--\s*)?(?P<key>[-\w]+):")

# Pieces that mean something, so that they meet often; one a line.
WRITTEN_PIECES = r"""
---
--
???
<!-- break -->
<!--
-->
break
```
~~~
````
```]
.a[
\.a[
[
]
`
    x
name: a
class: b, c
<!-- name: c -->
Note: d
[a]: b
![:m x](y)
- x
> x
<div>
ü
"""
UNSEEN_PIECES = [" ", "\t", "\r", "\u2028", "\x0b", "\x85", "\ufeff"]
PIECES = st.sampled_from([*WRITTEN_PIECES.split("\n"), *UNSEEN_PIECES])
LINES = st.lists(st.lists(PIECES, max_size=3).map("".join), max_size=25)
TEXTS = st.one_of(
    LINES.map("\n".join), LINES.map("\r\n".join), st.lists(PIECES).map("".join), st.text()
)


def kept_lines(segments: list[Segment]) -> list[tuple[int, str]]:
    """Return the lines that segments hold, in order; a property's without its text."""
    kept: list[tuple[int, str]] = []
    for segment in segments:
        properties = [(item.line, "") for item in segment.block.properties.values()]
        content = [(line.source, line.text) for line in segment.block.content]
        kept += sorted([*properties, *content])
        kept += [(line.source, line.text) for line in segment.notes]
    return kept


def may_go(line: str) -> bool:
    """Tell whether a line may be in no segment: a separator, or a property set again."""
    if line in SEPARATORS or BREAK.fullmatch(line) or not line.strip():
        return True
    found = PROPERTY.match(line)
    return found is not None and found["key"] in SLIDE_PROPERTIES


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("<!--\nbreak\n-->")
def test_every_line_is_kept_once_and_in_order(source: str) -> None:
    text = clean_source(source)
    lines = text.split("\n")
    kept = kept_lines(scan(text))
    numbers = [number for number, _ in kept]
    assert numbers == sorted(set(numbers))
    for number, content in kept:
        assert content in ("", lines[number])
    missing = set(range(len(lines))) - set(numbers)
    assert [lines[number] for number in sorted(missing) if not may_go(lines[number])] == []


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_tokens_are_in_order_and_separators_are_whole_lines(source: str) -> None:
    text = clean_source(source)
    lines = text.split("\n")
    position = 0
    for token in lex(text):
        assert position <= token.start < token.end <= len(text)
        position = token.end
        if token.kind in (
            TokenKind.SLIDE_SEPARATOR,
            TokenKind.STEP_SEPARATOR,
            TokenKind.NOTES_SEPARATOR,
        ):
            content = text[token.start : token.end]
            assert content in lines
            assert content in SEPARATORS or BREAK.fullmatch(content)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 50))
def test_the_normalised_text_and_its_table_agree(source: str, first_line: int) -> None:
    text = clean_source(source)
    lines = text.split("\n")
    segments = scan(text, first_line)
    deck = normalise(segments)
    written = deck.text.split("\n")
    assert len(written) == len(deck.origins)
    # Slides follow each other without a gap, behind the blank first line.
    bounds = [(slide.start, slide.end) for slide in deck.slides]
    assert [start for start, _ in bounds] == [1, *(end for _, end in bounds[:-1])]
    assert bounds[-1][1] == len(written)
    for slide in deck.slides:
        assert slide.start <= slide.notes <= slide.end
        steps = [deck.origins[number].step for number in range(slide.start, slide.notes)]
        assert steps == sorted(steps)
    for content, origin in zip(written[1:], deck.origins[1:], strict=True):
        assert PLACEHOLDER.search(content) or content in ("", lines[origin.source - first_line])
    for body in deck.content_classes:
        for content, number in zip(body.lines, body.origins, strict=True):
            assert PLACEHOLDER.search(content) or content in lines[number - first_line]
    assert len(deck.slides) <= len(segments)
    # What isn't repeated is there once.
    own = [
        origin.source
        for origin, line in zip(deck.origins[1:], written[1:], strict=True)
        if line and not origin.repeated
    ]
    assert len(own) == len(set(own))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_cleaning_keeps_the_lines_and_is_done_once(source: str) -> None:
    text = clean_source(source)
    assert "\r" not in text
    assert text.count("\n") == len(re.findall(r"\r\n|\r|\n", source))
    assert [line.strip(" \t") for line in text.split("\n")] == [
        line.strip(" \t") for line in re.split(r"\r\n|\r|\n", source.removeprefix("\ufeff"))
    ]


@settings(max_examples=200, deadline=None)
@given(TEXTS.map("---\n{}\n---\n".format))
def test_front_matter_never_raises(source: str) -> None:
    text = clean_source(source)
    found = split_front_matter(text)
    if found is not None:
        lines = text.split("\n")
        assert found.text == "".join(f"{line}\n" for line in lines[1 : found.lines - 1])


def test_separators_are_counted_without_code() -> None:
    assert count_separators("```\n---\n```\n---\n`---`\n") == 1


SIZE = 100_000
PATHOLOGICAL = [
    *("```x\n", "```\n", "~~~\n", "``` ~~~\n", "`", "`a", "`` ", ".a[", ".a", "\\.a[", "[", "[\n"),
    *(
        "[a\n",
        "[a]: b\n",
        "![:",
        "![:x",
        "] ",
        " ",
        "\t",
        "\n",
        "    a\n\n",
        "---\n",
        "--\n",
        "???\n",
    ),
    *("<!-- ", "<!--break", "<!-- a: ", "name: a\n", "a:b\n", "> ", "- ", "\ufeff", "\r"),
]


def seconds(text: str) -> float:
    """Return how long a text takes to become slides."""
    begin = time.perf_counter()
    normalise(scan(clean_source(text)))
    return time.perf_counter() - begin


@pytest.mark.parametrize("piece", PATHOLOGICAL)
def test_a_long_text_is_read_in_time(piece: str) -> None:
    # A linear reading takes about a second for any of these, one that is quadratic takes minutes:
    # the bound is far from both, so a slow machine doesn't fail it.
    assert seconds(piece * (SIZE // len(piece))) < 10


@pytest.mark.parametrize(
    ("before", "piece", "after", "size"),
    [
        ("", "`", "x", 10_000),
        ("", "~", "x", 10_000),
        ("```", " ", "x", 50_000),
        ("<!-- name:", " ", "", 25_000),
        ("<!-- name: a", " ", "x", 25_000),
        ("<!--", "\n", "break", 20_000),
        ("[a]: b", " ", "x", 50_000),
        ("[a]: b", ' "', "x", 50_000),
        ("name: ", "a", "", 50_000),
        ("class: ", ",", "", 50_000),
        (".a[", "[", "]", 50_000),
        ("", "{{", "", 10_000),
        ("", "{{ ", "", 10_000),
        ("{{", " ", "}", 50_000),
        ("{{", "a", "", 50_000),
        pytest.param("", ".a[", "]" * 4_000, 4_000, id="nested"),
    ],
)
def test_a_long_run_is_read_in_time(before: str, piece: str, after: str, size: int) -> None:
    # The same with one run that never ends as it should. Read in linear time it takes some 10 ms,
    # on a busy machine some 100; quadratic time would be many seconds.
    assert seconds(before + piece * size + after) < 3
