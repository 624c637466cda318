"""Two projects of documents and decks: no link of theirs leads nowhere, whoever wrote the page."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

import pytest
from sites import BASES, OTHER, Place, Site

if TYPE_CHECKING:
    from pathlib import Path

    from sites import Projects

PAGE_BUILDERS = ("html", "deck", "dirhtml", "dirdeck")
BUILDERS = (*PAGE_BUILDERS, "singlehtml")

NO_PAGES = {"modindex", "py-modindex"}
"""What Sphinx's own inventory lists, whether it is there or not."""

FROM_GUIDE = {
    ("slides/talk", "question"): 14,
    ("slides/talk", "talk-label"): 3,
    **{("slides/talk", name): 1 for name in ("reasons", "a-smaller-heading", "term-berth")},
    **{("slides/talk", name): 1 for name in ("fees", "second-come", "third-come")},
    **{("slides/talk", name): 2 for name in ("timetable", "equation-rule", "sum", "first-come")},
    ("slides/talk", "crane"): 5,
    ("slides/talk", "berths"): 4,
    ("slides/Fähre", "Überfahrt"): 2,
    **{
        ("slides/names", name): 3
        for name in ("Überblick", "v1.2", "2024", "Case", "case", "図", "Дарга")
    },
    **{("slides/names", name): 2 for name in ("100%", "a+b", "id9")},
}
FROM_TIDES = {
    ("slides/talk", "question"): 4,
    ("slides/talk", "talk-label"): 3,
    ("slides/talk", "crane"): 2,
    **{
        ("slides/talk", name): 1
        for name in ("berths", "equation-rule", "term-berth", "second-come")
    },
    **{
        ("slides/names", name): 1
        for name in ("Überblick", "v1.2", "2024", "Case", "case", "図", "Дарга")
    },
}
FROM_TALK = {
    ("slides/talk", "question"): 3,
    ("slides/talk", "reasons"): 1,
    ("slides/talk", "crane"): 3,
    ("slides/talk", "berths"): 2,
    ("slides/talk", "equation-rule"): 3,
    ("slides/talk", "talk-label"): 2,
    **{("slides/talk", name): 1 for name in ("first-come", "second-come", "third-come")},
    **{("guide", name): 1 for name in ("basin-depth", "draught-table", "forecast", "moorings")},
    ("guide", "the-basin"): 3,
    ("guide", "pier"): 3,
    ("guide", "equation-clearance"): 2,
    ("tides", "equation-height"): 2,
    ("tides", "tides-section"): 2,
    **{("tides", name): 1 for name in ("low-water", "heights", "a-paragraph", "term-neap")},
    ("slides/lesson", "exercise"): 4,
    ("slides/lesson", "slipway"): 2,
    ("slides/lesson", "hidden-answer"): 1,
    **{("slides/names", name): 1 for name in ("Überblick", "Case", "case", "図")},
    ("slides/Fähre", "Überfahrt"): 1,
}
FROM_PLAN = {
    ("slides/talk", "question"): 2,
    **{("slides/talk", name): 1 for name in ("reasons", "talk-label", "second-come", "crane")},
    **{("slides/talk", name): 1 for name in ("equation-rule", "term-berth")},
    **{("slides/plan", name): 1 for name in ("später", "equation-tide", "plan-label", "deep")},
    **{("slides/plan", name): 1 for name in ("hidden-plan", "hidden-pier")},
    **{("tides", name): 1 for name in ("low-water", "doodson21")},
    ("guide", "the-basin"): 1,
}
EXPECTED = {
    "guide": FROM_GUIDE,
    "tides": FROM_TIDES,
    "slides/talk": FROM_TALK,
    "slides/plan": FROM_PLAN,
}
"""For a document: how often it links to which document and element."""

ABROAD = {
    ("harbour", "guide"): {
        ("slides/tour", "bridge"): 3,
        ("slides/tour", "Brücke"): 1,
        ("slides/tour", ""): 3,
        ("slides/tour", "tour-label"): 2,
        ("index", ""): 1,
        ("ships", "ships"): 1,
        ("ships", "term-tug"): 1,
    },
    ("harbour", "tides"): {
        ("slides/tour", "bridge"): 2,
        ("slides/tour", "Brücke"): 1,
        ("slides/tour", ""): 1,
        ("slides/tour", "tour-label"): 1,
        ("slides/tour", "bow"): 1,
    },
    ("harbour", "slides/talk"): {
        ("slides/tour", "bridge"): 1,
        ("slides/tour", "Brücke"): 1,
        ("slides/tour", ""): 1,
        ("ships", "ships"): 1,
    },
    ("harbour", "slides/plan"): {
        ("slides/tour", "bridge"): 1,
        ("slides/tour", "Brücke"): 1,
    },
    ("fleet", "index"): {
        ("slides/talk", "question"): 7,
        ("slides/talk", "reasons"): 1,
        ("slides/talk", ""): 3,
        ("slides/talk", "talk-label"): 2,
        ("slides/talk", "crane"): 2,
        ("slides/talk", "second-come"): 1,
        ("slides/talk", "term-berth"): 1,
        **{
            ("slides/names", name): 1
            for name in ("Überblick", "v1.2", "2024", "Дарга", "100%", "a+b")
        },
        ("slides/names", "図"): 2,
        ("slides/names", "Case"): 2,
        ("slides/names", "case"): 2,
        ("slides/Fähre", "Überfahrt"): 1,
    },
    ("fleet", "ships"): {
        ("slides/talk", "question"): 1,
        ("slides/talk", ""): 1,
        ("slides/names", "図"): 1,
        ("tides", "tides-section"): 1,
        ("tides", "term-neap"): 1,
    },
    ("fleet", "slides/tour"): {
        ("slides/talk", "last-orders"): 1,
        ("slides/talk", "question"): 1,
        ("slides/names", "Case"): 1,
        ("guide", ""): 1,
        ("guide", "the-basin"): 1,
    },
}
"""For a document: how often it links to which document and element of the other project."""

SLIDES = {
    "slides/talk": {
        "title": "Why ferries wait",
        "agenda": "Agenda",
        "question": "What is the question?",
        "reasons": "Why so late",
        "a-figure": "A figure",
        "tables": "Tables",
        "code-and-formulas": "Code and formulas",
        "words": "Words",
        "away": "To the documents",
        "across": "To the other deck",
        "abroad": "To the other project",
        "last-orders": "Slide 12",
    },
    "slides/lesson": {
        "mooring": "Mooring",
        "exercise": "Exercise",
        "picture": "A slipway",
        "the-talk": "The talk",
    },
    "slides/names": {
        "names": "Names",
        "Überblick": "From above",
        "v1.2": "The first",
        "2024": "A year",
        "Case": "Upper",
        "case": "Lower",
        "図": "港",
        "Дарга": "Старшина",
        "100%": "All",
        "a+b": "The sum",
        "id9": "Like one that is made",
        "año-nuevo": "Año nuevo",
    },
    "slides/Fähre": {"die-fähre": "Die Fähre", "Überfahrt": "Hinüber"},
    "slides/plan": {
        "a-plan-in-restructuredtext": "A plan in reStructuredText",
        "Früher": "To the others",
        "später": "Later",
        "last-words": "Last words",
    },
}
DECKS = {
    "slides/talk": "Why ferries wait",
    "slides/lesson": "Mooring",
    "slides/names": "Names",
    "slides/Fähre": "Die Fähre",
    "slides/plan": "A plan in reStructuredText",
}
OLD_NAMES = {"old-question": "question", "older-question": "question"}
"""Of slides of the talk; an inventory has them too."""


class Listed(NamedTuple):
    """An object of an inventory, as Sphinx's own program lists it."""

    kind: str
    name: str
    title: str
    address: str


@pytest.fixture(params=BASES)
def project(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(params=BUILDERS)
def any_builder(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(params=PAGE_BUILDERS)
def builder(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def other_form(builder: str) -> str:
    """Return the builder with the same addresses and decks of the other form."""
    pairs = {"html": "deck", "dirhtml": "dirdeck"}
    return (pairs | {deck: html for html, deck in pairs.items()})[builder]


def page_of(docname: str, builder: str) -> str:
    """Return the file of a document's page."""
    in_folder = builder.startswith("dir") and docname != "index"
    return f"{docname}/index.html" if in_folder else f"{docname}.html"


def counted(places: list[Place]) -> Counter[tuple[str, str]]:
    """Count links to documents and their elements."""
    documents = Counter[tuple[str, str]]()
    for file, fragment in places:
        docname = file if file == "index.html" else file.removesuffix("/index.html")
        documents[docname.removesuffix(".html"), fragment] += 1
    return documents


@functools.cache
def inventory(folder: Path) -> list[Listed]:
    """Run ``python -m sphinx.ext.intersphinx`` on a site's inventory."""
    done = subprocess.run(
        [sys.executable, "-m", "sphinx.ext.intersphinx", str(folder / "objects.inv")],
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    listed, kind = [], ""
    for line in done.stdout.splitlines():
        entry = re.fullmatch(r" {4}(.*?) +(\S.*?)? *: (\S+)", line)
        if entry is None:
            kind = line
        else:
            listed.append(Listed(kind, entry[1], entry[2] or "", entry[3]))
    return listed


class TestEveryOutput:
    def test_is_built_without_a_warning(
        self, projects: Projects, project: str, any_builder: str
    ) -> None:
        assert projects.site(project, any_builder).warnings == ""

    def test_has_no_dead_link(self, projects: Projects, project: str, any_builder: str) -> None:
        site = projects.site(project, any_builder)
        assert site.dead_links() == []
        assert sum(len(site.places(page)) for page in site.pages) > 10

    def test_has_no_id_twice(self, projects: Projects, project: str, builder: str) -> None:
        pages = projects.site(project, builder).pages.items()
        twice = {
            (name, found)
            for name, page in pages
            for found, count in Counter(page.ids).items()
            if count > 1
        }
        assert twice == set()

    @pytest.mark.parametrize("docname", EXPECTED)
    def test_links_to_what_was_meant(self, projects: Projects, builder: str, docname: str) -> None:
        site = projects.site("harbour", builder)
        found = counted(site.written(page_of(docname, builder)))
        expected = EXPECTED[docname]
        assert {place: found[place] for place in expected} == expected


class TestInventory:
    def test_has_every_slide_and_deck(self, projects: Projects, builder: str) -> None:
        folder_page = "/" if builder.startswith("dir") else ".html"
        found = inventory(projects.site("harbour", builder).folder)
        assert {
            (item.name, item.title, unquote(item.address))
            for item in found
            if item.kind == "deck:slide"
        } == {
            (f"{deck}#{name}", title, f"{deck}{folder_page}#{name}")
            for deck, slides in SLIDES.items()
            for name, title in slides.items()
        } | {
            (f"slides/talk#{old}", SLIDES["slides/talk"][name], f"slides/talk{folder_page}#{name}")
            for old, name in OLD_NAMES.items()
        }
        assert {
            (item.name, item.title, unquote(item.address))
            for item in found
            if item.kind == "deck:deck"
        } == {(deck, title, f"{deck}{folder_page}") for deck, title in DECKS.items()}

    def test_names_what_is_there(self, projects: Projects, project: str, builder: str) -> None:
        site = projects.site(project, builder)
        listed = [item for item in inventory(site.folder) if item.name not in NO_PAGES]
        assert len(listed) > 10
        wrong = [item for item in listed if not site.has(site.place("index.html", item.address))]
        assert wrong == []

    def test_is_that_of_the_other_form(
        self, projects: Projects, project: str, builder: str
    ) -> None:
        one, other = (
            projects.site(project, name).folder / "objects.inv"
            for name in (builder, other_form(builder))
        )
        assert one.read_bytes() == other.read_bytes()


class TestOtherProject:
    def test_no_link_to_it_is_dead(self, projects: Projects, project: str, builder: str) -> None:
        """Whatever form either of the two has."""
        site, other = projects.site(project, builder), OTHER[project]
        places = {place for page in site.pages for place in site.places(page, BASES[other])}
        assert len(places) > 5
        for form in (builder, other_form(builder)):
            published = projects.site(other, form)
            assert [place for place in places if not published.has(place)] == []

    @pytest.mark.parametrize(("project", "docname"), ABROAD)
    def test_links_to_what_was_meant(
        self, projects: Projects, project: str, docname: str, builder: str
    ) -> None:
        site = projects.site(project, builder)
        places = site.places(page_of(docname, builder), BASES[OTHER[project]])
        assert counted(places) == ABROAD[project, docname]


class TestTheCheck:
    """A dead link would be found."""

    @pytest.fixture
    def site(self, tmp_path: Path) -> Site:
        (tmp_path / "a.html").write_text(
            '<p id="z"><a href="b.html#x">x</a> <a href="c.html">c</a> <a href="#z">z</a>'
            '<a href="sub/#y">y</a> <iframe src="d.html"></iframe> <a href="https://x.example/b">',
            "utf-8",
        )
        (tmp_path / "b.html").write_text('<p id="y"></p> <a href="a.html">a</a>', "utf-8")
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / "index.html").write_text('<p id="y"><a href="../#q">q</a>', "utf-8")
        return Site(tmp_path)

    def test_lists_them(self, site: Site) -> None:
        assert site.dead_links() == [
            ("a.html", Place("b.html", "x")),
            ("a.html", Place("c.html", "")),
            ("a.html", Place("d.html", "")),
            ("sub/index.html", Place("index.html", "q")),
        ]

    def test_takes_another_site_for_another(self, site: Site) -> None:
        assert site.places("a.html", "https://x.example/") == [Place("b", "")]
