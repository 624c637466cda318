"""Other extensions on slides: their controls work, their colours can be read, the deck goes on."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import BrowserRecord
    from extension_projects import ExtensionProject
    from playwright.sync_api import Browser, Page

CONTRAST = r"""() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const channels = (colour) => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data].map((value) => value / 255);
    };
    const over = (below, top) => below.map((value, place) =>
        place === 3 ? 1 : top[place] * top[3] + value * (1 - top[3]));
    const linear = (value) =>
        value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const luminance = ([red, green, blue]) =>
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    const ratio = (one, other) => {
        const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
    };
    const found = [];
    for (const slide of document.querySelectorAll(".slides > section")) {
        slide.style.display = "";
        const own = getComputedStyle(slide).getPropertyValue("--deck-ground");
        const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const text = walker.currentNode.data.trim();
            const element = walker.currentNode.parentElement;
            const isShown = !element.closest(".notes, svg") && element.getClientRects().length;
            if (!text || !isShown) continue;
            const grounds = [];
            for (let part = element; part !== slide; part = part.parentElement)
                grounds.unshift(channels(getComputedStyle(part).backgroundColor));
            const ground = grounds.reduce(over, channels(slide.dataset.backgroundColor || own));
            const ink = over(ground, channels(getComputedStyle(element).color));
            found.push([ratio(ink, ground), `${slide.id}: ${text.slice(0, 40)}`]);
        }
    }
    return found;
}"""
"""Gives the contrast of every text on the slides, with where it is."""


@pytest.fixture(scope="module")
def bases(extension_project: ExtensionProject, serve: Callable[[Path], str]) -> dict[str, str]:
    out = extension_project.build("deck").out
    return {"http": serve(out), "file": out.as_uri()}


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, bases: dict[str, str]) -> str:
    return bases[request.param]


def open_slide(page: Page, base: str, deck: str, name: str) -> None:
    page.goto(f"{base}/slides/{deck}.html#{name}")
    page.wait_for_selector(f"section.present:has(#{name}), section.present#{name}")


def current(page: Page) -> str:
    return str(page.evaluate("document.querySelector('section.present').id"))


def seen(page: Page, *texts: str) -> list[bool]:
    """Tell which texts of the current slide can be seen."""
    return [page.locator("section.present").get_by_text(text).is_visible() for text in texts]


class TestTabs:
    def test_of_sphinx_tabs_by_the_mouse(self, browser_page: Page, base: str) -> None:
        open_slide(browser_page, base, "controls", "tabs")
        assert seen(browser_page, "Apples are green.", "Pears are long.") == [True, False]
        browser_page.get_by_role("tab", name="Pears").first.click()
        assert seen(browser_page, "Apples are green.", "Pears are long.") == [False, True]
        assert current(browser_page) == "tabs"
        browser_page.keyboard.press("ArrowRight")
        assert current(browser_page) == "toggles"

    def test_of_sphinx_tabs_by_keys(self, browser_page: Page, bases: dict[str, str]) -> None:
        open_slide(browser_page, bases["file"], "controls", "tabs")
        browser_page.get_by_role("tab", name="Apples").first.focus()
        browser_page.keyboard.press("ArrowRight")
        browser_page.keyboard.press("Enter")
        assert seen(browser_page, "Apples are green.", "Pears are long.") == [False, True]
        assert current(browser_page) == "tabs"

    def test_of_sphinx_design_by_the_mouse(self, browser_page: Page, base: str) -> None:
        open_slide(browser_page, base, "design", "tabs")
        browser_page.locator("section.present label", has_text="Two").click()
        assert seen(browser_page, "First.", "Second.") == [False, True]
        assert current(browser_page) == "tabs"
        browser_page.keyboard.press("PageDown")
        assert current(browser_page) == "dropdowns"

    def test_of_sphinx_design_by_keys(self, browser_page: Page, bases: dict[str, str]) -> None:
        open_slide(browser_page, bases["http"], "design", "tabs")
        browser_page.keyboard.press("Tab")
        while not browser_page.evaluate("document.activeElement.matches('input')"):
            browser_page.keyboard.press("Tab")
        browser_page.keyboard.press("ArrowRight")
        assert seen(browser_page, "First.", "Second.") == [False, True]
        assert current(browser_page) == "tabs"

    @pytest.mark.parametrize(
        ("deck", "name"), [("design", "in-tab"), ("controls", "in-panel"), ("controls", "in-note")]
    )
    def test_open_for_the_address_of_what_is_in_them(
        self, browser_page: Page, bases: dict[str, str], deck: str, name: str
    ) -> None:
        open_slide(browser_page, bases["file"], deck, name)
        browser_page.wait_for_selector(f"section.present #{name}")

    def test_a_longer_one_is_made_to_fit(self, browser_page: Page, bases: dict[str, str]) -> None:
        open_slide(browser_page, bases["file"], "controls", "long-tab")
        size = "parseFloat(getComputedStyle(document.querySelector('section.present')).fontSize)"
        assert browser_page.evaluate(size) == 30
        browser_page.get_by_role("tab", name="Long").click()
        browser_page.wait_for_function(f"{size} < 30")
        browser_page.get_by_role("tab", name="Short").click()
        browser_page.wait_for_function(f"{size} === 30")


class TestToggles:
    def test_open_by_the_mouse(self, browser_page: Page, base: str) -> None:
        open_slide(browser_page, base, "controls", "toggles")
        assert seen(browser_page, "Text of the note.", "Text of the toggle.") == [False, False]
        browser_page.locator("section.present .admonition-title").click()
        browser_page.locator("section.present summary").click()
        assert seen(browser_page, "Text of the note.", "Text of the toggle.") == [True, True]
        assert current(browser_page) == "toggles"
        browser_page.keyboard.press("Space")
        assert current(browser_page) == "inverse"

    def test_open_by_keys(self, browser_page: Page, bases: dict[str, str]) -> None:
        open_slide(browser_page, bases["http"], "controls", "toggles")
        browser_page.locator("section.present .toggle-button").focus()
        browser_page.keyboard.press("Enter")
        browser_page.locator("section.present summary").focus()
        browser_page.keyboard.press("Space")
        assert seen(browser_page, "Text of the note.", "Text of the toggle.") == [True, True]
        assert current(browser_page) == "toggles"

    def test_dropdowns_open(self, browser_page: Page, bases: dict[str, str]) -> None:
        open_slide(browser_page, bases["file"], "design", "dropdowns")
        assert seen(browser_page, "Because it is soft.", "Moss.") == [False, True]
        browser_page.locator("section.present summary", has_text="Why?").click()
        assert seen(browser_page, "Because it is soft.", "Moss.") == [True, True]
        assert current(browser_page) == "dropdowns"


class TestCopyButtons:
    @pytest.fixture
    def browser_context_options(self) -> dict[str, Any]:
        size = {"width": 1280, "height": 720}
        return {"viewport": size, "permissions": ["clipboard-read", "clipboard-write"]}

    def test_copy_the_code(self, browser_page: Page, bases: dict[str, str]) -> None:
        open_slide(browser_page, bases["http"], "controls", "copy")
        browser_page.locator("section.present .highlight").hover()
        browser_page.locator("section.present .copybtn").click()
        browser_page.wait_for_selector("section.present .copybtn.success")
        copied = browser_page.evaluate("navigator.clipboard.readText()")
        assert copied.strip() == 'def moss():\n    return "soft"'
        browser_page.keyboard.press("ArrowRight")
        assert current(browser_page) == "tabs"

    def test_are_there_without_a_server(self, browser_page: Page, bases: dict[str, str]) -> None:
        open_slide(browser_page, bases["file"], "controls", "copy")
        browser_page.locator("section.present .highlight").hover()
        browser_page.locator("section.present .copybtn").click()
        browser_page.wait_for_selector("section.present .copybtn.success")


@pytest.mark.skipif(not shutil.which("dot"), reason="graphviz is not installed")
def test_a_drawing_that_was_clicked_leaves_the_keys_to_the_deck(
    browser_page: Page, base: str
) -> None:
    open_slide(browser_page, base, "graphs", "graph")
    browser_page.locator("section.present object").click()
    browser_page.wait_for_function("document.activeElement.matches('section')")
    browser_page.keyboard.press("ArrowRight")
    assert current(browser_page) == "classes"


@pytest.mark.parametrize("deck", ["design", "controls", "diagrams", "texts"])
def test_nothing_is_loaded_from_elsewhere(
    browser_page: Page, bases: dict[str, str], browser_record: BrowserRecord, deck: str
) -> None:
    open_slide(browser_page, bases["http"], deck, deck)
    browser_page.keyboard.press("End")
    assert browser_record.requests_outside(bases["http"]) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("deck", ["design", "controls", "texts"])
def test_text_stands_out(browser_page: Page, bases: dict[str, str], deck: str, theme: str) -> None:
    browser_page.route(
        re.compile(r"/_static/deck/light\.css"),
        lambda route: route.continue_(url=f"{bases['http']}/_static/deck/{theme}.css"),
    )
    open_slide(browser_page, bases["http"], deck, deck)
    found = browser_page.evaluate(CONTRAST)
    assert len(found) > 20
    assert [item for item in found if item[0] < 4.5] == []


class TestGrids:
    @pytest.mark.parametrize("size", [(1280, 720), (700, 394), (500, 281)])
    def test_have_the_columns_of_the_canvas(
        self, browser_page: Page, bases: dict[str, str], size: tuple[int, int]
    ) -> None:
        browser_page.set_viewport_size({"width": size[0], "height": size[1]})
        open_slide(browser_page, bases["file"], "design", "cards")
        boxes = [card.bounding_box() for card in browser_page.locator("#cards .sd-card").all()]
        assert len({round(box["y"]) for box in boxes if box}) == 1

    def test_are_one_column_on_a_phone(self, browser_page: Page, bases: dict[str, str]) -> None:
        browser_page.set_viewport_size({"width": 390, "height": 844})
        open_slide(browser_page, bases["file"], "design", "cards")
        boxes = [card.bounding_box() for card in browser_page.locator("#cards .sd-card").all()]
        assert len({round(box["x"]) for box in boxes if box}) == 1

    @pytest.mark.parametrize(("name", "parts"), [("cards", ".sd-card"), ("columns", "p")])
    def test_are_as_wide_as_the_text(
        self, browser_page: Page, bases: dict[str, str], name: str, parts: str
    ) -> None:
        open_slide(browser_page, bases["file"], "design", name)
        boxes = [part.bounding_box() for part in browser_page.locator(f"#{name} {parts}").all()]
        heading = browser_page.locator(f"#{name} h2").bounding_box()
        first, last = boxes[0], boxes[-1]
        assert heading
        assert first
        assert last
        assert abs(first["x"] - heading["x"]) < 1
        assert abs(last["x"] + last["width"] - heading["x"] - heading["width"]) < 1


class TestOtherWays:
    @pytest.mark.parametrize(("deck", "slides"), [("controls", 7), ("design", 10)])
    def test_on_paper(
        self, browser_page: Page, bases: dict[str, str], deck: str, slides: int
    ) -> None:
        open_slide(browser_page, bases["http"], deck, deck)
        document = browser_page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", document)) == slides

    def test_without_script_every_tab_can_be_read(
        self, chromium: Browser, bases: dict[str, str]
    ) -> None:
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{bases['file']}/slides/controls.html")
        text = page.locator("body").inner_text()
        context.close()
        for part in ("Pears are long.", "echo moss", "Text of the note.", "Text of the toggle."):
            assert part in text


def test_outputs_of_a_notebook_are_on_its_slides(
    browser_page: Page, notebook_project: ExtensionProject
) -> None:
    base = notebook_project.build("deck").out.as_uri()
    open_slide(browser_page, base, "jupyter", "sum")
    outputs = browser_page.locator("section.present .cell_output").all()
    assert [output.is_visible() for output in outputs] == [True, False]
    browser_page.keyboard.press("ArrowRight")
    outputs[1].wait_for(state="visible")
    assert outputs[0].is_visible()
    open_slide(browser_page, base, "jupyter", "below")
    assert browser_page.locator("section.present .cell_output img").is_visible()
