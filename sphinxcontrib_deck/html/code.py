"""Code on slides: highlighted as Sphinx does it, then line by line, with steps and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_deck.doctree.code_steps import CODE_STEPS, line_count
from sphinxcontrib_deck.html import nodes as deck_nodes
from sphinxcontrib_deck.html.code_lines import CodeStep, LineMarks, wrap_lines
from sphinxcontrib_deck.html.code_marks import mark_code
from sphinxcontrib_deck.html.fragments import FRAGMENT_INDEX
from sphinxcontrib_deck.syntax.code_steps import parse_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.writers.html5 import HTML5Translator

STEP_INDICES = "step_indices"
"""The attribute of a literal block with steps: the place of each later one among the fragments."""


def add_code_steps(slide: nodes.Element) -> None:
    """Put a fragment into stepped code for each step after the first.

    They are nodes, so that they take their places among the other fragments of the slide.
    """
    for code in _stepped(slide):
        later = code[CODE_STEPS].count("|")
        code.extend(deck_nodes.code_step(classes=["fragment"]) for _ in range(later))


def take_code_steps(slide: nodes.Element) -> None:
    """Take these fragments out again, once they have their places."""
    for code in _stepped(slide):
        steps = [child for child in code.children if isinstance(child, deck_nodes.code_step)]
        code[STEP_INDICES] = [step[FRAGMENT_INDEX] for step in steps]
        for step in steps:
            code.remove(step)


def _stepped(slide: nodes.Element) -> Iterator[nodes.literal_block]:
    for child in slide.children:
        if isinstance(child, nodes.Element) and not isinstance(child, deck_nodes.slide_notes):
            for code in child.findall(nodes.literal_block):
                if CODE_STEPS in code:
                    yield code


class SlideCode(SphinxPostTransform):
    """Swap literal blocks on slides for nodes of our own.

    It runs after Sphinx's transforms for literal blocks (400, 401), which give them a language.
    """

    default_priority: ClassVar[int] = 500

    def run(self, **_kwargs: object) -> None:
        """Change the doctree of a presented deck."""
        for presentation in self.document.findall(deck_nodes.presentation):
            for kind in (nodes.literal_block, nodes.doctest_block):
                for code in list(presentation.findall(kind)):
                    if code.rawsource == code.astext():  # otherwise it holds markup
                        code.replace_self(_slide_code(code))


def _slide_code(code: nodes.FixedTextElement) -> deck_nodes.slide_code:
    swapped = deck_nodes.slide_code(code.rawsource, "", *code.children, **code.attributes)
    swapped.source, swapped.line = code.source, code.line
    # Numbers and marks are ours to write: of Pygments' two styles of numbers one keeps them
    # apart from the lines, which then can't wrap.
    is_numbered = swapped.attributes.pop("linenos", False)
    arguments: dict[str, Any] = dict(swapped.get("highlight_args", {}))
    steps = parse_steps(code[CODE_STEPS], line_count(swapped)) if STEP_INDICES in code else [None]
    swapped["line_marks"] = LineMarks(
        first_number=arguments.pop("linenostart", 1) if is_numbered else None,
        emphasized=arguments.pop("hl_lines", ()),
        first_step=steps[0],
        later_steps=list(map(CodeStep, steps[1:], code.get(STEP_INDICES, ()))),
    )
    swapped["highlight_args"] = arguments
    return swapped


def visit_slide_code(self: HTML5Translator, node: deck_nodes.slide_code) -> None:
    """Write code as Sphinx does, then line by line."""
    written = len(self.body)
    try:
        self.visit_literal_block(node)
    finally:
        code = wrap_lines("".join(self.body[written:]), node["line_marks"])
        self.body[written:] = [mark_code(code, node.get("marked_spans", ()))]


def depart_slide_code(self: HTML5Translator, node: deck_nodes.slide_code) -> None:
    """End the code where Sphinx has not done so."""
    self.depart_literal_block(node)
