"""Slides that begin with headings, and attributes above headings, as strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

from sphinxcontrib_deck.syntax.headings import split_at_headings
from sphinxcontrib_deck.syntax.scanner import scan

if TYPE_CHECKING:
    from sphinxcontrib_deck.syntax.scanner import Segment

MARKDOWN = MarkdownIt("commonmark").use(attrs_block_plugin).use(myst_block_plugin)

PIECES = [
    *("# One", "## Two", "### Three", "{.a #b}", "{key=1}", "(label)=", "% comment", "", "text"),
    *(
        "---",
        "--",
        "???",
        "```",
        "- item",
        "  ## in it",
        "> # quoted",
        ".left[",
        "]",
        "====",
        "----",
    ),
    *("name: x", "class: y", "<!-- a -->", "<div>", "    # code", "{{x}}"),
]


def split(text: str, level: int = 2) -> list[Segment]:
    return split_at_headings(scan(text), MARKDOWN, level)


def shown(segments: list[Segment]) -> list[str]:
    """Return what each segment shows, with a hyphen before what is a step."""
    return [
        "-" * segment.is_step + "|".join(line.text for line in segment.block.content if line.text)
        for segment in segments
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n\na\n\n## B\n\nb", ["# A|a", "## B|b"]),
        ("before\n\n# A", ["before", "# A"]),
        ("\n\n# A", ["# A"]),
        ("# A\n---\n# B", ["# A", "# B"]),
        ("a\n--\n# B", ["a", "# B"]),
        ("a\n--\nb\n# C", ["a", "-b", "# C"]),
        ("A\n===\n\nB\n-----\n\nb", ["A|===", "B|-----|b"]),
        ("# A\n### B", ["# A|### B"]),
        ("> # A\n\n- # B\n\n    # C", ["> # A|- # B|    # C"]),
        ("```\n# A\n```", ["```|# A|```"]),
        ("a\n.left[\n# A\n]\n# B", ["a|.left[|# A|]", "# B"]),
        ("#", ["#"]),
        ("a\n\n#\n\nb", ["a", "#|b"]),
    ],
)
def test_where_slides_begin(text: str, expected: list[str]) -> None:
    assert shown(split(text)) == expected


@pytest.mark.parametrize(("level", "count"), [(1, 1), (2, 2), (3, 3), (6, 4)])
def test_the_level(level: int, count: int) -> None:
    assert len(split("# A\n## B\n### C\n###### D", level)) == count


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("{.a .b}", {"class": "a b"}),
        ("{#id}", {"name": "id"}),
        ("{name=x}", {"name": "x"}),
        ("(label)=", {"name": "label"}),
        ("(a label)=", {}),
        ("(label)=\n{#id}", {"name": "id"}),
        ("(label)=\n{.a}\n", {"name": "label", "class": "a"}),
        ("{.a}\n\n{.b count=false}", {"class": "a, b", "count": "false"}),
        ('{background-color="#123" data-x=y}', {"background-color": "#123", "data-x": "y"}),
        ('{data-background-color="red"}', {"background-color": "red"}),
    ],
)
def test_what_stands_above_a_heading(above: str, expected: dict[str, str]) -> None:
    first, second = split(f"# A\n\ntext\n\n{above}\n## B\n\nb")
    assert shown([first]) == ["# A|text"]
    assert {key: item.value for key, item in second.block.properties.items()} == expected
    assert second.line == 4


def test_unknown_attributes_are_named_with_their_lines() -> None:
    (segment,) = scan("{.a colour=red}\n{nme=x}\n# A\n")
    assert segment.block.unknown_attributes == (("colour", 0), ("nme", 1))


def test_a_heading_ends_notes() -> None:
    text = "# A\n???\nnote\n### deep\n\n## B\nb\n???\nb1\n???\nb2\n## C\nc\n## D\n???\nd"
    segments = split(text)
    assert shown(segments) == ["# A", "## B|b", "## C|c", "## D"]
    notes = [[line.text for line in segment.notes if line.text] for segment in segments]
    assert notes == [["note", "### deep"], ["b1", "b2"], [], ["d"]]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("\n".join), st.integers(1, 6))
def test_no_line_is_lost_or_moved(text: str, level: int) -> None:
    def lines(segments: list[Segment]) -> list[int]:
        return [
            line.source
            for segment in segments
            for line in (*segment.block.content, *segment.notes)
            if line.text and not line.text.startswith("{")
        ]

    segments = scan(text)
    divided = split_at_headings(segments, MARKDOWN, level)
    assert lines(divided) == lines(segments)
    assert not divided[0].is_step
    assert [segment.line for segment in divided] == sorted(segment.line for segment in divided)
