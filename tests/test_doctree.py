"""The doctree of a deck as it is stored, and what every builder makes of it."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from docutils import nodes
from sphinx.testing.util import SphinxTestApp

from sphinxcontrib_deck.doctree.structure import deck_section, is_made, slide_sections, slide_title

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = [
    *("tea-for-teams", "kettle", "Überblick", "v1.2", "2024", "Case", "case", "图", "id-first"),
    *("slide-10", "again", "again-1"),
]
HANDOUTS = [
    *("html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml"),
    "linkcheck",
]
PRESENTATIONS = ["deck", "dirdeck"]
# Sphinx lets this one share its doctrees with no other builder.
ALONE = "gettext"


@dataclass
class Talks:
    """The project ``test-talks`` with what its builders wrote."""

    source: Path
    warnings: dict[str, str] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)

    def build(self, builder: str, folder: str = "_build", **options: Any) -> Path:
        """Run a builder over the doctrees in a folder."""
        app = SphinxTestApp(
            builder, srcdir=self.source, builddir=self.source / folder, confoverrides=options
        )
        try:
            app.build()
        finally:
            app.cleanup()
        self.warnings[builder] = app.warning.getvalue()
        self.status[builder] = app.status.getvalue()
        return Path(app.outdir)

    def out(self, builder: str) -> Path:
        return self.source / ("_alone" if builder == ALONE else "_build") / builder

    def doctree(self, docname: str = "talk") -> nodes.document:
        content = (self.source / "_build" / "doctrees" / f"{docname}.doctree").read_bytes()
        return cast("nodes.document", pickle.loads(content))  # noqa: S301 - written by this test


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory, rootdir: Path) -> Talks:
    """Build the project with every builder, the first of which reads it for all."""
    source = tmp_path_factory.mktemp("doctree") / "talks"
    shutil.copytree(rootdir / "test-talks", source)
    project = Talks(source)
    for builder in [*HANDOUTS, *PRESENTATIONS]:
        project.build(builder)
    project.build(ALONE, "_alone")
    return project


@pytest.fixture(scope="module")
def slides(talks: Talks) -> list[nodes.section]:
    return list(slide_sections(talks.doctree()))


def slide_html(page: Path, name: str) -> str:
    """Return a slide of a written page; slides hold no other sections."""
    found = re.search(
        rf'<section[^>]* id="{name}">.*?</section>', page.read_text("utf-8"), re.DOTALL
    )
    assert found is not None, name
    return found.group()


class TestStructure:
    def test_a_document_holds_a_deck_and_a_deck_its_slides(self, talks: Talks) -> None:
        document = talks.doctree()
        deck = deck_section(document)
        assert deck is not None
        sections = [node for node in document.children if isinstance(node, nodes.section)]
        assert sections == [deck]
        assert deck["options"] == {"theme": "dark", "size": "4:3"}
        assert [slide["slide"] for slide in slide_sections(document)] == list(range(1, 13))

    def test_a_title_is_the_first_child(self, talks: Talks) -> None:
        for docname in ("talk", "other/lesson"):
            sections = list(talks.doctree(docname).findall(nodes.section))
            assert [type(section[0]) for section in sections] == [nodes.title] * len(sections)

    def test_slides_hold_no_sections(self, slides: list[nodes.section]) -> None:
        assert [len(list(slide.findall(nodes.section))) for slide in slides] == [1] * len(slides)

    def test_it_holds_plain_nodes_only(self, talks: Talks) -> None:
        modules = {type(node).__module__ for node in talks.doctree().findall()}
        assert modules == {"docutils.nodes", "sphinx.addnodes"}

    def test_the_title_comes_from_front_matter_or_the_first_heading(self, talks: Talks) -> None:
        titles = []
        for docname in ("talk", "other/lesson"):
            deck = deck_section(talks.doctree(docname))
            assert deck is not None
            titles.append(deck[0].astext())
        assert titles == ["Tea for teams", "A lesson"]

    def test_a_slide_without_a_heading_gets_a_title(self, slides: list[nodes.section]) -> None:
        made = {
            slide["slide"]: slide[0].astext() for slide in slides if is_made(slide_title(slide))
        }
        assert made == {number: f"Slide {number}" for number in (3, 6, 7, 10)}
        assert not any(
            title.get("translatable", True) for title in map(slide_title, slides) if is_made(title)
        )

    def test_other_headings_are_rubrics(self, slides: list[nodes.section]) -> None:
        rubrics = [rubric.astext() for rubric in slides[3].findall(nodes.rubric)]
        assert rubrics == ["Water", "Small print"]

    def test_a_target_above_the_heading_stands_before_the_slide(self, talks: Talks) -> None:
        deck = deck_section(talks.doctree())
        assert deck is not None
        before = [
            (node["refid"], cast("nodes.section", deck[index + 1])["ids"][0])
            for index, node in enumerate(deck.children)
            if isinstance(node, nodes.target)
        ]
        assert [name for _, name in before] == ["v1.2", "id-first"]
        for target, name in before:
            assert (
                target
                in next(s for s in slide_sections(talks.doctree()) if s["ids"][0] == name)["ids"]
            )

    def test_names_are_the_first_ids_exactly_as_written(self, slides: list[nodes.section]) -> None:
        assert [slide["ids"][0] for slide in slides] == NAMES

    def test_ids_are_unique(self, talks: Talks) -> None:
        ids: list[str] = []
        for node in talks.doctree().findall(nodes.Element):
            ids += node["ids"]
        assert len(ids) == len(set(ids))

    def test_a_named_slide_keeps_the_slug_of_its_heading(self, slides: list[nodes.section]) -> None:
        assert slides[1]["ids"] == ["kettle", "the-kettle"]

    def test_a_repeating_slide_defines_nothing_again(self, slides: list[nodes.section]) -> None:
        assert [node["ids"] for node in slides[11].findall(nodes.paragraph)] == [[], []]
        assert [node["ids"] for node in slides[10].findall(nodes.paragraph)] == [["again-label"]]

    def test_lines_are_those_of_the_source(self, talks: Talks, slides: list[nodes.section]) -> None:
        lines = ["", *(talks.source / "talk.md").read_text("utf-8").split("\n")]
        for slide in slides:
            title = slide_title(slide)
            if not is_made(title):
                assert lines[title.line or 0].lstrip("# ") == title.astext()
            assert lines[(slide.line or 0) - 1] in ("---", "--")

    def test_doctree_is_as_before(self, talks: Talks, rootdir: Path) -> None:
        # Set DECK_UPDATE=1 to write the file anew, then look at what changed in it.
        expected = rootdir / "test-talks" / "talk.pformat"
        deck = deck_section(talks.doctree())
        assert deck is not None
        found = deck.pformat().replace(f"{talks.source}{os.sep}", "")
        # docutils from 0.22 on writes truth values as numbers.
        found = found.replace('="True"', '="1"').replace('="False"', '="0"')
        if os.environ.get("DECK_UPDATE") == "1":
            expected.write_text(found, "utf-8")
        assert found == expected.read_text("utf-8")


class TestBuilders:
    @pytest.mark.parametrize("builder", [*HANDOUTS, *PRESENTATIONS, ALONE])
    def test_nothing_is_warned_about(self, talks: Talks, builder: str) -> None:
        assert talks.warnings[builder] == ""

    @pytest.mark.parametrize("builder", [*HANDOUTS[1:], *PRESENTATIONS])
    def test_doctrees_are_shared(self, talks: Talks, builder: str) -> None:
        assert "0 added, 0 changed, 0 removed" in talks.status[builder]

    @pytest.mark.parametrize(
        "builder", ["html", "singlehtml", "epub", "latex", "text", "xml", "deck"]
    )
    def test_every_slide_is_written(self, talks: Talks, builder: str) -> None:
        content = "\n".join(
            file.read_text("utf-8", "replace") for file in files(talks.out(builder))
        )
        for text in (
            "A short talk",
            "a rest",
            "No heading here",
            "Small print",
            "Upper,",
            "Added.",
        ):
            assert text in content, text

    def test_toctrees_list_slides_with_a_heading_of_their_own(self, talks: Talks) -> None:
        page = (talks.out("html") / "index.html").read_text("utf-8")
        links = re.findall(r'toctree-l\d"><a class="reference internal" href="(talk[^"]*)"', page)
        unlisted = {"tea-for-teams", "Überblick", "Case", "case", "slide-10"}
        listed = [f"talk.html#{name}" for name in NAMES if name not in unlisted]
        assert links == ["talk.html", *listed]

    def test_a_deck_outside_of_toctrees_is_an_orphan(self, talks: Talks) -> None:
        assert "lesson" not in (talks.out("html") / "index.html").read_text("utf-8")
        assert "toctree" not in talks.warnings["html"]


def files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def readable(file: Path) -> Iterator[bytes]:
    """Yield what a file holds, unpacked where it is packed."""
    content = file.read_bytes()
    yield content
    if file.name == "objects.inv":
        yield zlib.decompress(content.split(b"\n", 4)[4])
    elif file.suffix == ".epub":
        with zipfile.ZipFile(file) as book:
            yield from (book.read(name) for name in book.namelist())


def leaks(folder: Path) -> list[str]:
    """Return the files with any of the notes: each word and file of theirs begins with "hush"."""
    return [
        str(file.relative_to(folder))
        for file in files(folder)
        if "hush" in file.name or any(b"hush" in content for content in readable(file))
    ]


class TestNotes:
    def test_they_are_not_in_the_tree(self, talks: Talks) -> None:
        document = talks.doctree()
        assert "hush" not in document.pformat()
        assert list(document.speaker_notes) == ["tea-for-teams", "kettle", "slide-10"]  # type: ignore[attr-defined]

    @pytest.mark.parametrize("builder", HANDOUTS)
    def test_handouts_have_none(self, talks: Talks, builder: str) -> None:
        presented = {"html": "talk.deck.html", "dirhtml": "talk.deck/index.html"}
        companion = {presented[builder], "_images/hush-cup.png"} if builder in presented else set()
        assert set(leaks(talks.out(builder))) == companion

    @pytest.mark.parametrize("builder", PRESENTATIONS)
    def test_presentations_have_them_only_on_the_page_and_in_its_source(
        self, talks: Talks, builder: str
    ) -> None:
        page = "talk.html" if builder == "deck" else "talk/index.html"
        image = "_images/hush-cup.png"
        assert set(leaks(talks.out(builder))) == {page, "_sources/talk.md.txt", image}
        notes = slide_html(talks.out(builder) / page, "kettle").partition('<aside class="notes">')[
            2
        ]
        for text in ("hush-kettle", "hush-footnote", 'alt="hush-alt"'):
            assert text in notes

    def test_they_can_be_translated(self, talks: Talks) -> None:
        content = (talks.out(ALONE) / "talk.pot").read_text("utf-8")
        for text in ("hush-welcome", "hush-kettle", "hush-last", "hush-heading"):
            assert text in content

    def test_they_can_be_left_out(self, talks: Talks) -> None:
        folder = talks.build("deck", "_silent", deck_notes=False)
        assert leaks(folder) == []
        assert "notes" not in re.findall(
            r'class="([^"]*)"', (folder / "talk.html").read_text("utf-8")
        )

    def test_handouts_can_show_them(self, talks: Talks) -> None:
        folder = talks.build("html", "_spoken", deck_handout_notes=True)
        slide = slide_html(folder / "talk.html", "kettle")
        assert "speaker-notes" in slide
        assert "hush-kettle" in slide
        assert "hush-footnote" in slide


class TestSlides:
    @pytest.mark.parametrize("builder", ["html", "deck"])
    def test_footnotes_stand_on_their_slide(self, talks: Talks, builder: str) -> None:
        page = talks.out(builder) / "talk.html"
        fourth, fifth = slide_html(page, r"v1\.2"), slide_html(page, "2024")
        assert [text in fourth for text in ("Soft water", "Said on", "Hard water")] == [
            True,
            True,
            False,
        ]
        assert [text in fifth for text in ("Soft water", "Said on", "Hard water")] == [
            False,
            False,
            True,
        ]

    def test_steps_are_fragments_in_order(self, talks: Talks) -> None:
        slide = slide_html(talks.out("deck") / "talk.html", "kettle")
        marked = re.findall(
            r'<(\w+) class="fragment" data-fragment-index="(\d)">(?:<p>)?([\w ]+)', slide
        )
        assert marked == [
            ("li", "0", "a boil"),
            ("li", "1", "a rest"),
            ("p", "2", "Then pour"),
            ("span", "3", "and wait"),
        ]
        assert slide.count("<ul") == 1

    def test_a_step_holds_a_row_and_what_follows(self, talks: Talks) -> None:
        slide = slide_html(talks.out("deck") / "talk.html", "2024")
        marked = re.findall(r'<(\w+) class="fragment[^"]*" data-fragment-index="(\d)">', slide)
        assert marked == [("tr", "0"), ("div", "0")]

    def test_a_fragment_of_the_authors_own(self, talks: Talks) -> None:
        slide = slide_html(talks.out("deck") / "talk.html", r"v1\.2")
        assert '<p class="fragment" data-fragment-index="0">A note' in slide

    def test_handouts_show_all_steps_at_once(self, talks: Talks) -> None:
        assert "fragment" not in slide_html(talks.out("html") / "talk.html", "kettle")

    def test_repeated_slides_join_their_classes(self, talks: Talks) -> None:
        page = (talks.out("deck") / "talk.html").read_text("utf-8")
        assert '<section class="left" id="again">' in page
        assert '<section class="left right" id="again-1">' in page
