"""Slides of another project, whoever wrote either output: their inventory names, and every form."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from referring import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from referring import Built

BASE = "https://theirs.example/docs/"
BUILDERS = ("html", "deck")

KETTLE = ("slides/talk.html#kettle", "The kettle")
UEBERBLICK = ("slides/talk.html#Überblick", "Slide 2")
BREWING = ("slides/talk.html#v1.2", "Brewing")
LINKS = {
    # With the name that the inventory has
    "{external+other:deck:slide}`slides/talk#kettle`": KETTLE,
    "{external:deck:slide}`slides/talk#Überblick`": UEBERBLICK,
    "{deck:slide}`slides/talk#kettle`": KETTLE,
    "{deck:slide}`other:slides/talk#kettle`": KETTLE,
    "{deck:slide}`words <slides/talk#kettle>`": (KETTLE[0], "words"),
    "{any}`slides/talk#kettle`": KETTLE,
    "[words](inv:other:deck:slide#slides/talk#kettle)": (KETTLE[0], "words"),
    "[](inv:other:deck:slide#slides/talk#Überblick)": UEBERBLICK,
    "[](inv:#slides/talk#v1.2)": BREWING,
    "<inv:other:deck:slide#slides/talk#kettle>": KETTLE,
    "[words](#slides/talk#kettle)": (KETTLE[0], "words"),
    # With the bare name
    "{external+other:deck:slide}`kettle`": KETTLE,
    "{external:deck:slide}`v1.2`": BREWING,
    "{deck:slide}`Überblick`": UEBERBLICK,
    "{deck:slide}`other:v1.2`": BREWING,
    "{deck:slide}`words <图>`": ("lesson.html#图", "words"),
    "[](inv:other:deck:slide#*#图)": ("lesson.html#图", "茶"),
    "[words](#kettle)": (KETTLE[0], "words"),
    "[](#Überblick)": UEBERBLICK,
    "{deck:slide}`US$`": ("slides/talk.html#US%24", "Money"),
    # An old name
    "{deck:slide}`pot`": KETTLE,
    "[](#tu)": ("lesson.html#图", "茶"),
    # Whole decks, and what is on a slide
    "{deck:deck}`slides/talk`": ("slides/talk.html", "Their talk"),
    "{external+other:deck:deck}`lesson`": ("lesson.html", "Their lesson"),
    "{external+other:ref}`words <a-label>`": ("slides/talk.html#a-label", "words"),
    "[words](#a-label)": ("slides/talk.html#a-label", "words"),
}

SHARED = (
    "several decks of other projects have a slide 'shared': other:lesson#shared, "
    "other:slides/talk#shared; the first is taken"
)
WRONG = {
    "{deck:slide}`shared`": SHARED,
    "{external+other:deck:slide}`shared`": SHARED,
    "[x](#shared)": SHARED,
    "{external+other:deck:slide}`ketle`": (
        "no slide 'ketle' in project 'other' (did you mean 'kettle'?)"
    ),
    "{external:deck:slide}`ketle`": "no slide 'ketle' in other projects (did you mean 'kettle'?)",
    "{deck:slide}`ketle`": "no slide 'ketle' (did you mean 'kettle'?)",
    "[x](#ketle)": "nothing is named 'ketle' (did you mean 'kettle'?)",
}


@pytest.fixture(scope="module")
def theirs(copy: Callable[[str], Path]) -> dict[str, Built]:
    source = copy("theirs")
    return {builder: build(source, builder) for builder in BUILDERS}


@pytest.fixture(scope="module")
def ours(copy: Callable[[str], Path], theirs: dict[str, Built]) -> Callable[[str, str], Built]:
    """Give the project that refers, built with one builder, and the other with another."""
    source = copy("ours")
    lines = "\n\n".join([*LINKS, *WRONG])
    (source / "deep" / "guide.md").write_text(f"# Guide\n\n{lines}\n", "utf-8")
    (source / "deck.md").write_text(f"---\ndeck: true\n---\n# Deck\n\n{lines}\n", "utf-8")
    built: dict[tuple[str, str], Built] = {}

    def get(builder: str, of_theirs: str) -> Built:
        if (builder, of_theirs) not in built:
            inventory = str(theirs[of_theirs].out / "objects.inv")
            mapping = {"other": (BASE, inventory)}
            built[builder, of_theirs] = build(source, builder, intersphinx_mapping=mapping)
        return built[builder, of_theirs]

    return get


def external_links(built: Built, page: str) -> list[tuple[str, str]]:
    """Return the links of a page to the other project, and their words."""
    text = (built.out / page).read_text("utf-8")
    found = re.findall(rf'<a class="reference external" href="{BASE}([^"]*)"[^>]*>(.*?)</a>', text)
    return [(href, re.sub(r"<[^>]*>", "", words)) for href, words in found]


@pytest.mark.parametrize("of_theirs", BUILDERS)
@pytest.mark.parametrize("builder", BUILDERS)
class TestLinks:
    @pytest.mark.parametrize("page", ["deep/guide.html", "deck.html"])
    def test_from_markdown(
        self, ours: Callable[[str, str], Built], builder: str, of_theirs: str, page: str
    ) -> None:
        found = external_links(ours(builder, of_theirs), page)
        assert found[: len(LINKS)] == list(LINKS.values())

    def test_from_restructured_text(
        self, ours: Callable[[str, str], Built], builder: str, of_theirs: str
    ) -> None:
        assert external_links(ours(builder, of_theirs), "deep/plain.html") == [
            *[KETTLE] * 5,
            (KETTLE[0], "words"),
            ("slides/talk.html", "Their talk"),
            KETTLE,
        ]

    def test_what_is_wrong(
        self, ours: Callable[[str, str], Built], builder: str, of_theirs: str
    ) -> None:
        expected = []
        for file, first in (("guide.md", 3), ("deck.md", 6)):
            lines = range(first + 2 * len(LINKS), 1000, 2)
            expected += [
                (file, line, text) for line, text in zip(lines, WRONG.values(), strict=False)
            ]
        found = [(w.file, w.line, w.message) for w in ours(builder, of_theirs).warnings]
        assert sorted(found) == sorted(expected)


def test_the_title_says_where_a_link_leads(ours: Callable[[str, str], Built]) -> None:
    text = (ours("html", "deck").out / "deep" / "plain.html").read_text("utf-8")
    assert text.count('title="(in Theirs v2.1)"') == 8


def test_own_slides_come_first(copy: Callable[[str], Path], theirs: dict[str, Built]) -> None:
    source = copy("ours")
    (source / "own.md").write_text("---\ndeck: true\n---\nname: kettle\n\n# Ours\n", "utf-8")
    (source / "deep" / "guide.md").write_text("# Guide\n\n[](#kettle) {deck:slide}`kettle`\n")
    inventory = str(theirs["html"].out / "objects.inv")
    built = build(source, intersphinx_mapping={"other": (BASE, inventory)})
    assert built.links("deep/guide.html") == [("../own.html#kettle", "Ours")] * 2
    assert built.warnings == []


def test_a_project_can_do_without(copy: Callable[[str], Path], theirs: dict[str, Built]) -> None:
    source = copy("ours")
    (source / "deep" / "guide.md").write_text("# Guide\n\n{deck:slide}`kettle`\n", "utf-8")
    (source / "deep" / "plain.rst").unlink()
    (source / "index.md").write_text("# Ours\n\n```{toctree}\ndeep/guide\n```\n", "utf-8")
    built = build(
        source,
        intersphinx_mapping={"other": (BASE, str(theirs["html"].out / "objects.inv"))},
        intersphinx_disabled_reftypes=["deck:slide"],
    )
    assert [item.message for item in built.warnings] == [
        "no slide 'kettle' (did you mean 'kettle'?)"
    ]


@pytest.mark.parametrize("builder", BUILDERS)
def test_sphinx_reads_the_inventory(theirs: dict[str, Built], builder: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sphinx.ext.intersphinx", str(theirs[builder].out / "objects.inv")],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    kinds = re.split(r"^(\S.*)\n", done.stdout, flags=re.MULTILINE)
    listed = dict(zip(kinds[1::2], kinds[2::2], strict=True))
    assert entries(listed["deck:slide"]) == [
        ["lesson#shared", "Shared in lesson", "lesson.html#shared"],
        ["lesson#tu", "茶", "lesson.html#图"],
        ["lesson#图", "茶", "lesson.html#图"],
        ["slides/talk#US$", "Money", "slides/talk.html#US%24"],
        ["slides/talk#kettle", "The kettle", "slides/talk.html#kettle"],
        ["slides/talk#pot", "The kettle", "slides/talk.html#kettle"],
        ["slides/talk#shared", "Shared in talk", "slides/talk.html#shared"],
        ["slides/talk#v1.2", "Brewing", "slides/talk.html#v1.2"],
        ["slides/talk#Überblick", "Slide 2", "slides/talk.html#Überblick"],
    ]
    assert entries(listed["deck:deck"]) == [
        ["lesson", "Their lesson", "lesson.html"],
        ["slides/talk", "Their talk", "slides/talk.html"],
    ]


def entries(lines: str) -> list[list[str]]:
    return [re.split(r"\s*: |\s{2,}", line.strip()) for line in lines.splitlines()]
