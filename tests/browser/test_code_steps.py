"""Steps through code in a browser: forth and back, by address, beside the speaker, on paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

DECK = """\
---
deck: true
---

# Code

---

## steps

```python {1|2-3|all}
a = 1
b = 2
c = 3
```

--

After the code.

---

## marked

```{code-block} python
:emphasize-lines: 2
:steps: "none|1"

a = 1
b = 2
```

---

## long

```python
short = 1
long = "LONG"
```

```{code-block} python
:linenos:

short = 1
long = "LONG"
```

---

## end
""".replace("LONG", "so many words that they don't fit into one line " * 4)

PLAIN, MARK, DIM = "plain", "mark", "dim"

STATES = """(slide) => [...document.querySelectorAll(`[id="${slide}"] .code-line`)].map((line) => {
    const style = getComputedStyle(line);
    const marked = style.backgroundColor !== "rgba(0, 0, 0, 0)";
    return [marked && "mark", style.opacity < 1 && "dim"].filter(Boolean).join() || "plain";
})"""
"""What the lines of a slide look like."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the deck; give the folder of the output."""
    source = tmp_path_factory.mktemp("code-steps")
    (source / "index.md").write_text(DECK, encoding="utf-8")
    (source / "conf.py").write_text("extensions = ['sphinxcontrib_deck']\n", encoding="utf-8")
    warnings = io.StringIO()
    app = SphinxTestApp("deck", srcdir=source, warning=warnings)
    app.build()
    app.cleanup()
    assert not warnings.getvalue()
    return source / "_build" / "deck"


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, folder: Path, serve: Callable[[Path], str]) -> str:
    """Give the address of the deck: from a server, then from its folder."""
    base = folder.as_uri() if request.param == "file" else serve(folder)
    return f"{base}/index.html"


def open_slide(page: Page, address: str) -> None:
    """Open a slide; without transitions what is seen is true at once."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    page.wait_for_selector(".reveal.ready")


def states(page: Page, slide: str = "steps") -> Any:
    return page.evaluate(STATES, slide)


def title(page: Page) -> str:
    return page.locator("section.present h2").inner_text()


def test_forth_and_back(browser_page: Page, address: str) -> None:
    open_slide(browser_page, address + "#steps")
    steps = [[MARK, DIM, DIM], [DIM, MARK, MARK], [PLAIN, PLAIN, PLAIN]]
    assert states(browser_page) == steps[0]
    for expected in steps[1:]:
        browser_page.keyboard.press("ArrowRight")
        assert states(browser_page) == expected
    after = browser_page.locator("#steps p")
    assert not after.is_visible()
    browser_page.keyboard.press("ArrowRight")
    assert after.is_visible()
    assert title(browser_page) == "steps"
    for expected in [steps[2], steps[1], steps[0]]:
        browser_page.keyboard.press("ArrowLeft")
        assert states(browser_page) == expected
    browser_page.keyboard.press("ArrowLeft")
    assert browser_page.locator("section.present h1").inner_text() == "Code"


def test_a_slide_that_is_come_back_to_shows_its_last_step(browser_page: Page, address: str) -> None:
    open_slide(browser_page, address + "#marked")
    assert states(browser_page, "marked") == [DIM, f"{MARK},{DIM}"]
    browser_page.keyboard.press("ArrowLeft")
    assert states(browser_page) == [PLAIN] * 3
    browser_page.keyboard.press("ArrowRight")
    browser_page.keyboard.press("ArrowRight")
    assert states(browser_page, "marked") == [MARK, f"{MARK},{DIM}"]


def test_the_speaker_view_follows(browser_page: Page, folder: Path, serve: Any) -> None:
    open_slide(browser_page, serve(folder) + "/index.html#steps")
    with browser_page.expect_popup() as popup:
        browser_page.keyboard.press("s")
    speaker = popup.value
    speaker.wait_for_selector("#current-slide iframe")
    browser_page.bring_to_front()
    preview = speaker.frame_locator("#current-slide iframe")
    preview.locator(".reveal.ready").wait_for()
    browser_page.keyboard.press("ArrowRight")
    preview.locator("#steps .code-line").nth(1).locator(".to-mark.visible").wait_for(
        state="attached"
    )
    shown = preview.locator("body").evaluate(f"({STATES})")
    assert shown is not None
    frame = next(frame for frame in speaker.frames if "receiver" in frame.url)
    frame.wait_for_function(f"({STATES})('steps').join() === 'dim,mark,mark'")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_paper_shows_the_last_step(chromium: Browser, folder: Path, script: bool) -> None:
    context = chromium.new_context(java_script_enabled=script, reduced_motion="reduce")
    page = context.new_page()
    page.goto(folder.as_uri() + "/index.html#steps")
    page.emulate_media(media="print", reduced_motion="reduce")
    assert states(page) == [PLAIN] * 3
    assert states(page, "marked") == [MARK, f"{MARK},{DIM}"]
    context.close()


def test_without_script_the_code_is_plain(chromium: Browser, folder: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(folder.as_uri() + "/index.html")
    assert states(page) == [PLAIN] * 3
    assert states(page, "marked") == [PLAIN, MARK]
    context.close()


def test_the_code_is_heard_once_and_copied_as_it_is(browser_page: Page, address: str) -> None:
    open_slide(browser_page, address + "#long")
    copied = browser_page.evaluate(
        """() => [...document.querySelectorAll("#long pre, #steps pre")].map((code) => {
            const selection = getSelection();
            selection.selectAllChildren(code);
            return [selection.toString(), code.querySelectorAll("[aria-hidden]").length];
        })"""
    )
    short = 'short = 1\nlong = "'
    assert copied[0] == ["", 0]  # on a slide that isn't shown
    assert copied[2][0].startswith(short)
    assert copied[2][0].count("\n") == 1


def test_long_lines_hang_and_lose_nothing(browser_page: Page, address: str) -> None:
    open_slide(browser_page, address + "#long")
    for block in (1, 2):
        code = browser_page.locator("#long pre").nth(block - 1)
        found: dict[str, Any] = code.evaluate(
            """(code) => {
                const left = (boxes) => Math.min(...boxes.map((box) => box.left));
                const [first, second] = code.querySelectorAll(".code-line");
                const range = document.createRange();
                range.selectNodeContents(second);
                const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
                const tops = boxes.map((box) => box.top);
                const right = Math.max(...boxes.map((box) => box.right));
                const lowest = boxes.filter((box) => box.top > Math.min(...tops) + 5);
                return {
                    lines: Math.round(second.offsetHeight / first.offsetHeight),
                    hang: left(lowest) - left(boxes),
                    past: right - code.getBoundingClientRect().right,
                    mark: getComputedStyle(second, "::after").content,
                    scrolls: code.scrollWidth > code.clientWidth,
                };
            }"""
        )
        assert found["lines"] > 1
        assert found["hang"] > 5
        assert found["past"] < 0
        assert "↳" in found["mark"]
        assert not found["scrolls"]
