"""Real decks give the slides that remark's own parser makes of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from remark.structure import fold, slides_of

CORPUS = Path(__file__).parents[3] / "shared" / "remark"
EXPECTED = sorted((CORPUS / "expected").glob("*.json"))

UNKNOWN_PROPERTY = "a key that remark doesn't know and nothing uses stays content"
BY_DESIGN = {
    # deck, slide (from 0): the line that remark takes away, and why it stays here
    ("041-m2dsupsdlclass-lectures-labs-04-conv-nets", 51): (
        "Input: 227x227x3 image",
        UNKNOWN_PROPERTY,
    ),
    ("041-m2dsupsdlclass-lectures-labs-04-conv-nets", 52): (
        "Input: 227x227x3 image",
        UNKNOWN_PROPERTY,
    ),
}
"""Every difference that is meant, one by one."""


def as_expected(deck: str, index: int, slide: dict[str, Any]) -> dict[str, Any]:
    """Return one of remark's slides, with the difference that is meant."""
    slide = {
        "number": slide["number"],
        "name": slide["name"],
        "properties": dict(slide["properties"]),
        "notes": fold(slide["notes"]),
        "content": fold(slide["content"]),
    }
    if (deck, index) in BY_DESIGN:
        line, _ = BY_DESIGN[deck, index]
        key, _, value = line.partition(":")
        assert slide["properties"].pop(key) == value.strip()
        slide["kept"] = fold(line)
    return slide


@pytest.mark.skipif(not EXPECTED, reason="the corpus of real decks is not beside the repository")
@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_a_real_deck_gives_the_same_slides(path: Path) -> None:
    source = (CORPUS / "decks" / f"{path.stem}.md").read_text(encoding="utf-8")
    expected = json.loads(path.read_text(encoding="utf-8"))["slides"]
    slides = slides_of(source)
    assert len(slides) == len(expected)
    for index, (slide, other) in enumerate(zip(slides, expected, strict=True)):
        wanted = as_expected(path.stem, index, other)
        if kept := wanted.pop("kept", ""):
            assert kept in slide["content"]
            slide["content"] = slide["content"].replace(kept, "", 1)
        assert slide == wanted, f"slide {index}"


def test_every_difference_by_design_is_one() -> None:
    if EXPECTED:
        stems = {path.stem for path in EXPECTED}
        assert {deck for deck, _ in BY_DESIGN} <= stems
