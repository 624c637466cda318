"""What is front matter and what is a slide, case by case (``fixtures/front_matter.md``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from sphinxcontrib_deck.syntax.front_matter import split_front_matter
from sphinxcontrib_deck.syntax.source import clean_source

CASES = read_fixture_file(Path(__file__).parent / "fixtures" / "front_matter.md")


def dump(text: str) -> str:
    """Write out how many lines the front matter takes, and its mapping."""
    found = split_front_matter(text)
    if found is None:
        return "none\n"
    data = "unreadable" if found.data is None else repr(found.data)
    return f"{found.lines} lines\n{data}\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [pytest.param(case[2], case[3], id=case[1]) for case in CASES],
)
def test_fixture(source: str, expected: str) -> None:
    source = source.replace("␣", " ").replace("∎\n", "")
    assert dump(source) == expected


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff---\ntitle: a\n---\nOne",
        "---\r\ntitle: a\r\n---\r\nOne",
        "  ---\n  title: a\n  ---\n",
    ],
)
def test_cleaned_text(text: str) -> None:
    found = split_front_matter(clean_source(text))
    assert found is not None
    assert (found.lines, found.data) == (3, {"title": "a"})


def test_text_is_what_stands_between_the_fences() -> None:
    found = split_front_matter("---\na: 1\n\nb: 2\n---\n---\n")
    assert found is not None
    assert found.text == "a: 1\n\nb: 2\n"


@pytest.mark.parametrize(
    ("key", "line"), [("title", 2), ("deck", 4), ("quoted", 7), ("theme", 1), ("missing", 1)]
)
def test_line_of_a_key(key: str, line: int) -> None:
    found = split_front_matter(
        '---\ntitle: a\n# deck: no\ndeck:\n  theme: dark\n  title: b\n"quoted": 1\n---\n'
    )
    assert found is not None
    assert found.key_line(key) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: a\ndeck:\n  theme: dark\n  size: x\n", 5),
        ("size: a\ndeck:\n  size: x\n", 4),
        ("deck: {theme: dark, size: x}\n", 2),
        ("deck: {size: x}\n", 2),
        ("deck:\n  theme: dark,\n  'size': x\n", 4),
        ("title: a\ndeck:\n  theme: dark\n", 3),
    ],
)
def test_line_of_an_option(text: str, line: int) -> None:
    found = split_front_matter(f"---\n{text}---\n")
    assert found is not None
    assert found.option_line("size") == line


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "[" * 1000 + "\n---\n",
        "---\na: &a [*a]\n---\n",
        "---\na: 99999-99-99\n---\n",
        "---\n? [a, b]\n: c\n---\n",
        "---\n? {a: b}\n: c\n---\n",
        "---\n1: 2\n---\n",
        "---\n!!python/object:os.system {}\n---\n",
        "---\na: \x00\n---\n",
        "---\na: \ud800\n---\n",
        "---\n%YAML 9.9\n---\n",
        "---\na: !!timestamp 2001-99-99\n---\n",
        "---\na: 1:99999999999999999999:1\n---\n",
    ],
)
def test_never_raises(text: str) -> None:
    split_front_matter(text)
