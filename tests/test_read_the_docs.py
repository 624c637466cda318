"""Publishing on Read the Docs: each configuration's commands, run here as they are run there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from sites import Site

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "read-the-docs.md").read_text("utf-8")
CANONICAL_URL = "https://tidewell.example/en/latest/"
DECKS = ("slides/talk", "slides/lesson")


@dataclass(frozen=True)
class Published(Site):
    """What Read the Docs would publish."""

    log: tuple[str, ...] = ()
    """What each command printed."""

    def canonical(self, page: str) -> list[str]:
        return re.findall(r'<link rel="canonical" href="([^"]*)"', self.pages[page].text)

    def is_presentation(self, page: str) -> bool:
        return '<main class="reveal' in self.pages[page].text


def ours() -> dict[str, Any]:
    """Return this repository's own configuration."""
    configuration: dict[str, Any] = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text("utf-8"))
    return configuration


def recipe(name: str) -> dict[str, Any]:
    """Return a configuration of the guide."""
    pattern = rf"<!-- recipe: {name} -->\n```yaml\n(.*?)^```$"
    (text,) = re.findall(pattern, GUIDE, re.MULTILINE | re.DOTALL)
    configuration: dict[str, Any] = yaml.safe_load(text)
    return configuration


CONFIGURATIONS = {"ours": ours(), "one": recipe("one site"), "two": recipe("two sites")}


def publish(configuration: dict[str, Any], checkout: Path, output: Path) -> Published:
    """Run the build's commands at the root of a checkout."""
    jobs = configuration["build"]["jobs"]
    environment = os.environ | {
        "READTHEDOCS": "True",
        "READTHEDOCS_CANONICAL_URL": CANONICAL_URL,
        "READTHEDOCS_OUTPUT": str(output),
    }
    log = []
    for command in [*jobs["build"]["html"], *jobs.get("post_build", ())]:
        here = re.sub(r"^python(?= )", shlex.quote(sys.executable), command)
        assert here != command
        done = subprocess.run(  # noqa: S602 - as Read the Docs does; the command is ours
            here,
            shell=True,
            cwd=checkout,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "WARNING" not in done.stderr, done.stderr
        log.append(done.stdout)
    return Published(output / "html", log=tuple(log))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Publish this repository."""
    return publish(CONFIGURATIONS["ours"], ROOT, tmp_path_factory.mktemp("ours"))


@pytest.fixture(scope="module")
def two_sites(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Publish a repository whose documentation is in ``docs``, as handouts and presentations."""
    checkout = tmp_path_factory.mktemp("checkout")
    shutil.copytree(
        ROOT / "example_project", checkout / "docs", ignore=shutil.ignore_patterns("_build")
    )
    return publish(CONFIGURATIONS["two"], checkout, tmp_path_factory.mktemp("two"))


@pytest.mark.parametrize("configuration", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
class TestConfiguration:
    def test_says_where_it_runs(self, configuration: dict[str, Any]) -> None:
        assert configuration["version"] == 2
        assert configuration["build"]["os"] == "ubuntu-24.04"
        assert configuration["build"]["tools"] == {"python": "3.12"}

    def test_names_no_builder_that_read_the_docs_lacks(self, configuration: dict[str, Any]) -> None:
        sphinx = configuration["sphinx"]
        assert sphinx.get("builder", "html") in {"html", "dirhtml", "singlehtml"}
        path = sphinx["configuration"].replace("docs/", "example_project/")
        assert (ROOT / path).is_file()

    def test_has_jobs_that_read_the_docs_knows(self, configuration: dict[str, Any]) -> None:
        jobs = configuration["build"]["jobs"]
        assert jobs.keys() <= {"install", "build", "post_build"}
        assert jobs["build"].keys() == {"html"}


class TestOurs:
    def test_installs_this_repository(self) -> None:
        assert "python -m pip install ." in CONFIGURATIONS["ours"]["build"]["jobs"]["install"]

    def test_is_the_first_of_the_guide(self) -> None:
        ours, theirs = ({**CONFIGURATIONS[name]["build"]["jobs"]} for name in ("ours", "one"))
        assert ours.pop("install") != theirs.pop("install")
        assert str(ours).replace("example_project", "docs") == str(theirs)


class TestOneSite:
    def test_has_its_index_page(self, published: Published) -> None:
        assert "index.html" in published.pages

    @pytest.mark.parametrize("deck", DECKS)
    def test_decks_are_presentations(self, published: Published, deck: str) -> None:
        assert published.is_presentation(f"{deck}.html")
        assert not published.is_presentation(f"{deck}.handout.html")

    def test_brings_what_decks_load(self, published: Published) -> None:
        assert (published.folder / "_static" / "deck" / "reveal" / "reveal.js").is_file()

    def test_no_link_is_dead(self, published: Published) -> None:
        assert published.dead_links() == []

    @pytest.mark.parametrize("page", ["index", *DECKS])
    def test_pages_name_their_canonical_address(self, published: Published, page: str) -> None:
        assert published.canonical(f"{page}.html") == [f"{CANONICAL_URL}{page}.html"]

    @pytest.mark.parametrize("deck", DECKS)
    def test_handouts_name_that_of_the_deck(self, published: Published, deck: str) -> None:
        assert published.canonical(f"{deck}.handout.html") == [f"{CANONICAL_URL}{deck}.html"]


class TestTwoSites:
    def test_have_their_index_pages(self, two_sites: Published) -> None:
        assert {"index.html", "deck/index.html"} <= two_sites.pages.keys()

    @pytest.mark.parametrize("deck", DECKS)
    def test_have_each_deck_in_both_forms(self, two_sites: Published, deck: str) -> None:
        forms = {
            f"{deck}.html": False,
            f"{deck}.deck.html": True,
            f"deck/{deck}.html": True,
            f"deck/{deck}.handout.html": False,
        }
        assert {page: two_sites.is_presentation(page) for page in forms} == forms

    def test_bring_what_decks_load(self, two_sites: Published) -> None:
        for folder in (two_sites.folder, two_sites.folder / "deck"):
            assert (folder / "_static" / "deck" / "reveal" / "reveal.js").is_file()

    def test_share_what_was_read(self, two_sites: Published) -> None:
        first, second = two_sites.log
        assert re.search(r"\b[1-9]\d* added, 0 changed, 0 removed", first)
        assert "0 added, 0 changed, 0 removed" in second
        is_read = re.compile(r"reading sources\.\.\. .*\[ *\d+%\]")
        assert is_read.search(first)
        assert not is_read.search(second)

    def test_have_no_dead_link(self, two_sites: Published) -> None:
        assert two_sites.dead_links() == []

    def test_links_stay_in_their_site(self, two_sites: Published) -> None:
        crossing = [
            (page, place)
            for page in two_sites.pages
            for place in two_sites.places(page)
            if page.startswith("deck/") != place.file.startswith("deck/")
        ]
        assert crossing == []

    @pytest.mark.parametrize("page", ["index", *DECKS])
    def test_name_one_canonical_address(self, two_sites: Published, page: str) -> None:
        forms = [page, f"deck/{page}"]
        forms += [f"{page}.deck", f"deck/{page}.handout"] if page in DECKS else []
        found = [two_sites.canonical(f"{form}.html") for form in forms]
        assert found == [[f"{CANONICAL_URL}{page}.html"]] * len(forms)

    @pytest.mark.parametrize("deck", DECKS)
    def test_name_it_where_links_are_shown(self, two_sites: Published, deck: str) -> None:
        for page in (deck, f"{deck}.deck", f"deck/{deck}", f"deck/{deck}.handout"):
            text = two_sites.pages[f"{page}.html"].text
            address = f"{CANONICAL_URL}{deck}.html"
            assert f'<meta property="og:url" content="{address}"' in text
