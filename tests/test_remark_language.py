"""remark's language on the page: what the syntax tests read, here as slides."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import pytest
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

DECK = """\
---
deck: {highlight_lines: true, highlight_spans: true}
title: A deck
---
layout: true
class: house
greeting: Hello

.banner[{{greeting}} there]

---
name: start

# Start

See [the last](#6), [the start](#start) and ![:scale 60%](dot.svg) and ![:shout loud](x).

---
greeting: Bye

# Columns

.left[
## Left

- a
- .red[b *c*]
]
.right[```python
code[0]
```]

Text .blk[
- list
] after

`.no[code]` <b>.html[raw]</b>

---
template: missing

```python
a = `1 <` {{2}}
* b = 2
```

--

step

---
class: incremental

# List

- one
- two

---
background-image: url("dot.svg")
background-size: contain
background-color: #123456
---
exclude: true
name: gone

# Gone
---
# Last
"""
XARINGAN = """\
---
title: Tea
author: [Ann, Bob]
date: 2024-05-01
deck: true
output:
  xaringan::moon_reader:
    nature: {ratio: "4:3", countIncrementalSlides: false}
---

# First
--

more
---
# Third

[third](#3)
"""


class Site(NamedTuple):
    """A built project: its pages as parsed HTML, and its warnings."""

    pages: dict[str, BeautifulSoup]
    warnings: str

    def slides(self, page: str) -> list[Tag]:
        """Return the slides of a deck."""
        return self.pages[page].select(".slides > section")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build the decks of this module once."""
    source = tmp_path_factory.mktemp("remark")
    (source / "index.md").write_text(DECK, encoding="utf-8")
    (source / "x.md").write_text(XARINGAN, encoding="utf-8")
    (source / "sealed.md").write_text(
        XARINGAN.replace("moon_reader:\n", "moon_reader:\n    seal: false\n"), encoding="utf-8"
    )
    (source / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (source / "conf.py").write_text(
        "extensions = ['sphinxcontrib_deck']\ndeck_macros = {'shout': '**$arg1 $value!**'}\n",
        encoding="utf-8",
    )
    warnings = io.StringIO()
    app = SphinxTestApp("deck", srcdir=source, warning=warnings)
    app.build()
    app.cleanup()
    return Site(_parse(source / "_build" / "deck"), warnings.getvalue())


def _parse(out: Path) -> dict[str, BeautifulSoup]:
    return {
        path.stem: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in out.glob("*.html")
    }


def test_a_layout_is_no_slide_and_an_excluded_one_neither(site: Site) -> None:
    ids = [slide["id"] for slide in site.slides("index")]
    assert ids == ["start", "columns", "slide-3", "list", "slide-5", "last"]


def test_the_layout_is_around_every_slide_and_its_variables_are_the_slides(site: Site) -> None:
    banners = [slide.select_one(".banner") for slide in site.slides("index")]
    texts = [banner.get_text() if banner else None for banner in banners]
    assert texts[:2] == ["Hello there", "Bye there"]
    assert all("house" in slide["class"] for slide in site.slides("index"))


def test_a_slide_is_named_by_its_own_heading_and_not_by_the_layout(site: Site) -> None:
    columns = site.slides("index")[1]
    heading = columns.h1
    assert heading is not None
    assert heading.get_text() == "Columns"
    # On the slide the layout still comes first.
    assert [child.name for child in columns.find_all(recursive=False)][:2] == ["p", "h1"]


def test_content_classes(site: Site) -> None:
    columns = site.slides("index")[1]
    left = columns.select_one("div.left")
    assert left is not None
    assert [item.get_text() for item in left.select("li")] == ["a", "b c"]
    assert left.select_one("span.red em") is not None
    assert columns.select_one("div.right .highlight-python") is not None
    assert "code[0]" in columns.select_one("div.right").get_text()  # type: ignore[union-attr]


def test_a_block_in_the_middle_of_text_cuts_the_paragraph(site: Site) -> None:
    block = site.slides("index")[1].select_one("div.blk")
    assert block is not None
    assert block.parent is not None
    assert block.parent.name == "section"
    assert block.find_previous_sibling().get_text().strip() == "Text"  # type: ignore[union-attr]
    assert block.find_next_sibling().get_text().strip() == "after"  # type: ignore[union-attr]


def test_code_keeps_its_brackets_and_html_gets_its_element(site: Site) -> None:
    columns = site.slides("index")[1]
    assert ".no[code]" in [code.get_text() for code in columns.select("code")]
    assert columns.select_one("b > span.html") is not None


def test_macros(site: Site) -> None:
    start = site.slides("index")[0]
    image = start.select_one("img")
    assert image is not None
    assert "60%" in str(image)
    assert start.select_one("strong").get_text() == "loud x!"  # type: ignore[union-attr]


def test_a_number_is_remarks_and_steps_count(site: Site) -> None:
    links = {link.get_text(): link["href"] for link in site.slides("index")[0].select("a")}
    # The third slide has a step, so the sixth that remark counts is the picture.
    assert links["the last"] == "#slide-5"
    assert links["the start"] == "#start"


def test_steps_need_not_count(site: Site) -> None:
    link = site.slides("x")[2].select_one("a")
    assert link is not None
    assert link["href"] == "#third"


def test_marked_lines(site: Site) -> None:
    marked = site.slides("index")[2].select_one(".hll")
    assert marked is not None
    assert marked.get_text() == "  b = 2\n"


def test_marked_stretches_of_code(site: Site) -> None:
    code = site.slides("index")[2].select_one("pre")
    assert code is not None
    assert code.get_text().startswith("a = 1 < 2\n")
    assert "".join(mark.get_text() for mark in code.select("mark")) == "1 <2"


def test_the_items_of_an_incremental_slide_appear_one_by_one(site: Site) -> None:
    items = site.slides("index")[3].select("li.fragment")
    assert [item["data-fragment-index"] for item in items] == ["0", "1"]


def test_backgrounds(site: Site) -> None:
    slide = site.slides("index")[4]
    assert slide["data-background-image"] == "_images/dot.svg"
    assert slide["data-background-size"] == "contain"
    assert slide["data-background-color"] == "#123456"
    assert slide.select_one("img") is None


def test_xaringans_title_slide(site: Site) -> None:
    first, second, third = site.slides("x")
    assert {"title-slide", "inverse"} <= set(first["class"])
    assert [heading.get_text() for heading in first.select("h1, h3")] == [
        "Tea",
        "Ann, Bob",
        "2024-05-01",
    ]
    assert [second["id"], third["id"]] == ["first", "third"]
    assert [slide["id"] for slide in site.slides("sealed")] == ["first", "third"]


def test_xaringans_ratio(site: Site) -> None:
    options = site.pages["x"].select_one("#deck-options")
    assert options is not None
    assert '"width": 960' in str(options)


def test_only_what_is_wrong_is_warned_about(site: Site) -> None:
    lines = [line for line in site.warnings.splitlines() if line.strip()]
    # The sealed deck has one slide less, so its link leads nowhere.
    assert len(lines) == 2, site.warnings
    template = next(line for line in lines if "deck.template" in line)
    line = DECK.splitlines().index("template: missing") + 1
    assert f"index.md:{line}:" in template
