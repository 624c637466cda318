"""The Markdown parser: MyST's, which reads a deck document as slides.

It rests on MyST-Parser's internals, together with the renderers beside it and nothing else but the
transform for footnotes, which is why the distribution pins MyST-Parser's major version.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from markdown_it.token import Token
from myst_parser.config.main import merge_file_level
from myst_parser.mdit_to_docutils.transforms import CollectFootnotes
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import create_warning

from sphinxcontrib_deck.config import read_config, with_options
from sphinxcontrib_deck.doctree.content_classes import restore_literals
from sphinxcontrib_deck.doctree.declaration import declared_deck
from sphinxcontrib_deck.doctree.footnotes import CollectFootnotesOfPages
from sphinxcontrib_deck.doctree.renderer import DeckRenderer
from sphinxcontrib_deck.doctree.structure import READ_BY_OURS
from sphinxcontrib_deck.syntax.bounded import ENV_KEY, bounded_slides_plugin
from sphinxcontrib_deck.syntax.content_rules import ENV_KEY as CONTENT_ENV_KEY
from sphinxcontrib_deck.syntax.content_rules import content_class_plugin
from sphinxcontrib_deck.syntax.headings import split_at_headings
from sphinxcontrib_deck.syntax.macros import BUILT_IN
from sphinxcontrib_deck.syntax.nesting import ENV_KEY as NESTING_KEY
from sphinxcontrib_deck.syntax.normalise import normalise
from sphinxcontrib_deck.syntax.properties import SLIDE_PROPERTIES
from sphinxcontrib_deck.syntax.scanner import scan, used_keys
from sphinxcontrib_deck.syntax.tex import spaced_math_plugin
from sphinxcontrib_deck.warnings import DeckWarning, did_you_mean, warn

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.transforms import Transform
    from myst_parser.config.main import MdParserConfig
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_deck.doctree.declaration import DeckSource
    from sphinxcontrib_deck.syntax.normalise import NormalisedDeck

DECK_EXTENSIONS = frozenset({"attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"})
"""The MyST extensions that are on in every deck, whatever ``myst_enable_extensions`` says."""


class DeckParser(MystParser):
    """Parse Markdown: a deck as slides, any other document as MyST-Parser does."""

    def get_transforms(self) -> list[type[Transform]]:
        """Return MyST's transforms, but for what collects the footnotes of decks."""
        transforms = cast("list[type[Transform]]", super().get_transforms())  # type: ignore[no-untyped-call]
        transforms[transforms.index(CollectFootnotes)] = CollectFootnotesOfPages
        return transforms

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse source text into a document.

        :param inputstring: the text of a document, or of a file it includes.
        :param document: the document to fill.
        """
        env: BuildEnvironment = document.settings.env
        deck = None
        if _is_the_document(document, env):
            setattr(document, READ_BY_OURS, True)
            deck = self.find_deck(inputstring, env)
        if deck is None:
            super().parse(inputstring, document)
        else:
            self.parse_deck(deck, document, env)

    def find_deck(self, text: str, env: BuildEnvironment) -> DeckSource | None:
        """Return the document that is read as a deck, or ``None`` where it is none."""
        return declared_deck(text, env.docname, read_config(env.config))

    def parse_deck(self, deck: DeckSource, document: nodes.document, env: BuildEnvironment) -> None:
        """Parse a deck into a document."""
        parse_deck(deck, document, env)


def _is_the_document(document: nodes.document, env: BuildEnvironment) -> bool:
    """Tell whether this is the document that Sphinx reads, not a file that it includes."""
    source = document.get("source")
    return bool(source) and Path(source).resolve() == Path(env.doc2path(env.docname)).resolve()


def parse_deck(
    deck: DeckSource,
    document: nodes.document,
    env: BuildEnvironment,
    renderer: type[DeckRenderer] = DeckRenderer,
    **options: Any,
) -> None:
    """Parse a deck into a document.

    :param renderer: what turns its tokens into nodes.
    :param options: what that needs to know.
    """
    config = with_options(read_config(env.config), deck.options)
    parser = create_md_parser(_deck_config(deck, document, env), renderer)
    parser.use(bounded_slides_plugin).use(content_class_plugin).use(spaced_math_plugin)
    segments = scan(deck.text, deck.first_line, deck.sources)
    if config.split == "headings":
        segments = split_at_headings(segments, parser, config.split_level, used_keys(deck.text))
    title_slide = scan(deck.title_slide) if deck.title_slide else []
    normalised = normalise(
        [*title_slide, *segments],
        count_steps=config.count_incremental_slides,
        macros=config.macros,
    )
    _warn(normalised, env.docname)
    parser.options.update(options)
    parser.options["document"] = document
    parser.options["deck_source"] = deck
    parser.options["deck_config"] = config
    parser.options["deck_unshown"] = normalised.unshown_names
    markdown_env: dict[str, Any] = {
        ENV_KEY: normalised,
        CONTENT_ENV_KEY: normalised.content_classes,
    }
    tokens = [*_front_matter(deck), *parser.parse(normalised.text, markdown_env)]
    parser.renderer.render(tokens, parser.options, markdown_env)
    restore_literals(document, normalised.content_classes)
    _warn_of_nesting(markdown_env, env.docname)


def _warn(deck: NormalisedDeck, docname: str) -> None:
    """Warn about what the scanner found."""
    for key, line in deck.unknown_properties:
        warn(
            DeckWarning.PROPERTY,
            f"{key!r} is no slide property, so its line is content; any other text above it says "
            f"the same without this warning{did_you_mean(key, SLIDE_PROPERTIES)}",
            location=(docname, line + 1),
        )
    for key, line in deck.unknown_attributes:
        warn(
            DeckWarning.PROPERTY,
            f"{key!r} is no slide property; it is left out{did_you_mean(key, SLIDE_PROPERTIES)}",
            location=(docname, line + 1),
        )
    for name, line in deck.missing_templates:
        warn(
            DeckWarning.TEMPLATE,
            f"no slide above is named {name!r}, so there is nothing to inherit",
            location=(docname, line + 1),
        )
    for name, line in deck.unknown_macros:
        warn(
            DeckWarning.MACRO,
            f"there is no macro {name!r}{did_you_mean(name, BUILT_IN)}; deck_macros defines macros",
            location=(docname, line + 1),
        )


def _warn_of_nesting(markdown_env: dict[str, Any], docname: str) -> None:
    lines = set(markdown_env.get(NESTING_KEY, ()))
    if lines:
        warn(
            DeckWarning.NESTING,
            f"this is nested too deep ({len(lines)} lines); it is shown as plain text",
            location=(docname, min(lines) + 1),
        )


def _deck_config(
    deck: DeckSource, document: nodes.document, env: BuildEnvironment
) -> MdParserConfig:
    """Return MyST's configuration for a deck."""
    config: MdParserConfig = env.myst_config  # type: ignore[attr-defined]  # set by MyST-Parser
    data = deck.front_matter.data if deck.front_matter else None
    if data:
        config = merge_file_level(
            config,
            data,
            lambda subtype, message: (
                create_warning(document, message, subtype, line=1, append_to=document) and None
            ),
        )
    return config.copy(
        enable_extensions=set(config.enable_extensions) | DECK_EXTENSIONS,
        # So that "from $5 to $10" is text.
        dmath_allow_space=False,
        dmath_allow_digits=False,
        # Every heading on a slide can be linked to, and the deck's title is no heading.
        heading_anchors=6,
        title_to_header=False,
    )


def _front_matter(deck: DeckSource) -> list[Token]:
    """Return the token that MyST's renderer takes front matter from."""
    if deck.front_matter is None:
        return []
    token = Token("front_matter", "", 0, content=deck.front_matter.text, block=True)
    token.map = [0, deck.front_matter.lines]
    return [token]
