"""Bad input: no traceback, no lost word, and one slide never takes another apart."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import pytest
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

NEXT = "\n---\n\n# Next\n\nthe next slide\n"
DECKS = {
    "lists": "\n".join(f"{'  ' * level}- item{level}" for level in range(80)),
    "wide": "- " * 80 + "deepword",
    "quotes": ">" * 150 + " quoteword",
    "emphasis": "*a _b " * 200 + "emphasized" + "_ *" * 200,
    "classes": ".a[" * 200 + "classword" + "]" * 200,
    "section": "before\n\n<section><h2>inner</h2></section>\n\nafter",
    "rest": "text\n\n```{eval-rst}\nHeading\n=======\n\ninner\n```\n",
    "cdata": "# A\n\n<![CDATA[ foo",
    "php": "# A\n\n<?php echo",
    "doctype": "# A\n\n<!DOCTYPE",
    "plaintext": "# A\n\n<plaintext>\n\nplainword",
    "comment": "before\n\n<!-- open\n\nmore",
    "script": "# A\n\n<script>let a = 1;",
    "div": "# A\n\n<div>\n\n</section></div></div>",
    "void": "# A\n\n<image>\n\na</br>b",
    "indented": "# A\n\n.center[\n      indentedword\n]",
    "state": "class: stack, past, mine\n\n# A",
    "empty": "",
    "separators": "---\n---\n--\n???\n---",
    "nul": "# A\n\nb\0c",
    "names": "name: 50%\n\n# A\n\n[percent](#50%) [hash](#a%23b)\n\n---\nname: a#b\n\n# B",
}


class Built(NamedTuple):
    """A built project of bad decks."""

    pages: dict[str, BeautifulSoup]
    warnings: str

    def slides(self, name: str) -> list[Tag]:
        """Return a deck's slides."""
        return self.pages[name].select(".slides > section")


def build(source: Path, builder: str = "deck") -> Built:
    """Build the project in a folder, and read its pages."""
    warnings = io.StringIO()
    app = SphinxTestApp(builder, srcdir=source, warning=warnings)
    app.build()
    app.cleanup()
    pages = {
        path.stem: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in (source / "_build" / builder).glob("*.html")
    }
    return Built(pages, warnings.getvalue())


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build every deck once."""
    source = tmp_path_factory.mktemp("bad")
    (source / "conf.py").write_text(
        "extensions = ['sphinxcontrib_deck']\ndeck_documents = ['**']\nroot_doc = 'empty'\n",
        encoding="utf-8",
    )
    for name, text in DECKS.items():
        (source / f"{name}.md").write_text(text + NEXT, encoding="utf-8")
    return build(source)


@pytest.mark.parametrize("name", DECKS)
def test_the_next_slide_is_a_slide_of_its_own(bad: Built, name: str) -> None:
    last = bad.slides(name)[-1]
    assert "the next slide" in last.get_text()
    assert last["id"] == "next"
    assert not last.select("section")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("lists", "item79"),
        ("wide", "deepword"),
        ("quotes", "quoteword"),
        ("emphasis", "emphasized"),
        ("classes", "classword"),
        ("section", "inner"),
        ("rest", "inner"),
        ("cdata", "foo"),
        ("plaintext", "plainword"),
        ("indented", "indentedword"),
    ],
)
def test_no_word_is_lost(bad: Built, name: str, word: str) -> None:
    assert any(word in slide.get_text() for slide in bad.slides(name))


@pytest.mark.parametrize("name", ["lists", "wide", "quotes", "emphasis"])
def test_deep_nesting_is_warned_about(bad: Built, name: str) -> None:
    found = [line for line in bad.warnings.splitlines() if f"{name}.md" in line]
    assert any("nested too deep" in line and "deck.nesting" in line for line in found)


@pytest.mark.parametrize("name", ["cdata", "php", "doctype", "comment", "script", "div"])
def test_open_html_is_warned_about(bad: Built, name: str) -> None:
    found = [line for line in bad.warnings.splitlines() if f"{name}.md:" in line]
    assert any("deck.html" in line for line in found)


@pytest.mark.parametrize("name", ["section", "rest"])
def test_a_slide_holds_no_section(bad: Built, name: str) -> None:
    assert len(bad.pages[name].select("section")) == 2


def test_a_slide_keeps_its_own_classes_only(bad: Built) -> None:
    assert "mine" in bad.slides("state")[0]["class"]
    assert not {"stack", "past"} & set(bad.slides("state")[0]["class"])


def test_what_browsers_close_themselves_is_no_fault(bad: Built) -> None:
    assert "void.md" not in bad.warnings


def test_an_indented_content_class_is_no_code(bad: Built) -> None:
    assert not bad.slides("indented")[0].select("pre")


def test_names_of_unusual_signs_are_linked_to(bad: Built) -> None:
    links = {link.get_text(): link["href"] for link in bad.slides("names")[0].select("a")}
    assert links == {"percent": "#50%", "hash": "#a#b"}


NOTES = """\
# A

foo[^a]

???
note[^a]

```{toctree}
hidden
```

[^a]: text
"""


def test_a_footnote_has_no_link_back_into_notes_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(
        "extensions = ['sphinxcontrib_deck']\ndeck_documents = ['index']\n", encoding="utf-8"
    )
    (tmp_path / "index.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "hidden.md").write_text("---\norphan: true\n---\n# Hidden\n", encoding="utf-8")
    for builder in ("html", "deck"):
        built = build(tmp_path, builder)
        page = built.pages["index"]
        ids = {tag["id"] for tag in page.select("[id]")}
        links = {str(link["href"])[1:] for link in page.select("a[href^='#']")} - {""}
        assert links <= ids
        assert "a toctree is dropped" in built.warnings or builder == "deck"
        assert "Hidden" not in page.get_text()


def test_options_that_json_cannot_hold_are_refused(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("extensions = ['sphinxcontrib_deck']\n", encoding="utf-8")
    (tmp_path / "index.md").write_text(
        "---\ndeck:\n  reveal_options: {a: 2024-01-01}\n---\n# A\n", encoding="utf-8"
    )
    warnings = build(tmp_path).warnings
    assert "index.md:3: WARNING: deck option 'reveal_options': expected" in warnings


DETAILS = """\
---
deck: true
---
name: a
background-image: url(missing.png)

# A

Term1
: one
--

Term2
: two

$$
\\begin{align} a &= b \\\\ c &= d \\end{align}
$$

---

```{contents}
```
"""


def test_details(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("extensions = ['sphinxcontrib_deck']\n", encoding="utf-8")
    (tmp_path / "index.md").write_text(DETAILS, encoding="utf-8")
    built = build(tmp_path)
    first, second = built.slides("index")
    # A missing background is warned about on the line of its property.
    assert "index.md:5: WARNING: image file not readable: missing.png" in built.warnings
    assert first.select("math")
    assert [term.get("class") for term in first.select("dt")] == [None, ["fragment"]]
    assert "Slide 2" not in second.get_text()


def test_files_of_raw_html_are_brought_along(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("extensions = ['sphinxcontrib_deck']\n", encoding="utf-8")
    (tmp_path / "index.md").write_text("# Home\n", encoding="utf-8")
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "a b.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "talks" / "talk.md").write_text(
        '---\ndeck: true\n---\n# A\n\n<img class=x src="a%20b.svg" style="width: 9em">\n\n'
        "inline <img src='none.png'>\n\n<img src='https://example.org/x.png'>\n",
        encoding="utf-8",
    )
    for builder in ("deck", "html"):
        built = build(tmp_path, builder)
        out = tmp_path / "_build" / builder
        page = BeautifulSoup((out / "talks" / "talk.html").read_text("utf-8"), "html.parser")
        sources = [str(image["src"]) for image in page.select("section img")]
        assert (out / "talks" / sources[0].replace("%20", " ")).resolve().is_file()
        assert sources[1:] == ["none.png", "https://example.org/x.png"]
        assert "talk.md:8: WARNING: file not readable: talks/none.png" in built.warnings


FENCE = """\
---
deck: true
---
# A

::::{note}
one
--

two [x](#nope)

:::{tip}
three
--
four

- five
--
- six
:::
::::
"""


def test_steps_within_directives(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("extensions = ['sphinxcontrib_deck']\n", encoding="utf-8")
    (tmp_path / "index.md").write_text(FENCE, encoding="utf-8")
    built = build(tmp_path)
    steps = {
        tag.get_text().strip().split("\n")[0]: tag["data-fragment-index"]
        for tag in built.slides("index")[0].select(".fragment")
    }
    assert steps == {"two x": "0", "Tip": "0", "four": "1", "five": "1", "six": "2"}
    assert "index.md:10: WARNING: nothing is named 'nope'" in built.warnings
