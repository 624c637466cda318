"""sphinx-copybutton on slides: what it copies, when it is seen, and whose the keys are."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

DECK = """\
---
deck: true
---

# Code

---

```{code-block} python
:linenos:
:steps: 1|2

a = 1
b = 2
```

---

```pycon
>>> 1 + 1
2
```
"""
CONF = """
extensions = ["sphinxcontrib_deck", "sphinx_copybutton"]
copybutton_exclude = ".linenos, .gp, .go"
"""


@pytest.fixture
def browser_context_options() -> dict[str, Any]:
    """Let the page read what was copied."""
    return {
        "viewport": {"width": 1920, "height": 1080},
        "permissions": ["clipboard-read", "clipboard-write"],
    }


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Build the deck; give its address."""
    source = tmp_path_factory.mktemp("copying")
    (source / "index.md").write_text(DECK, encoding="utf-8")
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    warnings = io.StringIO()
    app = SphinxTestApp("deck", srcdir=source, warning=warnings)
    app.build()
    app.cleanup()
    assert not warnings.getvalue()
    return serve(source / "_build" / "deck") + "/index.html"


def button_opacity(page: Page) -> str:
    opacity: str = page.locator("section.present .copybtn").evaluate(
        "(button) => getComputedStyle(button).opacity"
    )
    return opacity


@pytest.mark.parametrize(("number", "expected"), [(2, "a = 1\nb = 2"), (3, "1 + 1")])
def test_code_is_copied_without_numbers_and_prompts(
    browser_page: Page, deck: str, number: int, expected: str
) -> None:
    browser_page.emulate_media(reduced_motion="reduce")
    browser_page.goto(f"{deck}#{number}")
    button = browser_page.locator("section.present .copybtn")
    button.wait_for(state="attached")
    assert button_opacity(browser_page) == "0"
    browser_page.locator("section.present pre").hover()
    assert button_opacity(browser_page) == "1"
    button.click()
    copied = browser_page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n").strip() == expected


def test_keys_stay_the_decks(browser_page: Page, deck: str) -> None:
    browser_page.emulate_media(reduced_motion="reduce")
    browser_page.goto(f"{deck}#2")
    button = browser_page.locator("section.present .copybtn")
    button.wait_for(state="attached")
    browser_page.locator("section.present pre").hover()
    button.click()
    browser_page.keyboard.press("ArrowRight")
    browser_page.wait_for_selector("section.present .fragment.visible", state="attached")
    browser_page.keyboard.press("Space")
    browser_page.wait_for_function("Reveal.getIndices().h === 2")


def test_the_button_is_seen_where_the_focus_is(browser_page: Page, deck: str) -> None:
    browser_page.emulate_media(reduced_motion="reduce")
    browser_page.goto(f"{deck}#2")
    button = browser_page.locator("section.present .copybtn")
    button.wait_for(state="attached")
    browser_page.keyboard.press("Tab")
    for _ in range(5):
        if button.evaluate("(part) => part === document.activeElement"):
            break
        browser_page.keyboard.press("Tab")
    assert button.evaluate("(part) => part === document.activeElement")
    assert button_opacity(browser_page) == "1"
