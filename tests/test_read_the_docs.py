"""Publishing on Read the Docs: its configuration's commands, run here as they are run there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml

ROOT = Path(__file__).parent.parent
CANONICAL_URL = "https://tidewell.example/en/latest/"
DECKS = ("slides/talk.html", "slides/lesson.html")

LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')


@pytest.fixture(scope="module")
def configuration() -> dict[str, Any]:
    """Give what Read the Docs reads."""
    text = (ROOT / ".readthedocs.yaml").read_text("utf-8")
    configuration: dict[str, Any] = yaml.safe_load(text)
    return configuration


@pytest.fixture(scope="module")
def published(configuration: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the build's commands and give the folder that Read the Docs would publish."""
    output = tmp_path_factory.mktemp("read_the_docs")
    environment = os.environ | {
        "READTHEDOCS": "True",
        "READTHEDOCS_CANONICAL_URL": CANONICAL_URL,
        "READTHEDOCS_OUTPUT": str(output),
    }
    for command in configuration["build"]["jobs"]["build"]["html"]:
        here = re.sub(r"^python(?= )", shlex.quote(sys.executable), command)
        assert here != command
        done = subprocess.run(  # noqa: S602 - as Read the Docs does; the command is ours
            here,
            shell=True,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "WARNING" not in done.stderr, done.stderr
    return output / "html"


def dead_links(folder: Path) -> list[str]:
    """List the links that lead to no page, or to no element of a page, of this site."""
    pages = {
        path: path.read_text("utf-8")
        for path in folder.rglob("*.html")
        if "_static" not in path.relative_to(folder).parts
    }
    ids = {path: {unescape(name) for name in ID.findall(text)} for path, text in pages.items()}
    return [
        f"{page.relative_to(folder)}: {link}"
        for page, text in pages.items()
        for link in map(unescape, LINK.findall(text))
        if not urlsplit(link).scheme and not is_alive(page, link, ids)
    ]


def is_alive(page: Path, link: str, ids: dict[Path, set[str]]) -> bool:
    """Tell whether a link from a page leads somewhere."""
    parts = urlsplit(link)
    target = Path(os.path.normpath(page.parent / unquote(parts.path))) if parts.path else page
    fragment = unquote(parts.fragment)
    return target.is_file() and (not fragment or target not in ids or fragment in ids[target])


class TestConfiguration:
    def test_says_where_it_runs(self, configuration: dict[str, Any]) -> None:
        assert configuration["version"] == 2
        assert configuration["build"]["os"] == "ubuntu-24.04"
        assert configuration["build"]["tools"] == {"python": "3.12"}

    def test_installs_this_repository(self, configuration: dict[str, Any]) -> None:
        assert "python -m pip install ." in configuration["build"]["jobs"]["install"]

    def test_names_no_builder_that_read_the_docs_lacks(self, configuration: dict[str, Any]) -> None:
        sphinx = configuration["sphinx"]
        assert sphinx.get("builder", "html") in {"html", "dirhtml", "singlehtml"}
        assert (ROOT / sphinx["configuration"]).is_file()


class TestPublished:
    def test_has_its_index_page(self, published: Path) -> None:
        assert (published / "index.html").is_file()

    @pytest.mark.parametrize("deck", DECKS)
    def test_decks_are_presentations(self, published: Path, deck: str) -> None:
        assert re.search(r'<main class="reveal[ "]', (published / deck).read_text("utf-8"))

    def test_brings_what_decks_load(self, published: Path) -> None:
        assert (published / "_static" / "deck" / "reveal" / "reveal.js").is_file()

    def test_no_link_is_dead(self, published: Path) -> None:
        assert dead_links(published) == []

    @pytest.mark.parametrize("page", ["index.html", *DECKS])
    def test_pages_name_their_canonical_address(self, published: Path, page: str) -> None:
        text = (published / page).read_text("utf-8")
        link = re.search(r'<link rel="canonical" href="([^"]*)"', text)
        assert link is not None
        assert link[1] == CANONICAL_URL + page


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="b.html#x">x</a> <a href="c.html">c</a>', "utf-8")
    (tmp_path / "b.html").write_text('<p id="y"></p> <a href="a.html">a</a>', "utf-8")
    assert dead_links(tmp_path) == ["a.html: b.html#x", "a.html: c.html"]
