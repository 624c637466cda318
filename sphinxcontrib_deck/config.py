"""What ``conf.py`` and a deck's front matter can set: one dataclass, declared and checked here."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sphinxcontrib_deck.warnings import DeckWarning, did_you_mean, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

THEME_PATH = Path(__file__).parent / "themes" / "deck"
"""The templates, styles and scripts of a deck page."""

THEMES = ("light", "dark", "contrast")
"""The themes that come with the extension, each a file of ``themes/deck/palettes``."""

_RENDERERS = ("mathml", "mathjax")

_SPLITS = ("separators", "headings")

_ANY_TYPE = frozenset({Any})
"""For Sphinx any type will do: ours is the warning that says what was expected. (Bare ``Any`` would
keep ``-D deck_documents=a,b`` from becoming a list.)"""

_RATIOS = {"16:9": (1280, 720), "4:3": (960, 720)}
_YAML_RATIOS = {16 * 60 + 9: "16:9", 4 * 60 + 3: "4:3"}
"""What YAML 1.1 makes of an unquoted ``16:9``: a number in base sixty."""
_SIZE = re.compile(r"([1-9]\d{1,4})x([1-9]\d{1,4})")

Check = tuple["Callable[[Any], bool]", str]


def _is_strings(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


def _is_size(value: Any) -> bool:
    return isinstance(value, str) and (value in _RATIOS or _SIZE.fullmatch(value) is not None)


def _is_json(value: Any) -> bool:
    try:
        json.dumps(value)
    except (TypeError, ValueError, RecursionError):
        return False
    return isinstance(value, dict) and all(isinstance(key, str) for key in value)


_BOOL: Check = (lambda value: isinstance(value, bool), "True or False")
_LEVEL: Check = (
    lambda value: isinstance(value, int) and not isinstance(value, bool) and value in range(1, 7),
    "a number from 1 to 6",
)
_STRINGS: Check = (_is_strings, "a list of strings")
_STRING_MAPPING: Check = (
    lambda value: isinstance(value, dict) and _is_strings([*value, *value.values()]),
    "a mapping of strings",
)
_MAPPING: Check = (_is_json, "a mapping of names to what JSON can hold")
_RENDERER: Check = (_RENDERERS.__contains__, "one of " + ", ".join(map(repr, _RENDERERS)))
_SPLIT: Check = (_SPLITS.__contains__, "one of " + ", ".join(map(repr, _SPLITS)))
_THEME: Check = (THEMES.__contains__, "one of " + ", ".join(map(repr, THEMES)))
_SIZE_CHECK: Check = (_is_size, "'16:9', '4:3' or a size in pixels like '1280x720'")


def _option(
    default: Any, check: Check, *, rebuild: Literal["env", "html"] = "html", per_deck: bool = False
) -> Any:
    metadata = {"check": check, "rebuild": rebuild, "per_deck": per_deck}
    if isinstance(default, (list, dict)):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class DeckConfig:
    """The configuration values; in ``conf.py`` each name begins with ``deck_``.

    Those marked *per deck* can also be set under ``deck:`` in a document's front matter.
    """

    documents: list[str] = _option([], _STRINGS, rebuild="env")
    """Which documents are decks: globs over document names, ``["slides/**"]``. Front matter
    (``deck: true``, ``deck: false``) wins."""
    builders: list[str] = _option(["deck", "dirdeck"], _STRINGS)
    """The builders that write decks as presentations; in every other a deck is its handout."""
    companion: bool = _option(True, _BOOL)
    """Whether pages of both forms are written: ``talk.deck.html`` presents the deck whose page
    ``talk.html`` is a handout, ``talk.handout.html`` is the handout of a presentation."""
    split: str = _option("separators", _SPLIT, rebuild="env", per_deck=True)
    """*Per deck.* Where slides begin in Markdown: at ``separators``, or at ``headings`` as well."""
    split_level: int = _option(2, _LEVEL, rebuild="env", per_deck=True)
    """*Per deck.* The deepest level of heading that begins a slide, in Markdown split at
    ``headings`` and in reStructuredText."""
    theme: str = _option("light", _THEME, per_deck=True)
    """*Per deck.* The look: ``light``, ``dark`` or ``contrast``."""
    css_files: list[str] = _option([], _STRINGS, per_deck=True)
    """*Per deck.* Style sheets that deck pages load after the theme's: paths below
    ``html_static_path``."""
    js_files: list[str] = _option([], _STRINGS, per_deck=True)
    """*Per deck.* Scripts that deck pages load last: paths below ``html_static_path``."""
    size: str = _option("16:9", _SIZE_CHECK, per_deck=True)
    """*Per deck.* The canvas: ``16:9`` (1280 x 720), ``4:3`` (960 x 720) or ``WIDTHxHEIGHT``."""
    math_renderer: str = _option("mathml", _RENDERER, per_deck=True)
    """*Per deck.* How formulas are shown: ``mathml``, set when the deck is built, or ``mathjax``,
    where ``mathjax_path`` names a file below ``html_static_path``."""
    reveal_options: dict[str, Any] = _option({}, _MAPPING, per_deck=True)
    """*Per deck.* Options handed to ``Reveal.initialize``, except those that addresses rest on."""
    macros: dict[str, str] = _option({}, _STRING_MAPPING, rebuild="env")
    """Image macros of one's own: ``{"name": "Markdown"}`` for ``![:name arg1, arg2](value)``, with
    ``$value``, ``$arg1``, ``$arg2`` … and ``$args`` in the Markdown. ``scale`` is built in."""
    count_incremental_slides: bool = _option(True, _BOOL, rebuild="env", per_deck=True)
    """*Per deck.* Whether ``--`` steps count in links by number, ``[x](#57)``, as in remark."""
    highlight_lines: bool = _option(False, _BOOL, rebuild="env", per_deck=True)
    """*Per deck.* Whether a ``*`` at the start of a line of code marks it, as in remark."""
    highlight_spans: bool = _option(False, _BOOL, rebuild="env", per_deck=True)
    """*Per deck.* Whether `` `code` `` and ``{{code}}`` within code are marked, as in remark."""
    incremental: bool = _option(False, _BOOL, per_deck=True)
    """*Per deck.* Whether the items of every list appear one by one; the class ``incremental`` does
    it for one slide."""
    notes: bool = _option(True, _BOOL, per_deck=True)
    """*Per deck.* Whether presentations carry their speaker notes. Who opens one can read them."""
    handout_notes: bool = _option(False, _BOOL, per_deck=True)
    """*Per deck.* Whether handouts show the speaker notes."""

    @property
    def canvas(self) -> tuple[int, int]:
        """Width and height of a slide in CSS pixels."""
        if self.size in _RATIOS:
            return _RATIOS[self.size]
        width, _, height = self.size.partition("x")
        return int(width), int(height)


def declare_config_values(app: Sphinx) -> None:
    """Declare every value of :class:`DeckConfig` to Sphinx."""
    defaults = DeckConfig()
    for item in fields(DeckConfig):
        default = getattr(defaults, item.name)
        app.add_config_value(f"deck_{item.name}", default, item.metadata["rebuild"], _ANY_TYPE)


def _usable(values: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """Yield each value with what was expected instead; the last is empty where it is good."""
    for item in fields(DeckConfig):
        if item.name in values:
            is_good, expected = item.metadata["check"]
            value = values[item.name]
            yield item.name, value, "" if _holds(is_good, value) else expected


def _holds(is_good: Callable[[Any], bool], value: Any) -> bool:
    try:
        return is_good(value)
    except TypeError:  # an unhashable value where a name is expected
        return False


def read_config(config: Config) -> DeckConfig:
    """Return the values of ``conf.py``; a wrong one falls back to its default, alone."""
    values = {item.name: config[f"deck_{item.name}"] for item in fields(DeckConfig)}
    return DeckConfig(**{name: value for name, value, wrong in _usable(values) if not wrong})


def check_config(_app: Sphinx, config: Config) -> None:
    """Warn about values of the wrong kind (on ``config-inited``)."""
    values = {item.name: config[f"deck_{item.name}"] for item in fields(DeckConfig)}
    for name, value, expected in _usable(values):
        if expected:
            warn(
                DeckWarning.CONFIG,
                f"conf.py: deck_{name}: expected {expected}, found {value!r}; using the default",
            )


def with_options(config: DeckConfig, options: Mapping[str, Any]) -> DeckConfig:
    """Return the configuration with a deck's own (checked) options in place."""
    return replace(config, **options)


def check_deck_options(options: Mapping[Any, Any]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Check what stands under ``deck:`` in front matter.

    :return: the usable options, and for each other one its key and what is wrong with it.
    """
    known = {item.name for item in fields(DeckConfig) if item.metadata["per_deck"]}
    problems = [
        (str(key), f"unknown deck option {str(key)!r}{did_you_mean(key, sorted(known))}")
        for key in options
        if key not in known
    ]
    good = {}
    meant = {key: _as_meant(value) for key, value in options.items() if key in known}
    for name, value, expected in _usable(meant):
        if expected:
            problems.append((name, f"deck option {name!r}: expected {expected}, found {value!r}"))
        else:
            good[name] = value
    return good, problems


def _as_meant(value: object) -> object:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return _YAML_RATIOS.get(value, value) if is_number else value  # type: ignore[call-overload]
