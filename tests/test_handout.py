"""Handouts wherever decks aren't pages: one page for all, on paper, as text, as data, in tools."""

from __future__ import annotations

import html
import json
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from defusedxml.minidom import parseString  # type: ignore[import-untyped]
from sphinx.testing.util import SphinxTestApp
from sphinx.util.parallel import ParallelTasks

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.dom.minidom import Document

    from bs4.element import Tag

pytestmark = pytest.mark.filterwarnings(
    # Sphinx's own builders outside its package read what Sphinx 9 deprecated.
    r"ignore:.*\.app. is deprecated:PendingDeprecationWarning:sphinxcontrib\..*help",
    r"ignore:.*\.app. is deprecated:PendingDeprecationWarning:sphinxcontrib\.serializinghtml",
    r"ignore:.tags. will become a required:PendingDeprecationWarning:sphinxcontrib\..*help",
)

EXAMPLE = Path(__file__).parents[1] / "example_project"
NAMED = ("deck", "dirdeck", "html", "dirhtml", "singlehtml", "epub", "latex", "text", "man")
NAMED_TOO = ("texinfo", "gettext", "linkcheck", "xml")
OTHERS = ("pseudoxml", "json", "pickle", "htmlhelp", "qthelp", "devhelp", "applehelp")
TOOLS = ("changes", "dummy", "coverage", "doctest")
EVERY = (*NAMED, *NAMED_TOO, *OTHERS, *TOOLS)
"""Sphinx's builders, and ours."""

OPTIONS: dict[str, Any] = {
    "nitpicky": True,
    "extensions": ["sphinxcontrib_deck", "sphinx.ext.coverage", "sphinx.ext.doctest"],
    "html_theme": "alabaster",
    "linkcheck_ignore": [".*"],
    "applehelp_bundle_id": "test",
    "applehelp_disable_external_tools": True,
}
"""One set for every builder, so that all can use the same doctrees."""

RULE = "=" * 70


@dataclass
class Built:
    """What one run of a builder left behind."""

    out: Path
    warning: str
    status: str

    def text(self, name: str) -> str:
        return (self.out / name).read_text("utf-8")

    @property
    def everything(self) -> str:
        """All that is written as text, without the sources."""
        files = [path for path in self.out.rglob("*") if path.is_file()]
        kinds = {".html", ".js", ".tex", ".txt", ".1", ".texi", ".pot", ".xml", ".xhtml", ".fjson"}
        return "".join(
            path.read_text("utf-8")
            for path in files
            if path.suffix in kinds and "_sources" not in path.parts
        )


def run(source: Path, builder: str, parallel: int = 0, **options: Any) -> Built:
    """Build a project; builders of one project share its doctrees, where they have no options."""
    # What gettext keeps there is of no use to others.
    place = source.parent / ("_gettext" if builder == "gettext" else "_".join(["", *options]))
    app = SphinxTestApp(
        builder,
        srcdir=source,
        builddir=place,
        parallel=parallel,
        confoverrides=OPTIONS | options,
    )
    try:
        app.build()
    finally:
        app.cleanup()
    status = re.sub(r"\x1b\[[\d;]*m", "", app.status.getvalue())
    return Built(Path(app.outdir), app.warning.getvalue(), status)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Give a function that copies a project into a folder of its own."""

    def copy_project(source: Path) -> Path:
        target = tmp_path_factory.mktemp("handout") / "source"
        ignored = shutil.ignore_patterns("_build", "__pycache__")
        return Path(shutil.copytree(source, target, ignore=ignored))

    return copy_project


@pytest.fixture(scope="module")
def example(copy: Callable[[Path], Path]) -> Path:
    return copy(EXAMPLE)


@pytest.fixture(scope="module")
def talks(copy: Callable[[Path], Path], rootdir: Path) -> Path:
    return copy(rootdir / "test-talks")


@pytest.fixture(scope="module")
def handout(copy: Callable[[Path], Path], rootdir: Path) -> Path:
    return copy(rootdir / "test-handout")


@pytest.fixture(scope="module")
def built(handout: Path) -> Callable[[str], Built]:
    """Give a function that builds the project once with each builder."""
    runs: dict[str, Built] = {}

    def build(builder: str) -> Built:
        if builder not in runs:
            runs[builder] = run(handout, builder)
        return runs[builder]

    return build


class TestEveryBuilder:
    @pytest.mark.parametrize("builder", [*NAMED, *NAMED_TOO])
    def test_builds_the_example_without_a_warning(self, example: Path, builder: str) -> None:
        assert run(example, builder).warning == ""

    @pytest.mark.parametrize("builder", EVERY)
    def test_builds_talks_without_a_warning(self, talks: Path, builder: str) -> None:
        assert run(talks, builder).warning == ""

    @pytest.mark.parametrize("builder", EVERY)
    def test_builds_empty_decks_and_decks_of_one_name(
        self, built: Callable[[str], Built], builder: str
    ) -> None:
        assert built(builder).warning == ""

    @pytest.mark.parametrize("builder", EVERY)
    def test_builds_a_project_whose_root_is_a_deck(self, rooted: Path, builder: str) -> None:
        assert run(rooted, builder).warning == ""


@pytest.fixture(scope="module")
def rooted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project whose first document is a deck with another in a toctree."""
    source = tmp_path_factory.mktemp("rooted") / "source"
    source.mkdir()
    (source / "conf.py").write_text(
        'project = author = project_copyright = epub_copyright = "Rooted"\n'
        'version = release = "1"\n'
        'extensions = ["sphinxcontrib_deck"]\nroot_doc = "talk"\ndeck_documents = ["**"]\n',
        "utf-8",
    )
    (source / "talk.md").write_text(
        "# Root\n\n[](#why) [](sub.md#why) [](talk.md)\n\n???\nhush-root\n"
        "---\n## Why\n---\n```{toctree}\n\nsub\n```\n",
        "utf-8",
    )
    (source / "sub.md").write_text(
        "# Why\n\n[](talk.md#why) [](#why) [here](#here)[^a]\n\n{#here}\nHere.\n\n[^a]: Note.\n",
        "utf-8",
    )
    return source


def soup(text: str) -> Tag:
    body = BeautifulSoup(text, "html.parser").select_one("body")
    assert body is not None
    return body


def dead_links(page: Tag) -> list[str]:
    """Return the links within a page that lead to no element of it."""
    ids = {str(element["id"]) for element in page.select("[id]")}
    links = [str(link["href"]) for link in page.select("a[href]")]
    return [link for link in links if link[:1] == "#" and link[1:] and link[1:] not in ids]


@pytest.fixture(scope="module")
def single(handout: Path) -> Tag:
    """Give the body of the single page, in a theme whose sidebar shows the whole contents."""
    return soup(run(handout, "singlehtml", html_theme="basic").text("index.html"))


class TestSinglePage:
    def test_every_id_is_unique(self, single: Tag) -> None:
        ids = [str(element["id"]) for element in single.select("[id]")]
        assert len(ids) > 40
        assert [id_ for id_ in ids if ids.count(id_) > 1] == []

    def test_no_link_is_dead(self, single: Tag) -> None:
        assert len(single.select('a[href^="#"]')) > 40
        assert dead_links(single) == []
        local = [str(link["href"]) for link in single.select("a.internal")]
        assert [link for link in local if not link.startswith("#")] == []

    def test_slides_have_the_name_of_their_document(self, single: Tag) -> None:
        found = [section["id"] for section in single.select('section[id^="slides/two-"]')]
        names = ("deck", "slide-1", "why", "picture", "last")
        assert found == [f"slides/two-{name}" for name in names]
        assert single.select_one("section#why > h2") is not None

    def test_links_from_documents(self, single: Tag) -> None:
        items = single.select("section#handouts > ul > li")
        links = [(str(link["href"]), item.get_text()) for item in items for link in item("a")]
        assert links == [
            ("#slides/one-why", "in the first"),
            ("#slides/two-why", "in the second"),
            ("#slides/one-picture", "Slide 3"),
            ("#slides/two-last", "Last"),
            ("#document-slides/one", "First"),
            ("#document-slides/two", "Second"),
            ("#slides/one-last-label", "Last"),
            ("#slides/one-last-label", "Section 2.2"),
            ("#slides/one-title-label", "Section 2"),
            ("#slides/one-figure-one", "Fig. 2.1"),
            ("#slides/two-figure-two", "Fig. 3.1"),
            ("#slides/two-equation-energy-two", "(3.1)"),
            ("#why-not", "Picture"),
            ("#slides/one-detail", "detail"),
            ("#", "Handouts"),
        ]

    def test_what_the_page_does_not_hold_is_text(self, single: Tag) -> None:
        items = single.select("section#handouts > ul > li")
        texts = [item.get_text() for item in items if not item("a")]
        assert texts == ["not on this page", "Alone", "Index"]

    def test_links_from_decks(self, single: Tag) -> None:
        links = [
            [str(link["href"]) for link in single.select(f'[id="{slide}"] > p a.internal')]
            for slide in ("slides/one-why", "slides/two-why", "slides/one-last")
        ]
        assert links == [
            ["#slides/one-why", "#slides/two-why", "#why"],
            ["#slides/two-why", "#slides/one-why", "#why"],
            [
                *("#slides/one-detail", "#slides/one-below", "#slides/one-equation-picture"),
                "#slides/one-equation-energy-one",
            ],
        ]

    def test_links_in_raw_html(self, single: Tag) -> None:
        link = single.find("a", string="raw")
        assert link is not None
        assert link["href"] == "#slides/one-picture"

    def test_footnotes_lead_back(self, single: Tag) -> None:
        reference = single.select_one('[id="slides/two-why"] a.footnote-reference')
        footnote = single.select_one('[id="slides/two-a"] a[role="doc-backlink"]')
        assert reference is not None
        assert footnote is not None
        assert reference["href"] == "#slides/two-a"
        assert footnote["href"] == f"#{reference['id']}"

    def test_headings_are_numbered_and_have_links_to_themselves(self, single: Tag) -> None:
        headings = [
            (heading.get_text(), str(link["href"]))
            for heading in single.select("section h2, section h3")
            if (link := heading.select_one("a.headerlink")) is not None
        ]
        assert headings == [
            ("1. Why¶", "#why"),
            ("1.1. Picture¶", "#why-not"),
            ("2. First¶", "#slides/one-deck"),
            ("2.1. Why¶", "#slides/one-why"),
            ("2.2. Last¶", "#slides/one-last"),
            ("3. Second¶", "#slides/two-deck"),
            ("3.1. Why¶", "#slides/two-why"),
            ("3.2. Last¶", "#slides/two-last"),
            ("4. empty¶", "#slides/empty-deck"),
            ("5. blank¶", "#slides/blank-deck"),
        ]

    def test_other_headings_are_below_those_of_slides(self, single: Tag) -> None:
        assert single.select('h4.rubric[id="slides/one-below"]') != []

    def test_figures_and_formulas_are_numbered(self, single: Tag) -> None:
        captions = [caption.get_text(strip=True) for caption in single.select("figcaption")]
        assert captions == [
            "Fig. 2.1The first cup.¶",
            "Fig. 2.2Only a figure.¶",
            "Fig. 3.1The second cup.¶",
        ]
        assert [number.get_text() for number in single.select(".eqno")] == ["(2.1)¶", "(3.1)¶"]

    def test_contents(self, single: Tag) -> None:
        links = single.select(".sphinxsidebar li a")
        assert [(link.get_text(), str(link["href"])) for link in links] == [
            ("1. Why", "#document-page"),
            ("1.1. Picture", "#why-not"),
            ("2. First", "#document-slides/one"),
            ("2.1. Why", "#slides/one-why"),
            ("2.2. Last", "#slides/one-last"),
            ("3. Second", "#document-slides/two"),
            ("3.1. Why", "#slides/two-why"),
            ("3.2. Last", "#slides/two-last"),
            ("4. empty", "#document-slides/empty"),
            ("5. blank", "#document-slides/blank"),
        ]

    def test_slides_without_a_heading_stand_below_a_rule(self, single: Tag) -> None:
        assert "Slide" not in " ".join(h.get_text() for h in single.select("h1, h2, h3, h4"))
        ruled = [hr.parent["id"] for hr in single.select("section > hr") if hr.parent is not None]
        assert ruled == [
            *("slides/one-picture", "slides/one-equation-picture", "slides/one-slide-7"),
            "slides/two-picture",
        ]

    def test_without_permalinks(self, handout: Path) -> None:
        page = soup(run(handout, "singlehtml", html_permalinks=False).text("index.html"))
        assert page.select("a.headerlink") == []

    def test_a_deck_at_the_root(self, rooted: Path) -> None:
        page = soup(run(rooted, "singlehtml", deck_handout_notes=True).text("talk.html"))
        assert dead_links(page) == []
        links = [str(link["href"]) for link in page.select('[id="talk-root"] a')]
        assert links == ["#talk-why", "#sub-why", "#"]
        assert "hush-root" in page.get_text()
        assert [section["id"] for section in page.select("section section section")] == [
            *("sub-deck", "sub-why")
        ]

    def test_names_that_meet_stay_apart(self, tmp_path: Path) -> None:
        """The deck ``talk`` has ``2-end``, and the deck ``talk-2`` has ``end``."""
        (tmp_path / "conf.py").write_text(
            'extensions = ["sphinxcontrib_deck"]\ndeck_documents = ["talk*"]\n', "utf-8"
        )
        (tmp_path / "index.md").write_text(
            "# Top\n\n```{toctree}\ntalk\ntalk-2\n```\n[](talk.md#2-end) [](talk-2.md#end)\n",
            "utf-8",
        )
        (tmp_path / "talk.md").write_text("name: 2-end\n\n# A\n", "utf-8")
        (tmp_path / "talk-2.md").write_text("name: end\n\n# B\n", "utf-8")
        page = soup(run(tmp_path, "singlehtml").text("index.html"))
        ends = [str(link["href"])[1:] for link in page.select("section#top > p a")]
        decks = [page.select_one(f'section > section[id="{end}"]') for end in ends]
        assert [deck.parent["id"] for deck in decks if deck is not None and deck.parent] == [
            *("talk-deck", "talk-2-deck")
        ]


FIRST_AS_TEXT = f"""\
2. First
********

A subtitle.


2.1. Why
========

Text[2] with links: own, other, page.

   [image: a cup][image]The first cup.

   E = m

A detail.

[2] A footnote.

{RULE}

[image]

{RULE}

   [image: a cup][image]Only a figure.


2.2. Last
=========

-[ Below ]-

detail, below, figure, formula
"""


class TestText:
    def test_a_deck(self, built: Callable[[str], Built]) -> None:
        assert built("text").text("slides/one.txt") == FIRST_AS_TEXT

    @pytest.mark.parametrize(("name", "number"), [("empty", 4), ("blank", 5)])
    def test_an_empty_deck(self, built: Callable[[str], Built], name: str, number: int) -> None:
        heading = f"{number}. {name}"
        expected = f"{heading}\n{'*' * len(heading)}\n"
        assert built("text").text(f"slides/{name}.txt") == expected

    def test_contents(self, built: Callable[[str], Built]) -> None:
        contents = re.findall(
            r"^ *\* (\d[\d.]* .*)$", built("text").text("index.txt"), re.MULTILINE
        )
        assert contents[2:5] == ["2. First", "2.1. Why", "2.2. Last"]


@pytest.fixture(scope="module")
def latex(built: Callable[[str], Built]) -> str:
    return built("latex").text("handouts.tex")


def check_references(latex: str) -> set[str]:
    """Return what is referred to, after checking that it exists, once."""
    labels = re.findall(r"\\label\{(?:\\detokenize\{)?([^}]*)\}", latex)
    pattern = r"\\(?:hyperref\[|(?:name|eq)?ref\{)(?:\\detokenize\{)?([^]}]*)[]}]"
    references = set(re.findall(pattern, latex))
    assert references <= set(labels)
    assert [label for label in labels if labels.count(label) > 1] == []
    return references


class TestLaTeX:
    def test_headings(self, latex: str) -> None:
        assert re.findall(r"\\((?:chapter|\w*section)\*?\{.*)\}", latex) == [
            *("chapter{Why", "section{Picture"),
            *("chapter{First", "section{Why", "section{Last", "subsection*{Below"),
            *("chapter{Second", "section{Why", "subsubsection*{Speaker notes", "section{Last"),
            *("chapter{empty", "chapter{blank"),
        ]

    def test_every_reference_has_its_label(self, latex: str) -> None:
        slides = {"slides/one:picture", "slides/one:equation-picture", "slides/one:below"}
        assert slides < check_references(latex)

    def test_every_reference_has_its_label_where_decks_are_nested(self, rooted: Path) -> None:
        references = check_references(run(rooted, "latex").text("rooted.tex"))
        assert references == {"talk:why", "sub:why", "talk::doc", "sub:here"}

    def test_slides_without_a_heading_stand_below_a_rule(self, latex: str) -> None:
        anchors = re.findall(r"\\hrule\\bigskip\s+\\phantomsection\\label\{(.*)\}", latex)
        assert anchors == [
            rf"\detokenize{{slides/{slide}}}"
            for slide in ("one:picture", "one:equation-picture", "two:picture")
        ]

    def test_a_deck_as_an_appendix(self, handout: Path) -> None:
        built = run(handout, "latex", latex_appendices=["slides/two"], deck_handout_notes=True)
        appendix = built.text("handouts.tex").partition("\\appendix")[2]
        assert "\\chapter{Second}" in appendix
        assert appendix.count("Speaker notes") == 1


class TestTexinfo:
    def test_nodes(self, built: Callable[[str], Built]) -> None:
        text = built("texinfo").text("handouts.texi")
        nodes = re.findall(r"^@node ([^,<\n]*)", text, re.MULTILINE)
        expected = "Top Why Picture First Why Last Second Why Last empty blank"
        assert nodes == expected.split()

    def test_every_reference_has_its_anchor(self, built: Callable[[str], Built]) -> None:
        text = built("texinfo").text("handouts.texi")
        # The writer puts missing ones, which lead nowhere, at the end.
        assert re.findall(r"^@anchor.*@w\{", text, re.MULTILINE) == []
        assert "@anchor{slides/one picture}" in text


class TestManPage:
    def test_headings(self, built: Callable[[str], Built]) -> None:
        text = built("man").text("handouts.1")
        headings = re.findall(r"^\.S[HS] (.*)$", text, re.MULTILINE)
        expected = "NAME WHY Picture FIRST Why Last SECOND Why Last EMPTY BLANK"
        assert headings[:-2] == expected.split()

    def test_footnotes_indent_nothing_else(self, built: Callable[[str], Built]) -> None:
        text = built("man").text("handouts.1")
        assert text.count("A footnote.\n.PP\n") == 2


@pytest.fixture(scope="module")
def pages(built: Callable[[str], Built]) -> dict[str, Document]:
    """Give what the book holds as XML, which it has to be."""
    (book,) = built("epub").out.glob("*.epub")
    with zipfile.ZipFile(book) as archive:
        names = [name for name in archive.namelist() if name.endswith(("html", "ncx", "opf"))]
        return {name: parseString(archive.read(name)) for name in names}


class TestEpub:
    def test_every_link_leads_somewhere(self, pages: dict[str, Document]) -> None:
        ids = {
            name: {element.getAttribute("id") for element in page.getElementsByTagName("*")}
            for name, page in pages.items()
        }
        links = [
            link.getAttribute("href").partition("#")
            for link in pages["index.xhtml"].getElementsByTagName("a")
        ]
        assert len(links) > 10
        assert [(path, id_) for path, _, id_ in links if id_ and id_ not in ids[path]] == []

    def test_contents(self, pages: dict[str, Document]) -> None:
        targets = [
            content.getAttribute("src")
            for content in pages["toc.ncx"].getElementsByTagName("content")
        ]
        assert [target for target in targets if target.startswith("slides/one.xhtml#")] == [
            *("slides/one.xhtml#why", "slides/one.xhtml#last")
        ]


SHOWING = ("html", "singlehtml", "text", "latex", "man", "texinfo", "json")
HEADING = {"text": "-[ Speaker notes ]-", "xml": "<rubric>Speaker notes</rubric>"}


class TestNotes:
    @pytest.mark.parametrize("builder", [*SHOWING, "xml"])
    def test_only_the_deck_that_asks_shows_them(
        self, built: Callable[[str], Built], builder: str
    ) -> None:
        # The presentation that the builder html writes as well has those of both decks.
        page = built(builder)
        texts = (
            page.text("slides/one.html") + page.text("slides/two.html")
            if builder == "html"
            else (page.everything)
        )
        assert re.sub(r"\\sphinxhyphen\{\}|\\-", "-", texts).count("hush-two") == 1
        assert "hush-one" not in texts
        assert HEADING.get(builder, "Speaker notes") in texts

    @pytest.mark.parametrize("builder", SHOWING)
    def test_every_deck_can_show_them(self, handout: Path, builder: str) -> None:
        page = run(handout, builder, deck_handout_notes=True)
        assert page.warning == ""
        plain = re.sub(r"\\sphinxhyphen\{\}|\\-", "-", page.everything)
        assert "hush-one" in plain
        assert "hush-footnote" in plain

    def test_their_links_work_on_the_single_page(self, handout: Path) -> None:
        page = soup(run(handout, "singlehtml", deck_handout_notes=True).text("index.html"))
        assert dead_links(page) == []
        links = [str(link["href"]) for link in page.select(".speaker-notes > p a.internal")]
        assert links == ["#slides/one-why", "#slides/two-last"]

    def test_their_links_are_checked(self, built: Callable[[str], Built]) -> None:
        checked = [json.loads(line) for line in built("linkcheck").text("output.json").splitlines()]
        (note,) = [link for link in checked if link["uri"] == "https://notes.example/one"]
        assert note["filename"] == "slides/one.md"
        assert note["lineno"] == 10

    def test_they_are_translated_once(self, built: Callable[[str], Built]) -> None:
        catalogue = built("gettext").text("slides.pot")
        assert catalogue.count("hush-two") == 1
        assert "Speaker notes" not in catalogue


class TestData:
    def test_slides_keep_their_titles(self, built: Callable[[str], Built]) -> None:
        text = built("xml").text("slides/one.xml")
        titles = [html.unescape(title) for title in re.findall(r"<title[^>]*>(.*?)</title>", text)]
        assert titles == [
            "First",
            "First",
            "Why",
            *(f"Slide {n}" for n in (3, 4, 5)),
            "Last",
            "Slide 7",
        ]

    def test_titles_that_say_nothing_are_not_found(self, built: Callable[[str], Built]) -> None:
        index = built("html").text("searchindex.js")
        titles = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["alltitles"]
        assert {"First", "Why", "Last"} <= titles.keys()
        assert not [title for title in titles if title.startswith("Slide")]


def line(built: Built) -> list[str]:
    return [line for line in built.status.splitlines() if line.startswith("decks:")]


class TestCount:
    @pytest.mark.parametrize(
        ("builder", "options", "expected"),
        [
            ("html", {}, "5 as presentations, 5 as handouts"),
            ("deck", {}, "5 as presentations, 5 as handouts"),
            ("html", {"deck_companion": False}, "5 as handouts"),
            ("deck", {"deck_companion": False}, "5 as presentations"),
            ("text", {}, "5 as handouts"),
            ("singlehtml", {}, "4 as handouts"),
            ("latex", {}, "4 as handouts"),
        ],
    )
    def test_decks_and_forms(
        self, copy: Callable[[Path], Path], rootdir: Path, builder: str, options: Any, expected: str
    ) -> None:
        built = run(copy(rootdir / "test-handout"), builder, **options)
        assert line(built) == [f"decks: {expected}"]

    @pytest.mark.parametrize("builder", ["gettext", "linkcheck", *TOOLS])
    def test_tools_write_none(self, built: Callable[[str], Built], builder: str) -> None:
        assert line(built(builder)) == []

    @pytest.mark.parametrize("parallel", [0, 2])
    def test_what_this_run_wrote(
        self, copy: Callable[[Path], Path], rootdir: Path, parallel: int
    ) -> None:
        if parallel and not ParallelTasks(2).nproc:
            pytest.skip("no parallel builds here")
        source = copy(rootdir / "test-handout")
        both = [f"decks: {n} as presentation{s}, {n} as handout{s}" for n, s in ((5, "s"), (1, ""))]
        assert line(run(source, "html", parallel)) == [both[0]]
        assert line(run(source, "html", parallel)) == []
        deck = source / "slides" / "two.md"
        deck.write_text(deck.read_text("utf-8").replace("A picture", "No picture"), "utf-8")
        assert line(run(source, "html", parallel)) == [both[1]]
