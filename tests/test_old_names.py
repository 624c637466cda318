"""Slides that were renamed: their old addresses keep working, and what uses one is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from referring import build
from sphinx.util.inventory import InventoryFile

from sphinxcontrib_deck.doctree.names import NameRequest, SlideNames, assign_names
from sphinxcontrib_deck.syntax.normalise import normalise
from sphinxcontrib_deck.syntax.scanner import scan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from referring import Built

BUILDERS = ("html", "deck", "dirhtml", "latex")


def slugs(slug: str) -> Callable[..., str]:
    numbered = [slug, *(f"{slug}-{number}" for number in range(1, 20))]
    return lambda taken: next(item for item in numbered if item not in taken)


class TestAssignment:
    """Which addresses the slides of a deck get (lines of names 1, 2 …, of aliases 11, 12 …)."""

    @staticmethod
    def assign(
        *slides: tuple[str | None, str, tuple[str, ...]],
    ) -> tuple[list[SlideNames], list[str]]:
        asked = [
            NameRequest(
                name,
                number,
                slugs(slug) if slug else None,
                aliases,
                number + 10,
            )
            for number, (name, slug, aliases) in enumerate(slides, start=1)
        ]
        given, problems = assign_names(asked)
        return given, [f"{problem.line}: {problem.message}" for problem in problems]

    def test_an_alias_is_one_more_address(self) -> None:
        given, problems = self.assign(("new", "heading", ("old", "older")))
        assert given[0].addresses == ["new", "old", "older", "heading"]
        assert given == [SlideNames("new", ("old", "older"), "heading")]
        assert problems == []

    def test_one_that_is_a_name_is_left_out(self) -> None:
        given, problems = self.assign(("one", "", ("two",)), ("two", "", ()))
        assert given[0].aliases == ()
        assert problems == [
            "11: alias 'two' is the name of a slide, on line 2; it is left out here"
        ]

    def test_one_that_is_used_twice_stays_with_the_first(self) -> None:
        given, problems = self.assign(("one", "", ("old",)), ("two", "", ("old", "older")))
        assert [names.aliases for names in given] == [("old",), ("older",)]
        assert problems == ["12: alias 'old' is used twice, first on line 11; it is left out here"]

    @pytest.mark.parametrize("written", ["two words", "a\x07b", "a\x85b", "a\ufeffb", "a\u2028b"])
    def test_one_that_can_be_no_address_is_changed(self, written: str) -> None:
        given, problems = self.assign(("one", "", (written,)))
        (alias,) = given[0].aliases
        assert problems == [f"11: alias {written!r} can't be an address; it is {alias!r} instead"]
        assert "-" in alias

    def test_another_slides_heading_doesnt_take_it(self) -> None:
        given, problems = self.assign((None, "tea", ()), ("two", "", ("tea",)))
        assert [names.name for names in given] == ["tea-1", "two"]
        assert given[1].aliases == ("tea",)
        assert problems == []

    def test_nor_does_a_number(self) -> None:
        given, _ = self.assign((None, "", ()), ("two", "", ("slide-1",)))
        assert [names.name for names in given] == ["slide-1-1", "two"]

    def test_nor_does_the_repeat_of_a_name(self) -> None:
        given, _ = self.assign(("a", "", ()), ("a", "", ()), ("b", "", ("a-1",)))
        assert given[1].name == "a-2"
        assert given[2].aliases == ("a-1",)

    def test_one_that_is_the_slides_own_slug_is_its_address(self) -> None:
        given, problems = self.assign((None, "tea", ("tea", "leaf")))
        assert given == [SlideNames("tea", ("leaf",))]
        assert problems == []

    def test_all_addresses_differ(self) -> None:
        slides = [
            (name, slug, aliases)
            for name in (None, "a", "b")
            for slug in ("", "a", "c")
            for aliases in ((), ("a",), ("c", "slide-3"))
        ]
        given, _ = self.assign(*slides)
        addresses = [address for names in given for address in names.addresses]
        assert len(addresses) == len(set(addresses))


class TestProperty:
    def test_a_template_doesnt_hand_it_on(self) -> None:
        text = "name: a\naliases: b\n\nA\n---\ntemplate: a\n\nB\n--\nclass: c\n\nC"
        deck = normalise(scan(text))
        assert [slide.properties.get("aliases") is None for slide in deck.slides] == [
            *(False, True, True),
        ]

    def test_a_layout_doesnt_either(self) -> None:
        deck = normalise(scan("layout: true\naliases: b\nname: a\n---\nA"))
        assert [set(slide.properties) for slide in deck.slides] == [set()]

    def test_names_of_slides_that_are_not_shown_are_kept(self) -> None:
        text = "name: a\nlayout: true\n---\nname: b\naliases: c, d\nexclude: true\n---\nname: e"
        deck = normalise(scan(text))
        assert [tuple(item) for item in deck.unshown_names] == [
            *(("a", 0, True), ("b", 3, False), ("c", 4, False), ("d", 4, False)),
        ]
        assert [slide.properties["name"].value for slide in deck.slides] == ["e"]


@pytest.fixture(scope="module")
def source(copy: Callable[[str], Path]) -> Path:
    return copy("renamed")


@pytest.fixture(scope="module")
def sites(source: Path) -> dict[str, Built]:
    return {builder: build(source, builder) for builder in BUILDERS}


FROM_INDEX = [
    *[("index.md", line, "pot", "kettle") for line in (8, 10, 12, 14, 16, 18, 20)],
    ("index.md", 22, "Überkessel", "kettle"),
    *[("index.md", 24, "pot", "kettle")] * 2,
    ("index.md", 26, "serving", "cups"),
]
NOTES = sorted(
    [
        *FROM_INDEX,
        *[("plain.rst", line, "pot", "kettle") for line in (4, 6)],
        *[("other.md", 7, "pot", "kettle")] * 2,
        *[("talk.md", 9, "pot", "kettle")] * 4,
    ]
)
IN_SPEAKER_NOTES = ("talk.md", 18, "pot", "kettle")


class TestReferences:
    @pytest.mark.parametrize("builder", BUILDERS)
    def test_nothing_is_wrong(self, sites: dict[str, Built], builder: str) -> None:
        assert sites[builder].warnings == []

    @pytest.mark.parametrize("builder", BUILDERS)
    def test_each_is_noted_once(self, sites: dict[str, Built], builder: str) -> None:
        if builder == "latex":
            # The deck is in no toctree, and so not in the book.
            expected = [note for note in NOTES if note[0] != "talk.md"]
        else:
            expected = sorted([*NOTES, IN_SPEAKER_NOTES])
        assert sites[builder].notes == expected

    @pytest.mark.parametrize(
        ("page", "file"),
        [("index.html", "talk.html"), ("plain.html", "talk.html"), ("talk.html", "")],
    )
    @pytest.mark.parametrize("builder", ["html", "deck"])
    def test_each_leads_to_the_name(
        self, sites: dict[str, Built], builder: str, page: str, file: str
    ) -> None:
        links = [href for href, _ in sites[builder].links(page) if href.startswith(f"{file}#")]
        assert {href.partition("#")[2] for href in links} <= {"kettle", "brewing", "cups"}
        assert f"{file}#kettle" in links

    def test_words_are_the_slides_title(self, sites: dict[str, Built]) -> None:
        words = [text for href, text in sites["html"].links("index.html") if "#kettle" in href]
        assert words == [
            *("by file", "The kettle", "by name", "The kettle", "The kettle", "The kettle"),
            *("The kettle", "The kettle", "twice", "on a line", "The kettle", "its heading"),
        ]

    def test_nothing_is_noted_where_nothing_is_written(self, source: Path) -> None:
        built = build(source, "dirhtml")
        assert built.notes == []

    def test_the_doctree_has_no_mark_left(self, source: Path) -> None:
        out = build(source, "xml").out / "talk.xml"
        document = out.read_text("utf-8")
        assert 'refid="kettle"' in document
        assert "old_name=" not in document


IDS = {
    "kettle": ["pot", "old-kettle", "Überkessel", "the-kettle"],
    "brewing": ["brew-old"],
    "cups": ["serving"],
}


class TestAddresses:
    @pytest.mark.parametrize("page", ["talk.html", "talk.deck.html"])
    def test_both_forms_have_them(self, sites: dict[str, Built], page: str) -> None:
        text = (sites["html"].out / page).read_text("utf-8")
        for name, others in IDS.items():
            found = re.search(
                rf'<section[^>]* id="{name}">((?:\s*<span id="[^"]*"></span>)*)', text
            )
            assert found is not None
            assert re.findall(r'id="([^"]*)"', found[1]) == others

    def test_a_heading_leaves_them_alone(self, sites: dict[str, Built]) -> None:
        # `serving` is an old name of another slide.
        text = (sites["html"].out / "talk.html").read_text("utf-8")
        assert re.findall(r'<section id="(serving[^"]*)"', text) == ["serving-1", "serving-2"]

    def test_the_inventory_has_them_with_the_new_address(self, sites: dict[str, Built]) -> None:
        content = (sites["deck"].out / "objects.inv").read_bytes()
        slides = InventoryFile.loads(content, uri="").data["deck:slide"]
        for name in ("pot", "old-kettle", "Überkessel", "kettle"):
            assert slides[f"talk#{name}"].uri == "talk.html#kettle"
            assert slides[f"talk#{name}"].display_name == "The kettle"
        # The slug of a heading is no promise of the author's.
        assert "talk#the-kettle" not in slides

    def test_the_search_finds_a_slide_once(self, sites: dict[str, Built]) -> None:
        index = (sites["html"].out / "searchindex.js").read_text("utf-8")
        assert '"talk#kettle"' in index or "kettle" in index
        assert "talk#pot" not in index

    @pytest.mark.parametrize("page", ["talk.html", "talk.handout.html"])
    def test_opening_one_shows_the_slide(
        self,
        sites: dict[str, Built],
        serve: Callable[[Path], str],
        browser_page: Page,
        page: str,
    ) -> None:
        browser_page.goto(f"{serve(sites['deck'].out)}/{page}#pot")
        browser_page.wait_for_load_state("networkidle")
        heading = browser_page.get_by_role("heading", name="The kettle")
        heading.wait_for(state="visible")
        box = heading.bounding_box()
        assert box is not None
        assert -1 <= box["y"] <= 720


def test_a_slide_in_the_doctree_tells_old_names_from_its_slug(source: Path) -> None:
    from sphinx.testing.util import SphinxTestApp  # noqa: PLC0415

    app = SphinxTestApp("html", srcdir=source)
    try:
        app.build()
        sections = app.env.get_doctree("talk").findall(nodes.section)
        kettle = next(section for section in sections if section["ids"][:1] == ["kettle"])
    finally:
        app.cleanup()
    assert kettle["aliases"] == IDS["kettle"]
    assert kettle["old_names"] == IDS["kettle"][:3]
