"""Two projects that refer to each other, built with every builder that writes pages."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from sphinx.testing.util import SphinxTestApp

BASES = {
    "harbour": "https://harbour.example/en/",
    "fleet": "https://fleet.example/en/",
}
"""Where each project says that it is published."""

OTHER = {"harbour": "fleet", "fleet": "harbour"}

_BODY = re.compile(
    r'role="main">.*?<div class="(?:clearer|sphinxsidebar)"|<main.*?</main>', re.DOTALL
)
_MADE_LINK = re.compile(r'<a class="headerlink".*?</a>|<p class="deck-present.*?</p>', re.DOTALL)


class Place(NamedTuple):
    """Where a link leads."""

    file: str
    """The file from the output folder."""
    fragment: str


@dataclass
class Page(HTMLParser):
    """What matters here of a page."""

    text: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """The addresses of its links and of what it shows in frames, as written."""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag in {"a", "area"} and "href" in given:
            self.links.append(given["href"])
        if tag == "iframe":
            # A frame names its slide as reveal.js does, so that the page around it stays put.
            self.links.append(given["src"].replace("#/", "#"))


@dataclass(frozen=True)
class Site:
    """An output folder."""

    folder: Path
    warnings: str = ""

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Its pages by file."""
        files = sorted(self.folder.rglob("*.html"))
        names = [file.relative_to(self.folder).as_posix() for file in files]
        return {
            name: Page(file.read_text("utf-8"))
            for name, file in zip(names, files, strict=True)
            if "_static" not in name.split("/")
        }

    def places(self, page: str, base: str = "") -> list[Place]:
        """Return where the links of a page lead that stay on the site.

        :param base: where another site is published, whose places are meant instead.
        """
        if base:
            found = [link.removeprefix(base) for link in self.links(page) if link.startswith(base)]
            return [self.place("index.html", link) for link in found]
        return [self.place(page, link) for link in self.links(page) if not urlsplit(link).scheme]

    def links(self, page: str) -> list[str]:
        """Return the links of a page as written."""
        return self.pages[page].links

    def written(self, page: str) -> list[Place]:
        """Return where those links of a page lead that its author wrote."""
        found = _BODY.search(self.pages[page].text)
        assert found is not None
        links = Page(_MADE_LINK.sub("", found.group())).links
        return [self.place(page, link) for link in links if not urlsplit(link).scheme]

    @staticmethod
    def place(page: str, link: str) -> Place:
        """Return where a link leads that is on a page of the site."""
        parts = urlsplit(link)
        file = page
        if parts.path:
            file = os.path.normpath(Path(page).parent / unquote(parts.path))
            # An address may end with its folder, as those of dirhtml do.
            file += "/index.html" if parts.path.endswith(("/", "..", ".")) else ""
        return Place(os.path.normpath(file), unquote(parts.fragment))

    def has(self, place: Place) -> bool:
        """Tell whether there is such a file, and such an element on it."""
        if not (self.folder / place.file).is_file():
            return False
        page = self.pages.get(place.file)
        return not place.fragment or page is None or place.fragment in page.ids

    def dead_links(self) -> list[tuple[str, Place]]:
        """Return each page and place of a link that leads nowhere."""
        return [
            (page, place)
            for page in self.pages
            for place in self.places(page)
            if not self.has(place)
        ]


class Projects:
    """Builds both projects, each with a builder once, in a folder."""

    def __init__(self, roots: Path, folder: Path) -> None:
        self._folder = folder
        self._sites: dict[tuple[str, str], Site] = {}
        self._inventories: dict[tuple[str, str], Path] = {}
        for project in BASES:
            shutil.copytree(roots / f"test-{project}", folder / project)

    def site(self, project: str, builder: str) -> Site:
        """Return what a builder makes of a project.

        It refers to the other as that is where it is published: with addresses of the same kind.
        """
        if (project, builder) not in self._sites:
            other = OTHER[project]
            kind = "dirhtml" if builder.startswith("dir") else "html"
            inventory = self._inventory(other, kind)
            mapping = {other: (BASES[other], str(inventory))}
            self._sites[project, builder] = self._build(
                project, builder, self._folder / project / "_build", intersphinx_mapping=mapping
            )
        return self._sites[project, builder]

    def _inventory(self, project: str, builder: str) -> Path:
        """Return a project's inventory, from a build in which its own links out are missing."""
        key = (project, builder)
        if key not in self._inventories:
            site = self._build(
                project, builder, self._folder / f"first-{project}", intersphinx_mapping={}
            )
            self._inventories[key] = site.folder / "objects.inv"
        return self._inventories[key]

    def _build(self, project: str, builder: str, folder: Path, **options: Any) -> Site:
        app = SphinxTestApp(
            builder, srcdir=self._folder / project, builddir=folder, confoverrides=options
        )
        try:
            app.build()
        finally:
            app.cleanup()
        warnings = re.sub(r"\x1b\[[\d;]*m", "", app.warning.getvalue())
        return Site(Path(app.outdir), warnings)


@pytest.fixture(scope="session")
def projects(rootdir: Path, tmp_path_factory: pytest.TempPathFactory) -> Projects:
    """Give both projects."""
    return Projects(rootdir, tmp_path_factory.mktemp("projects"))
