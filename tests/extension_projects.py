"""Projects that load other extensions, each built in a process of its own.

What an extension does to docutils, or warns about while it is imported, stays there.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup

ROOTS = Path(__file__).parent / "roots"
PLAIN = re.compile(r"\x1b\[[\d;]*m")


class Run(NamedTuple):
    """What a builder wrote."""

    out: Path
    warnings: list[str]
    """Without the folder of the project."""
    report: str
    """What it said otherwise."""

    def page(self, name: str) -> BeautifulSoup:
        """Return a page."""
        return BeautifulSoup((self.out / name).read_text("utf-8"), "html.parser")


@dataclass
class ExtensionProject:
    """A copy of a project of ``tests/roots``."""

    source: Path
    name: str
    _runs: dict[tuple[str, ...], Run] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shutil.copytree(ROOTS / self.name, self.source)

    def build(self, builder: str, *options: str) -> Run:
        """Run a builder once for the same options; its warnings are in what it returns."""
        if (builder, *options) not in self._runs:
            self._runs[builder, *options] = self.build_again(builder, *options)
        return self._runs[builder, *options]

    def build_again(self, builder: str, *options: str) -> Run:
        """Run a builder over what it may have written before.

        Builders with the same options share what has been read, and what that warned about came
        with the first of them: to run a notebook takes long.
        """
        folder = self.source.parent / re.sub(r"\W+", "-", "".join(("out", *options)))
        out = folder / builder
        command = [sys.executable, "-m", "sphinx", "-b", builder, *options]
        folders = ["-d", str(folder / "doctrees"), str(self.source), str(out)]
        done = subprocess.run([*command, *folders], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        lines = PLAIN.sub("", done.stderr).replace(f"{self.source}/", "").splitlines()
        # Jupyter's kernel says how it talks, whether one wants to know or not.
        warnings = [line for line in lines if "IPKernelApp" not in line]
        return Run(out, warnings, PLAIN.sub("", done.stdout))


@pytest.fixture(scope="session")
def extension_project(tmp_path_factory: pytest.TempPathFactory) -> ExtensionProject:
    """Give the project of decks that use many extensions."""
    return ExtensionProject(tmp_path_factory.mktemp("extensions") / "project", "test-extensions")


@pytest.fixture(scope="session")
def notebook_project(tmp_path_factory: pytest.TempPathFactory) -> ExtensionProject:
    """Give the project of notebooks."""
    return ExtensionProject(tmp_path_factory.mktemp("notebooks") / "project", "test-notebooks")
