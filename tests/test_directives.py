"""The directives that show decks in documents: ``deck`` embeds one, ``deck-list`` lists them."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp

from sphinxcontrib_deck.doctree.details import deck_details

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag

PROJECT = {
    "conf.py": """\
extensions = ["sphinxcontrib_deck"]
project = author = project_copyright = "Tea"
version = release = "1"
nitpicky = True
exclude_patterns = ["_build"]
""",
    "index.md": """\
# Home

{ref}`the frame <tea-frame>`

```{deck} slides/tea
:slide: pour
:name: tea-frame
:class: wide special
```

```{deck} /slides/old.md
:title: The old one
```

## All decks

```{deck-list}
```

```{toctree}
page
sub/inner
plain
slides/tea
slides/old
slides/zest
```
""",
    "page.rst": """\
In reST
=======

.. deck:: slides/tea#the-boil

.. deck-list:: slides/*e* /slides/zest.md
   :order: date
   :reverse:
   :show: date, description
""",
    "sub/inner.md": """\
# Inner

```{deck} ../slides/tea
```

```{deck-list}
:glob: slides/**
:order: title
:show: author
```
""",
    "plain.md": "# Plain\n\nNothing to see.\n",
    "slides/tea.md": """\
---
title: Tea for teams
deck: true
author: Ada Alder
date: 2026-05-03
description: >
  How to brew enough
  for everybody.
---
# Tea for teams
---
name: boil
# The boil
---
name: pour
# Pouring
---
# A deck on a slide

```{deck} old
```

--

```{deck} zest
```

???

```{deck} zest
:title: in the notes
```
---
# All of them

```{deck-list}
```
""",
    "slides/old.md": """\
---
deck: {size: "4:3"}
authors:
  - Bo Bracken
  - name: Cy Cedar
    email: cy@example.org
date: Whitsun
---
# Überlänge & Co
---
# Two
""",
    "slides/zest.md": "---\ndeck: true\ndate: 2027\n---\n# Zest\n",
}

HTML_PAGES = {
    "html": ("index.html", "slides/tea.deck.html", "slides/old.deck.html"),
    "dirhtml": ("index.html", "slides/tea.deck/", "slides/old.deck/"),
    "deck": ("index.html", "slides/tea.html", "slides/old.html"),
    "dirdeck": ("index.html", "slides/tea/", "slides/old/"),
}
"""For each builder the page with the frames, and where they and their links lead."""


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@dataclass
class Built:
    """What one run of a builder left behind."""

    out: Path
    warnings: list[str]

    def text(self, name: str) -> str:
        return (self.out / name).read_text("utf-8")

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup(self.text(name), "html.parser")


def build(source: Path, builder: str = "html", parallel: int = 0, **options: Any) -> Built:
    # The doctrees of this one are others.
    folder = source / "_build" / ("translation" if builder == "gettext" else "")
    app = SphinxTestApp(builder, source, folder, parallel=parallel, confoverrides=options)
    try:
        app.build()
    finally:
        app.cleanup()
    plain = re.sub(r"\x1b\[[\d;]*m", "", app.warning.getvalue())
    # The location begins with the folder, which is another at each run.
    lines = [line.replace(f"{source}{os.sep}", "") for line in plain.splitlines() if line]
    return Built(Path(app.outdir), lines)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("directives"), PROJECT)


@pytest.fixture(scope="module")
def built(source: Path) -> Callable[[str], Built]:
    """Give a function that builds the project once with each builder, without a warning."""
    done: dict[str, Built] = {}

    def build_once(builder: str) -> Built:
        if builder not in done:
            done[builder] = build(source, builder)
            assert done[builder].warnings == []
        return done[builder]

    return build_once


def frames(page: BeautifulSoup) -> list[Tag]:
    return page.select("figure.deck-embed > iframe")


def facts(item: Tag) -> str:
    return " ".join(item.get_text().split())


class TestEmbedding:
    @pytest.mark.parametrize("builder", HTML_PAGES)
    def test_a_frame_shows_the_presentation(
        self, built: Callable[[str], Built], builder: str
    ) -> None:
        name, tea, old = HTML_PAGES[builder]
        page = built(builder).page(name)
        assert [frame["src"] for frame in frames(page)] == [f"{tea}#/pour", old]
        links = page.select("figure.deck-embed > figcaption > a")
        assert [(link["href"], link.get_text()) for link in links] == [
            (f"{tea}#pour", "Tea for teams"),
            (old, "The old one"),
        ]

    @pytest.mark.parametrize("builder", HTML_PAGES)
    def test_every_frame_leads_to_a_presentation(
        self, built: Callable[[str], Built], builder: str
    ) -> None:
        out = built(builder).out
        count = 0
        for file in out.rglob("*.html"):
            for frame in frames(BeautifulSoup(file.read_text("utf-8"), "html.parser")):
                address, _, slide = str(frame["src"]).partition("#/")
                target = file.parent / address
                target = target / "index.html" if target.is_dir() else target
                deck = BeautifulSoup(target.read_text("utf-8"), "html.parser")
                assert deck.select_one("main.reveal"), (file, address)
                assert not slide or deck.find(id=slide), (file, address)
                count += 1
        # Two at home, one each in reST and in the folder; on slides and in their handouts two.
        assert count == 8

    def test_a_frame_is_described_and_waits_until_it_is_seen(
        self, built: Callable[[str], Built]
    ) -> None:
        tea, old = frames(built("html").page("index.html"))
        assert [frame["title"] for frame in (tea, old)] == ["Tea for teams", "The old one"]
        assert tea["loading"] == "lazy"
        assert tea.has_attr("allowfullscreen")
        assert not tea.has_attr("style")

    def test_it_has_the_name_and_the_classes_that_are_given(
        self, built: Callable[[str], Built]
    ) -> None:
        page = built("html").page("index.html")
        figure = page.find(id="tea-frame")
        assert figure is not None
        assert figure.name == "figure"
        assert {"wide", "special"} <= set(figure["class"])
        assert page.find("a", href="#tea-frame") is not None

    def test_it_has_the_shape_of_the_deck(self, built: Callable[[str], Built]) -> None:
        html = built("html")
        shapes = [
            next(name for name in figure["class"] if name.startswith("deck-canvas-"))
            for figure in html.page("index.html").select("figure.deck-embed")
        ]
        assert shapes == ["deck-canvas-1280x720", "deck-canvas-960x720"]
        style = html.text("_static/deck/page.css")
        assert ".deck-canvas-1280x720 { --deck-shape: 1280 / 720; }" in style
        assert ".deck-canvas-960x720 { --deck-shape: 960 / 720; }" in style

    @pytest.mark.parametrize("builder", ["html", "deck"])
    def test_only_pages_that_need_it_load_the_style(
        self, built: Callable[[str], Built], builder: str
    ) -> None:
        pages = ("index", "page", "sub/inner", "plain", "genindex")
        loading = [page for page in pages if "deck/page.css" in built(builder).text(f"{page}.html")]
        assert loading == ["index", "page", "sub/inner"]

    def test_written_in_rest_and_by_another_name_of_the_slide(
        self, built: Callable[[str], Built]
    ) -> None:
        (frame,) = frames(built("html").page("page.html"))
        assert frame["src"] == "slides/tea.deck.html#/boil"

    def test_on_a_slide_also_in_a_step(self, built: Callable[[str], Built]) -> None:
        page = built("deck").page("slides/tea.html")
        figures = page.select("section#a-deck-on-a-slide > figure.deck-embed")
        assert [frame["src"] for frame in frames(page)] == ["old.html", "zest.html"]
        assert [figure.get("data-fragment-index") for figure in figures] == [None, "0"]
        assert "fragment" in figures[1]["class"]

    def test_speaker_notes_have_a_link(self, built: Callable[[str], Built]) -> None:
        (notes,) = built("deck").page("slides/tea.html").select("aside.notes")
        (link,) = notes.select("a")
        assert (link["href"], link.get_text()) == ("zest.html", "in the notes")

    def test_without_presentations_it_is_a_link(self, source: Path) -> None:
        page = build(source, "html", deck_companion=False).page("index.html")
        assert page.find("iframe") is None
        links = page.select(".deck-embed a")
        assert [(link["href"], link.get_text()) for link in links] == [
            ("slides/tea.html#pour", "Tea for teams"),
            ("slides/old.html", "The old one"),
        ]


class TestOtherBuilders:
    """Where no frame can be, there is a link to the deck or the slide."""

    def test_singlehtml(self, built: Callable[[str], Built]) -> None:
        page = built("singlehtml").page("index.html")
        assert page.find("iframe") is None
        links = page.select(".deck-embed a")
        first = page.find(id=str(links[0]["href"]).removeprefix("#"))
        assert first is not None
        assert facts(first).startswith("Pouring")
        assert [link.get_text() for link in links[:2]] == ["Tea for teams", "The old one"]
        for link in page.select(".deck-list a"):
            assert page.find(id=str(link["href"]).removeprefix("#")) is not None

    def test_epub(self, built: Callable[[str], Built]) -> None:
        page = built("epub").page("index.xhtml")
        assert page.find("iframe") is None
        links = [link["href"] for link in page.select(".deck-embed a")]
        assert links == ["slides/tea.xhtml#pour", "slides/old.xhtml"]
        listed = [link["href"] for link in page.select(".deck-list a")]
        assert listed == ["slides/old.xhtml", "slides/tea.xhtml", "slides/zest.xhtml"]
        assert "page.css" not in built("epub").text("index.xhtml")

    def test_latex(self, built: Callable[[str], Built]) -> None:
        text = built("latex").text("tea.tex")
        slide, deck = r"\detokenize{slides/tea:pour}", r"\detokenize{slides/old::doc}"
        assert rf"{{\hyperref[{slide}]{{\sphinxcrossref{{Tea for teams}}}}}}" in text
        assert rf"{{\hyperref[{deck}]{{\sphinxcrossref{{The old one}}}}}}" in text
        assert rf"\sphinxlineitem{{{{\hyperref[{deck}]" in text

    def test_text(self, built: Callable[[str], Built]) -> None:
        text = built("text").text("index.txt")
        assert "\nTea for teams\n\nThe old one\n" in text
        listed = text.partition("=\n\n")[2].partition("\n\n* ")[0]
        assert listed == (
            "Überlänge & Co\n   Bo Bracken, Cy Cedar · Whitsun · 2 slides\n\n"
            "Tea for teams\n   Ada Alder · 2026-05-03 · 5 slides\n\n"
            "   How to brew enough for everybody.\n\n"
            "Zest\n   2027 · 1 slide"
        )

    @pytest.mark.parametrize(
        "builder", ["man", "texinfo", "xml", "pseudoxml", "gettext", "linkcheck"]
    )
    def test_no_builder_complains(self, built: Callable[[str], Built], builder: str) -> None:
        assert built(builder).out.is_dir()

    def test_titles_of_ones_own_can_be_translated_and_others_are_the_decks(
        self, built: Callable[[str], Built]
    ) -> None:
        catalogue = built("gettext").text("index.pot")
        assert 'msgid "The old one"' in catalogue
        assert "slides/tea" not in re.sub("^#.*$", "", catalogue, flags=re.MULTILINE)

    def test_doctrees_hold_plain_nodes_only(self, source: Path) -> None:
        app = SphinxTestApp("text", srcdir=source)
        try:
            app.build()
            for docname in app.env.found_docs:
                for node in app.env.get_doctree(docname).findall():
                    assert not type(node).__module__.startswith("sphinxcontrib_deck")
        finally:
            app.cleanup()


class TestList:
    def items(self, page: BeautifulSoup) -> list[tuple[str, str]]:
        (deck_list,) = page.select("main .deck-list, [role=main] .deck-list, .reveal .deck-list")
        terms, definitions = deck_list.select("dl > dt"), deck_list.select("dl > dd")
        return [
            (facts(term), facts(definition))
            for term, definition in zip(terms, definitions, strict=True)
        ]

    def test_all_decks_by_document(self, built: Callable[[str], Built]) -> None:
        assert self.items(built("html").page("index.html")) == [
            ("Überlänge & Co", "Bo Bracken, Cy Cedar · Whitsun · 2 slides"),
            (
                "Tea for teams",
                "Ada Alder · 2026-05-03 · 5 slides How to brew enough for everybody.",
            ),
            ("Zest", "2027 · 1 slide"),
        ]

    def test_chosen_and_by_date_from_the_newest(self, built: Callable[[str], Built]) -> None:
        assert self.items(built("html").page("page.html")) == [
            ("Zest", "2027"),
            ("Tea for teams", "2026-05-03 How to brew enough for everybody."),
        ]

    def test_by_title_with_some_details(self, built: Callable[[str], Built]) -> None:
        assert self.items(built("html").page("sub/inner.html")) == [
            ("Tea for teams", "Ada Alder"),
            ("Überlänge & Co", "Bo Bracken, Cy Cedar"),
            ("Zest", ""),
        ]

    @pytest.mark.parametrize(
        ("builder", "pages"),
        [
            ("html", ["slides/old.html", "slides/tea.html", "slides/zest.html"]),
            ("deck", ["slides/old.html", "slides/tea.html", "slides/zest.html"]),
            ("dirhtml", ["slides/old/", "slides/tea/", "slides/zest/"]),
            ("dirdeck", ["slides/old/", "slides/tea/", "slides/zest/"]),
        ],
    )
    def test_titles_are_links(
        self, built: Callable[[str], Built], builder: str, pages: list[str]
    ) -> None:
        links = built(builder).page("index.html").select(".deck-list dt a")
        assert [link["href"] for link in links] == pages

    def test_on_a_slide(self, built: Callable[[str], Built]) -> None:
        page = built("deck").page("slides/tea.html")
        links = page.select("section#all-of-them dt a")
        assert [link["href"] for link in links] == ["old.html", "#", "zest.html"]
        assert len(self.items(page)) == 3


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[str]]:
    """Give a function that lists decks of some dates and titles in an order."""
    dates = ["2026-05-03", "", "3 May 2026", "2026", "'2026-11-02 10:30'", "1 April", ""]
    titles = ["Ähre", "Zimt", "apfel", "Öl", "Birne", "birne", "Aal"]
    decks = {
        f"d{number}.md": f"---\ndeck: true\ndate: {date}\ntitle: {title}\n---\n# A\n"
        for number, (date, title) in enumerate(zip(dates, titles, strict=True))
    }
    orders = ("docname", "title", "date")
    blocks = [
        f"```{{deck-list}}\n:order: {order}\n{reverse}:show:\n```\n"
        for order in orders
        for reverse in ("", ":reverse:\n")
    ]
    files = {"conf.py": PROJECT["conf.py"], "index.md": "# Home\n\n" + "\n".join(blocks)}
    folder = write(tmp_path_factory.mktemp("order"), files | decks)
    result = build(folder, "html")
    assert result.warnings == []
    lists = result.page("index.html").select(".deck-list")

    def in_order(order: str, *, is_reversed: bool = False) -> list[str]:
        place = 2 * orders.index(order) + is_reversed
        return [str(link["href"])[1] for link in lists[place].select("dt a")]

    return in_order


class TestOrder:
    def test_by_document(self, listed: Callable[..., list[str]]) -> None:
        assert listed("docname") == list("0123456")
        assert listed("docname", is_reversed=True) == list("6543210")

    def test_by_title_without_case_and_accents(self, listed: Callable[..., list[str]]) -> None:
        assert listed("title") == list("6024531")

    def test_those_that_are_equal_keep_their_order(self, listed: Callable[..., list[str]]) -> None:
        assert listed("title", is_reversed=True) == list("1345206")

    def test_dates_then_other_text_then_none(self, listed: Callable[..., list[str]]) -> None:
        assert listed("date") == list("3045216")
        assert listed("date", is_reversed=True) == list("4032516")


class TestDetails:
    @pytest.mark.parametrize(
        ("data", "author"),
        [
            ({"author": " Ada  Alder "}, "Ada Alder"),
            ({"author": {"name": "Ada", "email": "ada@example.org"}}, "Ada"),
            ({"authors": ["Ada", {"name": "Bo"}, 3, None, {}]}, "Ada, Bo, 3"),
            ({"author": ["Ada"], "authors": ["Bo"]}, "Ada"),
            ({"author": True}, None),
            ({"author": {"name": ["Ada"]}}, None),
        ],
    )
    def test_authors(self, data: dict[str, Any], author: str | None) -> None:
        assert deck_details(data).get("author") == author

    @pytest.mark.parametrize(
        ("value", "date"),
        [
            (dt.date(2026, 5, 3), "2026-05-03"),
            (dt.datetime(2026, 5, 3, 9, 30, tzinfo=dt.UTC), "2026-05-03 09:30"),
            (2026, "2026"),
            ("3 May\n 2026", "3 May 2026"),
            ([2026], None),
            (None, None),
        ],
    )
    def test_dates(self, value: object, date: str | None) -> None:
        assert deck_details({"date": value}).get("date") == date

    def test_nothing_is_made_of_nothing(self) -> None:
        assert deck_details({"description": "", "title": "x", 3: 4}) == {}


MISTAKES = """\
# Home

```{deck} tea
```

```{deck} plain
```

```{deck} slides/tea
:slide: poor
:title: Tea
```

```{deck} sildes/nowhere
:title: Some words
```

```{deck-list} slides/teaa none/xyzzy*
```

```{deck-list} [z-a] slides/tea
:order: titles
:show: date, slide
```

```{deck} slides/tea
:slide: gone
```

```{deck} #pour
```
"""

MISTAKES_IN_REST = """\
Home
====

.. deck:: ../slides/taa.md

.. deck-list:: none/**

.. deck-list::
   :order: date title
   :show: all
"""


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Built:
    tea = "---\ndeck: true\n---\n# Tea\n---\nname: pour\n# Pour\n---\n"
    files = {
        "conf.py": PROJECT["conf.py"],
        "index.md": MISTAKES,
        "sub/page.rst": ":orphan:\n\n" + MISTAKES_IN_REST,
        "plain.md": "---\norphan: true\n---\n# Plain\n",
        "slides/tea.md": tea + "name: gone\nexclude: true\n# Gone\n---\n```{deck} tea\n```\n",
    }
    return build(write(tmp_path_factory.mktemp("mistakes"), files))


class TestMistakes:
    def test_each_is_said_once_with_its_place(self, faulty: Built) -> None:
        said = {line.replace("WARNING: ", "") for line in faulty.warnings}
        assert len(said) == len(faulty.warnings)
        known = "'author', 'date', 'description', 'slides'"
        reference, directive = "[deck.reference]", "[deck.directive]"
        assert said == {
            f"index.md:3: deck: there is no deck 'tea' (did you mean 'slides/tea'?) {reference}",
            f"index.md:6: deck: 'plain' is a document, but no deck {reference}",
            (
                "index.md:9: deck: 'slides/tea' has no slide 'poor' (did you mean 'pour'?); it "
                f"begins with its first {reference}"
            ),
            f"index.md:14: deck: there is no deck 'sildes/nowhere' {reference}",
            (
                "index.md:18: deck-list: no deck matches 'slides/teaa' (did you mean "
                f"'slides/tea'?), 'none/xyzzy*' {reference}"
            ),
            (
                "index.md:21: deck-list: '[z-a]' is no pattern: bad character range z-a at "
                f"position 1 {directive}"
            ),
            (
                "index.md:21: deck-list: order: expected 'docname', 'title', 'date', found "
                f"'titles' (did you mean 'title'?) {directive}"
            ),
            (
                f"index.md:21: deck-list: show: expected {known}, found 'slide' "
                f"(did you mean 'slides'?) {directive}"
            ),
            (
                "index.md:26: deck: slide 'gone' is excluded and not shown (slides/tea.md:9); it "
                f"begins with its first {reference}"
            ),
            f"index.md:30: deck: there is no deck '.' {reference}",
            f"slides/tea.md:13: deck: 'slides/tea' can't be shown within itself {reference}",
            (
                "sub/page.rst:6: deck: there is no deck '../slides/taa' (did you mean "
                f"'../slides/tea'?) {reference}"
            ),
            f"sub/page.rst:8: deck-list: no deck matches 'none/**' {reference}",
            f"sub/page.rst:10: deck-list: show: expected {known}, found 'all' {directive}",
        }

    def test_a_deck_without_that_slide_begins_with_its_first(self, faulty: Built) -> None:
        page = faulty.page("index.html")
        assert [frame["src"] for frame in frames(page)] == ["slides/tea.deck.html"] * 2

    def test_what_is_no_deck_stays_text_or_a_link(self, faulty: Built) -> None:
        page = faulty.page("index.html")
        assert [facts(place) for place in page.select("div.deck-embed")] == [
            "tea",
            "Plain",
            "Some words",
            "#pour",
        ]
        links = [link["href"] for link in page.select("div.deck-embed a")]
        assert links == ["plain.html"]

    def test_a_deck_within_itself_is_a_link(self, faulty: Built) -> None:
        page = faulty.page("slides/tea.deck.html")
        assert page.find("iframe") is None
        (link,) = page.select(".deck-embed a")
        assert link.get_text() == "Tea"

    def test_what_is_good_is_kept(self, faulty: Built) -> None:
        lists = faulty.page("index.html").select(".deck-list")
        assert [facts(place) for place in lists] == ["", "Tea"]
        in_rest = faulty.page("sub/page.html").select(".deck-list")
        assert [facts(place) for place in in_rest] == ["", "Tea"]


class TestIncremental:
    """A page that shows a deck is written again when that deck is another, and only then."""

    @pytest.fixture
    def project(self, tmp_path: Path) -> Path:
        files = {
            "conf.py": PROJECT["conf.py"],
            "index.md": "# Home\n\n```{deck-list} slides/*\n```\n",
            "frame.md": "---\norphan: true\n---\n# Frame\n\n```{deck} slides/tea\n```\n",
            "plain.md": "---\norphan: true\n---\n# Plain\n",
            "slides/tea.md": "---\ndeck: true\ntitle: Tea\n---\n# A\n",
            "slides/old.md": "---\ndeck: true\ntitle: Old\n---\n# A\n",
            "elsewhere.md": "---\ndeck: true\n---\n# Elsewhere\n",
        }
        write(tmp_path, files)
        assert build(tmp_path).warnings == []
        return tmp_path

    def rebuilt(self, project: Path, changes: dict[str, str], parallel: int = 0) -> set[str]:
        """Change documents, build, and return which pages were written again."""
        names = ("index", "frame", "plain")
        pages = {name: project / "_build" / "html" / f"{name}.html" for name in names}
        for page in pages.values():
            os.utime(page, (2_000_000_000, 2_000_000_000))  # later than any source
        write(project, changes)
        for name in changes:
            later = (project / name).stat().st_mtime + 5
            os.utime(project / name, (later, later))
        assert build(project, parallel=parallel).warnings == []
        return {name for name, page in pages.items() if page.stat().st_mtime != 2_000_000_000}

    def test_nothing_changed(self, project: Path) -> None:
        assert self.rebuilt(project, {}) == set()

    @pytest.mark.parametrize("parallel", [0, 2])
    def test_a_title(self, project: Path, parallel: int) -> None:
        change = {"slides/tea.md": "---\ndeck: true\ntitle: Green tea\n---\n# A\n"}
        assert self.rebuilt(project, change, parallel) == {"index", "frame"}
        html = project / "_build" / "html"
        assert "Green tea" in (html / "index.html").read_text("utf-8")
        assert 'title="Green tea"' in (html / "frame.html").read_text("utf-8")

    def test_a_size(self, project: Path) -> None:
        change = {"slides/tea.md": "---\ndeck: {size: '4:3'}\ntitle: Tea\n---\n# A\n"}
        assert "frame" in self.rebuilt(project, change)
        html = project / "_build" / "html"
        for file in ("frame.html", "_static/deck/page.css"):
            assert "deck-canvas-960x720" in (html / file).read_text("utf-8")

    def test_a_detail_of_another_deck(self, project: Path) -> None:
        change = {"slides/old.md": "---\ndeck: true\ntitle: Old\nauthor: Bo\n---\n# A\n"}
        assert self.rebuilt(project, change) == {"index"}

    def test_a_deck_that_is_not_shown(self, project: Path) -> None:
        change = {"elsewhere.md": "---\ndeck: true\n---\n# Another title\n"}
        assert self.rebuilt(project, change) == set()

    def test_a_new_deck(self, project: Path) -> None:
        change = {"slides/new.md": "---\ndeck: true\ntitle: New\n---\n# A\n"}
        assert self.rebuilt(project, change) == {"index"}
        assert "New" in (project / "_build" / "html" / "index.html").read_text("utf-8")

    def test_a_deck_that_is_gone(self, project: Path) -> None:
        (project / "slides" / "old.md").unlink()
        assert self.rebuilt(project, {}) == {"index"}

    def test_a_document_that_is_no_deck_any_more(self, project: Path) -> None:
        (project / "frame.md").write_text("---\norphan: true\n---\n# Frame\n", "utf-8")
        change = {"slides/tea.md": "---\norphan: true\n---\n# Tea\n"}
        assert self.rebuilt(project, change) == {"index", "frame"}
        assert "slides/tea" not in (project / "_build" / "html" / "index.html").read_text("utf-8")

    def test_read_by_several_processes(self, tmp_path: Path) -> None:
        many = {f"slides/more{number}.md": PROJECT["slides/zest.md"] for number in range(12)}
        outputs = []
        for parallel in (0, 3):
            folder = write(tmp_path / str(parallel), PROJECT | many)
            result = build(folder, "html", parallel)
            outputs.append([result.text(f"{name}.html") for name in ("index", "page")])
        assert outputs[0] == outputs[1]
