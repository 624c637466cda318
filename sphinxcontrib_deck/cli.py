"""One deck without a project: ``sphinx-deck talk.md``, ``python -m sphinxcontrib_deck talk.md``."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinxcontrib_deck import __version__
from sphinxcontrib_deck.config import THEMES

if TYPE_CHECKING:
    from collections.abc import Sequence

_PUBLISHED = ("_static/deck", "_images", "_downloads")
"""The folders that a deck page may load something from."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one deck as a web page.

    :param arguments: the command line without the program's name; that of the process by default.
    :return: the exit status: 0, or 2 where the deck could not be written.
    """
    options = _argument_parser().parse_args(arguments)
    source: Path = options.file
    if not source.is_file():
        sys.stderr.write(f"sphinx-deck: there is no file {str(source)!r}\n")
        return 2
    folder = options.output or source.parent
    if not sys.stderr.isatty():
        nocolor()
    try:
        with tempfile.TemporaryDirectory(prefix="sphinx-deck-") as work:
            page = _build(source.resolve(), Path(work), _overrides(options))
            written = _publish(page, folder)
    except (SphinxError, OSError) as error:
        sys.stderr.write(f"sphinx-deck: {error}\n")
        return 2
    sys.stdout.write(f"The deck is {written}\n")
    if options.open:
        webbrowser.open(written.resolve().as_uri())
    return 0


def _argument_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sphinx-deck",
        description="Write one Markdown deck as a reveal.js presentation, without a project.",
    )
    parser.add_argument("file", type=Path, help="the deck, a Markdown file")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help="where to write it (default: beside it)"
    )
    parser.add_argument("--theme", choices=THEMES, help="the look (default: light)")
    parser.add_argument("--open", action="store_true", help="show it in the web browser")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    return parser


def _overrides(options: argparse.Namespace) -> dict[str, Any]:
    return {"deck_theme": options.theme} if options.theme else {}


def _build(source: Path, work: Path, overrides: dict[str, Any]) -> Path:
    """Build the deck alone, in a folder of its own, and return its page."""
    docname = source.stem
    # Sphinx's globs can't hold a bracket as itself.
    pattern = re.sub(r"[*?\[\]]", "?", source.name)
    settings = {
        "extensions": ["sphinxcontrib_deck"],
        "root_doc": docname,
        "include_patterns": [pattern],
        "source_suffix": {source.suffix: "markdown"},
        "deck_documents": ["**"],
        "html_theme": "basic",
        "html_copy_source": False,
        "html_use_index": False,
        "project": docname,
        **overrides,
    }
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            source.parent,
            None,
            work / "out",
            work / "doctrees",
            "deck",
            confoverrides=settings,
            status=None,
            warning=sys.stderr,
        )
        app.build()
    return work / "out" / f"{docname}.html"


def _publish(page: Path, folder: Path) -> Path:
    """Copy the page and what it loads to a folder, and return where the page is."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _PUBLISHED:
        if (page.parent / name).is_dir():
            shutil.copytree(page.parent / name, folder / name, dirs_exist_ok=True)
    return Path(shutil.copy(page, folder / page.name))
