"""A deck in a frame of another page leaves that page alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browser.conftest import Site
    from playwright.sync_api import Frame, Page

AROUND = """\
<!DOCTYPE html>
<title>Around</title>
<input id="field" autofocus>
<div style="height: 3000px">Above</div>
<iframe src="slides/talk.html{fragment}" title="A talk" width="800" height="450"></iframe>
<div style="height: 3000px">Below</div>
"""
FOCUS_CALLS = """
    const focus = HTMLElement.prototype.focus;
    HTMLElement.prototype.focus = function (...options) {
        window.focused = [...(window.focused || []), this.outerHTML];
        return focus.apply(this, options);
    };
"""


@pytest.fixture(params=["http", "file"])
def around(request: pytest.FixtureRequest, site: Site) -> str:
    """Give the address of pages with the talk in a frame, less the place in the talk."""
    for name in ("", "why", "tab-growth", "nowhere"):
        text = AROUND.format(fragment=name and f"#{name}")
        (site.folder / f"around-{name}.html").write_text(text, encoding="utf-8")
    return f"{getattr(site, request.param)}/around-"


def open_page(page: Page, address: str) -> Frame:
    """Open a page; give the frame once its deck is there."""
    page.goto(address)
    frame = page.frames[1]
    frame.wait_for_selector(".reveal.ready")
    frame.wait_for_load_state()
    return frame


def slide(frame: Frame) -> str | None:
    return frame.locator("section.present").get_attribute("id")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("", "growing-moss"),
        ("why", "why"),
        ("tab-growth", "numbers"),
        ("nowhere", "growing-moss"),
    ],
)
def test_it_takes_neither_the_focus_nor_the_view(
    browser_page: Page, around: str, name: str, shown: str
) -> None:
    browser_page.add_init_script(FOCUS_CALLS)
    frame = open_page(browser_page, f"{around}{name}.html")
    assert slide(frame) == shown
    assert frame.evaluate("window.focused") is None
    assert browser_page.evaluate("[scrollY, document.activeElement.id]") == [0, "field"]
    # A frame that is out of view has no frames of animation to look in.
    address = name and f"#{name}"
    frame.wait_for_function("hash => location.hash === hash", arg=address, polling=50)
    assert browser_page.evaluate("[scrollY, document.activeElement.id]") == [0, "field"]


def test_its_keys_work_once_it_has_the_focus(browser_page: Page, around: str) -> None:
    frame = open_page(browser_page, f"{around}why.html")
    browser_page.keyboard.press("ArrowRight")
    assert slide(frame) == "why"
    frame.locator(".slides").click(position={"x": 400, "y": 300}, force=True)
    browser_page.keyboard.press("ArrowRight")
    assert slide(frame) == "what-it-needs"
    browser_page.keyboard.press("End")
    assert slide(frame) == "the-end"
    assert browser_page.url.endswith("around-why.html")


def test_moving_in_it_is_no_history(browser_page: Page, around: str) -> None:
    browser_page.goto("about:blank")
    frame = open_page(browser_page, f"{around}.html")
    frame.locator(".slides").click(position={"x": 400, "y": 300}, force=True)
    for _ in range(3):
        browser_page.keyboard.press("ArrowRight")
    browser_page.go_back()
    browser_page.wait_for_url("about:blank")


def test_a_link_out_of_the_deck_leads_the_whole_page(browser_page: Page, around: str) -> None:
    frame = open_page(browser_page, f"{around}.html")
    frame.locator(".slides").click(position={"x": 400, "y": 300}, force=True)
    browser_page.keyboard.press("ArrowRight")
    frame.get_by_role("link", name="The numbers").click()
    frame.wait_for_selector("#numbers.present")
    assert "around" in browser_page.url
    frame.evaluate("location.hash = 'agenda'")
    frame.get_by_role("link", name="Back to the guide").click()
    browser_page.wait_for_url("**/guide.html")


def test_it_links_to_the_deck_alone_instead_of_the_page_around(
    browser_page: Page, around: str
) -> None:
    frame = open_page(browser_page, f"{around}why.html")
    links = frame.locator("nav.deck-links a")
    assert links.all_inner_texts() == ["Present", "Read this slide"]
    frame.evaluate("location.hash = 'how'")
    frame.wait_for_selector("#how.present")
    frame.locator(".slides").hover(position={"x": 400, "y": 300}, force=True)
    links.first.click()
    browser_page.wait_for_url("**/talk.html#how")
    browser_page.wait_for_selector("#how.present")


def test_steps_do_not_scroll_the_page_around(browser_page: Page, site: Site) -> None:
    (site.folder / "around-low.html").write_text(
        AROUND.format(fragment="#what-it-needs"), encoding="utf-8"
    )
    frame = open_page(browser_page, f"{site.http}/around-low.html")
    frame.evaluate(
        """() => {
            const slide = document.querySelector("section.present");
            slide.insertAdjacentHTML("afterbegin", "<p>more</p>".repeat(60));
            slide.dispatchEvent(new Event("toggle"));
        }"""
    )
    frame.wait_for_selector("section.present.deck-scroll")
    frame.evaluate("Reveal.next()")
    frame.wait_for_selector("section.present .fragment.visible")
    assert frame.evaluate("document.querySelector('section.present').scrollTop") > 0
    assert browser_page.evaluate("scrollY") == 0
