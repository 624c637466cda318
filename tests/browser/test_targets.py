"""An address of something on a slide: the slide opens, and the thing is there, marked, in focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.conftest import Site
    from playwright.sync_api import Page

LINES = "\n\n".join(f"Line {number} of a slide that goes on." for number in range(60))
TALK = f"""\
---
deck: true
---
# Beds

- [the figure](#fig-bed)
- [the last line](#last-line)

---
name: things

## Things

:::{{figure}} bed.svg
:name: fig-bed

A bed.
:::

:::{{table}} Harvest
:name: tab-harvest

| year | kg |
| ---- | -- |
| 1    | 2  |
:::

$$ a = b $$ (eq-bed)

A note[^dug].

[^dug]: Dug in spring.

---
(a-label)=
## Words

```{{glossary}}
mulch
  What covers the soil.
```

(further)=
### Further down

Text <span id="within">within a line</span> and <a id="anchor"></a>an anchor.

<div>
<p>One.</p>
<span id="before"></span>
<p class="other">Another.</p>
</div>

---
name: steps

## Steps

One.

--

Two.

--

- three
- <span id="third-step">four</span>

---
name: boxes

## Boxes

<details><summary>More</summary><p id="folded">Folded.</p></details>

````{{tab-set}}
```{{tab-item}} First
First.
```
```{{tab-item}} Second
<p id="in-tab">In a tab.</p>
```
````

---
name: long

## Long

{LINES}

(last-line)=
The last line.

---
name: wide

<div style="overflow: auto">
<div style="width: 4000px; text-align: right"><span id="far-right">far</span></div>
</div>

---
name: noted

## Noted

Text.

???
A note <b id="in-a-note">in bold</b>.
"""
DARK = "---\norphan: true\ndeck: {theme: THEME}\n---\n# First\n---\n## Second\n\n(it)=\nText.\n"


@pytest.fixture(scope="module")
def beds(build_site: Callable[[dict[str, str]], Site]) -> Site:
    """Build decks with everything that can have an address."""
    return build_site(
        {
            "index.md": "# Home\n\n```{toctree}\ntalk\n```\n",
            "talk.md": TALK,
            "dark.md": DARK.replace("THEME", "dark").replace("it", "it-is-dark"),
            "contrast.md": DARK.replace("THEME", "contrast").replace("it", "it-is-sharp"),
            "bed.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"/>',
            "conf.py": "extensions = ['sphinxcontrib_deck', 'sphinx_design']\n",
        }
    )


TARGETS = {
    "#fig-bed": ("things", "figure"),
    "#tab-harvest": ("things", "table"),
    "#equation-eq-bed": ("things", "div.math"),
    "#term-mulch": ("words", "dt"),
    "#further": ("words", "h3"),
    "#within": ("words", "#within"),
    "#anchor": ("words", "p:has(#anchor)"),
    "#before": ("words", "p.other"),
    "#third-step": ("steps", "#third-step"),
    "#folded": ("boxes", "#folded"),
    "#in-tab": ("boxes", "#in-tab"),
    "#last-line": ("long", "#last-line"),
    "#far-right": ("wide", "#far-right"),
}
"""The slide of each address, and the element that is marked."""

STATE = """() => {
    const target = document.querySelector(".deck-target");
    const [box, edge] = [target, target?.closest("section")].map(
        (part) => part?.getBoundingClientRect());
    return {
        slide: document.querySelector("section.present").id,
        marked: document.querySelectorAll(".deck-target").length,
        inFocus: document.activeElement === target,
        visible: target?.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
        inside: Boolean(box) && box.top >= edge.top && box.bottom <= edge.bottom
            && box.left >= edge.left && box.right <= edge.right,
        outline: target && getComputedStyle(target).outlineColor,
        scrolled: [document.scrollingElement, document.body, ...document.querySelectorAll(
            ".reveal, .slides")].some((part) => part.scrollTop || part.scrollLeft),
    };
}"""


def open_target(page: Page, address: str) -> dict[str, Any]:
    """Open an address as a new page; tell what is there once what appears has appeared."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector(".reveal.ready")
    page.wait_for_function("document.getAnimations().every((each) => each.playState !== 'pending')")
    page.wait_for_function(f"({STATE})().visible !== false")
    state: dict[str, Any] = page.evaluate(STATE)
    return state


def test_each_is_shown_marked_and_in_focus(browser_page: Page, beds: Site) -> None:
    for fragment, (slide, element) in TARGETS.items():
        state = open_target(browser_page, f"{beds.http}/talk.html{fragment}")
        assert state["slide"] == slide, fragment
        assert state["marked"] == 1, fragment
        assert browser_page.locator(".deck-target").evaluate(
            "(target, element) => target.matches(element)", element
        ), fragment
        assert state["inFocus"], fragment
        assert state["inside"], fragment
        assert not state["scrolled"], fragment


def test_footnotes_are_shown_both_ways(browser_page: Page, beds: Site) -> None:
    browser_page.goto(f"{beds.http}/talk.html#things")
    browser_page.wait_for_selector(".reveal.ready")
    browser_page.locator("a.footnote-reference").click()
    browser_page.wait_for_selector("aside.footnote.deck-target")
    browser_page.locator("aside.footnote .label a").click()
    browser_page.wait_for_selector("a.footnote-reference.deck-target:focus")


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_links_on_slides_lead_to_them(browser_page: Page, beds: Site, scheme: str) -> None:
    browser_page.goto(f"{getattr(beds, scheme)}/talk.html")
    browser_page.wait_for_selector(".reveal.ready")
    for link, name in [("the figure", "fig-bed"), ("the last line", "last-line")]:
        browser_page.keyboard.press("Home")
        browser_page.get_by_role("link", name=link).click()
        browser_page.wait_for_selector(f"section.present #{name}.deck-target:focus")
        assert browser_page.url.endswith(f"#{name}")


@pytest.mark.parametrize("fragment", ["#noted", "#a-label", "#in-a-note"])
def test_a_slide_itself_is_not_marked(browser_page: Page, beds: Site, fragment: str) -> None:
    browser_page.goto(f"{beds.http}/talk.html{fragment}")
    browser_page.wait_for_selector(".reveal.ready")
    state = browser_page.evaluate(STATE)
    assert state["slide"] == ("words" if fragment == "#a-label" else "noted")
    assert state["marked"] == 0
    assert browser_page.evaluate("document.activeElement.closest('.notes')") is None


def test_the_mark_goes_when_one_moves_on(browser_page: Page, beds: Site) -> None:
    open_target(browser_page, f"{beds.http}/talk.html#tab-harvest")
    browser_page.keyboard.press("ArrowRight")
    assert browser_page.evaluate(STATE)["marked"] == 0


def test_the_mark_fades_but_where_it_tells_the_focus(browser_page: Page, beds: Site) -> None:
    open_target(browser_page, f"{beds.http}/talk.html#tab-harvest")
    finish = "document.getAnimations().forEach((each) => each.finish())"
    browser_page.evaluate(finish)
    assert browser_page.evaluate(STATE)["outline"] == "rgba(0, 0, 0, 0)"
    browser_page.emulate_media(reduced_motion="reduce")
    assert browser_page.evaluate(STATE)["outline"] != "rgba(0, 0, 0, 0)"
    browser_page.emulate_media(reduced_motion="no-preference")
    browser_page.locator("aside.footnote .label a").click()
    browser_page.wait_for_selector("a.footnote-reference.deck-target")
    browser_page.evaluate(finish)
    assert browser_page.evaluate(STATE)["outline"] != "rgba(0, 0, 0, 0)"


def test_the_mark_has_the_accent_of_the_palette(browser_page: Page, beds: Site) -> None:
    pages = {"talk": "within", "dark": "it-is-dark", "contrast": "it-is-sharp"}
    colours = {
        page: open_target(browser_page, f"{beds.http}/{page}.html#{name}")["outline"]
        for page, name in pages.items()
    }
    assert colours == {
        "talk": "rgb(11, 92, 173)",
        "dark": "rgb(124, 192, 255)",
        "contrast": "rgb(0, 48, 156)",
    }


def test_paper_shows_no_mark(browser_page: Page, beds: Site) -> None:
    open_target(browser_page, f"{beds.http}/talk.html#tab-harvest")
    browser_page.emulate_media(media="print")
    style = "getComputedStyle(document.querySelector('.deck-target')).outlineStyle"
    assert browser_page.evaluate(style) == "none"
