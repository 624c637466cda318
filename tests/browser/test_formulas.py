"""Formulas in a browser: where they stand, that they fit, and MathJax where a deck asks for it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

LONG = " + ".join(f"a_{{{number}}} x^{{{number}}}" for number in range(12))
HALF = " + ".join(f"a_{{{number}}} x^{{{number}}}" for number in range(6))

TALL = r" \\ ".join("abcdefghijklmnopqr")

DECK = rf"""
# Formulas

---

name: numbered

$$ E = mc^2 $$ (energy)

---

name: tagged

$$
\begin{{align}}
a &= b \tag{{1}} \\
c + d &= e \tag{{2}}
\end{{align}}
$$

---

name: long

$$ f(x) = {LONG} $$ (long)

---

name: columns

:::{{container}} pull-left
$$ {HALF} $$
:::

:::{{container}} pull-right
$$ x $$
:::

---

name: tall

$$ \begin{{pmatrix}} {TALL} \end{{pmatrix}} $$

---

name: boxed
class: inverse

$$ \boxed{{x}} + \cancel{{y}} $$
"""

MATHJAX = """
(function () {
  const { tex, startup, options } = window.MathJax;
  window.MathJax.startup.defaultPageReady = async function () {
    for (const place of document.querySelectorAll(".math")) {
      place.textContent = JSON.stringify([tex.macros, options.processHtmlClass]);
    }
  };
  startup.pageReady().then(() => document.documentElement.classList.add("typeset"));
})();
"""
"""What MathJax does, as far as a page has to do with it."""

CONF = """
extensions = ["sphinxcontrib_deck"]
html_static_path = ["static"]
mathjax_path = "mathjax/tex.js"
mathjax3_config = {"tex": {"macros": {"RR": "R"}}}
"""

PLACES = """(name) => {
    const slide = document.getElementById(name);
    const box = (part) => {
        const { left, right, top, bottom } = part.getBoundingClientRect();
        return { left, right, top, bottom, middle: (top + bottom) / 2, centre: (left + right) / 2 };
    };
    return [...slide.querySelectorAll("div.math")].map((block) => {
        const number = block.querySelector(".eqno");
        return {
            block: box(block),
            formula: box(block.querySelector("math")),
            number: number && box(number),
            size: parseFloat(getComputedStyle(slide).fontSize),
            cut: block.scrollWidth > block.clientWidth + 1,
        };
    });
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Build the deck twice, as MathML and for MathJax; give the address of their folder."""
    source = tmp_path_factory.mktemp("formulas")
    (source / "static" / "mathjax").mkdir(parents=True)
    files = {
        "conf.py": CONF,
        "static/mathjax/tex.js": MATHJAX,
        "index.md": "# Guide\n",
        "deck.md": "---\norphan: true\ndeck: true\n---\n" + DECK,
        "mathjax.md": "---\norphan: true\ndeck: {math_renderer: mathjax}\n---\n# One\n\n$x$\n",
    }
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    warnings = io.StringIO()
    app = SphinxTestApp("deck", srcdir=source, warning=warnings)
    app.build()
    app.cleanup()
    assert not warnings.getvalue()
    return serve(source / "_build" / "deck")


def places(page: Page, site: str, slide: str) -> list[dict[str, Any]]:
    page.goto(f"{site}/deck.html#{slide}")
    page.wait_for_selector(".reveal.ready")
    found: list[dict[str, Any]] = page.evaluate(PLACES, slide)
    return found


def test_a_formula_is_in_the_middle_and_its_number_at_the_edge(
    browser_page: Page, site: str
) -> None:
    (found,) = places(browser_page, site, "numbered")
    assert abs(found["formula"]["centre"] - 640) < 2
    assert abs(found["number"]["right"] - 1200) < 1
    assert abs(found["number"]["middle"] - found["formula"]["middle"]) < 8


def test_rows_with_numbers_fill_the_width(browser_page: Page, site: str) -> None:
    (found,) = places(browser_page, site, "tagged")
    assert abs(found["formula"]["right"] - 1200) < 1
    assert not found["cut"]


@pytest.mark.parametrize("slide", ["long", "columns", "tall"])
def test_what_is_too_large_gets_smaller(browser_page: Page, site: str, slide: str) -> None:
    for found in places(browser_page, site, slide):
        assert found["size"] < 30
        assert not found["cut"]
        assert found["formula"]["left"] >= found["block"]["left"] - 1
        assert found["formula"]["right"] <= found["block"]["right"] + 1
        assert found["formula"]["bottom"] < 720
        if found["number"]:
            assert found["formula"]["right"] <= found["number"]["left"] + 1


def test_what_chromium_does_not_draw_is_drawn(browser_page: Page, site: str) -> None:
    places(browser_page, site, "boxed")
    border, line = browser_page.evaluate(
        """() => {
            const [box, strike] = document.querySelectorAll("#boxed menclose");
            return [getComputedStyle(box).borderTopWidth, getComputedStyle(strike).backgroundImage];
        }"""
    )
    assert float(border.removesuffix("px")) > 0
    assert "linear-gradient" in line


def test_mathjax_is_the_projects_own(browser_page: Page, site: str, browser_record: Any) -> None:
    browser_page.goto(f"{site}/mathjax.html")
    browser_page.wait_for_selector("html.typeset")
    assert browser_page.locator("span.math").inner_text() == '[{"RR":"R"},"math"]'
    assert f"{site}/_static/mathjax/tex.js" in browser_record.requests
    assert not browser_record.requests_outside(site)
    browser_page.goto(f"{site}/deck.html")
    browser_page.wait_for_selector(".reveal.ready")
    assert browser_record.requests.count(f"{site}/_static/mathjax/tex.js") == 1
