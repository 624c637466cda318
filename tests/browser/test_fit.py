"""What is too much for a slide: smaller type in few steps, then scrolling; on screens and paper."""

from __future__ import annotations

import io
import re
import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

DECKS = {"wide": "16:9", "narrow": "4:3"}
"""The decks, of the same slides, and the shapes of their canvas."""

WINDOWS = [("wide", 1280, 720), ("wide", 1920, 1080), ("narrow", 960, 720)]
FULL_SIZE = 30
SIZES = {30, 27, 24, 21, 18}


def bullets(count: int) -> str:
    return "\n".join(f"- bullet number {number}" for number in range(1, count + 1))


def table(word: str, columns: int) -> str:
    numbers = range(1, columns + 1)
    rows = [[f"{word} {number}" for number in numbers], ["---"] * columns]
    rows += [[f"{word}{number}" for number in numbers]] * 4
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


CODE = "\n".join(f"line_{number} = compute({number})" for number in range(1, 26))
SLIDES = {
    "little": "Text.",
    "twelve": bullets(12),
    "code": f"```python\n{CODE}\n```",
    "thirty": bullets(30),
    "table": table("measured", 9),
    "image": f"Some text.\n\n![big](big.png)\n\n{bullets(7)}",
    "image-alone": "![big](big.png)",
    "steps": "\n\n--\n\n".join(f"Paragraph {number}." for number in range(1, 13)),
    "eighty": bullets(80),
    "wide-table": table("Incomprehensibilities", 9),
    "last": "Text.",
}
FITTING = [name for name in SLIDES if name not in {"eighty", "wide-table"}]


def image(width: int, height: int) -> bytes:
    """Return a PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x99" * width) * height)
    chunks = chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Build the decks; give the address of their folder."""
    source = tmp_path_factory.mktemp("fit")
    slides = "\n\n---\n".join(
        f"name: {name}\n\n# {name}\n\n{text}" for name, text in SLIDES.items()
    )
    for deck, size in DECKS.items():
        front = f"---\norphan: true\ndeck: {{size: '{size}'}}\n---\n"
        (source / f"{deck}.md").write_text(front + slides, encoding="utf-8")
    code = f"---\norphan: true\ndeck: true\n---\n# code\n\n{SLIDES['code']}\n"
    (source / "code.md").write_text(code, encoding="utf-8")
    (source / "index.md").write_text("# Guide\n", encoding="utf-8")
    (source / "big.png").write_bytes(image(2400, 1800))
    (source / "conf.py").write_text("extensions = ['sphinxcontrib_deck']\n", encoding="utf-8")
    warnings = io.StringIO()
    app = SphinxTestApp("deck", srcdir=source, warning=warnings)
    app.build()
    app.cleanup()
    assert not warnings.getvalue()
    return serve(source / "_build" / "deck")


SHOW = """async (name) => {
    location.hash = name;
    const frame = () => new Promise(requestAnimationFrame);
    const slide = document.getElementById(name);
    const waits = () => [...slide.querySelectorAll("img")].some((image) => !image.complete);
    while (!slide.matches(".present") || waits()) await frame();
    await frame(); // an image that came is counted in the next frame
    await frame();
}"""

OUTSIDE = """[...slide.querySelectorAll("*")].filter((part) => {
    const [box, edge] = [part.getBoundingClientRect(), slide.getBoundingClientRect()];
    const past = [box.bottom - edge.bottom, box.right - edge.right, edge.left - box.left,
        edge.top - box.top];
    return part.checkVisibility() && Math.max(...past) > 0.5;
}).map((part) => part.outerHTML.slice(0, 60))"""
"""What of the slide that is shown is past its box, a step that is yet to come included."""

SIZE = "parseFloat(getComputedStyle(slide).fontSize)"
"""The size of the type on the slide that is shown, before the window scales it."""


def show(page: Page, name: str) -> None:
    """Go to a slide and wait until its images are there."""
    page.wait_for_selector(".reveal.ready")
    page.evaluate(SHOW, name)


def now(page: Page, expression: str) -> Any:
    """Return what an expression about ``slide``, the one that is shown, gives."""
    slide = "document.querySelector('section.present')"
    return page.evaluate(f"(() => {{ const slide = {slide}; return {expression} }})()")


def size(page: Page) -> float:
    return float(now(page, SIZE))


def outside(page: Page) -> list[str]:
    return list(now(page, OUTSIDE))


@pytest.mark.parametrize(("deck", "width", "height"), WINDOWS)
def test_what_is_too_much_fits_in_one_of_five_sizes(
    browser_page: Page, decks: str, deck: str, width: int, height: int
) -> None:
    browser_page.set_viewport_size({"width": width, "height": height})
    browser_page.goto(f"{decks}/{deck}.html")
    browser_page.wait_for_selector(".reveal.ready")
    survey: dict[str, list[Any]] = browser_page.evaluate(
        f"""async (names) => {{
            const found = {{}};
            for (const name of names) {{
                await ({SHOW})(name);
                const slide = document.querySelector("section.present");
                found[name] = [{SIZE}, {OUTSIDE}, slide.scrollHeight <= slide.clientHeight];
            }}
            return found;
        }}""",
        list(SLIDES),
    )
    sizes = {name: size for name, (size, _, _) in survey.items()}
    for name in FITTING:
        assert survey[name][1:] == [[], True], name
    assert set(sizes.values()) <= SIZES
    for name in ("little", "twelve", "image-alone", "last"):
        assert sizes[name] == FULL_SIZE
    assert sizes["code"] < FULL_SIZE
    assert sizes["eighty"] == min(SIZES)


def test_the_first_slide_and_the_next_ones_fit_before_they_are_seen(
    browser_page: Page, decks: str
) -> None:
    browser_page.goto(decks + "/wide.html#table")
    browser_page.wait_for_selector(".reveal.ready")
    fits: dict[str, str] = browser_page.evaluate(
        """Object.fromEntries([...document.querySelectorAll(".slides > section")].map(
            (slide) => [slide.id, slide.style.getPropertyValue("--deck-fit")]))"""
    )
    assert fits["table"]
    assert fits["image"]
    assert not fits["code"], "a slide that is far away was measured"


def test_the_fit_stays_while_steps_appear(browser_page: Page, decks: str) -> None:
    browser_page.goto(decks + "/wide.html")
    show(browser_page, "steps")
    first = size(browser_page)
    assert first < FULL_SIZE
    for _ in range(11):
        browser_page.keyboard.press("ArrowRight")
        assert size(browser_page) == first
    assert now(browser_page, "slide.querySelectorAll('.fragment:not(.visible)').length") == 0
    assert now(browser_page, "slide.id") == "steps"


def test_what_does_not_fit_at_all_scrolls(browser_page: Page, decks: str) -> None:
    browser_page.goto(decks + "/wide.html")
    end = "slide.scrollTop + slide.clientHeight >= slide.scrollHeight - 1"
    show(browser_page, "eighty")
    assert not now(browser_page, end)
    browser_page.mouse.move(600, 400)
    browser_page.mouse.wheel(0, 5000)
    browser_page.wait_for_function(end.replace("slide.", "document.querySelector('.present')."))
    assert not any("number 80" in part for part in outside(browser_page))
    for _ in range(10):
        browser_page.keyboard.press("ArrowUp")
        if not now(browser_page, "slide.scrollTop"):
            break
    assert now(browser_page, "slide.id") == "eighty"
    while not now(browser_page, end):
        browser_page.keyboard.press("ArrowDown")
        assert now(browser_page, "slide.id") == "eighty"
    browser_page.keyboard.press("ArrowDown")
    assert now(browser_page, "slide.id") == "wide-table"


def test_an_image_that_comes_late_is_counted(browser_page: Page, decks: str) -> None:
    browser_page.goto(decks + "/wide.html")
    show(browser_page, "last")
    image = "<img src='_images/big.png'>"
    now(browser_page, f'slide.insertAdjacentHTML("beforeend", "<p>{image}{image}</p>")')
    browser_page.wait_for_function("document.querySelector('.present').style.length > 0")
    assert size(browser_page) in SIZES - {FULL_SIZE}
    assert not outside(browser_page)


def test_a_wide_table_scrolls_in_its_box_on_a_phone(browser_page: Page, decks: str) -> None:
    browser_page.goto(decks + "/wide.html")
    show(browser_page, "table")
    assert size(browser_page) < FULL_SIZE
    browser_page.set_viewport_size({"width": 390, "height": 844})
    browser_page.wait_for_function("document.querySelector('.slides').clientWidth === 600")
    assert size(browser_page) == FULL_SIZE, "the slide wasn't measured anew"
    for name in ("table", "wide-table"):
        show(browser_page, name)
        box, text = now(
            browser_page,
            """(() => {
                const table = slide.querySelector("table");
                table.scrollTo(9999, 0);
                const last = table.querySelector("tr:last-child td:last-child");
                return [table, last].map((part) => part.getBoundingClientRect().right);
            })()""",
        )
        assert box <= 390
        assert text <= box + 1


def test_paper_gets_a_page_for_a_long_listing(browser_page: Page, decks: str) -> None:
    browser_page.goto(decks + "/code.html")
    browser_page.wait_for_selector(".reveal.ready")
    document = browser_page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", document)) == 1


def test_paper_fits_slides_that_were_not_shown(browser_page: Page, decks: str) -> None:
    browser_page.goto(decks + "/wide.html#last")
    browser_page.wait_for_selector(".reveal.ready")
    document = browser_page.pdf(prefer_css_page_size=True)
    # Eighty bullets take two; and what is too wide makes no page smaller than the others.
    assert len(re.findall(rb"/Type\s*/Page\b", document)) == len(SLIDES) + 1


def test_nothing_is_behind_the_button_of_the_black_screen(browser_page: Page, decks: str) -> None:
    browser_page.goto(decks + "/wide.html")
    show(browser_page, "last")
    number = browser_page.locator(".slide-number")
    button = browser_page.locator(".resume-button")
    assert number.is_visible()
    assert not button.is_visible()
    browser_page.keyboard.press("b")
    assert not number.is_visible()
    browser_page.keyboard.press("b")
    assert number.is_visible()
    assert not button.is_visible()
