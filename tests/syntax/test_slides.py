"""What the scanner and the normaliser make of a text, case by case (``fixtures/slides.md``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it.utils import read_fixture_file

from sphinxcontrib_deck.syntax.content_classes import PLACEHOLDER
from sphinxcontrib_deck.syntax.normalise import normalise
from sphinxcontrib_deck.syntax.properties import class_names
from sphinxcontrib_deck.syntax.scanner import count_separators, scan
from sphinxcontrib_deck.syntax.source import clean_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_deck.syntax.normalise import NormalisedDeck

CASES = read_fixture_file(Path(__file__).parent / "fixtures" / "slides.md")
# What an editor would change or not show, as the fixtures write it.
STAND_INS = {"␣": " ", "→": "\t", "␍": "\r", "⌂": "\ufeff", "∎\n": ""}


def written(source: str) -> str:
    """Return a fixture's source with the real characters in place of their stand-ins."""
    for stand_in, character in STAND_INS.items():
        source = source.replace(stand_in, character)
    return source


def read(source: str, first_line: int = 0) -> NormalisedDeck:
    return normalise(scan(clean_source(source), first_line))


def dump(deck: NormalisedDeck) -> str:
    """Write a deck out: lines of the source from 1, each with its step where it has one.

    ``*`` marks a repeated line, ``?`` one of the notes; ``<0>`` is the place of a content class.
    """
    unknown = (f"unknown {key} {line + 1}" for key, line in deck.unknown_properties)
    written = "\n".join([*_slides(deck), *_content_classes(deck), *unknown, ""])
    return PLACEHOLDER.sub(r"<\1>", written)


def _content_classes(deck: NormalisedDeck) -> Iterator[str]:
    for number, body in enumerate(deck.content_classes):
        yield f"<{number}> {' '.join(body.classes)}"
        for source, line in zip(body.origins, body.lines, strict=True):
            yield f"{source + 1}| {line}".rstrip()


def _slides(deck: NormalisedDeck) -> Iterator[str]:
    texts = deck.text.split("\n")
    for slide in deck.slides:
        properties = (f"{key}={item.value}" for key, item in slide.properties.items())
        yield f"== {slide.number} line {slide.line + 1} {', '.join(properties)}".rstrip()
        for number in range(slide.start, slide.end):
            origin = deck.origins[number]
            step = f".{origin.step}" if origin.step else ""
            marks = "*" * origin.repeated + "?" * (number >= slide.notes)
            text = texts[number].replace("\t", "→")
            yield f"{origin.source + 1}{step}{marks}| {text}".rstrip()


@pytest.mark.parametrize(
    ("source", "expected"),
    [pytest.param(case[2], case[3], id=case[1]) for case in CASES],
)
def test_fixture(source: str, expected: str) -> None:
    assert dump(read(written(source))) == expected


def test_fixtures_have_titles_of_their_own() -> None:
    titles = [case[1] for case in CASES]
    assert len(titles) == len(set(titles))


def test_source_lines_count_from_the_front_matter_on() -> None:
    deck = read("name: a\nOne\n---\nTwo", first_line=10)
    assert [slide.line for slide in deck.slides] == [10, 13]
    assert deck.slides[0].properties["name"].line == 10
    assert [origin.source for origin in deck.origins[1:]] == [11, 13]
    assert deck.source_range(1, 3) == [11, 14]


def test_a_value_keeps_its_line() -> None:
    (slide,) = read("\nclass: a\n\nname: b\n").slides
    assert {key: item.line for key, item in slide.properties.items()} == {"class": 1, "name": 3}


def test_a_repeated_property_keeps_the_line_of_its_own() -> None:
    deck = read("class: a\nOne\n--\nclass: b\nname: c\n")
    last = deck.slides[1].properties
    assert (last["class"].value, last["class"].line) == ("a, b", 3)
    assert last["name"].line == 4


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", []),
        ("center", ["center"]),
        ("center, middle", ["center", "middle"]),
        ("center,middle", ["center", "middle"]),
        ("center middle", ["center", "middle"]),
        (" , center ,\tmiddle, ", ["center", "middle"]),
    ],
)
def test_class_names(value: str, expected: list[str]) -> None:
    assert class_names(value) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("a\n---\nb\n---\nc", 2),
        ("---\na\n---", 2),
        ("a\n--\nb\n???\nc", 0),
        ("```\n---\n```\n---", 1),
        ("a\n<!-- break -->\nb", 1),
    ],
)
def test_count_separators(text: str, count: int) -> None:
    assert count_separators(text) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ufeffa", "a"),
        ("  a\n\n    b\n", "a\n\n  b\n"),
        ("\ta\n\t\tb", "a\n\tb"),
        ("  a\n   \n  b", "a\n \nb"),
        ("a\n  b", "a\n  b"),
        ("", ""),
        (" \n\n ", " \n\n "),
    ],
)
def test_clean_source(text: str, expected: str) -> None:
    assert clean_source(text) == expected
    assert clean_source(expected) == expected


def test_a_step_after_nothing_but_a_layout_is_the_first_slide() -> None:
    deck = read("layout: true\nAbove\n--\nshown\n")
    assert deck.text.split() == ["Above", "shown"]
    assert [slide.remark_numbers for slide in deck.slides] == [(1,)]
