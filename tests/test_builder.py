"""The builders ``deck`` and ``dirdeck``: what they need, write and leave alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.testing.util import SphinxTestApp

from sphinxcontrib_deck.missing_decks import NoDeckError

if TYPE_CHECKING:
    from collections.abc import Callable

    Copy = Callable[[str], Path]

ROOT = Path(__file__).parent.parent
SEED = ROOT.parent / "shared" / "seed"
OPTIONS = re.compile(r'<script type="application/json" id="deck-options">(.*?)</script>', re.DOTALL)


@dataclass
class Built:
    """What one run of a builder left behind."""

    out: Path
    warnings: list[str]
    status: str

    def page(self, name: str) -> str:
        return (self.out / name).read_text("utf-8")

    def options(self, name: str) -> dict[str, Any]:
        """Return what a deck page tells its script."""
        found = OPTIONS.search(self.page(name))
        assert found is not None
        options: dict[str, Any] = json.loads(found[1])
        return options


def build(source: Path, builder: str = "deck", folder: str = "_build", **options: Any) -> Built:
    app = SphinxTestApp(builder, srcdir=source, builddir=source / folder, confoverrides=options)
    try:
        app.build()
    finally:
        app.cleanup()
    warnings = re.sub(r"\x1b\[[\d;]*m", "", app.warning.getvalue()).splitlines()
    return Built(Path(app.outdir), [line for line in warnings if line], app.status.getvalue())


def project(folder: Path, configuration: str = "", **documents: str) -> Path:
    """Write a project: ``talk="..."`` becomes ``talk.md``."""
    folder.mkdir(exist_ok=True)
    conf = f'extensions = ["sphinxcontrib_deck"]\n{configuration}\n'
    (folder / "conf.py").write_text(conf, "utf-8")
    for name, text in {"index": "# Index\n", **documents}.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, rootdir: Path) -> Copy:
    """Give a function that copies a project into a folder of its own."""

    def copy_project(name: str) -> Path:
        folder = tmp_path_factory.mktemp("builder") / name
        shutil.copytree(rootdir / f"test-{name}", folder)
        return folder

    return copy_project


@pytest.fixture(scope="module")
def talks(copy: Copy) -> Built:
    return build(copy("talks"))


@pytest.fixture(scope="module")
def faults(copy: Copy) -> Built:
    return build(copy("faults"))


def is_deck(page: str) -> bool:
    return '<main class="reveal' in page


class TestPages:
    def test_decks_are_presentations_and_documents_are_pages(self, talks: Built) -> None:
        pages = ("talk.html", "other/lesson.html", "guide.html", "index.html", "genindex.html")
        assert [is_deck(talks.page(name)) for name in pages] == [True, True, False, False, False]

    def test_a_deck_page_holds_its_slides(self, talks: Built) -> None:
        page = talks.page("talk.html")
        main = re.search(
            r'<main class="reveal[^>]*>\s*<nav.*?</nav>\s*'
            r'<div class="slides"[^>]*>(.*)</div>\s*</main>',
            page,
            re.DOTALL,
        )
        assert main is not None
        assert len(re.findall(r"<section[^>]* id=", main[1])) == 12
        assert "<title>Tea for teams" in page

    def test_dirdeck_writes_a_folder_for_each_page(self, copy: Copy) -> None:
        built = build(copy("talks"), "dirdeck")
        assert built.warnings == []
        assert is_deck(built.page("talk/index.html"))
        assert 'href="../talk/#kettle"' in built.page("guide/index.html")
        assert "BUILDER: 'dirhtml'" in built.page("_static/documentation_options.js")

    def test_every_file_that_a_deck_page_loads_is_there(self, talks: Built) -> None:
        for name in ("talk.html", "other/lesson.html"):
            folder = (talks.out / name).parent
            found = re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="([^"?]*)', talks.page(name))
            assert len(found) > 5
            assert [path for path in found if not (folder / path).is_file()] == []

    def test_text_for_the_html_builder_is_kept(self, talks: Built) -> None:
        page = talks.page("talk.html")
        assert "For pages." in page
        assert "For paper." not in page

    def test_options_of_a_deck_reach_its_page(self, talks: Built) -> None:
        # `size: 4:3` is a number to YAML.
        talk, lesson = talks.options("talk.html"), talks.options("other/lesson.html")
        assert (talk["width"], talk["height"]) == (960, 720)
        assert (lesson["width"], lesson["height"]) == (1280, 720)
        assert "_static/deck/dark.css" in talks.page("talk.html")
        assert "_static/deck/light.css" in talks.page("other/lesson.html")

    def test_slides_have_their_classes(self, talks: Built) -> None:
        page = talks.page("talk.html")
        assert '<section class="center middle title-slide" id="tea-for-teams">' in page
        assert re.search(r'<section class="inverse"[^>]* id="Überblick">', page)

    def test_the_projects_files_stay_on_documents(self, talks: Built) -> None:
        for name in ("project.css", "project.js"):
            assert name not in talks.page("talk.html")
            assert name in talks.page("guide.html")

    def test_files_for_decks_are_on_decks_alone(self, copy: Copy) -> None:
        built = build(copy("talks"), deck_css_files=["deck-own.css"], deck_js_files=["project.js"])
        assert 'href="_static/deck-own.css' in built.page("talk.html")
        assert 'src="_static/project.js' in built.page("talk.html")
        assert 'href="../_static/deck-own.css' in built.page("other/lesson.html")
        assert "deck-own.css" not in built.page("guide.html")
        assert "project.css" in built.page("guide.html")

    @pytest.mark.parametrize("builder", ["deck", "html"])
    def test_the_deck_page_is_the_same_with_any_theme(self, copy: Copy, builder: str) -> None:
        pytest.importorskip("furo")
        source = copy("talks")
        pages, guides = set(), set()
        for theme in ("basic", "alabaster", "furo"):
            options = {"html_theme": theme, "deck_builders": [builder]}
            built = build(source, builder, theme, **options)
            assert built.warnings == []
            pages.add(built.page("talk.html"))
            guides.add(built.page("guide.html"))
        assert len(pages) == 1
        assert len(guides) == 3


class TestWhichAreDecks:
    def test_without_a_deck_it_says_what_looks_like_one(self, tmp_path: Path) -> None:
        slides = "---\n".join(f"# Slide {number}\n" for number in range(16))
        code = "```\n---\n---\n---\n```\n"
        source = project(tmp_path / "p", talk=slides, few="a\n\n---\n\nb\n", code=code)
        with pytest.raises(NoDeckError) as error:
            build(source)
        message = str(error.value)
        assert "  talk.md:1 (15 separators)" in message.splitlines()
        assert "deck: true" in message
        assert "deck_documents" in message
        assert "few.md" not in message
        assert "code.md" not in message

    def test_other_builders_need_no_deck(self, tmp_path: Path) -> None:
        assert not is_deck(build(project(tmp_path / "p"), "html").page("index.html"))

    def test_globs_declare_decks_and_front_matter_wins(self, tmp_path: Path) -> None:
        source = project(
            tmp_path / "p",
            "deck_documents = ['t*', 'none']\nsuppress_warnings = ['toc.not_included']",
            talk="# One\n---\n# Two\n",
            tale="---\ndeck: false\n---\n# One\n\na\n\n---\n\nb\n",
            own="---\ndeck: {}\n---\n# One\n",
            title="---\ntitle: Titled\n---\n# One\n",
        )
        pages = build(source)
        assert pages.warnings == []
        names = ("index", "talk", "tale", "own", "title")
        assert [is_deck(pages.page(f"{name}.html")) for name in names] == [
            False,
            True,
            False,
            True,
            True,
        ]

    def test_html_can_present_decks(self, copy: Copy) -> None:
        source = copy("talks")
        assert not is_deck(build(source, "html").page("talk.html"))
        built = build(source, "html", deck_builders=["html"])
        assert is_deck(built.page("talk.html"))
        assert is_deck(built.page("other/lesson.html"))
        assert (built.out / "_static/deck/deck.js").is_file()

    def test_handouts_bring_no_files_of_presentations(self, copy: Copy) -> None:
        out = build(copy("talks"), "html", deck_companion=False).out
        assert not (out / "_static/deck").exists()

    def test_one_file_without_conf_py(self, tmp_path: Path) -> None:
        # The builder's entry point brings the extension, as in an installed distribution.
        metadata = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        installed = tmp_path / "site" / "sphinxcontrib_deck-0.dist-info"
        installed.mkdir(parents=True)
        (installed / "METADATA").write_text(f"Name: {metadata['name']}\nVersion: 0\n", "utf-8")
        entries = [
            f"[{group}]" + "".join(f"\n{key} = {value}" for key, value in items.items())
            for group, items in metadata["entry-points"].items()
        ]
        (installed / "entry_points.txt").write_text("\n".join(entries), "utf-8")
        source = tmp_path / "source"
        source.mkdir()
        (source / "talk.md").write_text("name: one\n\n# One\n---\n[](#one)\n", "utf-8")
        arguments = ["-b", "deck", "-q", "-C", "-D", "root_doc=talk", "-D", "deck_documents=**"]
        result = subprocess.run(
            [sys.executable, "-m", "sphinx", *arguments, source, tmp_path / "out"],
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(installed.parent), str(ROOT)])},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (result.returncode, result.stderr) == (0, "")
        page = (tmp_path / "out" / "talk.html").read_text("utf-8")
        assert is_deck(page)
        assert '<section class="title-slide" id="one">' in page


class TestRebuild:
    # Sphinx itself writes these each time.
    ALWAYS = ("genindex.html", "search.html")

    @pytest.mark.parametrize("builder", ["deck", "dirdeck", "html"])
    def test_nothing_changes_nothing(self, copy: Copy, builder: str) -> None:
        source = copy("talks")
        options: dict[str, Any] = {"deck_reveal_options": {"loop": True}, "deck_builders": ["html"]}
        out = build(source, builder, **options).out
        before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
        again = build(source, builder, **options)
        assert "0 added, 0 changed, 0 removed" in again.status
        written = [
            path.relative_to(out).as_posix()
            for path in out.rglob("*")
            if path.is_file() and path.stat().st_mtime_ns != before.get(path)
        ]
        pages = [name for name in written if name.endswith(".html") or "/deck/" in name]
        always = {
            name.replace(".html", "/index.html") if builder == "dirdeck" else name
            for name in self.ALWAYS
        }
        assert set(pages) <= always

    def test_an_option_of_the_page_reads_nothing_again(self, copy: Copy) -> None:
        source = copy("talks")
        assert "light.css" in build(source).page("other/lesson.html")
        again = build(source, deck_theme="contrast")
        assert "0 added, 0 changed, 0 removed" in again.status
        assert "contrast.css" in again.page("other/lesson.html")
        assert "dark.css" in again.page("talk.html")


class TestFaults:
    def test_a_missing_image_shows_its_text(self, faults: Built) -> None:
        page = faults.page("media.html")
        assert "What it shows" in page
        assert "gone.png" in page
        assert "<img" not in page
        about = [line for line in faults.warnings if "missing.png" in line]
        assert len(about) == 1
        assert about[0].endswith(
            "media.md:7: WARNING: image file not readable: missing.png [image.not_readable]"
        )

    def test_formulas_are_mathml(self, faults: Built) -> None:
        page = faults.page("media.html")
        assert "From $5 to $10, <math" in page
        assert "mathjax" not in page.lower()

    def test_an_unknown_command_shows_its_source_and_warns(self, faults: Built) -> None:
        page = faults.page("media.html")
        assert r'<code class="math-source">\nosuchcommand{x}</code>' in page
        assert r'<code class="math-source">\nosuchblock</code>' in page
        lines = [
            line.split("media.md:")[1].split(":")[0]
            for line in faults.warnings
            if "deck.math" in line
        ]
        assert lines == ["13", "15"]

    def test_html_stays_on_its_slide(self, faults: Built) -> None:
        page = faults.page("html.html")
        main = re.search(r"<main.*</main>", page, re.DOTALL)
        assert main is not None
        slides = re.findall(r'<section id="\w+">(.*?)(?=<section id="|\Z)', main.group(), re.DOTALL)
        assert len(slides) == 5
        for slide in slides:
            text = re.sub(r"<!--.*?-->", "", slide.partition("</div>\n</main>")[0], flags=re.DOTALL)
            assert text.count("<div") == text.count("</div>"), text
            assert "</span>" not in text
        lines = [
            line.split("html.md:")[1].split(":")[0]
            for line in faults.warnings
            if "deck.html" in line
        ]
        assert lines == ["7", "13", "15", "25", "31"]

    def test_what_notes_define_is_dropped(self, faults: Built) -> None:
        lines = [
            line.split("notes.md:")[1].split(":")[0]
            for line in faults.warnings
            if "deck.notes" in line
        ]
        assert lines == ["11", "14", "20"]
        assert "hush" not in faults.page("genindex.html")
        assert not (faults.out / "_downloads").exists()

    def test_names_and_options(self, faults: Built) -> None:
        found = [line.split("names.md:")[1] for line in faults.warnings if "names.md:" in line]
        assert sorted(re.sub(r": WARNING.*\[", " ", line).rstrip("]") for line in found) == [
            *("11 deck.name", "13 deck.property", "3 deck.front_matter", "4 deck.front_matter"),
            *("5 deck.front_matter", "7 deck.name"),
        ]
        assert "(did you mean 'size'?)" in "".join(found)
        assert "Note: an unknown key" in faults.page("names.html")
        assert "_static/deck/light.css" in faults.page("names.html")
        assert faults.options("names.html")["width"] == 1280


WRONG = {
    "deck_theme": "'bright'",
    "deck_size": "'huge'",
    "deck_notes": "'yes'",
    "deck_handout_notes": "1",
    "deck_documents": "3",
    "deck_builders": "[1]",
    "deck_css_files": "None",
    "deck_js_files": "{'a': 1}",
    "deck_reveal_options": "['loop']",
}


def test_a_wrong_value_falls_back_to_its_default(tmp_path: Path) -> None:
    conf = "\n".join(f"{name} = {value}" for name, value in WRONG.items())
    source = project(tmp_path / "p", conf, talk="---\norphan:\ndeck: true\n---\n# One\n???\nsaid\n")
    built = build(source)
    assert len(built.warnings) == len(WRONG)
    for name, value in WRONG.items():
        (line,) = (line for line in built.warnings if f" {name}:" in line)
        assert f"found {value}" in line
        assert "conf.py" in line
        assert line.endswith("[deck.config]")
    assert "_static/deck/light.css" in built.page("talk.html")
    assert "said" in built.page("talk.html")
    options = built.options("talk.html")
    assert options == {"width": 1280, "height": 720, "reveal": {}, "labels": {}}


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the deck that the project began with, where it is at hand."""
    texts = sorted(SEED.glob("*.txt"))
    if not texts:
        pytest.skip("the first deck isn't here")
    folder = tmp_path_factory.mktemp("seed")
    (folder / "conf.py").write_text(
        "extensions = ['sphinxcontrib_deck']\nroot_doc = 'talk'\n", "utf-8"
    )
    shutil.copy(texts[0], folder / "talk.md")
    return build(folder, deck_documents=["**"])


class TestSeed:
    def test_slides_and_their_names(self, seed: Built) -> None:
        names = re.findall(r'<section[^>]* id="([^"]*)"', seed.page("talk.html"))
        assert len(names) == len(set(names)) == 16
        named = ("introduction", "darga", "future", "demo", "what-else")
        assert [name for name in names if name in named] == list(named)

    def test_notes(self, seed: Built) -> None:
        assert seed.page("talk.html").count('<aside class="notes">') == 5

    def test_the_missing_image_is_the_only_warning(self, seed: Built) -> None:
        (warning,) = seed.warnings
        assert "image file not readable: diagram.png" in warning

    def test_the_first_slide_is_a_title_slide(self, seed: Built) -> None:
        first, *others = re.findall(r'<section class="([^"]*)"', seed.page("talk.html"))
        assert first.split() == ["center", "middle", "inverse", "title-slide"]
        assert not any("title-slide" in other for other in others)

    def test_its_links_lead_to_slides(self, seed: Built) -> None:
        page = seed.page("talk.html")
        links = re.findall(r'<a class="reference internal" href="([^"]*)"', page)
        assert links == ["#introduction", "#darga", "#future", "#demo"]
