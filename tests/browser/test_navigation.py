"""The ways out of a deck, and what a deck says of an address without a slide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

if TYPE_CHECKING:
    from browser.conftest import Site
    from playwright.sync_api import Browser, Locator, Page

TALK = "/slides/talk.html"
WINDOWS = [(1280, 720), (1920, 1080), (1024, 768), (640, 360), (360, 203), (390, 844)]
MESSAGE = "There is no slide “{}” in this deck; this is its first."

LARGEST_STYLE_AND_SCRIPT = 100_000
"""In bytes, of deck.css and deck.js together, which every deck loads."""


def open_deck(page: Page, address: str) -> None:
    """Open a deck as a new page."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector(".reveal.ready")


def links(page: Page) -> Locator:
    return page.locator("nav.deck-links")


def message(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text="There is no slide")


def wait_for_opacity(page: Page, opacity: int) -> None:
    page.wait_for_function(
        f"getComputedStyle(document.querySelector('.deck-links')).opacity === '{opacity}'"
    )


class TestLinks:
    def test_the_way_back_leads_to_the_documentation(self, browser_page: Page, base: str) -> None:
        open_deck(browser_page, base + TALK)
        browser_page.mouse.move(400, 400)
        links(browser_page).get_by_role("link", name="Documentation").click()
        browser_page.wait_for_url("**/guide.html")

    def test_the_other_form_opens_at_the_slide_that_is_shown(
        self, browser_page: Page, base: str
    ) -> None:
        open_deck(browser_page, base + TALK + "#what-it-needs")
        for name in ("how", "2024", "Überblick"):
            # The first step leads through the steps of the slide.
            while browser_page.locator("section.present").get_attribute("id") != name:
                browser_page.keyboard.press("ArrowRight")
            address = links(browser_page).get_by_role("link", name="Read this slide")
            assert unquote(address.evaluate("link => link.hash")) == f"#{name}"
        # The handout is a page like others, with their script for formulas.
        browser_page.route(re.compile("mathjax"), lambda route: route.fulfill(body=""))
        browser_page.mouse.move(400, 400)
        address.click()
        browser_page.wait_for_url("**/talk.handout.html#*")
        heading = browser_page.get_by_role("heading", name="Nach oben")
        assert (heading.bounding_box() or {"y": -1})["y"] < 720

    def test_they_are_away_while_nobody_moves(self, browser_page: Page, site: Site) -> None:
        open_deck(browser_page, site.http + TALK)
        wait_for_opacity(browser_page, 0)
        browser_page.mouse.move(400, 400)
        wait_for_opacity(browser_page, 1)
        wait_for_opacity(browser_page, 0)

    def test_a_finger_meets_none_that_it_does_not_see(self, chromium: Browser, site: Site) -> None:
        context = chromium.new_context(has_touch=True, viewport={"width": 1280, "height": 720})
        page = context.new_page()
        open_deck(page, site.http + TALK)
        box = links(page).bounding_box() or {"x": -1, "y": -1}
        page.touchscreen.tap(box["x"] + 20, box["y"] + 10)
        page.wait_for_function(
            """([x, y]) => document.elementFromPoint(x, y).closest(".deck-links")""",
            arg=[box["x"] + 20, box["y"] + 10],
        )
        address = page.url
        page.touchscreen.tap(box["x"] + 20, box["y"] + 10)
        page.wait_for_url("**/guide.html")
        context.close()
        assert address.endswith(TALK)

    def test_the_tab_key_reaches_them(self, browser_page: Page, site: Site) -> None:
        open_deck(browser_page, site.http + TALK)
        browser_page.keyboard.press("Tab")
        wait_for_opacity(browser_page, 1)
        browser_page.keyboard.press("ArrowRight")
        assert browser_page.locator("section.present").get_attribute("id") == "agenda"
        browser_page.keyboard.press("Enter")
        browser_page.wait_for_url("**/guide.html")

    @pytest.mark.parametrize(("width", "height"), WINDOWS)
    def test_they_are_over_nothing(
        self, browser_page: Page, site: Site, width: int, height: int
    ) -> None:
        browser_page.set_viewport_size({"width": width, "height": height})
        open_deck(browser_page, site.http + TALK + "#agenda")
        browser_page.mouse.move(200, 200)
        wait_for_opacity(browser_page, 1)
        covered: list[str] = browser_page.evaluate(
            """() => {
                const box = (part) => part.getBoundingClientRect();
                const over = (a, b) => a.left < b.right && b.left < a.right
                    && a.top < b.bottom && b.top < a.bottom;
                const links = [...document.querySelectorAll(".deck-links a")].map(box);
                const others = document.querySelectorAll(
                    "section.present > *, .slide-number, .controls button, .progress");
                return [...others].filter((part) => links.some((link) => over(link, box(part))))
                    .map((part) => part.outerHTML);
            }"""
        )
        assert covered == []

    def test_paper_has_none(self, browser_page: Page, site: Site) -> None:
        open_deck(browser_page, site.http + TALK + "#nowhere")
        message(browser_page).wait_for()
        browser_page.emulate_media(media="print")
        assert not links(browser_page).is_visible()
        assert not message(browser_page).is_visible()

    def test_without_script_they_are_the_first_line(self, chromium: Browser, site: Site) -> None:
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(site.file + TALK)
        first, heading = (
            page.locator(part).first.bounding_box() for part in ("nav.deck-links a", "h1")
        )
        assert first is not None
        assert heading is not None
        assert first["y"] + first["height"] < heading["y"]
        opacity = links(page).evaluate("nav => getComputedStyle(nav).opacity")
        page.get_by_role("link", name="Read this slide").click()
        page.wait_for_url("**/talk.handout.html")
        context.close()
        assert opacity == "1"


class TestUnknownAddress:
    @pytest.mark.parametrize(
        ("fragment", "name"),
        [
            ("#no-such-slide", "no-such-slide"),
            ("#/99", "99"),
            ("#99", "99"),
            ("#%", "%"),
            ("#M%C3%B6%C3%B6s", "Möös"),
            ("#<img src=x onerror=alert()>$&", "<img src=x onerror=alert()>$&"),
        ],
    )
    def test_it_is_said(self, browser_page: Page, base: str, fragment: str, name: str) -> None:
        open_deck(browser_page, base + TALK + fragment)
        message(browser_page).wait_for()
        assert message(browser_page).text_content() == MESSAGE.format(name)
        assert browser_page.locator("section.present").get_attribute("id") == "growing-moss"

    def test_it_is_said_of_one_that_is_typed(self, browser_page: Page, base: str) -> None:
        open_deck(browser_page, base + TALK + "#how")
        browser_page.evaluate("location.hash = 'nowhere'")
        message(browser_page).wait_for()
        assert browser_page.locator("section.present").get_attribute("id") == "growing-moss"
        browser_page.evaluate("location.hash = 'why'")
        message(browser_page).wait_for(state="hidden")

    @pytest.mark.parametrize("fragment", ["", "#", "#/", "#/2/1", "#3", "#/why", "#deck"])
    def test_nothing_is_said_of_one_that_leads_somewhere(
        self, browser_page: Page, site: Site, fragment: str
    ) -> None:
        # Time stands still but for what runs here, so that a message would be there.
        browser_page.clock.install()
        open_deck(browser_page, site.http + TALK + fragment)
        browser_page.clock.run_for(500)
        assert browser_page.get_by_role("status").all_text_contents() == [""]

    def test_the_message_goes_with_the_next_key(self, browser_page: Page, site: Site) -> None:
        open_deck(browser_page, site.http + TALK + "#nowhere")
        message(browser_page).wait_for()
        browser_page.keyboard.press("Shift")
        assert not message(browser_page).is_visible()

    def test_the_message_goes_with_a_click(self, browser_page: Page, site: Site) -> None:
        open_deck(browser_page, site.http + TALK + "#nowhere")
        message(browser_page).click()
        assert not message(browser_page).is_visible()

    def test_the_message_goes_by_itself(self, browser_page: Page, site: Site) -> None:
        browser_page.clock.install()
        open_deck(browser_page, site.http + TALK + "#nowhere")
        browser_page.clock.run_for(2000)
        assert message(browser_page).is_visible()
        browser_page.clock.run_for(20_000)
        assert not message(browser_page).is_visible()

    def test_the_speaker_view_has_neither_message_nor_links(
        self, browser_page: Page, site: Site
    ) -> None:
        open_deck(browser_page, site.http + TALK + "#nowhere")
        with browser_page.expect_popup() as popup:
            browser_page.keyboard.press("s")
        previews = [popup.value.frame_locator("iframe").nth(number) for number in (0, 1)]
        for preview in previews:
            preview.locator(".reveal.ready").wait_for()
            assert not preview.locator("nav.deck-links").is_visible()
            assert preview.get_by_role("status").count() == 0

    def test_it_is_said_in_the_projects_language(self, browser_page: Page, site: Site) -> None:
        def translate(route: Any) -> None:
            text = route.fetch().text()
            labels = '"labels": {"missing": "Hier gibt es kein „{name}“."'
            route.fulfill(body=text.replace('"labels": {', labels), content_type="text/html")

        browser_page.route("**/talk.html", translate)
        open_deck(browser_page, site.http + TALK + "#nirgends")
        browser_page.get_by_text("Hier gibt es kein „nirgends“.").wait_for()


def test_a_deck_page_stays_light(site: Site) -> None:
    folder = site.folder / "_static" / "deck"
    style, script = ((folder / name).read_text("utf-8") for name in ("deck.css", "deck.js"))
    assert len(style.encode()) + len(script.encode()) < LARGEST_STYLE_AND_SCRIPT
    assert not re.findall(r"^\s*(?://|/\*)", style + script, re.MULTILINE), "comments are shipped"
