"""The example project: built as a reader builds it, and looked through from outside."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from sphinx_testing import with_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import StringIO

    from conftest import BrowserRecord
    from playwright.sync_api import Page as BrowserPage
    from sphinx_testing import TestApp

EXAMPLE = Path(__file__).parent.parent / "example_project"
DECKS = ("slides/talk", "slides/lesson")
PAGES = ("index", "getting-started", "how-it-works", "stations")
VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass
class Page(HTMLParser):
    """What matters here of a page."""

    path: Path
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    """The addresses that its links lead to."""
    loads: list[str] = field(default_factory=list)
    """The addresses that the browser loads for it."""
    notes: str = ""
    """The text of its speaker notes."""

    def __post_init__(self) -> None:
        super().__init__()
        self._notes_depth = 0
        self.text = self.path.read_text("utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the attributes that matter."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "link" and given.get("rel") in {"stylesheet", "icon", "preload"}:
            self.loads.append(given["href"])
        if "src" in given:
            self.loads.append(given["src"])
        is_notes = tag == "aside" and "notes" in given.get("class", "").split()
        if (is_notes or self._notes_depth) and tag not in VOID:
            self._notes_depth += 1

    def handle_endtag(self, tag: str) -> None:
        """Leave the notes."""
        if self._notes_depth and tag not in VOID:
            self._notes_depth -= 1

    def handle_data(self, data: str) -> None:
        """Keep the text of notes."""
        if self._notes_depth:
            self.notes += data

    def is_linked_to(self, target: Path, fragment: str = "") -> bool:
        """Tell whether a link of this page leads there."""
        return any(self._place(link) == (target, fragment) for link in self.links)

    def dead_links(self, site: Site) -> list[str]:
        """List the links that lead nowhere on the site."""
        places = {link: self._place(link) for link in self.links if not urlsplit(link).scheme}
        return [link for link, place in places.items() if not site.has(*place)]

    def _place(self, link: str) -> tuple[Path, str]:
        parts = urlsplit(link)
        path = Path(os.path.normpath(self.path.parent / unquote(parts.path)))
        return path if parts.path else self.path, unquote(parts.fragment)


@dataclass(frozen=True)
class Site:
    """A built site."""

    folder: Path
    pages: dict[str, Page]
    """Its pages by document name."""

    def path(self, docname: str) -> Path:
        """Give the file of a document's page."""
        return self.folder / f"{docname}.html"

    def has(self, path: Path, fragment: str) -> bool:
        """Tell whether a page exists, with an element of this id."""
        docname = path.relative_to(self.folder).with_suffix("").as_posix()
        page = self.pages.get(docname)
        return path.is_file() and (not fragment or page is None or fragment in page.ids)


def build(builder: str, folder: Path) -> Site:
    """Build the example; any warning is an error."""

    def run(app: TestApp, _status: StringIO, warning: StringIO) -> None:
        app.build()
        assert warning.getvalue() == ""
        assert app.statuscode == 0

    with_app(
        srcdir=str(EXAMPLE),
        buildername=builder,
        outdir=str(folder),
        confoverrides={"nitpicky": True},
        warningiserror=True,
    )(run)()
    pages = {
        path.relative_to(folder).with_suffix("").as_posix(): Page(path)
        for path in folder.rglob("*.html")
        if "_static" not in path.parts
    }
    return Site(folder, pages)


@pytest.fixture(scope="session")
def deck_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Give the site with presentations."""
    return build("deck", tmp_path_factory.mktemp("example_deck"))


@pytest.fixture(scope="session")
def html_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Give the site with handouts."""
    return build("html", tmp_path_factory.mktemp("example_html"))


@pytest.fixture(params=["deck", "html"])
def site(request: pytest.FixtureRequest) -> Site:
    """Give each of the two."""
    site: Site = request.getfixturevalue(f"{request.param}_site")
    return site


def source(docname: str) -> str:
    return (EXAMPLE / f"{docname}.md").read_text("utf-8")


def names(docname: str) -> list[str]:
    """List the names that a deck's source gives to its slides."""
    return re.findall(r"^name: (.+)$", source(docname), re.MULTILINE)


def notes(docname: str) -> Iterator[str]:
    """Yield the first words of each of a deck's speaker notes."""
    pattern = r"^\?\?\?$\s+(.*?)(?=^---$|\Z)"
    for text in re.findall(pattern, source(docname), re.MULTILINE | re.DOTALL):
        yield " ".join(text.split()[:5])


class TestBothForms:
    @pytest.mark.parametrize("docname", [*PAGES, *DECKS])
    def test_every_document_has_its_page(self, site: Site, docname: str) -> None:
        assert docname in site.pages

    @pytest.mark.parametrize("docname", DECKS)
    def test_every_name_is_an_address(self, site: Site, docname: str) -> None:
        expected = set(names(docname))
        assert len(expected) > 6
        assert expected <= site.pages[docname].ids

    @pytest.mark.parametrize("docname", [*PAGES, *DECKS])
    def test_no_link_is_dead(self, site: Site, docname: str) -> None:
        assert site.pages[docname].dead_links(site) == []

    @pytest.mark.parametrize(
        ("docname", "deck", "slide"),
        [
            ("index", "slides/talk", ""),
            ("index", "slides/lesson", "your-turn"),
            ("getting-started", "slides/talk", "question"),
            ("getting-started", "slides/talk", "limits"),
            ("how-it-works", "slides/talk", "springs"),
            ("how-it-works", "slides/lesson", "twelfths"),
            ("stations", "slides/talk", "bar"),
        ],
    )
    def test_pages_link_to_slides(self, site: Site, docname: str, deck: str, slide: str) -> None:
        assert site.pages[docname].is_linked_to(site.path(deck), slide)

    @pytest.mark.parametrize(
        ("deck", "docname", "fragment"),
        [
            ("slides/talk", "index", ""),
            ("slides/talk", "how-it-works", "the-rhythms"),
            ("slides/talk", "getting-started", "ask-for-the-turns-of-the-tide"),
            ("slides/lesson", "getting-started", ""),
        ],
    )
    def test_slides_link_to_pages(self, site: Site, deck: str, docname: str, fragment: str) -> None:
        assert site.pages[deck].is_linked_to(site.path(docname), fragment)

    def test_decks_link_to_each_other(self, site: Site) -> None:
        talk, lesson = (site.pages[docname] for docname in DECKS)
        assert talk.is_linked_to(lesson.path)
        assert talk.is_linked_to(lesson.path, "twelfths")
        assert lesson.is_linked_to(talk.path)
        assert lesson.is_linked_to(talk.path, "springs")
        assert lesson.is_linked_to(talk.path, "weather")

    def test_the_agenda_links_to_slides_of_its_deck(self, site: Site) -> None:
        talk = site.pages["slides/talk"]
        assert {"#why", "#parts", "#library", "#limits"} <= set(talk.links)

    def test_pictures_are_there(self, site: Site) -> None:
        shown = [src for page in site.pages.values() for src in page.loads if "_images/" in src]
        assert {Path(src).name for src in shown} == {"tide-at-saltby.svg", "twelfths.svg"}
        assert all((site.folder / "_images" / Path(src).name).is_file() for src in shown)


class TestPresentation:
    @pytest.mark.parametrize("docname", DECKS)
    def test_a_deck_is_slides(self, deck_site: Site, docname: str) -> None:
        slides = source(docname).split("\n---\n")[1:]  # front matter has a fence more
        assert deck_site.pages[docname].text.count("<section") == len(slides)

    @pytest.mark.parametrize("docname", PAGES)
    def test_a_page_stays_a_page(self, deck_site: Site, docname: str) -> None:
        assert 'class="reveal' not in deck_site.pages[docname].text

    def test_has_the_speaker_notes(self, deck_site: Site) -> None:
        for docname in DECKS:
            written = " ".join(deck_site.pages[docname].notes.split())
            assert [words for words in notes(docname) if words not in written] == []

    def test_has_steps(self, deck_site: Site) -> None:
        assert deck_site.pages["slides/talk"].text.count('class="fragment') >= 3

    def test_math_is_written_at_build_time(self, deck_site: Site) -> None:
        assert "<math" in deck_site.pages["slides/talk"].text
        assert "mathjax" not in deck_site.pages["slides/talk"].text.lower()

    def test_the_lesson_has_a_theme_of_its_own(self, deck_site: Site) -> None:
        assert "_static/deck/light.css" in deck_site.pages["slides/talk"].text
        assert "_static/deck/dark.css" in deck_site.pages["slides/lesson"].text

    @pytest.mark.parametrize("docname", DECKS)
    def test_loads_nothing_from_outside(self, deck_site: Site, docname: str) -> None:
        page = deck_site.pages[docname]
        addresses = [urlsplit(address) for address in page.loads]
        assert len(addresses) > 5
        assert [parts.geturl() for parts in addresses if parts.netloc] == []
        files = [page.path.parent / parts.path for parts in addresses if not parts.scheme]
        assert [str(file) for file in files if not file.is_file()] == []


class TestHandout:
    @pytest.mark.parametrize("docname", DECKS)
    def test_is_a_page_of_the_project(self, html_site: Site, docname: str) -> None:
        text = html_site.pages[docname].text
        assert 'class="reveal' not in text
        assert 'class="sphinxsidebar"' in text

    def test_notes_are_in_no_file(self, html_site: Site) -> None:
        presented = [f"{docname}.deck.html" for docname in DECKS]
        files = [
            path
            for path in html_site.folder.rglob("*")
            if path.is_file() and path.relative_to(html_site.folder).as_posix() not in presented
        ]
        texts = {path: " ".join(path.read_text("utf-8", "replace").split()) for path in files}
        wanted = [words for docname in DECKS for words in notes(docname)]
        assert len(wanted) >= 8
        leaks = [(words, path) for words in wanted for path, text in texts.items() if words in text]
        assert leaks == []


class TestInTheBrowser:
    def test_follow_the_agenda_and_come_back(
        self,
        deck_site: Site,
        browser_page: BrowserPage,
        browser_record: BrowserRecord,
        serve: Callable[[Path], str],
    ) -> None:
        address = serve(deck_site.folder)
        browser_page.goto(f"{address}/slides/talk.html#agenda")
        browser_page.get_by_role("link", name="The library").click()
        browser_page.wait_for_selector("section#library.present")
        assert browser_page.url.endswith("/slides/talk.html#library")
        browser_page.go_back()
        browser_page.wait_for_selector("section#agenda.present")
        assert browser_record.requests_outside(address) == []

    @pytest.mark.parametrize("docname", DECKS)
    def test_every_slide_fits_its_canvas(
        self, deck_site: Site, browser_page: BrowserPage, serve: Callable[[Path], str], docname: str
    ) -> None:
        browser_page.goto(f"{serve(deck_site.folder)}/{docname}.html")
        browser_page.wait_for_selector(".reveal.ready")
        overfull = browser_page.evaluate(
            """() => Reveal.getSlides().filter((slide) => {
                Reveal.slide(Reveal.getIndices(slide).h);
                const { scrollHeight, clientHeight, scrollWidth, clientWidth } = slide;
                return scrollHeight > clientHeight || scrollWidth > clientWidth;
            }).map((slide) => slide.id)"""
        )
        assert overfull == []
