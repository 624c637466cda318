"""Real decks become presentations and handouts: whole, each slide by itself, in a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.testing.util import SphinxTestApp

from sphinxcontrib_deck.syntax.content_classes import CLOSING, OPENING
from sphinxcontrib_deck.syntax.properties import SLIDE_PROPERTIES
from sphinxcontrib_deck.syntax.scanner import scan
from sphinxcontrib_deck.syntax.slideshow import resolve
from sphinxcontrib_deck.syntax.source import clean_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, Route

DECKS = Path(__file__).parents[3] / "shared" / "remark" / "decks"
NAMES = sorted(path.stem for path in DECKS.glob("*.md"))

pytestmark = pytest.mark.skipif(not NAMES, reason="no corpus of real decks beside the repository")
each_deck = pytest.mark.parametrize("deck", NAMES)

AUTHORS_FAULTS = {
    "deck.html": "tags that are left open, or close nothing",
    "deck.math": "TeX that the converter doesn't know",
    "deck.property": "a line like a property, which no slide has",
    "image.not_readable": "the corpus holds no images",
    "misc.highlighting_failure": "languages that Pygments doesn't know, lines marked with '*'",
    "myst.duplicate_def": "two link definitions of one name",
    "deck.reference": "links to files that the corpus doesn't hold, and to no name",
}
"""The warnings that these decks deserve, and why."""

KEYS = "|".join(map(re.escape, SLIDE_PROPERTIES))
SYNTAX = re.compile(
    rf"^\s*(?:{KEYS})\s*:.*"  # a property
    r"|^\s*(?:---?|\?\?\?)\s*$"  # a separator
    r"|(?<![\w\\])\.[A-Za-z][\w-]*(?:\.[\w-]+)*\[.*"  # a content class
    r"|\{\{\s*content\s*\}\}",  # the place of the content in a layout
    re.MULTILINE,
)
"""What no slide shows, outside of code."""

TEXTS = """([presented, handout]) => {
    const texts = (html, selector) => {
        const whole = new DOMParser().parseFromString(html, "text/html");
        // One of these decks' authors writes code as text of a class of that name.
        for (const code of whole.querySelectorAll("pre, code, .code, math, script, style")) {
            code.replaceWith("(code)");
        }
        return [...whole.querySelectorAll(selector)].map((place) => place.textContent);
    };
    return [texts(presented, ".slides > section"), texts(handout, ".body")];
}"""
"""What each slide of a presentation says, notes and all, and what a handout says; without code."""


@dataclass(frozen=True)
class Built:
    """The decks, written by both builders."""

    deck: Path
    html: Path
    warnings: list[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build all decks as one project, as presentations and as handouts, reading them once."""
    source = tmp_path_factory.mktemp("remark")
    for name in NAMES:
        (source / f"{name}.md").write_bytes((DECKS / f"{name}.md").read_bytes())
    (source / "conf.py").write_text(
        "extensions = ['sphinxcontrib_deck']\n"
        "deck_documents = ['**']\n"
        f"root_doc = {NAMES[0]!r}\n"
        "html_theme = 'basic'\n"
        "html_copy_source = False\n",
        encoding="utf-8",
    )
    warnings = []
    for builder in ("deck", "html"):
        app = SphinxTestApp(builder, srcdir=source)
        try:
            app.build()
        finally:
            app.cleanup()
        warnings += re.sub(r"\x1b\[[\d;]*m", "", app.warning.getvalue()).splitlines()
    return Built(source / "_build" / "deck", source / "_build" / "html", warnings)


def expected_slides(deck: str) -> list[str | None]:
    """Return the id of each slide that remark would show, where it has a name.

    Steps are folded into their slides.
    """
    source = clean_source((DECKS / f"{deck}.md").read_text(encoding="utf-8"))
    slides = [slide for slide in resolve(scan(source)).slides if slide.step_of is None]
    assert slides
    names = [
        slide.properties["name"].value if "name" in slide.properties else "" for slide in slides
    ]
    return [
        # The second slide of a name can't have it as well.
        re.sub(r"\s+", "-", name) if name and name not in names[:index] else None
        for index, name in enumerate(names)
    ]


class Sections(HTMLParser):
    """Find the outermost ``<section>`` elements of a page: their ids, and where they are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str | None] = []
        self.slices: list[str] = []
        self._page = page
        self._lines = [0]
        for line in page.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self._depth = 0
        self._start = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "section":
            if not self._depth:
                self._start = self._position()
                self.ids.append(dict(attrs).get("id"))
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._depth -= 1
            if not self._depth:
                end = self._page.index(">", self._position()) + 1
                self.slices.append(self._page[self._start : end])

    def _position(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def page_of(folder: Path, deck: str) -> str:
    return (folder / f"{deck}.html").read_text(encoding="utf-8")


@dataclass
class Stage:
    """The page that shows one deck after the other, and what it complains about."""

    page: Page
    ours: str
    """How the addresses of our own files begin."""
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("requestfailed", self._on_request_failed)
        self.page.on("console", self._on_console)
        self.page.on("pageerror", self._on_page_error)

    def _on_request_failed(self, request: Request) -> None:
        # Any other file is the author's: not in the corpus, or not on this machine.
        if request.url.startswith(self.ours):
            self.complaints.append(f"failed: {request.url}: {request.failure}")

    def _on_console(self, message: ConsoleMessage) -> None:
        # What is said about a request that failed has the address of what was asked for.
        url = str(message.location.get("url", ""))
        is_request = message.text.startswith("Failed to load resource")
        if message.type == "error" and (url.startswith(self.ours) or not is_request):
            self.complaints.append(f"console: {message.text} ({url})")

    def _on_page_error(self, error: Error) -> None:
        # These decks' own scripts are remote, or data, or code to look at: this is always ours.
        self.complaints.append(f"uncaught: {error.stack or error}")


@pytest.fixture(scope="module")
def module_stage(chromium: Browser, built: Built) -> Iterator[Stage]:
    """Give one page for all decks, which reaches no network."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(20_000)
    context.route(re.compile("^(?!file:|data:|blob:|about:)"), stay_here)
    stage = Stage(context.new_page(), (built.deck / "_static").as_uri())
    stage.listen()
    yield stage
    context.close()


def stay_here(route: Route) -> None:
    """Let no request go out."""
    route.abort("internetdisconnected")


@pytest.fixture
def stage(module_stage: Stage) -> Stage:
    """Give the page, of which nothing is known yet."""
    module_stage.complaints.clear()
    return module_stage


def test_decks_build_with_nothing_but_their_authors_faults(built: Built) -> None:
    kinds = "|".join(map(re.escape, AUTHORS_FAULTS))
    begun = [line for line in built.warnings if "WARNING: " in line or "ERROR: " in line]
    other = [line for line in begun if not re.search(rf"\[(?:{kinds})\]$", line)]
    assert not other
    assert not [line for line in built.warnings if "Traceback" in line or "CRITICAL" in line]


@each_deck
def test_a_deck_has_the_slides_of_remark_under_their_names(built: Built, deck: str) -> None:
    sections = Sections(page_of(built.deck, deck))
    expected = expected_slides(deck)
    assert len(sections.ids) == len(sections.slices) == len(expected)
    for number, (found, wanted) in enumerate(zip(sections.ids, expected, strict=True), 1):
        assert found, f"slide {number} has no address"
        assert wanted in (None, found), f"slide {number}"
    assert len(set(sections.ids)) == len(expected)


@each_deck
def test_a_handout_has_the_same_slides_at_the_same_addresses(built: Built, deck: str) -> None:
    handout = page_of(built.html, deck)
    names = [escape(name or "") for name in Sections(page_of(built.deck, deck)).ids]
    places = [handout.find(f'id="{name}"') for name in names]
    assert -1 not in places
    assert places == sorted(places)


@each_deck
def test_a_slide_is_the_same_by_itself_and_among_the_others(
    stage: Stage, built: Built, deck: str
) -> None:
    """No element of one slide reaches into another, as an ``<i>`` that is left open would."""
    text = page_of(built.deck, deck)
    # Parsed and not shown: neither scripts nor reveal.js have changed anything.
    different = stage.page.evaluate(
        """({ page, slides }) => {
            const parse = (html) => new DOMParser().parseFromString(html, "text/html");
            const whole = parse(page).querySelector(".slides");
            const inPage = [...whole.children].map((slide) => slide.outerHTML);
            const alone = slides.map((html) => parse("<!DOCTYPE html>" + html).body.innerHTML);
            const count = Math.max(inPage.length, alone.length);
            return [...Array(count).keys()].filter((index) => inPage[index] !== alone[index]);
        }""",
        {"page": text, "slides": Sections(text).slices},
    )
    assert not different


@each_deck
def test_a_deck_opens_in_a_browser(stage: Stage, built: Built, deck: str) -> None:
    stage.page.goto((built.deck / f"{deck}.html").as_uri(), wait_until="domcontentloaded")
    stage.page.wait_for_selector(".reveal.ready section.present", state="attached")
    stage.page.keyboard.press("End")
    found: dict[str, Any] = stage.page.evaluate(
        """() => ({
            slides: document.querySelectorAll(".slides > section").length,
            children: document.querySelector(".slides").children.length,
            sections: document.querySelectorAll("section").length,
            counted: Reveal.getTotalSlides(),
            current: Reveal.getSlides().indexOf(Reveal.getCurrentSlide()) + 1,
            body: [...document.body.children].map((child) => child.localName),
        })"""
    )
    first, *others = found.pop("body")
    assert first == "main"
    assert set(others) == {"script"}
    assert set(found.values()) == {len(expected_slides(deck))}
    assert not stage.complaints


@each_deck
def test_no_syntax_of_slides_shows(stage: Stage, built: Built, deck: str) -> None:
    pages = [page_of(built.deck, deck), page_of(built.html, deck)]
    for page, texts in zip(pages, stage.page.evaluate(TEXTS, pages), strict=True):
        assert not re.search(f"[{OPENING}{CLOSING}]", page)
        shown = [
            f"{number}: {found[0].strip()}"
            for number, text in enumerate(texts, 1)
            for found in SYNTAX.finditer(text)
        ]
        assert not shown
