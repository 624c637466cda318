"""Presenting: keys, steps, the speaker view, print, no script, no network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browser.conftest import Site
    from conftest import BrowserRecord
    from playwright.sync_api import Browser, Page

SLIDES = 9


def talk(base: str, fragment: str = "") -> str:
    """Return the address of the talk."""
    return f"{base}/slides/talk.html{fragment}"


def title(page: Page) -> str:
    """Return the heading of the current slide."""
    return page.locator("section.present :is(h1, h2)").first.inner_text()


def test_every_slide_is_reached_with_the_keyboard(browser_page: Page, base: str) -> None:
    browser_page.goto(talk(base))
    browser_page.wait_for_selector("section.present")
    seen = [title(browser_page)]
    for _ in range(20):
        browser_page.keyboard.press("Space")
        if title(browser_page) != seen[-1]:
            seen.append(title(browser_page))
    assert seen[0] == "Growing moss"
    assert seen[-1] == "The end"
    assert len(seen) == SLIDES
    browser_page.keyboard.press("Home")
    assert title(browser_page) == "Growing moss"


def wait_for_steps(page: Page, shown: int, text: str, *, is_visible: bool) -> None:
    """Wait until so many steps are shown, and the one of this text is visible, or is not.

    What appears fades in, so that it is there a moment after the key.
    """
    page.wait_for_function(
        """([shown, text, isVisible]) => {
            const slide = document.querySelector("section.present");
            const step = [...slide.querySelectorAll(".fragment")].find(
                (fragment) => fragment.textContent === text,
            );
            const options = { visibilityProperty: true, opacityProperty: true };
            return (
                slide.querySelectorAll(".fragment.visible").length === shown &&
                step.checkVisibility(options) === isVisible
            );
        }""",
        arg=[shown, text, is_visible],
    )


def test_steps_appear_one_by_one(browser_page: Page, base: str) -> None:
    browser_page.goto(talk(base, "#what-it-needs"))
    browser_page.wait_for_selector("section.present")
    wait_for_steps(browser_page, 0, "Shade.", is_visible=False)
    browser_page.keyboard.press("ArrowRight")
    wait_for_steps(browser_page, 1, "Shade.", is_visible=True)
    browser_page.keyboard.press("ArrowLeft")
    wait_for_steps(browser_page, 0, "Shade.", is_visible=False)
    for _ in range(3):
        browser_page.keyboard.press("ArrowRight")
    browser_page.wait_for_function(
        "document.querySelector('section.present :is(h1, h2)').textContent === 'How'"
    )


def test_overview_opens_and_closes(browser_page: Page, base: str) -> None:
    browser_page.goto(talk(base, "#why"))
    browser_page.wait_for_selector("section.present")
    browser_page.keyboard.press("Escape")
    browser_page.wait_for_selector(".reveal.overview")
    browser_page.keyboard.press("Escape")
    browser_page.wait_for_selector(".reveal:not(.overview)")
    assert title(browser_page) == "Why moss"


def test_speaker_view_shows_the_notes(browser_page: Page, site: Site) -> None:
    browser_page.goto(talk(site.http, "#why"))
    browser_page.wait_for_selector("section.present")
    with browser_page.expect_popup() as popup:
        browser_page.keyboard.press("s")
    speaker = popup.value
    notes = speaker.locator(".speaker-controls-notes .value")
    notes.get_by_text("Because it is soft.").wait_for()
    assert notes.locator("li").count() == 1
    browser_page.bring_to_front()
    browser_page.keyboard.press("Home")
    notes.get_by_text("Wait until all are seated.").wait_for()


def test_keys_keep_their_meaning_inside_controls(browser_page: Page, base: str) -> None:
    browser_page.goto(talk(base, "#numbers"))
    browser_page.wait_for_selector("section.present")
    browser_page.evaluate(
        "document.querySelector('#press').addEventListener('click', e => e.target.id = 'pressed')"
    )
    browser_page.focus("#press")
    browser_page.keyboard.press("Space")
    browser_page.wait_for_selector("#pressed")
    browser_page.locator("#text").type("a s o")
    assert browser_page.locator("#text").input_value() == "a s o"
    assert title(browser_page) == "The numbers"


def test_the_title_slide_is_centred(browser_page: Page, base: str) -> None:
    browser_page.goto(talk(base))
    browser_page.wait_for_selector("section.present")
    above, below, left, right = browser_page.evaluate(
        """() => {
            const slide = document.querySelector("section.present");
            const boxes = [...slide.querySelectorAll("h1, h3, h4")].map((heading) => {
                const range = document.createRange();
                range.selectNodeContents(heading);
                return range.getBoundingClientRect();
            });
            return [
                Math.min(...boxes.map((box) => box.top)),
                innerHeight - Math.max(...boxes.map((box) => box.bottom)),
                boxes[0].left,
                innerWidth - boxes[0].right,
            ];
        }"""
    )
    # Padding differs above and below by 8, and lines have space above and below their letters.
    assert abs(above - below) < 24
    assert abs(left - right) < 2


def test_nothing_of_the_source_syntax_shows(browser_page: Page, base: str) -> None:
    browser_page.goto(talk(base))
    browser_page.wait_for_selector("section.present")
    text = browser_page.locator(".slides").evaluate("node => node.textContent")
    assert not re.search(r"class:|name:|\?\?\?|^---?$", text, re.MULTILINE)


def test_a_deck_loads_nothing_from_elsewhere(
    browser_page: Page, site: Site, browser_record: BrowserRecord
) -> None:
    browser_page.goto(talk(site.http))
    browser_page.wait_for_selector("section.present")
    browser_page.keyboard.press("End")
    assert not browser_record.requests_outside(site.http)
    assert len(browser_record.requests) <= 8


def test_print_is_a_page_a_slide(browser_page: Page, base: str) -> None:
    browser_page.goto(talk(base, "#why"))
    browser_page.wait_for_selector("section.present")
    document = browser_page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", document)) == SLIDES


@pytest.fixture
def without_script(chromium: Browser, site: Site) -> str:
    """Give the text that a reader without JavaScript sees."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(talk(site.file))
    heights = [(heading.bounding_box() or {"y": -1})["y"] for heading in page.locator("h1").all()]
    assert heights == sorted(heights)
    assert -1 not in heights
    text = page.locator("body").inner_text()
    context.close()
    return text


def test_without_script_all_slides_can_be_read(without_script: str) -> None:
    for text in ("Growing moss", "Agenda", "Shade.", "patience", "The end"):
        assert text in without_script
    assert "Wait until all are seated." not in without_script
