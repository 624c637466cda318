"""What a host puts on every page (here Read the Docs) doesn't get in the way of a deck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from browser.conftest import Site
    from playwright.sync_api import Page

HOST = """() => {
    // As the host's own elements: fixed boxes in a shadow tree, and listeners on the document,
    // set up after the page and the answer of a server are there.
    const styles = {
        "readthedocs-flyout": "position: fixed; right: 20px; bottom: 50px; z-index: 3000;"
            + "padding: 8px 10px; font: 14px/18px sans-serif; color: #fff; background: #272725",
        "readthedocs-notification": "position: fixed; right: 2rem; top: 2rem; z-index: 1750;"
            + "width: 35rem; max-width: calc(100vw - 4rem); background: #eaeaea",
        "readthedocs-search": "position: fixed; inset: 0; z-index: 2000; display: none;"
            + "background: #0005",
    };
    for (const [name, style] of Object.entries(styles)) {
        const content = name === "readthedocs-search"
            ? "<p style='margin: 45vh 0; background: #fff'>Search docs</p><input type=search>"
            : `<a href="#nowhere">${name}</a>`;
        const element = document.createElement(name);
        element.attachShadow({ mode: "open" }).innerHTML = `<div style="${style}">${content}</div>`;
        document.body.append(element);
    }
    window.heard = [];
    const dialog = document.querySelector("readthedocs-search").shadowRoot.firstChild;
    document.addEventListener("keydown", (event) => {
        window.heard.push(event.key);
        if (event.key === "/" && document.activeElement.tagName !== "READTHEDOCS-SEARCH") {
            dialog.style.display = "block";
            dialog.querySelector("input").focus();
            event.preventDefault();
        }
    });
    document.addEventListener("readthedocs-search-show", () => {
        dialog.style.display = "block";
        dialog.querySelector("input").focus();
    });
    document.addEventListener("readthedocs-docdiff-added-removed-show", () => {
        document.querySelector("main").replaceWith("changes");
    });
    window.addEventListener("readthedocs-url-changed", () => window.heard.push("address"));
    const { pushState } = history;
    history.pushState = function (...values) {
        pushState.apply(this, values);
        window.dispatchEvent(new Event("readthedocs-url-changed"));
    };
}"""
FLYOUT, NOTIFICATION = "readthedocs-flyout", "readthedocs-notification"
WINDOWS = [(1280, 720), (1920, 1080), (3840, 2160), (1280, 1024), (640, 480), (390, 844)]


@pytest.fixture
def page(browser_page: Page, site: Site) -> Page:
    """Open the talk on such a host."""
    browser_page.goto(f"{site.http}/slides/talk.html#agenda")
    browser_page.wait_for_selector(".reveal.ready")
    browser_page.evaluate(HOST)
    return browser_page


def slide(page: Page) -> str | None:
    return page.locator("section.present").get_attribute("id")


def show_search(page: Page) -> None:
    page.evaluate("document.dispatchEvent(new CustomEvent('readthedocs-search-show'))")


def wait_for_opacity(page: Page, element: str, opacity: int) -> None:
    page.wait_for_function(
        "([name, opacity]) => getComputedStyle(document.querySelector(name)).opacity === opacity",
        arg=[element, str(opacity)],
    )


class TestMenu:
    @pytest.mark.parametrize("element", [FLYOUT, NOTIFICATION])
    def test_it_is_away_while_nobody_moves(self, page: Page, element: str) -> None:
        wait_for_opacity(page, element, 0)
        page.mouse.move(400, 400)
        wait_for_opacity(page, element, 1)
        page.mouse.move(401, 401)
        wait_for_opacity(page, element, 0)

    def test_it_stays_while_it_is_used(self, page: Page) -> None:
        page.mouse.move(400, 400)
        page.get_by_role("link", name=FLYOUT).hover()
        page.wait_for_selector(".reveal.deck-idle")
        wait_for_opacity(page, FLYOUT, 1)
        page.mouse.move(400, 400)
        page.get_by_role("link", name=FLYOUT).focus()
        page.wait_for_selector(".reveal.deck-idle")
        wait_for_opacity(page, FLYOUT, 1)

    @pytest.mark.parametrize(("width", "height"), WINDOWS)
    @pytest.mark.parametrize("layout", ["edges", "bottom-right"])
    def test_it_covers_neither_number_nor_arrows_nor_links(
        self, page: Page, width: int, height: int, layout: str
    ) -> None:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("layout => Reveal.configure({ controlsLayout: layout })", layout)
        page.mouse.move(100, 300)
        page.wait_for_selector(".reveal:not(.deck-idle)")
        covered: list[str] = page.evaluate(
            """() => {
                const box = (part) => part.getBoundingClientRect();
                const flyout = document.querySelector("readthedocs-flyout");
                const menu = box(flyout.shadowRoot.firstChild);
                const number = document.createRange();
                number.selectNodeContents(document.querySelector(".slide-number a"));
                const parts = { number };
                for (const part of document.querySelectorAll(".controls button, .deck-links a")) {
                    if (part.checkVisibility()) parts[part.className] = part;
                }
                return Object.keys(parts).filter((name) => {
                    const other = box(parts[name]);
                    return menu.left < other.right && other.left < menu.right
                        && menu.top < other.bottom && other.top < menu.bottom;
                });
            }"""
        )
        assert covered == []

    def test_a_full_screen_is_all_deck(self, page: Page) -> None:
        page.mouse.move(400, 400)
        page.keyboard.press("f")
        page.wait_for_function("document.fullscreenElement")
        for element in (FLYOUT, NOTIFICATION):
            page.locator(element).locator("div").wait_for(state="hidden")

    def test_a_frame_is_all_deck(self, page: Page, site: Site) -> None:
        (site.folder / "host.html").write_text(
            '<iframe src="slides/talk.html" title="A talk"></iframe>', encoding="utf-8"
        )
        page.goto(f"{site.http}/host.html")
        frame = page.frames[1]
        frame.wait_for_selector(".reveal.ready")
        frame.evaluate(HOST)
        assert not frame.locator(FLYOUT).locator("div").is_visible()

    def test_paper_has_none(self, page: Page) -> None:
        show_search(page)
        page.emulate_media(media="print")
        for element in (FLYOUT, NOTIFICATION, "readthedocs-search"):
            assert not page.locator(element).locator("div").is_visible()


class TestKeys:
    @pytest.mark.parametrize(
        ("key", "does"),
        [
            ("ArrowRight", "#why.present"),
            ("o", ".reveal.overview"),
            ("/", ".reveal.paused"),
            ("g", ".jump-to-slide-input"),
        ],
    )
    def test_those_of_the_deck_are_not_heard(self, page: Page, key: str, does: str) -> None:
        page.keyboard.press(key)
        page.wait_for_selector(does)
        assert page.evaluate("window.heard") == []

    def test_others_are_heard(self, page: Page) -> None:
        page.keyboard.press("d")
        page.keyboard.press("Control+k")
        assert page.evaluate("window.heard") == ["d", "Control", "k"]
        assert slide(page) == "agenda"

    def test_its_search_gets_what_is_typed(self, page: Page) -> None:
        show_search(page)
        page.keyboard.type("a moss / so")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Escape")
        typed = page.locator("readthedocs-search input")
        assert typed.input_value() == ""  # Escape empties a field of this kind
        page.keyboard.type("os f b")
        assert typed.input_value() == "os f b"
        assert slide(page) == "agenda"
        assert page.locator(".reveal:is(.overview, .paused)").count() == 0
        assert len(page.context.pages) == 1

    def test_its_open_search_keeps_the_keys_when_nothing_has_the_focus(self, page: Page) -> None:
        show_search(page)
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("s")
        assert slide(page) == "agenda"
        assert len(page.context.pages) == 1

    def test_the_deck_has_its_keys_again_afterwards(self, page: Page) -> None:
        show_search(page)
        page.evaluate(
            """() => {
                const search = document.querySelector("readthedocs-search");
                search.shadowRoot.firstChild.style.display = "none";
                document.activeElement.blur();
            }"""
        )
        page.keyboard.press("ArrowRight")
        assert slide(page) == "why"


def test_the_comparison_of_versions_does_not_take_the_deck_away(page: Page) -> None:
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('readthedocs-docdiff-added-removed-show'))"
    )
    page.keyboard.press("ArrowRight")
    assert slide(page) == "why"


def test_a_slide_is_no_reason_to_ask_the_hosts_server(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    heard: list[Any] = page.evaluate("window.heard")
    assert heard == []
