"""References to slides and decks: where they lead, and what is said of those that lead nowhere."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from referring import build
from sphinx.util.inventory import InventoryFile
from sphinx.util.parallel import ParallelTasks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from referring import Built


@pytest.fixture(scope="module")
def talks(copy: Callable[[str], Path]) -> Built:
    return build(copy("talks"))


@pytest.fixture(scope="module")
def faults(copy: Callable[[str], Path]) -> Built:
    return build(copy("faults"))


TALK = ("talk.html", "Tea for teams")
KETTLE = ("talk.html#kettle", "The kettle")
GUIDE = [
    *(("talk.html#kettle", "file and name"), KETTLE, TALK),
    *(("talk.html#kettle", "a bare name"), KETTLE, KETTLE),
    *(("talk.html#Überblick", "no heading"), ("talk.html#Überblick", "Slide 3")),
    *(("talk.html#v1.2", "Brewing"), ("talk.html#2024", "Brewing"), ("talk.html#Case", "Slide 6")),
    *(("talk.html#case", "Slide 7"), ("talk.html#图", "茶"), ("talk.html#id-first", "Only here")),
    *(("talk.html#Überblick", "in a file"), ("talk.html#图", "茶")),
    *(("talk.html#Case", "Slide 6"), ("talk.html#case", "Slide 7")),
    *(("talk.html#small-print", "a heading"), ("talk.html#kettle", "an alias")),
    # Roles
    *(KETTLE, KETTLE, KETTLE, KETTLE, ("talk.html#kettle", "its own words")),
    *(("other/lesson.html#end", "Slide 2"), ("talk.html#Überblick", "Slide 3")),
    *(TALK, TALK, ("other/lesson.html", "other words"), ("other/lesson.html", "A lesson")),
    *(KETTLE, ("talk.html#brew-label", "Brewing"), ("talk.html#id-label", "Only here")),
    ("talk.html#equation-energy", "(1)"),
]


class TestLinks:
    @pytest.mark.parametrize("number", range(len(GUIDE)))
    def test_from_another_document(self, talks: Built, number: int) -> None:
        assert talks.links("guide.html")[number] == GUIDE[number]

    def test_there_are_no_others(self, talks: Built) -> None:
        assert len(talks.links("guide.html")) == len(GUIDE)
        assert talks.warnings == []

    def test_from_restructured_text(self, talks: Built) -> None:
        assert talks.links("plain.html") == [
            *(KETTLE, ("talk.html#kettle", "words"), TALK, KETTLE),
            ("talk.html#brew-label", "Brewing"),
        ]

    def test_inside_the_deck(self, talks: Built) -> None:
        inside = [
            link
            for link in talks.links("talk.html")
            if link[1] in ("a link", "one", "lower", "upper")
        ]
        assert inside == [
            ("#v1.2", "a link"),
            ("#id-first", "one"),
            ("#case", "lower"),
            ("#Case", "upper"),
        ]

    def test_from_another_deck(self, talks: Built) -> None:
        assert talks.links("other/lesson.html") == [
            ("../talk.html#kettle", "the kettle"),
            ("../talk.html#kettle", "The kettle"),
            ("../talk.html#Case", "Slide 6"),
            ("../talk.html", "Tea for teams"),
            ("../talk.html#kettle", "The kettle"),
            ("../talk.html#brew-label", "Brewing"),
            ("#end", "the end"),
        ]

    def test_every_link_leads_to_an_id(self, talks: Built) -> None:
        for page in ("guide.html", "plain.html", "talk.html", "other/lesson.html"):
            for href, _ in talks.links(page):
                path, _, fragment = href.partition("#")
                target = (talks.out / page).parent / path if path else talks.out / page
                assert not fragment or f' id="{fragment}"' in target.read_text("utf-8"), (
                    page,
                    href,
                )

    def test_a_decks_own_slide_wins(self, faults: Built) -> None:
        own = ("#shared", "In one")
        assert faults.links("one.html")[:3] == [own, own, own]
        other = ("one.html#shared", "In one")
        assert faults.links("two.html") == [("#shared", "In two"), ("#shared", "In two"), other]

    def test_naming_the_deck_says_which_is_meant(self, faults: Built) -> None:
        assert faults.links("page.html")[-3:] == [
            ("one.html#shared", "first"),
            ("two.html#shared", "second"),
            ("two.html#shared", "In two"),
        ]


# `steeping` is the slug of the heading as well.
LABELS = ["[](#own-label)", "{any}`own-label`", "{ref}`own-label`"]
LABELS += [reference.replace("own-label", "steeping") for reference in LABELS]


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a document that refers to labels above the headings of slides."""
    source = tmp_path_factory.mktemp("labels")
    (source / "conf.py").write_text('extensions = ["sphinxcontrib_deck"]\n', "utf-8")
    slides = ["name: one\n\n(own-label)=\n# Cups\n", "name: two\n\n(steeping)=\n# Steeping\n"]
    (source / "tea.md").write_text(
        "---\ntitle: Tea\ndeck: true\n---\n" + "---\n".join(slides), "utf-8"
    )
    (source / "index.md").write_text("\n\n".join(LABELS), "utf-8")
    return build(source)


@pytest.mark.parametrize("number", range(len(LABELS)), ids=LABELS)
def test_a_label_on_a_slide_is_not_ambiguous(labelled: Built, number: int) -> None:
    # The label and the slide that it stands on are one place.
    href, words = labelled.links("index.html")[number]
    expected = [("one", "own-label"), ("two", "steeping")][number // 3]
    assert href in [f"tea.html#{name}" for name in expected]
    assert words == ["Cups", "Steeping"][number // 3]
    assert [item for item in labelled.warnings if item.line == number * 2 + 1] == []


class TestWarnings:
    FOUND = (
        ("one.md", 9, "'missing-here' (did you mean 'missing'?)", "deck.reference"),
        ("page.md", 4, "'nowhere'", "myst.xref_missing"),
        ("page.md", 6, "one.md has no slide and no id 'nowhere'", "deck.reference"),
        ("page.md", 8, "no slide 'nowhere'", "deck.reference"),
        ("page.md", 10, "no slide 'one#nowhere'", "deck.reference"),
        ("page.md", 12, "no slide 'shred' (did you mean 'shared'?)", "deck.reference"),
        ("page.md", 14, "no deck 'three'", "deck.reference"),
        ("page.md", 16, "[](one.md#shared) or [](two.md#shared)", "deck.reference"),
        ("page.md", 18, "one.md#shared, two.md#shared", "deck.reference"),
        ("page.md", 20, "[](one.md#shared) or [](two.md#shared)", "deck.reference"),
        ("page.md", 22, "{doc}`index` or [](two.md#index)", "deck.reference"),
    )

    def test_each_has_file_line_and_type(self, faults: Built) -> None:
        found = [item for item in faults.warnings if item.type.partition(".")[0] in ("myst", "ref")]
        found += [item for item in faults.warnings if item.type == "deck.reference"]
        found.sort(key=lambda item: (item.file, item.line))
        assert [(item.file, item.line, item.type) for item in found] == [
            (file, line, type_) for file, line, _, type_ in self.FOUND
        ]
        for item, (_, _, text, _) in zip(found, self.FOUND, strict=True):
            assert text in item.message

    def test_ours_can_be_silenced(self, copy: Callable[[str], Path]) -> None:
        built = build(copy("faults"), suppress_warnings=["deck.reference"])
        types = {item.type for item in built.warnings}
        assert "deck.reference" not in types
        assert {"deck.name", "myst.xref_missing"} <= types


class TestInventory:
    def test_slides_are_named_after_their_document(self, talks: Built) -> None:
        content = (talks.out / "objects.inv").read_bytes()
        inventory = InventoryFile.loads(content, uri="").data
        slides = inventory["deck:slide"]
        names = ["tea-for-teams", "kettle", "Überblick", "v1.2", "2024", "Case", "case", "图"]
        names += ["id-first", "slide-10", "again", "again-1"]
        lessons = ["a-lesson", "end"]
        assert sorted(slides) == sorted(
            [f"talk#{name}" for name in names] + [f"other/lesson#{name}" for name in lessons]
        )
        assert slides["talk#kettle"].uri == "talk.html#kettle"
        assert slides["talk#kettle"].display_name == "The kettle"
        assert slides["talk#Überblick"].display_name == "Slide 3"
        assert [deck.display_name for _, deck in sorted(inventory["deck:deck"].items())] == [
            "A lesson",
            "Tea for teams",
        ]

    def test_no_display_name_is_empty(self, talks: Built) -> None:
        inventory = InventoryFile.loads((talks.out / "objects.inv").read_bytes(), uri="").data
        items = [item for kind in ("deck:slide", "deck:deck") for item in inventory[kind].values()]
        assert all(item.display_name for item in items)


class TestIncremental:
    """A deck changes; what refers to it is as it would be after a build from nothing."""

    @pytest.fixture
    def source(self, copy: Callable[[str], Path]) -> Path:
        source = copy("talks")
        build(source)
        return source

    @staticmethod
    def change(path: Path, *replacements: tuple[str, str]) -> None:
        text = path.read_text("utf-8")
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, "utf-8")

    def test_an_edited_document_refers_to_the_edited_deck(self, source: Path) -> None:
        self.change(source / "talk.md", ("## The kettle", "## A pot"), ("name: Case", "name: Cup"))
        self.change(source / "guide.md", ("Roles:", "Some roles:"), ("#Case", "#Cup"))
        built = build(source)
        expected = [
            (href.replace("Case", "Cup"), words.replace("The kettle", "A pot"))
            for href, words in GUIDE
        ]
        # The alias made of the heading is gone with it.
        found = built.links("guide.html")
        assert found[:19] == expected[:19]
        assert [
            (item.file, item.line) for item in built.warnings if "the-kettle" in item.message
        ] == [("guide.md", 12)]

    def test_a_document_left_alone_refers_to_the_edited_deck(self, source: Path) -> None:
        self.change(source / "talk.md", ("## The kettle", "## A pot"))
        words = [text for href, text in build(source).links("plain.html") if "#kettle" in href]
        assert words == ["A pot", "words", "A pot"]

    def test_a_document_left_alone_is_told_of_a_slide_that_is_gone(self, source: Path) -> None:
        self.change(source / "talk.md", ("name: kettle", "name: pot"), ("[](#kettle)", "[](#pot)"))
        warned = {item.file for item in build(source).warnings}
        assert {"plain.rst", "guide.md"} <= warned

    def test_a_removed_deck_is_gone(self, source: Path) -> None:
        (source / "other" / "lesson.md").unlink()
        self.change(source / "guide.md", ("Roles:", "Some roles:"))
        built = build(source)
        assert [href for href, _ in built.links("guide.html") if "lesson" in href] == []
        assert [item.line for item in built.warnings if item.file == "guide.md"] == [21, 25, 26]
        inventory = InventoryFile.loads((built.out / "objects.inv").read_bytes(), uri="").data
        assert [name for name in inventory["deck:slide"] if "lesson" in name] == []
        assert list(inventory["deck:deck"]) == ["talk"]

    def test_a_deck_that_is_none_any_more_is_gone(self, source: Path) -> None:
        self.change(source / "other" / "lesson.md", ("deck: true", "deck: false"))
        built = build(source)
        inventory = InventoryFile.loads((built.out / "objects.inv").read_bytes(), uri="").data
        assert list(inventory["deck:deck"]) == ["talk"]


@pytest.mark.parametrize("builder", ["html", "deck"])
def test_building_in_parallel_changes_nothing(
    copy: Callable[[str], Path], builder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = copy("faults")
    shutil.copytree(copy("talks"), source / "talks")
    (source / "talks" / "conf.py").unlink()
    tasks: list[int] = []
    add_task = ParallelTasks.add_task

    def note_task(self: ParallelTasks, *args: Any) -> None:
        tasks.append(self.nproc)
        add_task(self, *args)

    monkeypatch.setattr(ParallelTasks, "add_task", note_task)
    pages = []
    for processes in (1, 2):
        shutil.rmtree(source / "_build", ignore_errors=True)
        assert 2 not in tasks
        out = build(source, builder, parallel=processes).out
        pages.append({page.relative_to(out): page.read_bytes() for page in out.rglob("*.html")})
    # Two for reading and one for writing: the first page is written before.
    assert tasks.count(2) >= 3
    assert len(pages[0]) > 10
    assert pages[0].keys() == pages[1].keys()
    assert [name for name in pages[0] if pages[0][name] != pages[1][name]] == []
