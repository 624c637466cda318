"""TeX as tokens: enough of its rules to find the arguments of a command."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|#\d|\s+|.", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*(?:\n[ \t]*|$)")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no page may hold."""

COMMAND = re.compile(r"\\[A-Za-z]+")
"""A token that is a command with a name."""


class MathError(ValueError):
    """A formula that can't be set: what it holds isn't known, or it isn't TeX."""


def tokens_of(source: str) -> list[str]:
    """Return a formula's tokens, without comments; white space is one token each."""
    return _TOKEN.findall(_COMMENT.sub(r"\1", _CONTROL.sub("", source)))


def text_of(tokens: list[str]) -> str:
    """Return the TeX that tokens stand for."""
    parts: list[str] = []
    for token in filter(None, tokens):
        if parts and token[:1].isalpha() and COMMAND.fullmatch(parts[-1]):
            parts.append(" ")
        parts.append(token)
    return "".join(parts)


_OPENING = frozenset({"{", r"\left", r"\begin"})
_CLOSING = frozenset({"}", r"\right", r"\end"})
_TAKES_MORE = frozenset("[^_")


def nesting_of(tokens: list[str]) -> int:
    r"""Return how deep a formula may be nested at most.

    A command may take the next one as its argument, ``\sqrt\sqrt x``: those in a row count.
    """
    deepest = depth = row = 0
    for token in tokens:
        if token.isspace():
            continue
        depth += (token in _OPENING) - (token in _CLOSING)
        is_taken = token in _TAKES_MORE or COMMAND.fullmatch(token) is not None
        row = row + 1 if is_taken else 0
        deepest = max(deepest, depth + row)
    return deepest


class TokenReader:
    """Tokens that are read one after the other, and put back to be read again."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens[::-1]

    def __bool__(self) -> bool:
        """Tell whether there are more."""
        return bool(self._tokens)

    def next(self) -> str:
        """Return the next token."""
        return self._tokens.pop()

    def put_back(self, tokens: list[str]) -> None:
        """Let tokens be read next."""
        self._tokens.extend(reversed(tokens))

    def skip_space(self) -> None:
        """Pass over white space."""
        while self._tokens and self._tokens[-1].isspace():
            self._tokens.pop()

    def take(self, token: str) -> bool:
        """Take a token where it is next, after white space; tell whether it was."""
        space = []
        while self._tokens and self._tokens[-1].isspace():
            space.append(self._tokens.pop())
        if self._tokens and self._tokens[-1] == token:
            self._tokens.pop()
            return True
        self._tokens.extend(reversed(space))
        return False

    def argument(self, command: str) -> list[str]:
        """Return a command's argument, a group without its braces or a single token.

        :raises MathError: where there is none.
        """
        self.skip_space()
        if not self._tokens or self._tokens[-1] == "}":
            message = f"{command} lacks an argument"
            raise MathError(message)
        first = self._tokens.pop()
        return self._until("}", command) if first == "{" else [first]

    def optional(self, command: str) -> list[str] | None:
        """Return an argument in brackets, where there is one."""
        return self._until("]", command) if self.take("[") else None

    def _until(self, end: str, command: str) -> list[str]:
        found: list[str] = []
        depth = 0
        while self._tokens:
            piece = self._tokens.pop()
            if piece == end and not depth:
                return found
            depth += (piece == "{") - (piece == "}")
            found.append(piece)
        message = f"the argument of {command} lacks its {end!r}"
        raise MathError(message)
