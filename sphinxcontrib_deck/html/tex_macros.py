"""TeX macros: those of the project, those that formulas define, and names that others go by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sphinxcontrib_deck.html.tex_tokens import COMMAND, MathError, TokenReader, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_EXPANSIONS = 2000
"""In one formula. A macro may lead back to itself."""

MOST_TOKENS = 100_000
"""In one formula, for macros that double what they are given."""


class Macro(NamedTuple):
    """What a command stands for."""

    body: list[str]
    arguments: int = 0
    default: list[str] | None = None
    """What the first argument is where it isn't given in brackets."""
    is_final: bool = False
    """Whether its body is what it was when it was defined (``\\let``)."""


_OTHER_NAMES = {
    r"\allowbreak": "",
    r"\nobreak": "",
    r"\strut": r"\mathstrut",
    r"\cr": r"\\",
    r"\lt": "<",
    r"\gt": ">",
    r"\amp": r"\&",
    r"\euro": "€",
    r"\sdot": r"\cdot",
    r"\centerdot": r"\cdot",
    r"\smallsetminus": r"\setminus",
    r"\thickapprox": r"\approx",
    r"\thicksim": r"\sim",
    r"\varpropto": r"\propto",
    r"\shortmid": r"\mid",
    r"\shortparallel": r"\parallel",
    r"\smallint": r"\int",
    r"\intop": r"\int",
    r"\mathellipsis": r"\ldots",
    r"\dotsc": r"\ldots",
    r"\dotso": r"\ldots",
    r"\dotsb": r"\cdots",
    r"\dotsm": r"\cdots",
    r"\dotsi": r"\cdots",
    r"\varinjlim": r"\operatorname*{\underrightarrow{lim}}",
    r"\varprojlim": r"\operatorname*{\underleftarrow{lim}}",
    r"\TeX": r"\text{TeX}",
    r"\LaTeX": r"\text{LaTeX}",
}
_OTHER_NAMES_1 = {
    r"\substack": r"\begin{subarray}{c}#1\end{subarray}",
    r"\mbox": r"\text{#1}",
    r"\hbox": r"\text{#1}",
    r"\textnormal": r"\text{#1}",
    r"\textup": r"\text{#1}",
    r"\textmd": r"\text{#1}",
    r"\mathclap": "{#1}",
    r"\pmb": r"\boldsymbol{#1}",
    r"\mathnormal": "{#1}",
    r"\smash": "{#1}",
    r"\vcenter": "{#1}",
    r"\require": "",
}
BUILT_IN = {name: Macro(tokens_of(body)) for name, body in _OTHER_NAMES.items()} | {
    name: Macro(tokens_of(body), 1) for name, body in _OTHER_NAMES_1.items()
}
"""What MathJax knows and math-core has under another name, or can do without."""


def macros_of(config: Iterable[Any]) -> tuple[dict[str, Macro], list[str]]:
    """Return the macros of MathJax configurations, and the names of those that can't be read.

    :param config: the values of ``mathjax_config``, ``mathjax3_config`` and their like.
    """
    macros: dict[str, Macro] = {}
    unread: list[str] = []
    for value in config:
        for name, written in _written_macros(value).items():
            macro = _macro(written)
            if macro is None:
                unread.append(str(name))
            else:
                macros["\\" + str(name).removeprefix("\\")] = macro
    return macros, unread


def _written_macros(config: Any) -> dict[Any, Any]:
    """Return the macros in a configuration: MathJax 3 calls them ``tex.macros``."""
    found: dict[Any, Any] = {}
    for section, key in (("TeX", "Macros"), ("tex", "macros")):
        part = config.get(section) if isinstance(config, dict) else None
        macros = part.get(key) if isinstance(part, dict) else None
        found |= macros if isinstance(macros, dict) else {}
    return found


def _macro(written: Any) -> Macro | None:
    """Return a macro: ``"body"``, ``["body", arguments]`` or ``["body", arguments, "default"]``."""
    match list(written) if isinstance(written, (list, tuple)) else [written]:
        case [str(body)]:
            return Macro(tokens_of(body))
        case [str(body), int(arguments)]:
            return Macro(tokens_of(body), arguments)
        case [str(body), int(arguments), str(default)]:
            return Macro(tokens_of(body), arguments, tokens_of(default))
    return None


class Macros:
    """The macros of a page. What one formula defines holds for those after it."""

    def __init__(self, macros: dict[str, Macro]) -> None:
        self._macros = BUILT_IN | macros
        self._definitions = {
            r"\newcommand": self._new_command,
            r"\renewcommand": self._new_command,
            r"\providecommand": self._new_command,
            r"\def": self._def,
            r"\gdef": self._def,
            r"\let": self._let,
            r"\DeclareMathOperator": self._operator,
        }

    def expand(self, tokens: list[str]) -> list[str]:
        """Return a formula's tokens with every macro replaced.

        :raises MathError: where one has no end, or lacks an argument.
        """
        reader = TokenReader(tokens)
        result: list[str] = []
        expansions = 0
        while reader:
            token = reader.next()
            if token in self._definitions:
                self._definitions[token](reader, token)
            elif token in self._macros:
                expansions += 1
                body = self._applied(reader, token)
                if expansions > MOST_EXPANSIONS or len(body) > MOST_TOKENS:
                    message = f"the macro {token} has no end"
                    raise MathError(message)
                if self._macros[token].is_final:
                    result += body
                else:
                    reader.put_back(body)
            else:
                result.append(token)
        return result

    def _applied(self, reader: TokenReader, name: str) -> list[str]:
        macro = self._macros[name]
        given: list[list[str]] = []
        if macro.default is not None:
            in_brackets = reader.optional(name)
            given.append(macro.default if in_brackets is None else in_brackets)
        given += [reader.argument(name) for _ in range(macro.arguments - len(given))]
        body: list[str] = []
        for token in macro.body:
            place = int(token[1]) if len(token) > 1 and token.startswith("#") else 0
            body += given[place - 1] if 0 < place <= len(given) else [token]
        return body

    def _new_command(self, reader: TokenReader, command: str) -> None:
        reader.take("*")
        name = _name(reader, command)
        count = "".join(reader.optional(command) or ["0"]).strip()
        default = reader.optional(command)
        body = reader.argument(command)
        if command != r"\providecommand" or name not in self._macros:
            self._macros[name] = Macro(body, int(count) if count.isdecimal() else 0, default)

    def _def(self, reader: TokenReader, command: str) -> None:
        name = _name(reader, command)
        count = 0
        while reader:
            piece = reader.next()
            if piece == "{":
                reader.put_back([piece])
                break
            if not piece.startswith("#") and not piece.isspace():
                message = f"{command}{name}: expected '#1' or '{{', found {piece!r}"
                raise MathError(message)
            count += piece.startswith("#")
        self._macros[name] = Macro(reader.argument(command), count)

    def _let(self, reader: TokenReader, command: str) -> None:
        name = _name(reader, command)
        reader.take("=")
        other = reader.argument(command)
        self._macros[name] = self._macros.get("".join(other), Macro(other, is_final=True))

    def _operator(self, reader: TokenReader, command: str) -> None:
        star = ["*"] * reader.take("*")
        name = _name(reader, command)
        body = reader.argument(command)
        self._macros[name] = Macro([r"\operatorname", *star, "{", *body, "}"])


def _name(reader: TokenReader, command: str) -> str:
    """Return the name that a definition defines."""
    found = [token for token in reader.argument(command) if not token.isspace()]
    if len(found) != 1 or not COMMAND.fullmatch(found[0]):
        message = f"{command}: expected a command to define, found {''.join(found)!r}"
        raise MathError(message)
    return found[0]
