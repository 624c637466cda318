"""The files that deck pages load: brought to the output once, and only where they differ."""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from sphinxcontrib_deck.config import THEME_PATH

if TYPE_CHECKING:
    from sphinx.builders import Builder

STATIC_FOLDER = "_static/deck"
"""Where they are in the output."""

REVEAL_FILES = ("reveal.js", "reveal.css", "reset.css", "notes.js", "LICENSE")


@cache
def _files() -> dict[str, bytes]:
    """Return every file by its path below :data:`STATIC_FOLDER`."""
    styles = sorted((THEME_PATH / "css").glob("*.css"))
    files = {"deck.css": b"\n".join(path.read_bytes() for path in styles)}
    for path in sorted((THEME_PATH / "palettes").glob("*.css")):
        files[path.name] = path.read_bytes()
    for path in sorted(THEME_PATH.glob("*.js")):
        files[path.name] = path.read_bytes()
    for name in REVEAL_FILES:
        path = THEME_PATH / "reveal" / name
        if not path.is_file():
            message = (
                f"reveal.js is missing from this installation of sphinxcontrib-deck ({path}): "
                "install it from a wheel, or with pip, which brings it when it builds one"
            )
            raise ExtensionError(message)
        files[f"reveal/{name}"] = path.read_bytes()
    return files


@cache
def static_version() -> str:
    """Return a short text that changes when any of the files does, to keep caches honest."""
    checksum = 0
    for name, content in sorted(_files().items()):
        checksum = zlib.crc32(content, zlib.crc32(name.encode(), checksum))
    return f"{checksum:08x}"


def copy_static_files(builder: Builder) -> None:
    """Write the files into the builder's output folder; those already there stay untouched."""
    for name, content in _files().items():
        path = Path(builder.outdir) / STATIC_FOLDER / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
