"""What other extensions add to a deck's page: their style sheets and scripts.

Those of the project's theme and of the project itself stay away: a deck's look is its own, and
``deck_css_files`` and ``deck_js_files`` are for the project's. Nothing is loaded from elsewhere,
and scripts stand in files, as the page's own do, so that a strict content security policy holds.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxcontrib_deck.html.static import STATIC_FOLDER
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders.html import StandaloneHTMLBuilder

_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)

_LOADED_FROM_ELSEWHERE = re.compile(
    r"""["'`](?P<url>(?:https?:)?//(?!www\.w3\.org/)[\w.-]+\.[^"'`\s]*)["'`]""", re.IGNORECASE
)
"""An address in a script that is written into the page; those of the W3C name languages."""

_SCRIPT_TYPES = ("", "text/javascript", "application/javascript")

_FOR_SCRIPTS = "documentation_options.js"
"""What Sphinx tells scripts about the site; a file of its basic theme."""


def style_sheets(files: Iterable[Any], builder: StandaloneHTMLBuilder, docname: str) -> list[Any]:
    """Return the style sheets that a deck's page loads for other extensions.

    :param files: those that Sphinx would load, as in a page's context.
    """
    return [item for item in files if _is_wanted(item, builder, docname)]


def scripts(files: Iterable[Any], builder: StandaloneHTMLBuilder, docname: str) -> list[Any]:
    """Return the scripts that a deck's page loads for other extensions.

    Those that would be written into the page are written to a file each.

    :param files: those that Sphinx would load, as in a page's context.
    """
    files = list(files)
    wanted = [_in_file(item, builder) for item in files if _is_wanted(item, builder, docname)]
    if not wanted:
        return []
    return [item for item in files if _static_path(item) == _FOR_SCRIPTS] + wanted


def _is_wanted(item: Any, builder: StandaloneHTMLBuilder, docname: str) -> bool:
    path = _static_path(item)
    if _is_of_project(item, builder) or _is_theme_file(path, builder):
        return False
    if _body(item).lstrip().startswith("DOCUMENTATION_OPTIONS."):
        return False  # how themes tell their own scripts about the page
    if "mathjax" in (path or _body(item)).lower():
        return False  # formulas are MathML already
    url = path if _ELSEWHERE.match(path) else _loaded_by(item)
    if url:
        warn(
            DeckWarning.OFFLINE,
            f"a deck's page loads nothing from elsewhere, so it does without {url!r}, which an "
            "extension adds; deck_js_files and deck_css_files can name a copy of it",
            location=docname,
        )
    return not url and bool(path or _body(item))


def _loaded_by(item: Any) -> str:
    """Return the first address elsewhere that a script in the page names, or nothing."""
    found = _LOADED_FROM_ELSEWHERE.search(_body(item)) if _is_script(item) else None
    return found["url"] if found else ""


def _is_script(item: Any) -> bool:
    """Tell whether what stands in the page is a script, and not data for one."""
    attributes: dict[str, str] = getattr(item, "attributes", {})
    return attributes.get("type", "") in {*_SCRIPT_TYPES, "module"}


def _body(item: Any) -> str:
    """Return the script that stands in the page itself, or nothing."""
    attributes: dict[str, str] = getattr(item, "attributes", {})
    return "" if _static_path(item) else attributes.get("body") or ""


def _static_path(item: Any) -> str:
    """Return a file's path below ``_static``, its address if it is elsewhere, or nothing."""
    filename = getattr(item, "filename", item)
    return str(filename or "").removeprefix("_static/")


def _is_of_project(item: Any, builder: StandaloneHTMLBuilder) -> bool:
    config = builder.config
    for entry in (*config.html_css_files, *config.html_js_files):
        path, attributes = (entry, {}) if isinstance(entry, str) else entry
        if _static_path(item) == (path or "") and _body(item) == attributes.get("body", ""):
            return True
    return False


def _is_theme_file(path: str, builder: StandaloneHTMLBuilder) -> bool:
    if path == "pygments.css":
        return True
    names = (path, f"{path}.jinja", f"{path}_t")
    folders = [Path(folder, "static") for folder in builder.theme.get_theme_dirs()]
    return any((folder / name).is_file() for folder in folders for name in names)


def _in_file(item: Any, builder: StandaloneHTMLBuilder) -> Any:
    """Write a script to a file of the output, if it stands in the page.

    A module stays where it is, because what it imports is found from there; so does data.
    """
    body = _body(item)
    if not body or item.attributes.get("type", "") not in _SCRIPT_TYPES:
        return item
    path = f"{STATIC_FOLDER}/inline-{zlib.crc32(body.encode()):08x}.js"
    file = Path(builder.outdir, path)
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, encoding="utf-8")
    attributes = {key: value for key, value in item.attributes.items() if key != "body"}
    return type(item)(path, priority=item.priority, **attributes)
