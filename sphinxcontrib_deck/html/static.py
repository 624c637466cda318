"""The files that deck pages load: brought to the output once, and only where they differ."""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from sphinxcontrib_deck.config import THEME_PATH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder

STATIC_FOLDER = "_static/deck"
"""Where they are in the output."""

USUAL_CANVAS = (1280, 720)
"""The size that the style sheets are written for."""

REVEAL_FILES = ("reveal.js", "reveal.css", "reset.css", "notes.js", "LICENSE")


@cache
def _files() -> dict[str, bytes]:
    """Return every file by its path below :data:`STATIC_FOLDER`."""
    files = {
        # One request for a concern each would be a dozen; in the order of their names.
        "deck.css": _joined(THEME_PATH / "css", "*.css"),
        "deck.js": _joined(THEME_PATH, "*.js"),
    }
    for path in sorted((THEME_PATH / "palettes").glob("*.css")):
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


def _joined(folder: Path, pattern: str) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.glob(pattern)))


@cache
def static_version() -> str:
    """Return a short text that changes when any of the files does, to keep caches honest."""
    checksum = 0
    for name, content in sorted(_files().items()):
        checksum = zlib.crc32(content, zlib.crc32(name.encode(), checksum))
    return f"{checksum:08x}"


def size_file(canvas: tuple[int, int]) -> str:
    """Return the name of the style sheet for a canvas; nothing for the usual one."""
    width, height = canvas
    return "" if canvas == USUAL_CANVAS else f"size-{width}x{height}.css"


def _size_rules(canvas: tuple[int, int]) -> bytes:
    """Return what a page needs for print without a script, when its slides have another size."""
    width, height = (f"{pixels}px" for pixels in canvas)
    return (
        f"@page {{ size: {width} {height}; }}\n"
        f":root {{ --deck-width: {width}; --deck-height: {height}; }}\n"
    ).encode()


def copy_static_files(builder: Builder, canvases: Iterable[tuple[int, int]]) -> None:
    """Write the files into the builder's output folder; those already there stay untouched.

    :param canvases: the widths and heights of the project's decks.
    """
    sizes = {size_file(canvas): _size_rules(canvas) for canvas in canvases if size_file(canvas)}
    for name, content in (_files() | sizes).items():
        path = Path(builder.outdir) / STATIC_FOLDER / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
