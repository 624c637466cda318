"""The files that deck pages load: brought to the output once, and only where they differ."""

from __future__ import annotations

import re
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from sphinxcontrib_deck.config import THEME_PATH

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from sphinx.builders import Builder

STATIC_FOLDER = "_static/deck"
"""Where they are in the output."""

USUAL_CANVAS = (1280, 720)
"""The size that the style sheets are written for."""

REVEAL_FILES = ("reveal.js", "reveal.css", "reset.css", "notes.js", "LICENSE")

_COMMENT = re.compile(rb"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
"""A comment with its lines to itself, in a style sheet or script."""


@cache
def _files() -> dict[str, bytes]:
    """Return every file by its path below :data:`STATIC_FOLDER`."""
    files = {
        # One request for a concern each would be a dozen; in the order of their names.
        "deck.css": _joined(THEME_PATH / "css", "*.css"),
        "deck.js": _joined(THEME_PATH, "*.js"),
        "page.css": (THEME_PATH / "page.css").read_bytes(),
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
    """Return files as one, without the comments, which are a third of them."""
    joined = b"\n".join(path.read_bytes() for path in sorted(folder.glob(pattern)))
    return _COMMENT.sub(b"", joined)


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


def canvas_class(canvas: tuple[int, int]) -> str:
    """Return the class by which a frame gets the shape of a canvas."""
    width, height = canvas
    return f"deck-canvas-{width}x{height}"


def _shape_rules(canvases: Iterable[tuple[int, int]]) -> bytes:
    """Return what gives the frames of embedded decks their shapes."""
    return "".join(
        f".{canvas_class(canvas)} {{ --deck-shape: {canvas[0]} / {canvas[1]}; }}\n"
        for canvas in sorted(canvases)
    ).encode()


def _size_rules(canvas: tuple[int, int]) -> bytes:
    """Return what a page needs for print when its slides have another size."""
    width, height = (f"{pixels}px" for pixels in canvas)
    return (
        f"@page {{ size: {width} {height}; }}\n"
        f":root {{ --deck-width: {width}; --deck-height: {height}; }}\n"
    ).encode()


def copy_static_files(builder: Builder, canvases: AbstractSet[tuple[int, int]]) -> None:
    """Write the files into the builder's output folder; those already there stay untouched.

    :param canvases: the widths and heights of the project's decks.
    """
    files = _files() | {size_file(size): _size_rules(size) for size in canvases if size_file(size)}
    files["page.css"] += b"\n" + _shape_rules(canvases)
    for name, content in files.items():
        path = Path(builder.outdir) / STATIC_FOLDER / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
