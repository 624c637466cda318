"""Say once what is wrong with a deck, though its source is written in two forms."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.logging import NAMESPACE, MemoryHandler, get_node_location, suppress_logging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_Key = tuple[str, str]


class _Memory(logging.Handler):
    """Remembers which warnings were logged, and where their causes are."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.keys: set[_Key] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.keys.add(_key(record))


def remember_warnings(_app: Sphinx) -> None:
    """Begin to remember warnings (on ``builder-inited``)."""
    logger = logging.getLogger(NAMESPACE)
    for handler in logger.handlers:
        if isinstance(handler, _Memory):
            handler.keys.clear()
            return
    # In front of Sphinx's own handlers, which change a record's message and place.
    logger.handlers.insert(0, _Memory())


@contextmanager
def new_warnings_only() -> Iterator[None]:
    """Within this, a warning with the message and the place of an earlier one is dropped."""
    logger = logging.getLogger(NAMESPACE)
    known = {key for handler in logger.handlers for key in _keys(handler)}
    with suppress_logging() as memory:
        try:
            yield
        finally:
            records = memory.clear()
    for record in records:
        if record.levelno < logging.WARNING or _key(record) not in known:
            logger.handle(record)


def _keys(handler: logging.Handler) -> set[_Key]:
    if isinstance(handler, _Memory):
        return handler.keys
    # A process that writes pages in parallel gathers what it logs.
    buffered = handler.buffer if isinstance(handler, MemoryHandler) else ()
    return {_key(record) for record in buffered if record.levelno >= logging.WARNING}


def _key(record: logging.LogRecord) -> _Key:
    place = getattr(record, "location", None)
    if isinstance(place, nodes.Node):
        place = get_node_location(place)
    return record.getMessage(), str(place)
