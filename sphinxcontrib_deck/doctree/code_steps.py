"""Steps through code, as a document holds them: the directives' option ``steps``.

Stored is what the author wrote, once it has proven right, as the attribute :data:`CODE_STEPS` of
the literal block. Only presentations read it; in every other output the code is shown whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.directives.code import CodeBlock, LiteralInclude
from sphinx.directives.patches import Code
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_deck.syntax.code_steps import StepsError, parse_steps
from sphinxcontrib_deck.warnings import DeckWarning, warn

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec

CODE_STEPS = "code_steps"
"""The attribute of a literal block: its steps as written, ``1|3-4|all``."""


def line_count(code: nodes.literal_block) -> int:
    """Return how many lines a literal block has."""
    return code.astext().rstrip("\n").count("\n") + 1


def set_steps(
    code: nodes.literal_block, written: str, location: nodes.Node | tuple[str, int | None] | str
) -> None:
    """Give a literal block its steps; a single one marks its lines, in every output.

    :param location: where to warn about steps that can't be read; the code then has none.
    """
    try:
        steps = parse_steps(written, line_count(code))
    except StepsError as error:
        warn(
            DeckWarning.CODE,
            f"the steps {written!r} are left out: {error}",
            location=location,
        )
        return
    if len(steps) > 1:
        code[CODE_STEPS] = written
    elif steps[0]:
        arguments: dict[str, Any] = code.get("highlight_args", {})
        marked = {*arguments.get("hl_lines", ()), *steps[0]}
        code["highlight_args"] = {**arguments, "hl_lines": sorted(marked)}


class _WithSteps(SphinxDirective):
    """A directive for code, which gets the option ``steps``."""

    def run(self) -> list[nodes.Node]:
        """Return what the directive makes, with its steps."""
        created = list(super().run())
        written = (self.options.get("steps") or "").strip()
        if "steps" in self.options and not written:
            warn(
                DeckWarning.CODE,
                "steps: expected lines like '1|3-4|all', found nothing; where they begin with '|', "
                "YAML wants them in quotes",
                location=self.get_location(),
            )
        for node in created if written else ():
            for code in node.findall(nodes.literal_block):
                set_steps(code, written, self.get_location())
        return created


class SteppedCodeBlock(_WithSteps, CodeBlock):
    """``{code-block}`` with the option ``steps``."""

    option_spec: ClassVar[OptionSpec] = {**CodeBlock.option_spec, "steps": directives.unchanged}


class SteppedLiteralInclude(_WithSteps, LiteralInclude):
    """``{literalinclude}`` with the option ``steps``."""

    option_spec: ClassVar[OptionSpec] = {
        **LiteralInclude.option_spec,
        "steps": directives.unchanged,
    }


class SteppedCode(_WithSteps, Code):
    """``{code}`` with the option ``steps``."""

    option_spec: ClassVar[OptionSpec] = {**Code.option_spec, "steps": directives.unchanged}
