"""Build a project, and read its links and its warnings."""

from __future__ import annotations

import html
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable

LINK = re.compile(r'<a class="reference internal" href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
WARNING = re.compile(r"^(?:.*[/\\])?([\w.]+):(\d*): WARNING: (.*) \[([\w.]+)\]$")

NOTE = re.compile(r"(?:.*[/\\])?([\w.]+):(\d+): slide '(.*)' is named '(.*)' now: .*")


@dataclass(frozen=True)
class Warned:
    """A warning, taken apart."""

    file: str
    line: int
    message: str
    type: str


class Noted(NamedTuple):
    """What was said of a reference by an old name."""

    file: str
    line: int
    written: str
    name: str


@dataclass
class Built:
    """What one run of a builder left behind."""

    out: Path
    warning: str
    status: str

    @property
    def notes(self) -> list[Noted]:
        """What was said of old names, in order of place."""
        plain = re.sub(r"\x1b\[[\d;]*m", "", self.status)
        found = NOTE.finditer(plain)
        return sorted(Noted(m[1], int(m[2]), m[3], m[4]) for m in found)

    @property
    def warnings(self) -> list[Warned]:
        """The warnings, each of which has to have a place and a type."""
        plain = re.sub(r"\x1b\[[\d;]*m", "", self.warning)
        found = [WARNING.fullmatch(line) for line in plain.splitlines() if line]
        assert None not in found, plain
        return [Warned(m[1], int(m[2] or 0), m[3], m[4]) for m in found if m]

    def links(self, page: str) -> list[tuple[str, str]]:
        """Return where each link in a page's text leads, and its words."""
        text = (self.out / page).read_text("utf-8")
        body = re.search(
            r'role="main">(.*?)<div class="clearer">|<main(.*?)</main>', text, re.DOTALL
        )
        assert body is not None
        # Links to the presentation are none of the author's.
        found = LINK.findall(re.sub(r'<p class="deck-present.*?</p>', "", body.group()))
        return [(href, html.unescape(re.sub(r"<[^>]*>", "", words))) for href, words in found]


def build(source: Path, builder: str = "html", parallel: int = 0, **options: Any) -> Built:
    """Run a builder over a project."""
    app = SphinxTestApp(builder, srcdir=source, parallel=parallel, confoverrides=options)
    try:
        app.build()
    finally:
        app.cleanup()
    return Built(Path(app.outdir), app.warning.getvalue(), app.status.getvalue())


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, rootdir: Path) -> Callable[[str], Path]:
    """Give a function that copies a project into a folder of its own."""

    def copy_project(name: str) -> Path:
        folder = tmp_path_factory.mktemp("referring") / name
        shutil.copytree(rootdir / f"test-{name}", folder)
        return folder

    return copy_project
