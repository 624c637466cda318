"""Every link of every page is followed, and what it leads to is on screen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urldefrag

import pytest
from sites import BASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page
    from sites import Projects, Site

SITES = [
    *(("harbour", builder) for builder in ("html", "deck")),
    *(("fleet", builder) for builder in ("html", "deck", "dirhtml", "dirdeck")),
]
"""Each kind of page with all of its links; of the larger project only those of two builders."""

LINKS = """() => [...document.querySelectorAll("a[href], area[href]")].map((link) => link.href)"""

ARRIVED = """name => {
    const slides = document.querySelector("main.reveal > .slides");
    const target = name ? document.getElementById(name) : null;
    if (name && !target) return false;
    // What is empty is there for its id: it stands for what is around it.
    const isEmpty = (element) => !element.textContent.trim() && !element.querySelector("img");
    const body = (element) => isEmpty(element) ? element.parentElement : element;
    const isSeen = (element) => {
        const { top, right, bottom, left, width, height } = body(element).getBoundingClientRect();
        const isInView = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
        const properties = { opacityProperty: true, visibilityProperty: true };
        return isInView && width > 0 && height > 0 && body(element).checkVisibility(properties);
    };
    if (!slides) return document.readyState === "complete" && (!target || isSeen(target));
    const all = [...slides.querySelectorAll(":scope > section")];
    const meant = target && target !== slides ? target.closest(".slides > section") : all[0];
    const shown = all.filter(isSeen);
    return shown.length === 1 && shown[0] === meant && (!target || isSeen(target));
}"""
"""Tells whether the page shows the element of an id, and of a deck the one slide that it is on."""

FOLLOW = f"""async (places) => {{
    const hasArrived = {ARRIVED};
    const frame = () => new Promise(requestAnimationFrame);
    const isAstray = async ([fragment, name]) => {{
        location.hash = fragment;
        const end = performance.now() + 10000;
        while (!hasArrived(name) && performance.now() < end) await frame();
        return !hasArrived(name);
    }};
    const astray = [];
    for (const place of places) if (await isAstray(place)) astray.push(place[0]);
    return astray;
}}"""
"""Goes to one place of a page after the other; gives the fragments that lead astray."""

MARK_LINKS = """() => {
    const here = location.href.split("#")[0];
    const links = [...document.querySelectorAll(".slides > section a[href]")].filter(
        (link) => link.href.split("#")[0] === here && !link.closest(".notes"),
    );
    return links.map((link, number) => {
        link.dataset.number = number;
        return [link.closest(".slides > section").id, link.href];
    });
}"""
"""Numbers a deck's links within itself; gives each one's slide, and where it leads."""

SHOW_LINK = """([number, name]) => {
    const slide = document.getElementById(name);
    Reveal.slide(Reveal.getIndices(slide).h);
    const link = document.querySelector(`[data-number="${number}"]`);
    while (link.closest(".fragment:not(.visible)") && Reveal.nextFragment());
}"""


@dataclass
class Published:
    """A project and the other, each served where nobody else is."""

    site: Site
    address: str
    others: dict[str, str]
    """Where a site says that it is published, and where it is served."""

    def url(self, page: str) -> str:
        return f"{self.address}/{quote(page)}"

    def served(self, link: str) -> str | None:
        """Return the address that a link leads to here; ``None`` where it leads elsewhere."""
        for base, address in self.others.items():
            if link.startswith(base):
                return f"{address}/{link.removeprefix(base)}"
        return link if link.startswith(self.address + "/") else None

    def presentations(self) -> list[str]:
        pages = self.site.pages.items()
        return [name for name, page in pages if '<main class="reveal' in page.text]


@pytest.fixture
def publish(projects: Projects, serve: Callable[[Path], str]) -> Callable[[str, str], Published]:
    """Give a function that serves what a builder makes of both projects."""

    def publish_project(project: str, builder: str) -> Published:
        others = {base: serve(projects.site(name, builder).folder) for name, base in BASES.items()}
        return Published(projects.site(project, builder), others[BASES[project]], others)

    return publish_project


def addresses(page: Page, published: Published) -> Iterator[tuple[str, str]]:
    """Yield each page that a site links to, its own or the other's, and the fragment."""
    for name in published.site.pages:
        page.goto(published.url(name))
        for link in page.evaluate(LINKS):
            address = published.served(link)
            if address:
                yield urldefrag(address)


def name_in(fragment: str) -> str:
    # reveal.js writes a slash in front of a name, and a link may do so to be told from others.
    return unquote(fragment).removeprefix("/")


def is_there(page: Page, fragment: str) -> bool:
    from playwright.sync_api import TimeoutError as TooLate  # noqa: PLC0415 - see conftest

    try:
        page.wait_for_function(ARRIVED, arg=name_in(fragment))
    except TooLate:
        return False
    return True


def astray(page: Page, url: str, fragments: list[str], *, anew: bool) -> list[str]:
    """Follow addresses of one page and return those that don't show what they name.

    :param anew: open the page anew for each, as from another page; else it is loaded once, as
        by who follows one link after the other on it.
    """
    if not url.endswith((".html", "/")):
        return [] if page.request.get(url).ok else [url]
    response = page.goto(url)
    if not response or not response.ok:
        return [url]
    wrong = [] if is_there(page, "") else [""]
    if not anew:
        wrong += page.evaluate(FOLLOW, [[fragment, name_in(fragment)] for fragment in fragments])
    for fragment in fragments if anew else ():
        page.goto("about:blank")
        page.goto(f"{url}#{fragment}")
        wrong += [] if is_there(page, fragment) else [fragment]
    return [f"{url}#{fragment}" for fragment in wrong]


@pytest.mark.parametrize(("project", "builder"), SITES)
def test_leads_to_what_is_on_screen(
    browser_page: Page, publish: Callable[[str, str], Published], project: str, builder: str
) -> None:
    published = publish(project, builder)
    found = defaultdict(set)
    for url, fragment in addresses(browser_page, published):
        found[url].add(fragment)
    assert sum(map(len, found.values())) > 30
    decks = {published.url(name) for name in published.presentations()}
    wrong = []
    for url, fragments in sorted(found.items()):
        anew = builder == "deck" and url in decks
        wrong += astray(browser_page, url, sorted(fragments - {""}), anew=anew)
    assert wrong == []


@pytest.mark.parametrize("project", BASES)
def test_leads_there_when_clicked(
    browser_page: Page, publish: Callable[[str, str], Published], project: str
) -> None:
    """And Back returns to the slide that the link is on."""
    published = publish(project, "deck")
    for name in published.presentations():
        browser_page.goto(published.url(name))
        browser_page.wait_for_selector(".reveal.ready")
        for number, (slide, address) in enumerate(browser_page.evaluate(MARK_LINKS)):
            browser_page.evaluate(SHOW_LINK, [number, slide])
            before = browser_page.url
            browser_page.locator(f'[data-number="{number}"]').click()
            assert is_there(browser_page, urldefrag(address).fragment)
            assert unquote(browser_page.url) == unquote(address)
            if browser_page.url != before:
                browser_page.go_back()
                assert is_there(browser_page, quote(slide))
