"""Every address lands on its slide, in a real browser, from a server and from a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

TALK = "/slides/talk.html"


def open_page(page: Page, address: str) -> None:
    """Open a page as if it were new: an address that differs in its fragment loads nothing."""
    page.goto("about:blank")
    page.goto(address)


def wait_for_slide(page: Page, title: str) -> None:
    """Wait until the only slide on screen is the one with this title."""
    page.wait_for_function(
        """title => {
            const shown = [...document.querySelectorAll(".slides > section")].filter((slide) => {
                const box = slide.getBoundingClientRect();
                return slide.checkVisibility({ opacityProperty: true }) && box.width > 0;
            });
            return shown.length === 1 && shown[0].querySelector("h1, h2")?.textContent === title;
        }""",
        arg=title,
    )


ADDRESSES = {
    "": "Growing moss",
    "#why": "Why moss",
    "#2024": "A name that is a number",
    "#Überblick": "Nach oben",
    "#%C3%9Cberblick": "Nach oben",
    "#what-it-needs": "What it needs",
    "#tab-growth": "The numbers",
    "#/why": "Why moss",
    "#/2": "Why moss",
    "#3": "Why moss",
    "#no-such-slide": "Growing moss",
    "#%": "Growing moss",
}


def test_an_address_opens_its_slide(browser_page: Page, base: str) -> None:
    for fragment, title in ADDRESSES.items():
        open_page(browser_page, base + TALK + fragment)
        wait_for_slide(browser_page, title)


def test_an_address_typed_into_an_open_deck_shows_its_slide(browser_page: Page, base: str) -> None:
    open_page(browser_page, base + TALK)
    for fragment, title in ADDRESSES.items():
        browser_page.evaluate("fragment => { location.hash = fragment }", fragment)
        wait_for_slide(browser_page, title)


def test_links_of_the_agenda_land_and_back_returns(browser_page: Page, base: str) -> None:
    open_page(browser_page, base + TALK + "#agenda")
    for text, title in [("Why", "Why moss"), ("How", "How"), ("The numbers", "The numbers")]:
        browser_page.get_by_role("link", name=text, exact=True).click()
        wait_for_slide(browser_page, title)
        browser_page.go_back()
        wait_for_slide(browser_page, "Agenda")


def test_reloading_stays_on_the_slide(browser_page: Page, base: str) -> None:
    open_page(browser_page, base + TALK)
    wait_for_slide(browser_page, "Growing moss")
    browser_page.keyboard.press("ArrowRight")
    browser_page.keyboard.press("ArrowRight")
    wait_for_slide(browser_page, "Why moss")
    assert browser_page.url.endswith("#why")
    browser_page.reload()
    wait_for_slide(browser_page, "Why moss")


def test_links_of_a_page_land_on_slides(browser_page: Page, base: str) -> None:
    titles = {
        "why": "Why moss",
        "How": "How",
        "Nach oben": "Nach oben",
        "a number": "A name that is a number",
    }
    open_page(browser_page, base + "/guide.html")
    for link, title in titles.items():
        browser_page.locator(".body").get_by_role("link", name=link, exact=True).first.click()
        wait_for_slide(browser_page, title)
        browser_page.go_back()
        browser_page.wait_for_url("**/guide.html")


def test_a_deck_links_back_to_the_page(browser_page: Page, base: str) -> None:
    open_page(browser_page, base + TALK + "#agenda")
    browser_page.get_by_role("link", name="Back to the guide").click()
    browser_page.wait_for_url("**/guide.html")


def test_a_step_that_hides_the_target_is_shown(browser_page: Page, base: str) -> None:
    open_page(browser_page, base + TALK + "#a-step")
    wait_for_slide(browser_page, "What it needs")
    target = browser_page.locator("#a-step")
    browser_page.wait_for_function("document.querySelector('.present .fragment.visible li')")
    assert target.count() == 1


def test_an_empty_link_stays_where_it_is(browser_page: Page, base: str) -> None:
    open_page(browser_page, base + TALK + "#agenda")
    wait_for_slide(browser_page, "Agenda")
    browser_page.get_by_role("link", name="Nothing").click()
    wait_for_slide(browser_page, "Agenda")
