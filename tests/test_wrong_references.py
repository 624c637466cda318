"""References that can't land, or not in one place: each is warned about, once, with a hint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from referring import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from referring import Built

BUILDERS = ("html", "deck")

COMMON = "'common' can mean [](other.md#common) or [](third.md#common); the first is taken"
COMMON_BELOW = COMMON.replace("[](", "[](../")
SEVERAL = "several decks have a slide 'common'; name the deck: other.md#common, third.md#common"
EXCLUDED = "slide 'secret' is excluded and not shown (talk.md:15)"
IN_TALK = "talk.md has no slide and no id 'ketle' (did you mean 'kettle'?)"
KETLE = "nothing is named 'ketle' (did you mean 'kettle'?)"
UNTITLED = (
    "label 'lid' is on nothing with a title or caption; give the link words: {ref}`words <lid>`"
)
NUMBERED = "numbered figure, table, code block or section"

FOUND = [
    *[("guide.md", line, IN_TALK) for line in (6, 8, 10)],
    ("guide.md", 12, KETLE),
    ("guide.md", 14, "'myst' cross-reference target not found: 'nothing-like-it'"),
    *[("guide.md", line, EXCLUDED) for line in (16, 18)],
    *[("guide.md", line, COMMON) for line in (20, 22)],
    ("guide.md", 24, "'myst' cross-reference target not found: 'a-label2'"),
    ("guide.md", 26, "undefined label: 'a-labl'"),
    ("page.md", 3, IN_TALK),
    ("page.md", 5, COMMON_BELOW),
    ("page.md", 7, "talk.md has no slide and no id 'pot' (did you mean '../other.md#pot'?)"),
    ("plain.rst", 4, "no slide 'ketle' (did you mean 'kettle'?)"),
    ("plain.rst", 6, SEVERAL),
    ("plain.rst", 8, COMMON),
    ("talk.md", 25, KETLE),
    ("talk.md", 25, "nothing is named 'nothing-like-it'"),
    ("talk.md", 27, KETLE),
    ("talk.md", 29, "talk.md has no slide and no id 'lidd' (did you mean 'lid'?)"),
    ("talk.md", 31, "other.md has no slide and no id 'kettel' (did you mean 'talk.md#kettle'?)"),
    ("talk.md", 33, "other.md has no slide and no id 'kettle' (did you mean 'talk.md#kettle'?)"),
    *[
        ("talk.md", line, "other.md has no slide and no id 'pott' (did you mean 'pot'?)")
        for line in (35, 37)
    ],
    ("talk.md", 39, "guide.md has no heading and no label 'headings' (did you mean 'heading'?)"),
    ("talk.md", 41, "there is no document 'guidex.md' (did you mean 'guide.md'?)"),
    ("talk.md", 43, "there is no document 'drafts/draft.md'"),
    ("talk.md", 45, "other.md has no slide and no id 'frame2'"),
    ("talk.md", 47, EXCLUDED),
    ("talk.md", 47, "slide 'hidden' is excluded and not shown (talk.md:16)"),
    ("talk.md", 49, "slide 'frame' is a layout and not shown (talk.md:6)"),
    ("talk.md", 51, "other.md has no slide and no id 'frame'"),
    ("talk.md", 55, "no label 'ketle'"),
    ("talk.md", 57, "no label 'kettle'; a slide is referred to with {deck:slide}`kettle`"),
    ("talk.md", 59, UNTITLED),
    ("talk.md", 61, "no label 'a-labl' (did you mean 'a-label'?)"),
    ("talk.md", 63, "label 'lid' is on nothing that is numbered"),
    ("talk.md", 65, f"no {NUMBERED} 'figg' (did you mean 'figure'?)"),
    ("talk.md", 67, "no document 'guidex' (did you mean 'guide'?)"),
    ("talk.md", 69, "no document '/guidex' (did you mean '/guide'?)"),
    ("talk.md", 71, "no glossary term 'keetle' (did you mean 'Kettle'?)"),
    ("talk.md", 73, "no equation 'energi' (did you mean 'energy'?)"),
    ("talk.md", 75, "no target 'nowhere-at-all'"),
    ("talk.md", 77, "no slide 'ketle' (did you mean 'kettle'?)"),
    *[("talk.md", line, EXCLUDED) for line in (79, 81)],
    ("talk.md", 83, "no deck 'tlak' (did you mean 'talk'?)"),
    ("talk.md", 85, COMMON),
    ("talk.md", 87, SEVERAL),
    ("talk.md", 89, COMMON),
    ("talk.md", 91, "'guide' can mean {doc}`guide` or [](other.md#guide); the first is taken"),
    ("talk.md", 93, "nothing is named 'nope-at-all'"),
    ("talk.md", 95, "other.md has no slide and no id 'nope-at-all'"),
    ("talk.md", 99, "nothing is named 'ketle-in-notes'"),
]

OF_OTHERS = {
    ("guide.md", 14): "myst.xref_missing",
    ("guide.md", 24): "myst.xref_missing",
    ("guide.md", 26): "ref.ref",
}
"""Documents that name no deck are none of our business, unless a slide's name is near."""


@pytest.fixture(scope="module")
def source(copy: Callable[[str], Path]) -> Path:
    return copy("wrong")


@pytest.fixture(scope="module")
def sites(source: Path) -> dict[str, Built]:
    return {builder: build(source, builder) for builder in BUILDERS}


@pytest.mark.parametrize("builder", BUILDERS)
def test_each_is_warned_about_once(sites: dict[str, Built], builder: str) -> None:
    # Though every deck is written in two forms.
    found = sorted((item.file, item.line, item.message) for item in sites[builder].warnings)
    assert found == sorted(FOUND)


def test_they_can_be_silenced(sites: dict[str, Built]) -> None:
    for item in sites["html"].warnings:
        assert item.type == OF_OTHERS.get((item.file, item.line), "deck.reference")


class TestWords:
    """What can't land is no link; its words stay."""

    @pytest.mark.parametrize("page", ["talk.html", "talk.deck.html"])
    def test_in_decks_no_link_is_dead(self, sites: dict[str, Built], page: str) -> None:
        text = (sites["html"].out / page).read_text("utf-8")
        ids = set(re.findall(r'id="([^"]*)"', text))
        for fragment in re.findall(r'href="#([^"]+)"', text):
            assert fragment in ids

    def test_words_keep_their_markup(self, sites: dict[str, Built]) -> None:
        text = (sites["html"].out / "talk.html").read_text("utf-8")
        start = text.index('<p>Last <span class="deck-missing-reference">')
        assert text[start:].startswith(
            '<p>Last <span class="deck-missing-reference"><strong>strong</strong> <code'
        )

    def test_a_link_without_words_shows_what_was_written(self, sites: dict[str, Built]) -> None:
        text = (sites["html"].out / "talk.html").read_text("utf-8")
        assert re.search(
            r'<span class="deck-missing-reference"><code[^>]*><span class="pre">ketle</span>', text
        )

    def test_a_document_keeps_them_too(self, sites: dict[str, Built]) -> None:
        text = (sites["html"].out / "guide.html").read_text("utf-8")
        assert text.count('<span class="deck-missing-reference">') == 6
        assert "ketle" not in re.findall(r'href="([^"]*)"', text)

    def test_links_that_are_ignored_are_words(self, sites: dict[str, Built]) -> None:
        text = (sites["html"].out / "talk.html").read_text("utf-8")
        assert "known-wrong" not in text
        assert "also-wrong" not in text


class TestAmbiguous:
    def test_the_choice_is_the_same_everywhere(self, sites: dict[str, Built]) -> None:
        for builder in BUILDERS:
            built = sites[builder]
            for page in ("guide.html", "plain.html", "talk.html"):
                found = [href for href, _ in built.links(page) if "#common" in href]
                assert set(found) == {"other.html#common"}

    def test_a_document_comes_first(self, sites: dict[str, Built]) -> None:
        assert ("guide.html", "a") in sites["html"].links("talk.html")

    @pytest.mark.usefixtures("sites")
    def test_it_stays_so_in_a_later_build(self, source: Path) -> None:
        path = source / "guide.md"
        path.write_text(path.read_text("utf-8") + "\n[one more](#common)\n", "utf-8")
        built = build(source)
        found = [item for item in built.warnings if "common" in item.message]
        assert len(found) == 3
        assert {item.message for item in found} == {COMMON}
        links = [href for href, _ in built.links("guide.html") if "#common" in href]
        assert links == ["other.html#common"] * 3


LABELLED = {
    "one.md": "---\ndeck: true\n---\nname: place\n\n# Slide\n---\nname: two",
    "guide.md": "# Guide\n\n(place)=\n## Label\n",
    "index.md": "# Index\n\n```{toctree}\nguide\nother\n```\n",
    "other.md": "# Other\n\n[x](#place)\n\n{any}`place`\n\n{ref}`place`\n\n[x](one.md#place)\n",
    "deck.md": "---\ndeck: true\n---\n# Deck\n\n[x](#place)\n\n[y](#here)\n---\nname: here\n\n"
    "# Here\n---\n(here)=\nA label.\n",
}


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = tmp_path_factory.mktemp("labelled")
    (source / "conf.py").write_text('extensions = ["sphinxcontrib_deck"]\n', "utf-8")
    for name, text in LABELLED.items():
        (source / name).write_text(text, "utf-8")
    return build(source)


def test_a_label_of_a_slides_name_comes_first(labelled: Built) -> None:
    message = "'place' can mean {ref}`place` or [](one.md#place); the first is taken"
    found = [(item.file, item.line, item.message) for item in labelled.warnings]
    assert sorted(found) == [(*place, message) for place in (("deck.md", 6), *OTHER_LINES)]
    assert labelled.links("other.html") == [
        *[("guide.html#place", words) for words in ("x", "Label", "Label")],
        ("one.html#place", "x"),
    ]


OTHER_LINES = (("other.md", 3), ("other.md", 5))


def test_in_a_deck_its_slide_comes_before_its_label(labelled: Built) -> None:
    assert ("#here", "y") in labelled.links("deck.html")
    text = (labelled.out / "deck.html").read_text("utf-8")
    assert '<section id="here">' in text


NAMES = (
    "---\ndeck: true\n---\n"
    "name: one\naliases: two, three\n---\n"
    "name: two\naliases: three, a b\n---\n"
    "name: o\x07ne\n\n{#two}\nText.\n\n{#para}\nText.\n\n{#para}\nAgain.\n\n{#Para}\nOther.\n\n"
    "{#deck}\nThe id that a deck has otherwise.\n"
)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = tmp_path_factory.mktemp("named")
    (source / "conf.py").write_text('extensions = ["sphinxcontrib_deck"]\n', "utf-8")
    (source / "index.md").write_text(NAMES, "utf-8")
    return build(source)


class TestNames:
    """What is wrong with names themselves."""

    def test_each_names_both_lines(self, named: Built) -> None:
        found = [(item.line, item.message) for item in named.warnings if item.type == "deck.name"]
        assert sorted(found) == [
            (5, "alias 'two' is the name of a slide, on line 7; it is left out here"),
            (8, "alias 'a b' can't be an address; it is 'a-b' instead"),
            (8, "alias 'three' is used twice, first on line 5; it is left out here"),
            (10, "slide name 'o\\x07ne' can't be an address; it is 'o-ne' instead"),
            (13, "id 'two' is the address of the slide on line 7; it is left out here"),
            (19, "id 'para' is used twice, first on line 16; it is left out here"),
        ]
        assert len(named.warnings) == len(found)

    def test_what_is_left_is_right(self, named: Built) -> None:
        text = (named.out / "index.html").read_text("utf-8")
        for id_ in ("one", "three", "two", "a-b", "o-ne", "para", "Para", "deck"):
            assert len(re.findall(rf'id="{id_}"', text)) == 1
