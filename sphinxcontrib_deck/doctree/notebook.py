"""The parser that takes the place of MyST-NB's: a notebook that is a deck becomes slides.

This is the only file that rests on MyST-NB, and is only loaded where a project does. It runs a
notebook as MyST-NB does, and lets it render the cells of code; all else is read as in any deck.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import nbformat
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_nb.core.execute import create_client
from myst_nb.core.loggers import SphinxDocLogger
from myst_nb.core.nb_to_tokens import nb_node_to_dict
from myst_nb.core.read import create_nb_reader
from myst_nb.core.render import load_renderer
from myst_nb.sphinx_ import BytesEncoder, NbMetadataCollector, Parser, SphinxNbRenderer

from sphinxcontrib_deck.config import read_config
from sphinxcontrib_deck.doctree.declaration import DeckSource, declared_deck, is_listed
from sphinxcontrib_deck.doctree.notebook_text import (
    CELL_DIRECTIVE,
    front_matter_of,
    text_of_cells,
)
from sphinxcontrib_deck.doctree.parser import DeckParser, parse_deck
from sphinxcontrib_deck.doctree.renderer import DeckRenderer

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from docutils import nodes
    from myst_nb.core.execute import NotebookClientBase
    from myst_nb.core.read import NbReader
    from sphinx.environment import BuildEnvironment

_CELL_LINES = 10_000
"""What MyST-NB adds to a line for each cell before it, in warnings about ``.ipynb`` files."""


@dataclass(frozen=True, slots=True)
class NotebookDeck(DeckSource):
    """A deck that is a notebook."""

    notebook: Any = None
    reader: NbReader | None = None


class NotebookDeckParser(DeckParser, Parser):  # type: ignore[misc]  # MyST-NB has no types
    """Parse notebooks and Markdown: a deck as slides, any other document as MyST-NB does."""

    supported = ("myst-nb",)  # type: ignore[misc]  # its bases disagree whether this is a class variable

    def find_deck(self, text: str, env: BuildEnvironment) -> DeckSource | None:
        """Return the document that is read as a deck, or ``None`` where it is none."""
        reader = create_nb_reader(
            str(env.doc2path(env.docname)),
            env.myst_config,  # type: ignore[attr-defined]  # set by MyST-Parser
            env.mystnb_config,  # type: ignore[attr-defined]  # set by MyST-NB
            text,
        )
        if reader is None:
            return super().find_deck(text, env)
        if reader.read_fmt is not None:
            return _markdown_notebook(text, reader, env)
        # To read a notebook takes long, and few are decks.
        may_be_deck = '"deck"' in text or "deck:" in text
        if may_be_deck or is_listed(env.docname, read_config(env.config)):
            return _notebook(text, reader, env)
        return None

    def parse_deck(self, deck: DeckSource, document: nodes.document, env: BuildEnvironment) -> None:
        """Parse a deck into a document, and run the notebook that it is, if it is one."""
        if isinstance(deck, NotebookDeck):
            _run(deck, document, env)
        else:
            super().parse_deck(deck, document, env)


def _markdown_notebook(text: str, reader: NbReader, env: BuildEnvironment) -> DeckSource | None:
    """Return a notebook in Markdown, whose cells know their lines."""
    deck = declared_deck(text, env.docname, read_config(env.config))
    if deck is None:
        return None
    notebook = reader.read(text)
    lines = text.splitlines()
    starts = [_first_text(lines, start) for start in notebook.metadata["source_map"]]
    notebook.metadata["source_map"] = starts
    return _with_cells(deck, notebook, reader, starts)


def _first_text(lines: list[str], start: int) -> int:
    """Return the first line at or below another that isn't blank."""
    while start < len(lines) - 1 and not lines[start].strip():
        start += 1
    return start


def _notebook(text: str, reader: NbReader, env: BuildEnvironment) -> DeckSource | None:
    notebook = reader.read(text)
    front_matter = front_matter_of(nb_node_to_dict(notebook.metadata), notebook.cells)
    deck = declared_deck(front_matter, env.docname, read_config(env.config))
    if deck is None:
        return None
    first = notebook.cells[0] if notebook.cells else None
    if first is not None and first["source"] == front_matter:
        first.metadata["tags"] = ["remove-cell"]
    starts = [_CELL_LINES * number for number, _ in enumerate(notebook.cells, start=1)]
    return _with_cells(deck, notebook, reader, starts)


def _with_cells(
    deck: DeckSource, notebook: Any, reader: NbReader, starts: list[int]
) -> NotebookDeck:
    text = text_of_cells(notebook.cells, starts)
    own = {item.name: getattr(deck, item.name) for item in fields(DeckSource)}
    own |= {"text": "\n".join(text.lines), "sources": tuple(text.sources)}
    return NotebookDeck(**own, notebook=notebook, reader=reader)


class NotebookDeckRenderer(DeckRenderer, SphinxNbRenderer):  # type: ignore[misc]
    """Render a deck whose cells of code ``md_options["nb_client"]`` has run."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Prepare for one document: roles and directives of MyST-NB look for its renderer there."""
        super().setup_render(options, env)
        element_renderer = load_renderer(self.nb_config.render_plugin)
        self.document["nb_renderer"] = element_renderer(self, options["nb_logger"])

    def render_directive(
        self, token: SyntaxTreeNode, name: str, arguments: str, **options: Any
    ) -> None:
        """Run a directive; the one that stands for a cell renders it with its outputs."""
        if name != CELL_DIRECTIVE:
            super().render_directive(token, name, arguments, **options)
            return
        number = int(arguments)
        cell = self.nb_client.notebook.cells[number]
        kind = f"nb_cell_{cell['cell_type']}"
        meta = {"index": number, "metadata": nb_node_to_dict(cell["metadata"])}
        cell_token = Token(kind, "code", 0, content=cell["source"], meta=meta)
        cell_token.map = list(token.map) if token.map else None
        self.rules[f"render_{kind}"](SyntaxTreeNode([cell_token]).children[0])


def _run(deck: NotebookDeck, document: nodes.document, env: BuildEnvironment) -> None:
    """Run a notebook, where the project wants that, and render it."""
    logger = SphinxDocLogger(document)
    config = _notebook_config(deck.notebook, env, logger)
    assert deck.reader is not None
    with create_client(
        deck.notebook, str(env.doc2path(env.docname)), config, logger, deck.reader.read_fmt
    ) as client:
        parse_deck(
            deck,
            document,
            env,
            NotebookDeckRenderer,
            nb_client=client,
            nb_config=config,
            nb_logger=logger,
        )
        client.finalise_client()
        document["nb_renderer"].render_nb_finalise(client.nb_metadata)
    _keep_results(client, document, env)


def _notebook_config(notebook: Any, env: BuildEnvironment, logger: SphinxDocLogger) -> Any:
    """Return MyST-NB's configuration, with what a notebook sets for itself."""
    config = env.mystnb_config  # type: ignore[attr-defined]
    kernel = notebook.metadata.get("kernelspec", {})
    for pattern, alias in config.kernel_rgx_aliases.items():
        if re.fullmatch(pattern, kernel.get("name", "")):
            kernel["name"] = alias
            break
    own = nb_node_to_dict(notebook.metadata.get(config.metadata_key, {}))
    own.pop("output_folder", None)
    try:
        return config.copy(**own)
    except (TypeError, ValueError) as error:
        logger.warning("the notebook's own configuration is wrong: %s", error, subtype="config")
        return config


def _keep_results(
    client: NotebookClientBase, document: nodes.document, env: BuildEnvironment
) -> None:
    """Keep what the notebook gave for other pages, as MyST-NB does."""
    renderer = document.attributes.pop("nb_renderer")
    folder, _, name = env.docname.rpartition("/")
    path = folder.split("/") if folder else []
    content = nbformat.writes(client.notebook).encode()  # type: ignore[no-untyped-call]
    renderer.write_file([*path, f"{name}.ipynb"], content, overwrite=True)
    if client.exec_metadata:
        NbMetadataCollector.set_exec_data(env, env.docname, client.exec_metadata)
    if client.glue_data:
        glue = json.dumps(client.glue_data, cls=BytesEncoder).encode()
        renderer.write_file([*path, f"{name}.glue.json"], glue, overwrite=True)
        NbMetadataCollector.set_doc_data(env, env.docname, "glue", list(client.glue_data))
    for key, (uri, attributes) in document.attributes.pop("nb_js_files", {}).items():
        NbMetadataCollector.add_js_file(env, env.docname, key, uri, attributes)
