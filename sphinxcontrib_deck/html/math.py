"""Formulas on slides: MathML that is written when the deck is, or TeX for the project's MathJax."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.ext.mathjax import html_visit_displaymath, html_visit_math
from sphinx.util.math import get_node_equation_number

from sphinxcontrib_deck.config import read_config, with_options
from sphinxcontrib_deck.html import nodes as deck_nodes
from sphinxcontrib_deck.html.mathjax import uses_mathjax
from sphinxcontrib_deck.html.mathml import Formula, MathWriter
from sphinxcontrib_deck.html.raw_math import set_raw_formulas
from sphinxcontrib_deck.html.tex_macros import macros_of
from sphinxcontrib_deck.html.tex_tokens import MathError
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

_CONFIGURATIONS = ("mathjax_config", "mathjax2_config", "mathjax3_config", "mathjax4_config")
"""The values of ``sphinx.ext.mathjax`` that may hold macros; which there are depends on Sphinx."""


def _configurations(config: Config) -> Iterator[Any]:
    for name in _CONFIGURATIONS:
        yield getattr(config, name, None)


def check_macros(_app: Sphinx, config: Config) -> None:
    """Warn about macros that can't be read (on ``config-inited``)."""
    for name in sorted(set(macros_of(_configurations(config))[1])):
        warn(
            DeckWarning.MATH,
            f"conf.py: the macro {name!r} is left out: expected 'TeX', ['TeX', arguments] or "
            "['TeX', arguments, 'default']",
        )


def set_formulas(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Set the formulas of a presented deck, in their order (on ``doctree-resolved``)."""
    for presentation in doctree.findall(deck_nodes.presentation):
        config = with_options(read_config(app.config), presentation["options"])
        is_mathjax = uses_mathjax(config, app)
        writer = MathWriter(macros_of(_configurations(app.config))[0])
        for node in list(presentation.findall(nodes.Element)):
            if isinstance(node, nodes.raw):
                _set_in_html(node, None if is_mathjax else writer)
            elif not isinstance(node, (nodes.math, nodes.math_block)):
                continue
            elif is_mathjax:
                _swap(node, deck_nodes.mathjax, deck_nodes.mathjax_block)
            else:
                _set(_swap(node, deck_nodes.mathml, deck_nodes.mathml_block), writer)


def _set_in_html(raw: nodes.raw, writer: MathWriter | None) -> None:
    """Set the formulas in raw HTML; without a writer they are left to MathJax."""

    def write(source: str, as_block: bool) -> str:
        tag = "div" if as_block else "span"
        if writer is not None:
            tex = _written(source, writer, raw, as_block=as_block).mathml
        else:
            tex = (r"\[{}\]" if as_block else r"\({}\)").format(escape(source))
        return f'<{tag} class="math">{tex}</{tag}>'

    html = raw.astext()
    if "$" in html and "html" in raw.get("format", "").split():
        raw[:] = [nodes.Text(set_raw_formulas(html, write))]


def _swap(
    formula: nodes.math | nodes.math_block,
    inline: type[nodes.math],
    block: type[nodes.math_block],
) -> nodes.math | nodes.math_block:
    kind = block if isinstance(formula, nodes.math_block) else inline
    swapped = kind(formula.rawsource, "", *formula.children, **formula.attributes)
    swapped.source, swapped.line = formula.source, formula.line
    formula.replace_self(swapped)
    return swapped


def _set(formula: nodes.math | nodes.math_block, writer: MathWriter) -> None:
    """Set a formula."""
    is_block = isinstance(formula, nodes.math_block)
    written = _written(formula.astext().strip(), writer, formula, as_block=is_block)
    formula["written"] = written.mathml
    if written.tag is not None:
        formula["tag"] = written.tag


def _written(source: str, writer: MathWriter, place: nodes.Node, *, as_block: bool) -> Formula:
    """Return a formula as MathML; where it can't be set, its source."""
    try:
        written = writer.write(source, as_block=as_block)
    except MathError as error:
        warn(DeckWarning.MATH, f"can't show {source!r} as MathML: {error}", location=place)
        return Formula(f'<code class="math-source">{escape(source)}</code>', None, [])
    for colour in written.unknown_colours:
        warn(
            DeckWarning.MATH,
            f"the colour {colour!r} isn't known; what it was for is shown without it",
            location=place,
        )
    return written


def visit_mathml(self: HTML5Translator, node: deck_nodes.mathml) -> None:
    """Write an inline formula, in an element of its own where it has attributes."""
    if node["ids"] or node["classes"]:
        self.body.append(self.starttag(node, "span", "") + node["written"] + "</span>")
    else:
        self.body.append(node["written"])
    raise nodes.SkipNode


def visit_mathml_block(self: HTML5Translator, node: deck_nodes.mathml_block) -> None:
    """Write a displayed formula, with its number if it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math notranslate"))
    self.body.append(node["written"])
    number = node.get("tag")
    if number is None and node.get("number"):
        number = f"({escape(str(get_node_equation_number(self, node)))})"
    if number is not None:
        self.body.append(f'<span class="eqno">{number}</span>')
    self.body.append("</div>\n")
    raise nodes.SkipNode


def visit_mathjax(self: HTML5Translator, node: deck_nodes.mathjax) -> None:
    """Write an inline formula as TeX for MathJax."""
    html_visit_math(self, node)


def visit_mathjax_block(self: HTML5Translator, node: deck_nodes.mathjax_block) -> None:
    """Write a displayed formula as TeX for MathJax."""
    html_visit_displaymath(self, node)


def add_math_nodes(app: Sphinx) -> None:
    """Register the nodes of formulas with their visitors."""
    app.add_node(deck_nodes.mathml, html=(visit_mathml, None))
    app.add_node(deck_nodes.mathml_block, html=(visit_mathml_block, None))
    app.add_node(deck_nodes.mathjax, html=(visit_mathjax, None))
    app.add_node(deck_nodes.mathjax_block, html=(visit_mathjax_block, None))
