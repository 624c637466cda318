"""Decks embedded in pages and in other decks, from a server and from a folder."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Frame, FrameLocator, Locator, Page

THEMES = ("alabaster", "furo")
FILES = {
    "conf.py": """\
extensions = ["sphinxcontrib_deck"]
exclude_patterns = ["_build"]
""",
    "index.md": """\
# Home

<input id="field">

```{deck} slides/moss
:slide: why
```

```{deck} slides/old
:title: The old one
```
""",
    "slides/moss.md": """\
---
deck: true
title: Growing moss
---
# Growing moss
---
name: why

## Why moss

[home](../index.md)
---
## What it needs
""",
    "slides/old.md": "---\ndeck: {size: '4:3'}\n---\n# The old one\n---\n# Another\n",
    "slides/both.md": """\
---
deck: true
---
# Both
---
## One in the other

```{deck} moss
```
---
# The end
""",
}


@pytest.fixture(scope="module")
def sites(
    tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]
) -> dict[str, dict[str, str]]:
    """Build the site with each theme; give its addresses, from a server and from its folder."""
    source = tmp_path_factory.mktemp("embed")
    for name, text in FILES.items():
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text(text, "utf-8")
    found = {}
    for theme in THEMES:
        warnings = io.StringIO()
        folder = source / "_build" / theme
        options = {"html_theme": theme}
        app = SphinxTestApp("html", source, folder, confoverrides=options, warning=warnings)
        app.build()
        app.cleanup()
        assert not warnings.getvalue()
        found[theme] = {"http": serve(folder / "html"), "file": (folder / "html").as_uri()}
    return found


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, sites: dict[str, dict[str, str]]) -> str:
    """Give the site's address: from a server, then from its folder."""
    return sites["alabaster"][request.param]


SLIDE = ".slides > section.present"
WHY, NEEDS, OLD = "Why moss", "What it needs", "The old one"


def embedded(page: Page, number: int = 0) -> FrameLocator:
    return page.frame_locator("figure.deck-embed > iframe").nth(number)


def wait_for_slide(frame: FrameLocator, title: str) -> None:
    frame.locator(f'{SLIDE}:has(:is(h1, h2):text-is("{title}"))').wait_for()


def title_in(frame: FrameLocator) -> str:
    return frame.locator(SLIDE).locator("h1, h2").inner_text()


def frame_of(page: Page, deck: str) -> Frame:
    return next(frame for frame in page.frames if f"/{deck}.deck.html" in frame.url)


def active(page: Page) -> str:
    return str(page.evaluate("document.activeElement.tagName"))


def show_frames(page: Page) -> None:
    """Scroll through the page, so that every frame loads."""
    for number, title in enumerate((WHY, OLD)):
        page.locator("figure.deck-embed").nth(number).scroll_into_view_if_needed()
        wait_for_slide(embedded(page, number), title)


class TestOnAPage:
    def test_the_frame_shows_the_slide(self, browser_page: Page, base: str) -> None:
        browser_page.goto(f"{base}/index.html")
        show_frames(browser_page)

    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize("width", [1280, 360])
    def test_a_frame_has_the_shape_of_its_deck(
        self, browser_page: Page, sites: dict[str, dict[str, str]], theme: str, width: int
    ) -> None:
        browser_page.set_viewport_size({"width": width, "height": 800})
        browser_page.goto(f"{sites[theme]['http']}/index.html")
        show_frames(browser_page)
        for number, ratio in enumerate((16 / 9, 4 / 3)):
            figure = browser_page.locator("figure.deck-embed").nth(number)
            around, box = figure.bounding_box(), figure.locator("iframe").bounding_box()
            assert around is not None
            assert box is not None
            assert box["width"] / box["height"] == pytest.approx(ratio, rel=0.01)
            assert box["width"] == pytest.approx(around["width"], abs=1)
            assert box["x"] + box["width"] <= width

    def test_a_frame_is_no_higher_than_the_window(self, browser_page: Page, base: str) -> None:
        browser_page.set_viewport_size({"width": 1280, "height": 320})
        browser_page.goto(f"{base}/index.html")
        box = browser_page.locator("iframe").nth(1).bounding_box()
        assert box is not None
        assert box["height"] < 320
        assert box["width"] / box["height"] == pytest.approx(4 / 3, rel=0.01)

    def test_nothing_scrolls_in_a_frame(self, browser_page: Page, base: str) -> None:
        browser_page.goto(f"{base}/index.html")
        show_frames(browser_page)
        for deck in ("moss", "old"):
            fits = """() => {
                const box = document.scrollingElement;
                return box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight;
            }"""
            assert frame_of(browser_page, deck).evaluate(fits)

    def test_arrows_show_that_there_is_more(self, browser_page: Page, base: str) -> None:
        browser_page.goto(f"{base}/index.html")
        show_frames(browser_page)
        opacity = "document.querySelector('.reveal.deck-idle .controls').computedStyleMap()"
        found = frame_of(browser_page, "old").evaluate(f"{opacity}.get('opacity').value")
        assert float(found) > 0.5

    def test_the_link_opens_the_deck_at_the_slide(self, browser_page: Page, base: str) -> None:
        browser_page.goto(f"{base}/index.html")
        browser_page.locator("figcaption a").first.click()
        browser_page.wait_for_url("**/slides/moss.deck.html#why")
        browser_page.locator(f'{SLIDE}:has-text("{WHY}")').wait_for()

    def test_a_link_in_the_frame_leaves_it(self, browser_page: Page, base: str) -> None:
        browser_page.goto(f"{base}/index.html")
        wait_for_slide(embedded(browser_page), WHY)
        embedded(browser_page).locator(f"{SLIDE} a").click()
        browser_page.wait_for_url(lambda url: url.endswith("/index.html"))
        browser_page.wait_for_function("window.top === window && document.querySelector('iframe')")

    @pytest.mark.parametrize("theme", THEMES)
    def test_paper_shows_the_slide(
        self, browser_page: Page, sites: dict[str, dict[str, str]], theme: str
    ) -> None:
        browser_page.goto(f"{sites[theme]['http']}/index.html")
        show_frames(browser_page)
        browser_page.emulate_media(media="print")
        box = browser_page.locator("iframe").nth(0).bounding_box()
        assert box is not None
        shown = frame_of(browser_page, "moss").evaluate(
            """() => [...document.querySelectorAll(".slides > section")]
                .filter((slide) => slide.checkVisibility())
                .map((slide) => [slide.id, slide.getBoundingClientRect().width])"""
        )
        assert shown == [["why", pytest.approx(box["width"], abs=2)]]


class TestFocus:
    def test_a_page_keeps_its_place_and_its_focus(self, browser_page: Page, base: str) -> None:
        """Though the frame's address names a slide, and the frame is only half in view."""
        browser_page.set_viewport_size({"width": 1280, "height": 240})
        browser_page.goto(f"{base}/index.html")
        wait_for_slide(embedded(browser_page), WHY)
        browser_page.wait_for_load_state("networkidle")
        assert browser_page.evaluate("scrollY") == 0
        assert active(browser_page) == "BODY"

    def test_a_page_keeps_its_place_before_the_deck_has_begun(
        self, browser_page: Page, base: str
    ) -> None:
        """A browser goes to what an address names, and takes the page around with it."""
        browser_page.route("**/deck.js*", lambda route: route.fulfill(body=""))
        browser_page.set_viewport_size({"width": 1280, "height": 240})
        browser_page.goto(f"{base}/index.html")
        embedded(browser_page).locator("section#why").wait_for()
        frame_of(browser_page, "moss").wait_for_load_state("load")
        assert browser_page.evaluate("scrollY") == 0
        assert active(browser_page) == "BODY"

    def test_a_frame_that_comes_late_takes_no_focus(self, browser_page: Page, base: str) -> None:
        browser_page.goto(f"{base}/index.html")
        browser_page.locator("#field").focus()
        show_frames(browser_page)
        assert active(browser_page) == "INPUT"

    def test_keys_work_in_the_frame_that_has_the_focus(self, browser_page: Page, base: str) -> None:
        browser_page.set_viewport_size({"width": 1280, "height": 600})
        browser_page.goto(f"{base}/index.html")
        wait_for_slide(embedded(browser_page), WHY)
        browser_page.locator("#field").focus()
        browser_page.keyboard.press("Tab")
        assert active(browser_page) == "IFRAME"
        place = browser_page.evaluate("[scrollY, location.href]")
        browser_page.keyboard.press("ArrowRight")
        wait_for_slide(embedded(browser_page), NEEDS)
        browser_page.keyboard.press("ArrowDown")
        assert browser_page.evaluate("[scrollY, location.href]") == place
        assert title_in(embedded(browser_page)) == NEEDS

    def test_a_ring_shows_where_the_focus_is(self, browser_page: Page, base: str) -> None:
        browser_page.goto(f"{base}/index.html")
        wait_for_slide(embedded(browser_page), WHY)
        ring = "getComputedStyle(document.documentElement, '::after').boxShadow"
        frame = frame_of(browser_page, "moss")
        assert frame.evaluate(ring) == "none"
        browser_page.locator("#field").focus()
        browser_page.keyboard.press("Tab")
        assert "inset" in frame.evaluate(ring)
        browser_page.keyboard.press("Shift+Tab")
        assert frame.evaluate(ring) == "none"

    def test_tab_leads_through_the_frame(self, browser_page: Page, base: str) -> None:
        browser_page.goto(f"{base}/index.html")
        wait_for_slide(embedded(browser_page), WHY)
        browser_page.locator("#field").focus()
        stops: list[str] = []
        while not stops or stops[-1] == "IFRAME":
            browser_page.keyboard.press("Tab")
            stops.append(active(browser_page))
            assert len(stops) < 12
        assert stops[-1] == "A"
        assert browser_page.evaluate("document.activeElement.closest('figcaption') !== null")
        assert title_in(embedded(browser_page)) == WHY

    def test_keys_work_after_a_click_in_the_frame(self, browser_page: Page, base: str) -> None:
        browser_page.goto(f"{base}/index.html")
        wait_for_slide(embedded(browser_page), WHY)
        embedded(browser_page).locator(f"{SLIDE} h2").click()
        browser_page.keyboard.press("PageDown")
        wait_for_slide(embedded(browser_page), NEEDS)

    def test_keys_on_the_page_are_the_pages_own(self, browser_page: Page, base: str) -> None:
        browser_page.set_viewport_size({"width": 1280, "height": 400})
        browser_page.goto(f"{base}/index.html")
        wait_for_slide(embedded(browser_page), WHY)
        browser_page.keyboard.press("ArrowRight")
        browser_page.keyboard.press("PageDown")
        browser_page.wait_for_function("scrollY > 0")
        assert title_in(embedded(browser_page)) == WHY


class TestOnASlide:
    @pytest.fixture
    def slide(self, browser_page: Page, base: str) -> Locator:
        browser_page.goto(f"{base}/slides/both.deck.html#one-in-the-other")
        wait_for_slide(embedded(browser_page), "Growing moss")
        return browser_page.locator("section#one-in-the-other")

    def test_it_fits(self, slide: Locator) -> None:
        outer, figure = slide.bounding_box(), slide.locator("figure").bounding_box()
        frame = slide.locator("iframe").bounding_box()
        assert outer is not None
        assert figure is not None
        assert frame is not None
        assert frame["width"] / frame["height"] == pytest.approx(16 / 9, rel=0.01)
        assert frame["height"] > 0.5 * outer["height"]
        assert figure["y"] + figure["height"] < outer["y"] + 0.95 * outer["height"]
        assert slide.evaluate("slide => slide.style.getPropertyValue('--deck-fit')") == ""

    def test_each_deck_has_its_own_keys(self, browser_page: Page, slide: Locator) -> None:
        frame = embedded(browser_page)
        frame.locator(f"{SLIDE} h1").click()
        browser_page.keyboard.press("ArrowRight")
        wait_for_slide(frame, WHY)
        assert slide.is_visible()
        browser_page.evaluate("document.activeElement.blur()")
        browser_page.keyboard.press("ArrowRight")
        browser_page.locator(f'{SLIDE}:has(h1:text-is("The end"))').wait_for()
