"""Decks change, or are built in parallel: the output is that of a build from nothing."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest
from referring import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from referring import Built

PAGES = ("guide.html", "other.html", "other.deck.html")


class Edit(NamedTuple):
    """A change of one file."""

    name: str
    file: str
    old: str
    new: str


FIGURE = "```{figure} ../cup.png\n:name: bowl\n\nA bowl\n```\n\n"
EDITS = [
    Edit("a slide is renamed", "sub/talk.md", "name: kettle", "name: pot\naliases: kettle"),
    Edit("a slide is renamed for good", "sub/talk.md", "name: kettle", "name: pot"),
    Edit("a title changes", "sub/talk.md", "## The kettle", "## A kettle"),
    Edit("the deck's title changes", "sub/talk.md", "title: Talk", "title: Speech"),
    Edit("a slide is excluded", "sub/talk.md", "name: leaf", "name: leaf\nexclude: true"),
    Edit("a slide becomes a layout", "sub/talk.md", "name: leaf", "name: leaf\nlayout: true"),
    Edit("an id changes", "sub/talk.md", "{#lid}", "{#cover}"),
    Edit("a caption changes", "sub/talk.md", "A cup\n", "The cup\n"),
    Edit("a figure comes before", "sub/talk.md", "{#lid}", f"{FIGURE}{{#lid}}"),
    Edit("a formula comes before", "sub/talk.md", "{#lid}", "$$\nc\n$$ (first)\n\n{#lid}"),
    Edit("another deck comes before", "index.md", "sub/talk\nother", "other\nsub/talk"),
    Edit("another deck takes a name", "other.md", "name: other", "name: kettle"),
    Edit("the deck is none any more", "sub/talk.md", "deck: true", "deck: false"),
]


def apply(edit: Edit, source: Path) -> None:
    path = source / edit.file
    text = path.read_text("utf-8")
    assert text.count(edit.old) == 1
    path.write_text(text.replace(edit.old, edit.new), "utf-8")


def state(built: Built) -> dict[str, object]:
    """Return what the referring pages show and what is said of them."""
    said = [
        (item.file, item.line, item.message)
        for item in built.warnings
        if item.file in ("guide.md", "other.md")
    ]
    pages = {page: built.links(page) for page in PAGES if (built.out / page).is_file()}
    return {"warnings": sorted(said), "notes": built.notes, **pages}


@pytest.fixture(scope="module")
def before(copy: Callable[[str], Path]) -> Path:
    source = copy("changing")
    assert build(source).warnings == []
    return source


@pytest.mark.parametrize("edit", EDITS, ids=[edit.name for edit in EDITS])
def test_what_refers_to_a_change_is_written_again(before: Path, tmp_path: Path, edit: Edit) -> None:
    source = tmp_path / "source"
    # With the times of the files: Sphinx goes by them.
    shutil.copytree(before, source)
    original = state(build(source))
    apply(edit, source)
    found = state(build(source))
    shutil.rmtree(source / "_build")
    expected = state(build(source))
    assert found == expected
    assert expected != original


def test_what_refers_to_nothing_new_is_left_alone(before: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(before, source)
    build(source)
    pages = {page: source / "_build" / "html" / page for page in (*PAGES, "sub/talk.html")}
    times = {page: path.stat().st_mtime_ns for page, path in pages.items()}
    apply(Edit("", "sub/talk.md", "A lid.", "Its lid."), source)
    build(source)
    written = [page for page, path in pages.items() if path.stat().st_mtime_ns != times[page]]
    assert written == ["sub/talk.html"]
    assert "looking for now-outdated files... none found" in uncoloured(build(source).status)


def test_each_builder_goes_by_its_own_last_run(before: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(before, source)
    build(source, "deck")
    apply(Edit("", "sub/talk.md", "## The kettle", "## A kettle"), source)
    # This one reads the deck anew, for both.
    build(source, "html")
    assert ("sub/talk.html#kettle", "A kettle") in build(source, "deck").links("guide.html")


@pytest.mark.parametrize("builder", ["html", "deck"])
def test_building_in_parallel_changes_nothing(copy: Callable[[str], Path], builder: str) -> None:
    source = copy("wrong")
    shutil.copytree(copy("renamed"), source / "renamed")
    (source / "renamed" / "conf.py").unlink()
    serial = build(source, builder, parallel=1)
    written = {page.relative_to(serial.out): page.read_bytes() for page in files(serial)}
    shutil.rmtree(source / "_build")
    parallel = build(source, builder, parallel=2)
    again = {page.relative_to(parallel.out): page.read_bytes() for page in files(parallel)}
    assert written.keys() == again.keys()
    assert [name for name in written if written[name] != again[name]] == []
    assert sorted(serial.notes) == sorted(parallel.notes)
    warnings = [sorted(built.warning.splitlines()) for built in (serial, parallel)]
    assert warnings[0] == warnings[1]


def uncoloured(text: str) -> str:
    return re.sub(r"\x1b\[[\d;]*m", "", text)


def files(built: Built) -> list[Path]:
    found = [*built.out.rglob("*.html"), built.out / "searchindex.js", built.out / "objects.inv"]
    assert len(found) > 10
    return found
