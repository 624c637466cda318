"""Names as people write them: every form of link leads to each, from wherever it is written."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import pytest
from referring import build
from sphinx.util.inventory import InventoryFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from referring import Built

NAMES = [
    *("Überblick", "Straße", "Дарга", "図", "한글", "مرحبا", "v1.2", "2024", "Case", "case"),
    *("a_b", "a:b", "a/b", "a+b", "100%", "a%20b", "id-first", "index", "🎉", "e\u0301t\u00e9"),
    *("-", "o'clock", "a&b", "=", "a;b", "$x$", "US$"),
]

MARKDOWN = [
    *("[words](#{e})", "[](#{e})", "<project:#{e}>"),
    *("[words]({up}talk.md#{e})", "[]({up}talk.md#{e})", "<project:{up}talk.md#{e}>"),
    *("[words](</talk.md#{e}>)", "[words](#{p})", "[words]({up}talk.md#{p})"),
    *(
        "{{deck:slide}}`{n}`",
        "{{deck:slide}}`{up}talk#{n}`",
        "{{deck:slide}}`words </talk.md#{n}>`",
    ),
    "{{any}}`{n}`",
]
"""With ``n`` the name, ``e`` as a link in Markdown has to be written, ``p`` all percent-encoded."""

REST = [":deck:slide:`{r}`", ":deck:slide:`words <talk#{r}>`", ":any:`{r}`"]


class Page(NamedTuple):
    """A page that refers to the deck, and how it does."""

    name: str
    forms: list[str]
    talk: str


PAGES = [
    Page("guide", MARKDOWN, "talk.html"),
    Page("deep/guide", MARKDOWN, "../talk.html"),
    Page("deep/deck", MARKDOWN, "../talk.html"),
    Page("plain", REST, "talk.html"),
    Page("talk", MARKDOWN, ""),
]

AMBIGUOUS = {"index"}
"""There is a document of this name, so that a bare name from elsewhere means that."""


def written(name: str, form: str, folder: str) -> str:
    encoded = name.replace("%", "%25") if "%" in name else name
    in_rest = name.replace("\\", "\\\\")
    return form.format(
        n=name, e=encoded, p=quote(name, safe=""), r=in_rest, up="../" if folder else ""
    )


def references(page: Page) -> Iterator[tuple[str, str]]:
    """Yield each name with one form of a reference to it."""
    folder = page.name.rpartition("/")[0]
    for name in NAMES:
        for form in page.forms:
            is_bare = "talk" not in form
            if is_bare and name in AMBIGUOUS and page.name != "talk":
                continue
            if "any" in form and name in AMBIGUOUS:
                continue
            yield name, written(name, form, folder)


@pytest.fixture(scope="module", params=["html", "deck"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = tmp_path_factory.mktemp("names")
    (source / "deep").mkdir()
    (source / "conf.py").write_text('extensions = ["sphinxcontrib_deck"]\n', "utf-8")
    (source / "index.md").write_text("# Index\n\n```{toctree}\nguide\nplain\ndeep/guide\n```\n")
    slides = "\n---\n".join(f"name: {name}\n\nSlide" for name in NAMES)
    for page in PAGES:
        lines = [f"- {link}" for _, link in references(page)]
        if page.name == "plain":
            lines = ["Plain", "=====", "", *lines]
            (source / "plain.rst").write_text("\n".join(lines), "utf-8")
            continue
        head = "# Title\n\n"
        if page.name not in {"guide", "deep/guide"}:
            head = f"---\ndeck: true\ntitle: Title\n---\n{slides if page.name == 'talk' else ''}"
            head += "\n---\nname: links\n\n"
        (source / f"{page.name}.md").write_text(head + "\n".join(lines), "utf-8")
    return build(source, request.param)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_form_leads_to_each_name(built: Built, page: Page) -> None:
    found = built.links(f"{page.name}.html")
    asked = list(references(page))
    assert len(found) == len(asked)
    for (href, words), (name, link) in zip(found, asked, strict=True):
        assert (unescape(href), link) == (f"{page.talk}#{name}", link)
        number = NAMES.index(name) + 1
        assert words == ("words" if "words" in link else f"Slide {number}")


def test_nothing_is_warned_about(built: Built) -> None:
    assert built.warnings == []


@pytest.mark.parametrize("name", NAMES)
def test_each_is_an_id(built: Built, name: str) -> None:
    escaped = name.replace("&", "&amp;").replace("'", "&#x27;")
    text = (built.out / "talk.html").read_text("utf-8")
    assert any(text.count(f' id="{each}"') == 1 for each in {name, escaped})


def test_each_is_in_the_inventory(built: Built) -> None:
    content = (built.out / "objects.inv").read_bytes()
    slides = InventoryFile.loads(content, uri="").data["deck:slide"]
    for number, name in enumerate(NAMES, start=1):
        address = name.removesuffix("$") + "%24" if name.endswith("$") else name
        assert slides[f"talk#{name}"].uri == f"talk.html#{address}"
        assert slides[f"talk#{name}"].display_name == f"Slide {number}"
