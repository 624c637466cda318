"""What the front matter of a xaringan deck means."""

from __future__ import annotations

from typing import Any

import pytest

from sphinxcontrib_deck.syntax.xaringan import (
    is_xaringan,
    xaringan_options,
    xaringan_title_slide,
)

READER = "xaringan::moon_reader"


@pytest.mark.parametrize(
    ("output", "expected"),
    [(READER, True), ({READER: None}, True), ({"html_document": None}, False), (None, False)],
)
def test_is_xaringan(output: object, expected: bool) -> None:
    assert is_xaringan({"output": output}) is expected


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        ({}, {}),
        (None, {}),
        ({"incremental": True}, {"incremental": True}),
        ({"nature": {"ratio": "16:9", "beforeInit": "x.js"}}, {"size": "16:9"}),
        (
            {"nature": {"countIncrementalSlides": False, "highlightLines": True}},
            {"count_incremental_slides": False, "highlight_lines": True},
        ),
        ({"nature": "odd"}, {}),
    ],
)
def test_options(reader: object, expected: dict[str, Any]) -> None:
    assert xaringan_options({"output": {READER: reader}}) == expected


def test_title_slide() -> None:
    front_matter = {
        "title": "Tea",
        "subtitle": "An introduction",
        "author": [{"name": "Ann"}, "Bob"],
        "output": READER,
    }
    assert xaringan_title_slide(front_matter).split("\n\n") == [
        "class: center, middle, inverse, title-slide",
        "# Tea",
        "## An introduction",
        "### Ann, Bob",
    ]


def test_no_title_slide() -> None:
    sealed = {"title": "Tea", "output": {READER: {"seal": False}}}
    assert not xaringan_title_slide(sealed)
    assert not xaringan_title_slide({"output": READER})
