"""README.md: its examples build, its commands run, and its table is that of the configuration."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sphinxcontrib_deck.config import DeckConfig
from sphinxcontrib_deck.syntax.front_matter import split_front_matter

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")

BUILD_COMMAND = (
    "python3 -m venv .venv && .venv/bin/pip install . && "
    ".venv/bin/sphinx-build -b deck example_project build/deck"
)
TEST_COMMAND = (
    'python3 -m venv .venv && .venv/bin/pip install -e ".[test]" && .venv/bin/python -m pytest'
)


def blocks(marker: str) -> list[str]:
    """List the fenced blocks that come right after ``<!-- marker -->``."""
    pattern = rf"^<!-- {re.escape(marker)} -->\n(`{{3,}})[^\n]*\n(.*?)^\1$"
    return [found[2] for found in re.finditer(pattern, README, re.MULTILINE | re.DOTALL)]


def fenced(language: str) -> list[str]:
    """List the fenced blocks in a language."""
    pattern = rf"^```{language}\n(.*?)^```$"
    return re.findall(pattern, README, re.MULTILINE | re.DOTALL)


def title(text: str) -> str:
    """Give a deck's title as its front matter has it."""
    front_matter = split_front_matter(text)
    assert front_matter is not None
    assert front_matter.data is not None
    return str(front_matter.data["title"])


DECKS = blocks("example: deck")
PAGES = blocks("example: page")


@pytest.fixture(params=["deck", "html"])
def build(
    request: pytest.FixtureRequest, make_app: Callable[..., SphinxTestApp], tmp_path: Path
) -> Callable[[str, str], str]:
    """Give a function that builds an index page and a deck, and gives the result of both."""

    def build(index: str, deck: str) -> str:
        files = {
            "conf.py": 'extensions = ["sphinxcontrib_deck"]\n',
            "index.md": index,
            "slides/talk.md": deck,
        }
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        app = make_app(request.param, srcdir=tmp_path, confoverrides={"nitpicky": True})
        app.build()
        assert app.warning.getvalue() == ""
        pages = [app.outdir / f"{name}.html" for name in ("index", "slides/talk")]
        return "".join(page.read_text("utf-8") for page in pages)

    return build


class TestExamples:
    def test_there_are_examples(self) -> None:
        assert len(DECKS) >= 3
        assert len(PAGES) == 1

    @pytest.mark.parametrize("deck", DECKS, ids=map(title, DECKS))
    def test_a_deck_builds(self, build: Callable[[str, str], str], deck: str) -> None:
        written = build("# Index\n", deck)
        for name in re.findall("^name: (.+)$", deck, re.MULTILINE):
            assert f'id="{name}"' in written

    def test_every_link_leads_to_the_slide(self, build: Callable[[str, str], str]) -> None:
        rows = re.findall(r"^\|.*\bwhy\b.*\|$", PAGES[0], re.MULTILINE)
        assert len(rows) == 7
        written = build(PAGES[0], DECKS[0])
        assert written.count('href="slides/talk.html#why"') == len(rows)
        assert written.count('href="slides/talk.html"') >= 2

    def test_decks_in_a_page(self, build: Callable[[str, str], str]) -> None:
        (page,) = blocks("example: decks")
        written = build(page, DECKS[0])
        assert len(re.findall(r'<iframe src="slides/talk(\.deck)?\.html#/why"', written)) == 1
        assert '<dl class="simple">\n<dt><a class="reference internal" href="slides/talk' in written

    def test_a_deck_in_restructured_text(
        self, make_app: Callable[..., SphinxTestApp], tmp_path: Path
    ) -> None:
        (deck,) = blocks("example: rst deck")
        (tmp_path / "conf.py").write_text('extensions = ["sphinxcontrib_deck"]\n', "utf-8")
        (tmp_path / "index.rst").write_text(deck, "utf-8")
        app = make_app("deck", srcdir=tmp_path)
        app.build()
        assert app.warning.getvalue() == ""
        written = (app.outdir / "index.html").read_text("utf-8")
        assert '<section id="why">' in written
        assert written.count('<li class="fragment"') == 2

    def test_the_first_example_is_what_the_picture_shows(self) -> None:
        talk = (ROOT / "example_project" / "slides" / "talk.md").read_text("utf-8")
        for slide in DECKS[0].split("\n---\n")[1:]:
            shown = slide.partition("\n???\n")[0].strip()
            assert shown in talk


class TestCommands:
    def test_the_build_command(self) -> None:
        assert blocks("build-command") == [BUILD_COMMAND + "\n"]
        assert (ROOT / "example_project" / "conf.py").is_file()

    def test_the_pages_to_open_have_sources(self) -> None:
        pages = re.findall(r"`build/deck/([^`]*)\.html`", README)
        assert len(pages) == 3
        sources = [ROOT / "example_project" / f"{page}.md" for page in pages]
        assert [str(source) for source in sources if not source.is_file()] == []

    def test_the_test_command(self) -> None:
        assert blocks("test-command") == [TEST_COMMAND + "\n"]

    def test_one_file_without_a_project(self, tmp_path: Path) -> None:
        """Run each, but for the browser."""
        commands = [
            shlex.split(command)
            for command in "".join(fenced("sh")).splitlines()
            if "talk.md" in command
        ]
        assert [command[0] for command in commands] == ["sphinx-deck", "python"]
        (tmp_path / "talk.md").write_text(DECKS[0], "utf-8")
        for command in commands:
            arguments = command[command.index("talk.md") :]
            run = [sys.executable, "-m", "sphinxcontrib_deck", *arguments]
            done = subprocess.run(
                [argument for argument in run if argument != "--open"],
                cwd=tmp_path,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            assert done.stderr == ""
        assert (tmp_path / "talk.html").is_file()
        assert "dark.css" in (tmp_path / "public" / "talk.html").read_text("utf-8")


class TestConfiguration:
    def table(self) -> dict[str, tuple[Any, bool]]:
        """Read the table: the default of each value, and whether a deck can set it."""
        rows = re.findall(r"^\| `deck_(\w+)` \| `([^`]*)` \| (yes|) ?\|", README, re.MULTILINE)
        # What Python writes there is YAML too, but for its capitals, which YAML 1.1 reads as well.
        return {name: (yaml.safe_load(default), bool(own)) for name, default, own in rows}

    def test_the_table_is_that_of_the_package(self) -> None:
        defaults = DeckConfig()
        assert self.table() == {
            item.name: (getattr(defaults, item.name), item.metadata["per_deck"])
            for item in fields(DeckConfig)
        }

    def test_names_no_value_that_does_not_exist(self) -> None:
        named = set(re.findall(r"\bdeck_([a-z]+(?:_[a-z]+)*)\b", README))
        assert named == {item.name for item in fields(DeckConfig)}

    def test_python_examples_are_valid(self) -> None:
        for example in fenced("python"):
            compile(example, "README.md", "exec")

    def test_the_read_the_docs_example_differs_in_places_only(self) -> None:
        (example,) = (text for text in fenced("yaml") if text.startswith("version:"))
        ours = (ROOT / ".readthedocs.yaml").read_text("utf-8").replace("example_project", "docs")
        theirs = yaml.safe_load(example)
        expected = yaml.safe_load(ours)
        assert theirs["build"]["jobs"].pop("install")
        assert expected["build"]["jobs"].pop("install")
        assert theirs == expected


class TestLinks:
    def test_files_exist(self) -> None:
        outside = re.sub(r"^(`{3,}).*?^\1$", "", README, flags=re.MULTILINE | re.DOTALL)
        outside = re.sub(r"`[^`]+`", "", outside)
        links = re.findall(r"\]\(([^)#]+)\)", outside)
        files = [link for link in links if not link.startswith("https://")]
        assert "docs/images/example.png" in files
        assert [file for file in files if not (ROOT / file).exists()] == []

    def test_the_picture_is_small(self) -> None:
        assert (ROOT / "docs" / "images" / "example.png").stat().st_size < 200_000
