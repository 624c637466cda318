"""Decks split at headings, in reStructuredText, and fragments, as they are shown and printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from small_project import SmallProject

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

GUIDE = """\
---
deck: {split: headings}
---
# The guide

{.inverse name=tides}
## Tides

- high

--
- low

???
Hush.

## Fees

### Per night

(cheap)=
Cheap. [Back](#tides)
"""

TALK = """\
:deck: true

=========
The talk
=========

Clara Aldana

Agenda
======

.. rst-class:: incremental

* first
* second

.. notes:: Hush.

.. slide:: Direct
   :name: Direct

   .. fragment:: grow

      Grows.

   .. fragment:: fade-in-then-out

      Comes and goes.

   .. fragment:: strike
      :index: 0

      Struck first.

Überblick
=========

See :ref:`below`.

.. _below:

Deeper
------

Down here.
"""

FRAGMENTS = """\
---
deck: true
---
# Fragments

- {.fragment}
  item
- [span]{.fragment .highlight-red}

{.fragment .fade-up}
paragraph

{.fragment .fade-out}
leaves

![cup](cup.png){.fragment}

--

step
"""

CUP = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the three decks."""
    source = tmp_path_factory.mktemp("ways")
    (source / "cup.png").write_bytes(CUP)
    files = {"guide.md": GUIDE, "talk.rst": TALK, "fragments.md": FRAGMENTS}
    project = SmallProject(source, files, {"root_doc": "guide"})
    folder = project.build("deck")
    assert project.warnings["deck"] == []
    return folder


def open_slide(page: Page, folder: Path, address: str) -> None:
    page.goto(f"{folder.as_uri()}/{address}")
    page.wait_for_selector("section.present")


def heading(page: Page) -> str:
    return page.locator("section.present :is(h1, h2, h3)").first.inner_text()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("guide.html", "The guide"),
        ("guide.html#tides", "Tides"),
        ("guide.html#fees", "Fees"),
        ("guide.html#cheap", "Fees"),
        ("talk.html", "The talk"),
        ("talk.html#agenda", "Agenda"),
        ("talk.html#Direct", "Direct"),
        ("talk.html#überblick", "Überblick"),
        ("talk.html#below", "Überblick"),
    ],
)
def test_an_address_opens_its_slide(
    browser_page: Page, folder: Path, address: str, expected: str
) -> None:
    open_slide(browser_page, folder, address)
    assert heading(browser_page) == expected


@pytest.mark.parametrize(
    ("deck", "expected"),
    [
        ("guide.html", ["The guide", "Tides", "Fees"]),
        ("talk.html", ["The talk", "Agenda", "Direct", "Überblick"]),
    ],
)
def test_the_keyboard_reaches_every_slide(
    browser_page: Page, folder: Path, deck: str, expected: list[str]
) -> None:
    open_slide(browser_page, folder, deck)
    seen = [heading(browser_page)]
    for _ in range(12):
        browser_page.keyboard.press("Space")
        if heading(browser_page) != seen[-1]:
            seen.append(heading(browser_page))
    assert seen == expected


def visible(page: Page, texts: list[str]) -> list[str]:
    """Return which of the texts can be seen, once what fades has faded."""
    page.wait_for_function(
        "document.getAnimations().every((animation) => animation.playState === 'finished')"
    )
    found: list[str] = page.evaluate(
        """(texts) => {
            const slide = document.querySelector("section.present");
            const options = { visibilityProperty: true, opacityProperty: true };
            return texts.filter((text) => {
                const nodes = [...slide.querySelectorAll("p, li, span, img")];
                const node = nodes.find((node) => (node.alt || node.textContent.trim()) === text);
                return node.checkVisibility(options);
            });
        }""",
        texts,
    )
    return found


def test_fragments_appear_one_by_one(browser_page: Page, folder: Path) -> None:
    open_slide(browser_page, folder, "fragments.html")
    parts = ["item", "paragraph", "leaves", "cup", "step"]
    seen = [visible(browser_page, parts)]
    for _ in range(6):
        browser_page.keyboard.press("Space")
        seen.append(visible(browser_page, parts))
    # A span that turns red is there from the start, and so is what leaves.
    assert seen == [
        ["leaves"],
        ["item", "leaves"],
        ["item", "leaves"],
        ["item", "paragraph", "leaves"],
        ["item", "paragraph"],
        ["item", "paragraph", "cup"],
        ["item", "paragraph", "cup", "step"],
    ]


def test_fragments_with_a_place_come_first(browser_page: Page, folder: Path) -> None:
    open_slide(browser_page, folder, "talk.html#Direct")
    parts = ["Grows.", "Comes and goes.", "Struck first."]
    seen = []
    for _ in range(4):
        shown = browser_page.locator("section.present .fragment.visible").all_text_contents()
        seen.append((visible(browser_page, parts), [text.strip() for text in shown]))
        browser_page.keyboard.press("Space")
    always = ["Grows.", "Struck first."]
    assert seen == [
        (always, []),
        (always, ["Struck first."]),
        (always, ["Grows.", "Struck first."]),
        (parts, ["Grows.", "Comes and goes.", "Struck first."]),
    ]


def test_lists_step_by_step(browser_page: Page, folder: Path) -> None:
    open_slide(browser_page, folder, "talk.html#agenda")
    seen = []
    for _ in range(3):
        seen.append(visible(browser_page, ["first", "second"]))
        browser_page.keyboard.press("Space")
    assert seen == [[], ["first"], ["first", "second"]]


@pytest.mark.parametrize(
    ("deck", "pages", "texts"),
    [
        ("guide.html", 3, ["high", "low", "Cheap."]),
        ("talk.html", 4, ["second", "Grows.", "Comes and goes.", "Struck first.", "Down here."]),
        ("fragments.html", 1, ["item", "span", "paragraph", "leaves", "step"]),
    ],
)
def test_print_shows_all(
    browser_page: Page, folder: Path, deck: str, pages: int, texts: list[str]
) -> None:
    open_slide(browser_page, folder, deck)
    document = browser_page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", document)) == pages
    browser_page.emulate_media(media="print")
    hidden = browser_page.evaluate(
        """(texts) => {
            const options = { visibilityProperty: true, opacityProperty: true };
            const nodes = [...document.querySelectorAll(".slides :is(p, li, span)")];
            return texts.filter((text) => {
                const node = nodes.find((node) => node.textContent.trim().startsWith(text));
                return !node.checkVisibility(options);
            });
        }""",
        texts,
    )
    assert hidden == []


def test_the_speaker_sees_the_notes(browser_page: Page, folder: Path) -> None:
    for address in ("guide.html#tides", "talk.html#agenda"):
        open_slide(browser_page, folder, address)
        notes = browser_page.locator("section.present aside.notes")
        assert notes.text_content().strip() == "Hush."  # type: ignore[union-attr]
        assert not notes.is_visible()
