"""From Sphinx's own search page to the slide, from a server and from a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.conftest import Site
    from conftest import BrowserRecord
    from playwright.sync_api import Locator, Page

TALK = """\
---
deck: true
title: Soil
---
# Soil

A party is starting.

???
Mention the vermicompost.

---
name: rotation

## Crops in turn

What grows where.

---
## Steps

First.

--

Then *partridges* and art.

---
name: loam

## Clay and sand

The loam of the valley. Das Überwintern. 堆肥很好。
"""


@pytest.fixture(scope="module")
def soil(build_site: Callable[[dict[str, str]], Site]) -> Site:
    """Build a site with one deck."""
    return build_site(
        {
            "index.md": "# Home\n\n```{toctree}\ntalk\n```\n",
            "talk.md": TALK,
            "conf.py": "extensions = ['sphinxcontrib_deck']\n",
        }
    )


@pytest.fixture(params=["http", "file"])
def base(
    request: pytest.FixtureRequest, soil: Site, browser_record: BrowserRecord, browser_page: Page
) -> str:
    """Give the site's address: from a server, then from its folder."""
    if request.param == "file":
        # From a folder Sphinx's search finds, but can't fetch the pages for their extracts.
        browser_page.add_init_script(
            "if (location.search) window.fetch = () => new Promise(() => {})"
        )
    assert not browser_record.errors
    address: str = getattr(soil, request.param)
    return address


def hits(page: Page, base: str, words: str) -> Locator:
    """Search; give the links to the deck among the results."""
    page.goto(f"{base}/search.html?q={quote(words)}")
    page.locator("#search-results .search-summary:not(:empty)").wait_for()
    return page.locator("#search-results li > a[href^='talk.html']")


def marked(page: Page) -> list[str]:
    """Return the words that are marked on the slide that is shown."""
    found: list[str] = page.evaluate(
        """[...(CSS.highlights.get("deck-search") || [])]
            .filter((range) => range.startContainer.parentElement.closest("section.present"))
            .map((range) => range.startContainer.data.slice(range.startOffset, range.endOffset))"""
    )
    return found


def shown(page: Page) -> str | None:
    """Return the name of the slide that is shown, once the deck is."""
    page.wait_for_selector(".reveal.ready")
    return page.locator("section.present").get_attribute("id")


def test_a_hit_on_a_title_opens_the_slide(browser_page: Page, base: str) -> None:
    results = hits(browser_page, base, "crops in turn")
    results.and_(browser_page.locator("[href$='#rotation']")).first.click()
    assert shown(browser_page) == "rotation"


def test_a_hit_on_a_name_opens_the_slide(browser_page: Page, base: str) -> None:
    hits(browser_page, base, "rotation").first.click()
    assert shown(browser_page) == "rotation"


def test_every_hit_on_a_decks_title_opens_its_beginning(browser_page: Page, base: str) -> None:
    results = hits(browser_page, base, "soil")
    addresses = {link.get_attribute("href") for link in results.all()}
    assert addresses <= {"talk.html", "talk.html#soil"}


@pytest.mark.parametrize(
    ("words", "slide", "found"),
    [
        ("loam", "loam", ["loam"]),
        ("Valley loam", "loam", ["valley", "loam"]),
        ("growing", "rotation", ["grow"]),
        ("art", "steps", ["art"]),
        ("part", "soil", ["part"]),
        ("überwintern", "loam", ["Überwintern"]),
        ("crops valley", "rotation", ["Crops"]),
    ],
)
def test_a_hit_on_a_word_opens_the_first_slide_with_it(
    browser_page: Page, base: str, words: str, slide: str, found: list[str]
) -> None:
    results = hits(browser_page, base, words)
    results.and_(browser_page.locator("[href='talk.html']")).click()
    assert shown(browser_page) == slide
    assert sorted(marked(browser_page)) == sorted(found)


def test_a_word_in_a_step_is_shown(browser_page: Page, base: str) -> None:
    hits(browser_page, base, "partridges").first.click()
    assert shown(browser_page) == "steps"
    browser_page.wait_for_function(
        """document.querySelector("section.present em").checkVisibility(
            { opacityProperty: true, visibilityProperty: true })"""
    )
    browser_page.wait_for_selector("em.deck-target:focus")


def test_words_are_forgotten_once_they_led_somewhere(browser_page: Page, base: str) -> None:
    hits(browser_page, base, "loam").first.click()
    assert shown(browser_page) == "loam"
    browser_page.goto("about:blank")
    browser_page.goto(f"{base}/talk.html")
    assert shown(browser_page) == "soil"
    assert marked(browser_page) == []


def test_scripts_without_spaces_are_found(browser_page: Page, soil: Site) -> None:
    browser_page.goto(f"{soil.http}/talk.html?highlight={quote('堆肥')}")
    assert shown(browser_page) == "loam"
    assert marked(browser_page) == ["堆肥"]


def test_a_word_that_is_a_slides_name_opens_the_slide(browser_page: Page, soil: Site) -> None:
    browser_page.goto(f"{soil.http}/talk.html?highlight=rotation")
    assert shown(browser_page) == "rotation"


def test_notes_are_not_searched(browser_page: Page, soil: Site) -> None:
    assert hits(browser_page, soil.http, "vermicompost").count() == 0
    browser_page.goto(f"{soil.http}/talk.html?highlight=vermicompost")
    assert shown(browser_page) == "soil"
    assert marked(browser_page) == []


def test_the_extract_is_of_the_slides(browser_page: Page, soil: Site) -> None:
    results = hits(browser_page, soil.http, "soil")
    text = results.locator("xpath=../p[@class='context']").first.inner_text()
    assert text.startswith("Soil")
    assert "What grows where." in text
    for other in ("Read this slide", "Mention the"):
        assert other not in text


def test_what_looks_like_an_expression_is_a_word(browser_page: Page, soil: Site) -> None:
    browser_page.goto(f"{soil.http}/talk.html?highlight={quote('(a+ [.* valley.')}")
    assert shown(browser_page) == "loam"
