"""Which address each slide of a deck gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxcontrib_deck.doctree.names import NameRequest, assign_names

if TYPE_CHECKING:
    from sphinxcontrib_deck.doctree.names import NameProblem


def request(name: str | None = None, slug: str | None = None, line: int = 1) -> NameRequest:
    """Ask for an address as MyST would: its slugs get ``-1``, ``-2`` … where they are taken."""
    if slug is None:
        return NameRequest(name, line, None)

    def unique_slug(taken: object) -> str:
        candidates = [slug, *(f"{slug}-{number}" for number in range(1, 10))]
        return next(item for item in candidates if item not in taken)  # type: ignore[operator]

    return NameRequest(name, line, unique_slug)


def names(*requests: NameRequest) -> list[str]:
    return [given.name for given in assign_names(requests)[0]]


def problems(*requests: NameRequest) -> list[tuple[str, int]]:
    return [(problem.message, problem.line) for problem in assign_names(requests)[1]]


def names_and_problems(asked: list[NameRequest]) -> tuple[list[str], list[NameProblem]]:
    given, wrong = assign_names(asked)
    return [names.name for names in given], wrong


def test_no_slides() -> None:
    assert names_and_problems([]) == ([], [])


def test_a_name_comes_before_a_slug_and_a_slug_before_a_number() -> None:
    asked = [request("one", "heading"), request(None, "heading"), request()]
    assert names_and_problems(asked) == (["one", "heading", "slide-3"], [])


@pytest.mark.parametrize(
    "name",
    [
        "Überblick",
        "v1.2",
        "2024",
        "Case",
        "图",
        "id-first",
        "a_b",
        "a:b",
        "a/b",
        "ß",
        "🎉",
        "-",
        "'<&",
    ],
)
def test_a_name_is_kept_exactly(name: str) -> None:
    assert names_and_problems([request(name, "heading")]) == ([name], [])


def test_names_differ_by_case() -> None:
    assert names_and_problems([request("Case"), request("case")]) == (["Case", "case"], [])


@pytest.mark.parametrize("name", ["", None])
def test_an_empty_name_is_none(name: str | None) -> None:
    assert names_and_problems([request(name, "heading")]) == (["heading"], [])


def test_a_heading_never_takes_a_later_name() -> None:
    asked = [request(None, "tea"), request(None, "tea"), request("tea"), request("tea-1")]
    assert names_and_problems(asked) == (["tea-2", "tea-3", "tea", "tea-1"], [])


def test_a_number_never_takes_a_name_or_a_slug() -> None:
    asked = [
        request(),
        request("slide-1"),
        request(),
        request(None, "slide-3"),
        request("slide-5"),
        request(),
    ]
    found, wrong = names_and_problems(asked)
    assert not wrong
    assert found == ["slide-1-1", "slide-1", "slide-3", "slide-3-1", "slide-5", "slide-6"]


def test_white_space_becomes_hyphens() -> None:
    asked = [request("two  words\tand more", line=7)]
    assert names(*asked) == ["two-words-and-more"]
    ((message, line),) = problems(*asked)
    assert line == 7
    assert "'two  words\\tand more'" in message
    assert "'two-words-and-more'" in message


def test_a_double_quote_becomes_a_hyphen() -> None:
    # Sphinx writes a heading's link to itself without escaping the address.
    asked = [request('a"onclick="b', line=7)]
    assert names(*asked) == ["a-onclick=-b"]
    assert [line for _, line in problems(*asked)] == [7]


@pytest.mark.parametrize("place", range(4))
def test_a_slide_put_in_changes_no_other_titled_slides_address(place: int) -> None:
    asked = [request("tea"), request(None, "kettle"), request(None, "tea")]
    more = [*asked[:place], request(None, "new"), *asked[place:]]
    assert [name for name in names(*more) if name != "new"] == names(*asked)


def test_a_name_used_twice() -> None:
    asked = [request("tea", line=3), request("tea", line=9), request("tea", line=12)]
    assert names(*asked) == ["tea", "tea-1", "tea-2"]
    wrong = problems(*asked)
    assert [line for _, line in wrong] == [9, 12]
    assert "first on line 3" in wrong[0][0]
    assert "'tea-1'" in wrong[0][0]


def test_a_name_keeps_its_address_though_an_earlier_repeat_could_use_it() -> None:
    asked = [request("tea"), request("tea"), request("tea-1")]
    assert names(*asked)[2] == "tea-1"
    assert len(problems(*asked)) == 1


def test_an_empty_slug_falls_back_to_the_number() -> None:
    asked = [NameRequest(None, 1, lambda _taken: "")]
    assert names(*asked) == ["slide-1"]


def test_addresses_all_differ() -> None:
    asked = [
        request(name, slug) for name in (None, "a", "a-1", "slide-1") for slug in (None, "a", "a-1")
    ]
    found = names(*asked, *asked)
    assert len(set(found)) == len(found) == 24
