"""Notebooks as decks, where MyST-NB is loaded: in Markdown, and as Jupyter writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinxcontrib_deck.doctree.notebook_text import front_matter_of, text_of_cells
from sphinxcontrib_deck.html.extensions import _with_our_builders

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from extension_projects import ExtensionProject, Run

PRESENTATION = {"deck": "slides/{}.html", "html": "slides/{}.deck.html"}
EXPECTED = [
    f'slides/{place}: WARNING: Unknown interpreted text role "unknown". [myst.role_unknown]'
    for place in ("jupyter.ipynb:70003", "markdown.md:41")
]
"""What the notebooks get wrong on purpose: the lines are those of the notebooks."""


@pytest.fixture(scope="module", params=["deck", "html"])
def run(request: pytest.FixtureRequest, notebook_project: ExtensionProject) -> Run:
    return notebook_project.build(request.param)


def slides(page: BeautifulSoup) -> dict[str, Tag]:
    return {str(slide["id"]): slide for slide in page.select(".slides > section")}


class TestMarkdown:
    @pytest.fixture
    def page(self, run: Run) -> BeautifulSoup:
        return run.page(PRESENTATION[run.out.name].format("markdown"))

    def test_slides_are_those_of_the_text_and_of_cells(self, page: BeautifulSoup) -> None:
        assert [*slides(page)] == ["first", "sum", "columns", "glued", "slide-5"]
        assert "on a slide of its own" in slides(page)["slide-5"].get_text()

    def test_outputs_follow_their_code(self, page: BeautifulSoup) -> None:
        parts = slides(page)["sum"].select(".cell pre")
        assert [part.get_text().strip() for part in parts][1:] == ["in words: twenty-one", "42"]
        assert slides(page)["sum"].select_one(".cell + p > a[href='#first']")

    def test_cells_stand_in_content_classes(self, page: BeautifulSoup) -> None:
        left, right = slides(page)["columns"].select(".pull-left, .pull-right")
        assert left.select_one("details.hide pre")
        assert left.select_one(".cell_output td")
        assert right.get_text().strip() == "Right of it."

    def test_glue_stays_in_its_line_and_step(self, page: BeautifulSoup) -> None:
        line = slides(page)["glued"].select_one("p.fragment")
        assert line
        assert line.get_text() == "It is 21."

    def test_exceptions_show_where_they_are_raised(self, page: BeautifulSoup) -> None:
        assert slides(page)["glued"].select_one(".traceback:-soup-contains('ZeroDivisionError')")


class TestJupyter:
    @pytest.fixture
    def page(self, run: Run) -> BeautifulSoup:
        return run.page(PRESENTATION[run.out.name].format("jupyter"))

    def test_cells_say_where_slides_begin(self, page: BeautifulSoup) -> None:
        assert [*slides(page)] == ["slides-of-jupyter", "sum", "below", "separated"]
        assert "This is skipped." not in page.get_text()

    def test_metadata_are_the_decks_options(self, page: BeautifulSoup) -> None:
        assert page.select_one("link[href*='dark.css']")
        assert page.title
        assert page.title.get_text().startswith("Slides from Jupyter")

    def test_a_fragment_is_a_step_with_its_output(self, page: BeautifulSoup) -> None:
        first, second = slides(page)["sum"].select(":scope > .cell")
        assert "fragment" not in first["class"]
        assert "fragment" in second["class"]
        assert second.select(".cell_output pre")[0].get_text().strip() == "4"

    def test_notes_are_speaker_notes(self, page: BeautifulSoup) -> None:
        notes = slides(page)["slides-of-jupyter"].select_one("aside.notes")
        assert notes
        assert notes.get_text().strip() == "Speak up."

    def test_pictures_are_the_sites_own(self, run: Run, page: BeautifulSoup) -> None:
        picture = slides(page)["below"].select_one(".cell_output img")
        assert picture
        assert (run.out / "slides" / str(picture["src"])).is_file()


class TestProject:
    def test_other_documents_stay_what_they_are(self, run: Run) -> None:
        assert "42" in run.page("page.html").select(".cell_output pre")[0].get_text()
        plain = run.page(PRESENTATION[run.out.name].format("plain"))
        assert [*slides(plain)] == ["a-deck-without-cells", "its-second-slide"]

    def test_a_build_that_changes_nothing_reads_nothing(
        self, notebook_project: ExtensionProject
    ) -> None:
        notebook_project.build("deck")
        assert "no targets are out of date" in notebook_project.build_again("deck").report

    def test_the_order_of_the_extensions_makes_no_difference(
        self, notebook_project: ExtensionProject
    ) -> None:
        order = ("-D", "extensions=sphinxcontrib_deck,myst_nb", "-D", "nb_execution_mode=off")
        run = notebook_project.build("deck", *order)
        # Nothing is run, so nothing is glued.
        assert sorted(line for line in run.warnings if "glue" not in line) == EXPECTED
        page = run.page("slides/jupyter.html")
        assert page.select(".slides > section .cell_output pre")


def cell(kind: str, source: str, part: str | None = None, **metadata: Any) -> dict[str, Any]:
    slideshow = {} if part is None else {"slideshow": {"slide_type": part}}
    return {"cell_type": kind, "source": source, "metadata": slideshow | metadata}


class TestText:
    def test_cells_follow_each_other(self) -> None:
        cells = [cell("markdown", "a\nb"), cell("code", "1"), cell("raw", "<p>")]
        text = text_of_cells(cells, [10, 20, 30])
        assert text.lines == [
            *["a", "b", ""],
            *["```{deck-notebook-cell} 1", "```", ""],
            *["```{deck-notebook-cell} 2", "```", ""],
        ]
        assert text.sources == [10, 11, 10, 20, 21, 20, 30, 31, 30]

    def test_notes_end_their_slide(self) -> None:
        cells = [
            cell("markdown", "a", "slide"),
            cell("markdown", "n", "notes"),
            cell("markdown", "b", "fragment"),
            cell("markdown", "m", "notes"),
            cell("markdown", "c", "subslide"),
            cell("markdown", "o", "notes"),
        ]
        lines = [line for line in text_of_cells(cells, [0] * 6).lines if line]
        assert lines == ["a", "--", "b", "???", "n", "???", "m", "---", "c", "???", "o"]

    @pytest.mark.parametrize(
        "hidden",
        [
            cell("markdown", "x", "skip"),
            cell("markdown", "  "),
            cell("code", "x", tags=["remove-cell"]),
            cell("code", "x", tags=["remove_cell"]),
        ],
    )
    def test_what_isnt_shown_is_left_out(self, hidden: dict[str, Any]) -> None:
        assert text_of_cells([hidden], [0]).lines == []

    @pytest.mark.parametrize("slideshow", [None, "slide", {"slide_type": None}, {}])
    def test_odd_metadata_say_nothing(self, slideshow: object) -> None:
        cells = [cell("markdown", "a"), cell("markdown", "b", slideshow=slideshow, tags=None)]
        assert text_of_cells(cells, [0, 1]).lines == ["a", "", "b", ""]

    def test_front_matter_is_the_metadata_or_the_first_cell(self) -> None:
        metadata = {"deck": True, "kernelspec": {"name": "x"}, "title": "Ü"}
        assert front_matter_of(metadata, []) == "---\ndeck: true\ntitle: Ü\n---"
        assert front_matter_of({"kernelspec": {}}, []) == ""
        first = cell("raw", "---\ndeck: true\n---")
        assert front_matter_of(metadata, [first]) == first["source"]


def test_a_projects_order_of_outputs_holds_for_our_builders() -> None:
    own = [("html", "text/html", 5), ("*", "text/plain", 1), ("dirhtml", "a/b", None)]
    assert _with_our_builders([*own, "odd"]) == [
        ("html", "text/html", 5),
        ("deck", "text/html", 5),
        ("*", "text/plain", 1),
        ("dirhtml", "a/b", None),
        ("dirdeck", "a/b", None),
        "odd",
    ]
