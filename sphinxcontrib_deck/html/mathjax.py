"""The project's own copy of MathJax, for decks that ask for it.

A deck's page loads nothing from elsewhere, so MathJax must be a file of the project.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxcontrib_deck.config import read_config, with_options
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinxcontrib_deck.config import DeckConfig

RENDERER = "mathjax"
"""The value of ``deck_math_renderer``."""

_ADDRESS = re.compile(r"[a-z][a-z\d+.-]*:|/", re.IGNORECASE)


def uses_mathjax(config: DeckConfig, app: Sphinx) -> bool:
    """Tell whether a deck's formulas are left to MathJax."""
    return config.math_renderer == RENDERER and _is_local(app)


def _is_local(app: Sphinx) -> bool:
    """Tell whether ``mathjax_path`` names a file below ``html_static_path``."""
    path = str(app.config.mathjax_path or "")
    if not path or _ADDRESS.match(path):
        return False
    folders = (Path(app.confdir, folder) for folder in app.config.html_static_path)
    return any((folder / path).is_file() for folder in folders)


def check_mathjax(app: Sphinx, options: Iterable[Mapping[str, Any]]) -> None:
    """Warn where decks ask for MathJax and the project has no copy of it.

    :param options: what each of the project's decks sets for itself.
    """
    config = read_config(app.config)
    if _is_local(app):
        return
    if any(with_options(config, own).math_renderer == RENDERER for own in options):
        warn(
            DeckWarning.CONFIG,
            f"deck_math_renderer: a deck's page loads nothing from elsewhere, and mathjax_path is "
            f"{app.config.mathjax_path!r}: expected a file below html_static_path, like "
            "'mathjax/tex-chtml.js'; formulas are MathML instead",
        )


def mathjax_options(app: Sphinx, config: DeckConfig, pathto: Any) -> dict[str, Any]:
    """Return what the script of a deck's page needs to load MathJax; nothing where it doesn't."""
    if not uses_mathjax(config, app):
        return {}
    address = pathto(f"_static/{app.config.mathjax_path}", resource=True)
    return {"mathjax": {"src": address, "config": _configuration(app.config)}}


def _configuration(config: Config) -> dict[str, Any]:
    """Return the project's configuration of MathJax 3 or 4."""
    found: dict[str, Any] = {}
    for name in ("mathjax3_config", "mathjax4_config"):
        found |= getattr(config, name, None) or {}
    return found
