"""Register directives and configuration values, but leave those of the real package alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives as registry
from sphinx.util.docutils import is_directive_registered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils.parsers.rst import Directive
    from sphinx.application import Sphinx
    from sphinx.config import Config

_PACKAGE = __name__.partition(".")[0]


def register(
    app: Sphinx, directives: Mapping[str, type[Directive]], values: Mapping[str, Any]
) -> None:
    """Register directives, and configuration values with their defaults, that nobody else has.

    It waits until all extensions are loaded, so that their order makes no difference.
    """

    def on_config_inited(app: Sphinx, config: Config) -> None:
        for name, directive in directives.items():
            if not _is_of_others(name):
                app.add_directive(name, directive, override=True)
        for name, default in values.items():
            if name not in config:
                config.add(name, default, "env", ())

    app.connect("config-inited", on_config_inited)


def _is_of_others(name: str) -> bool:
    """Tell whether another package has registered a directive of this name."""
    if not is_directive_registered(name):
        return False
    # As Sphinx itself asks docutils.
    found = registry._directives[name]  # type: ignore[attr-defined]  # noqa: SLF001
    return found.__module__.partition(".")[0] not in {_PACKAGE, "docutils", "sphinx"}
