"""One parse for a deck, and nothing on a slide reaches beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from sphinxcontrib_deck.syntax.bounded import ENV_KEY, bounded_slides_plugin
from sphinxcontrib_deck.syntax.normalise import normalise
from sphinxcontrib_deck.syntax.scanner import scan

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

EXTENSIONS = {
    *("alert", "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"),
    *("fieldlist", "html_admonition", "html_image", "replacements", "smartquotes", "strikethrough"),
    *("substitution", "tasklist"),
}

OPEN = {
    "list": "- item",
    "loose list": "- item\n\n- item\n",
    "nested lists": "- a\n  - b\n    1. c\n       - d",
    "ordered list": "1. one",
    "task list": "- [ ] one",
    "quote": "> quote",
    "quote in a list": "- > quote",
    "alert": "> [!NOTE]\n> text",
    "paragraph": "text",
    "paragraph with a hard break": "text\\",
    "backtick fence": "```python\nprint(1)",
    "tilde fence": "~~~\ntext",
    "fence in a list": "- ```\n  text",
    "fence in a quote": "> ```\n> text",
    "directive": "```{note}\ntext",
    "directive in a directive": "````{note}\n```{tip}\ntext\n```",
    "colon fence": ":::{note}\ntext",
    "colon fences nested": "::::{grid}\n:::{card}\ntext\n:::",
    "indented code": "text\n\n    code",
    "html block": "<div>\ntext",
    "html comment": "<!-- text",
    "script": "<script>\nlet a;",
    "pre": "<pre>\ntext",
    "processing instruction": "<?php\ntext",
    "declaration": "<!DOCTYPE",
    "cdata": "<![CDATA[\ntext",
    "table": "| a | b |\n| - | - |\n| c | d |",
    "table head": "| a | b |\n| - | - |",
    "footnote definition": "text[^a]\n\n[^a]: note",
    "footnote definition of several lines": "text[^a]\n\n[^a]: note\n\n    more",
    "definition list": "term\n: definition",
    "definition list loose": "term\n\n: definition\n",
    "field list": ":field: value",
    "dollar math": "$$\na",
    "dollar math with a label": "$$\na\n$$ (label",
    "ams math": "\\begin{align}\na",
    "link definition": "[a]: https://example.org",
    "link definition with an open title": "[a]: https://example.org 'title",
    "link definition without an address": "[a]:",
    "target": "(label)=",
    "block attributes": "{.class}",
    "line comment": "% comment",
    "block break": "+++",
    "heading above no underline": "# Heading",
    "emphasis": "*text",
    "link": "[text](https://example.org",
    "code span": "`text",
    "role": "{ref}`text",
    "image": "![alt",
    "inline math": "$a",
    "substitution": "{{ a",
}

INTACT = "One more\n\ntext\n"
INTACT_TOKENS = ["paragraph_open", "inline", "paragraph_close"] * 2


@pytest.fixture(scope="module")
def parser() -> MarkdownIt:
    config = MdParserConfig(enable_extensions=EXTENSIONS)
    return create_md_parser(config, RendererHTML).use(bounded_slides_plugin)


def parse(parser: MarkdownIt, source: str, env: dict[str, Any] | None = None) -> list[Token]:
    deck = normalise(scan(source))
    env = {} if env is None else env
    env[ENV_KEY] = deck
    return parser.parse(deck.text, env)


def between(tokens: list[Token], kind: str) -> list[list[Token]]:
    """Return the tokens inside each pair of ``kind``."""
    starts = [index for index, token in enumerate(tokens) if token.type == f"{kind}_open"]
    ends = [index for index, token in enumerate(tokens) if token.type == f"{kind}_close"]
    return [tokens[start + 1 : end] for start, end in zip(starts, ends, strict=True)]


def types(tokens: list[Token]) -> list[str]:
    return [token.type for token in tokens]


def spilled(tokens: list[Token], separator: int) -> list[Token]:
    """Return the tokens that reach over the separator's source line."""
    return [token for token in tokens if token.map and token.map[0] < separator < token.map[1]]


@pytest.mark.parametrize("construct", OPEN.values(), ids=OPEN)
@pytest.mark.parametrize("end", ["", "\n"], ids=["", "blank"])
def test_nothing_reaches_the_next_slide(parser: MarkdownIt, construct: str, end: str) -> None:
    tokens = parse(parser, f"{construct}\n{end}---\n{INTACT}")
    first, second = between(tokens, "slide")
    assert types(second) == INTACT_TOKENS
    assert [token.content for token in second if token.type == "inline"] == ["One more", "text"]
    assert spilled(first, construct.count("\n") + 1 + len(end)) == []


@pytest.mark.parametrize("construct", OPEN.values(), ids=OPEN)
def test_nothing_reaches_the_notes(parser: MarkdownIt, construct: str) -> None:
    tokens = parse(parser, f"{construct}\n???\n{INTACT}")
    (notes,) = between(tokens, "notes")
    assert types(notes) == INTACT_TOKENS


@pytest.mark.parametrize("construct", OPEN.values(), ids=OPEN)
def test_nothing_in_notes_reaches_the_next_slide(parser: MarkdownIt, construct: str) -> None:
    tokens = parse(parser, f"text\n???\n{construct}\n---\n{INTACT}")
    assert types(between(tokens, "slide")[1]) == INTACT_TOKENS


@pytest.mark.parametrize("construct", OPEN.values(), ids=OPEN)
def test_a_slide_is_read_as_if_it_were_alone(parser: MarkdownIt, construct: str) -> None:
    def shape(tokens: list[Token]) -> list[tuple[str, str, int]]:
        return [(token.type, token.content, token.level) for token in tokens]

    (alone,) = between(parse(parser, f"{construct}\n"), "slide")
    _, among, _ = between(parse(parser, f"- a\n---\n{construct}\n---\n- b"), "slide")
    assert shape(among) == shape(alone)


def test_the_next_slide_needs_no_blank_line(parser: MarkdownIt) -> None:
    tokens = parse(parser, "One\n---\nTwo\n---\n- Three\n---\n- Four")
    assert [types(slide)[0] for slide in between(tokens, "slide")] == [
        "paragraph_open",
        "paragraph_open",
        "bullet_list_open",
        "bullet_list_open",
    ]


def test_text_above_a_separator_is_no_heading(parser: MarkdownIt) -> None:
    assert "heading_open" not in types(parse(parser, "One\n---\nTwo\n"))


def test_no_slide_begins_with_front_matter(parser: MarkdownIt) -> None:
    assert "front_matter" not in types(parse(parser, "----\na: 1\n----\n"))


def test_slides_and_notes_nest(parser: MarkdownIt) -> None:
    tokens = parse(parser, "# One\n???\nSay.\n---\n")
    marks = ("deck_", "slide_", "notes_")
    assert [kind for kind in types(tokens) if kind.startswith(marks)] == [
        "deck_open",
        *("slide_open", "notes_open", "notes_close", "slide_close"),
        *("slide_open", "slide_close"),
        "deck_close",
    ]
    assert sum(token.nesting for token in tokens) == 0


def test_link_definitions_are_shared(parser: MarkdownIt) -> None:
    html = parser.renderer.render(
        parse(
            parser, "[a] [b]\n---\n[a]: https://example.org/a\n???\n[b]: https://example.org/b\n"
        ),
        parser.options,
        {},
    )
    assert 'href="https://example.org/a"' in html
    assert 'href="https://example.org/b"' in html


def test_a_definition_written_twice_is_on_its_source_line(parser: MarkdownIt) -> None:
    env: dict[str, Any] = {}
    parse(
        parser,
        "name: x\n[a]: https://example.org/a\n---\nclass: b\n\n[a]: https://example.org/b\n",
        env,
    )
    assert [item["map"] for item in env["duplicate_refs"]] == [[5, 6]]
    assert env["references"]["A"]["href"] == "https://example.org/a"


def test_a_repeated_definition_is_not_written_twice(parser: MarkdownIt) -> None:
    env: dict[str, Any] = {}
    parse(parser, "[a]: https://example.org/a\n--\nclass: b\n", env)
    assert env.get("duplicate_refs", []) == []


def test_maps_are_source_lines(parser: MarkdownIt) -> None:
    source = (
        "name: a\n\n# One\n--\n- b\n\n  c\n--\n- d\n???\nSay\n\n> e\n---\nclass: x\n```\nf\n```\n"
        "--\nclass: y\n| g | h |\n| - | - |\n| i | j |\n"
    )
    lines = source.split("\n")
    for token in parse(parser, source):
        if token.type in ("inline", "fence", "heading_open", "tr_open") and token.map:
            start, end = token.map
            content = token.content.strip().split("\n")[0]
            assert content in "\n".join(lines[start:end])
            assert content in lines[start] or token.type == "fence"
            assert lines[start].strip() not in ("", "--", "---", "???")


def test_steps_of_tokens(parser: MarkdownIt) -> None:
    tokens = parse(parser, "- a\n--\n- b\n--\n\npara\n---\nc\n--\nd\n")
    items = [token.meta.get("step") for token in tokens if token.type == "list_item_open"]
    assert items == [None, 1]
    paragraphs = [token for token in tokens if token.type == "paragraph_open" and not token.hidden]
    assert [token.meta.get("step") for token in paragraphs] == [2, None]
    assert paragraphs[1].meta["line_steps"] == [0, 1]


def test_repeated_tokens_are_marked(parser: MarkdownIt) -> None:
    tokens = parse(parser, "# One\n--\nclass: b\ntwo\n")
    second = between(tokens, "slide")[1]
    assert [token.meta.get("repeated", False) for token in second if token.map] == [True] * 2 + [
        False
    ] * 2


def test_a_nested_parse_has_no_slides(parser: MarkdownIt) -> None:
    env: dict[str, Any] = {}
    parse(parser, "One", env)
    assert ENV_KEY not in env
    assert types(parser.parse("a\n---\nb", env)) == [
        *("heading_open", "inline", "heading_close"),
        *("paragraph_open", "inline", "paragraph_close"),
    ]


@pytest.mark.parametrize("construct", OPEN.values(), ids=OPEN)
@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n---\n", "\n---", "\n???\n", "\n--\n"])
def test_a_text_may_end_anywhere(parser: MarkdownIt, construct: str, end: str) -> None:
    tokens = parse(parser, construct + end)
    assert tokens[-1].type == "deck_close"
    last = (construct + end).count("\n") + 1
    maps = [token.map for token in tokens if token.map and token.type != "slide_open"]
    assert [lines for lines in maps if not 0 <= lines[0] < lines[1] <= last] == []


def test_deep_nesting_is_kept(parser: MarkdownIt) -> None:
    source = "\n".join("  " * depth + f"- level{depth}" for depth in range(30))
    text = [token.content for token in parse(parser, source) if token.type == "inline"]
    assert text == [f"level{depth}" for depth in range(30)]
