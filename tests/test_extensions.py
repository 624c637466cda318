"""Other extensions on slides: what their directives give is on the pages of both forms."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from small_project import SmallProject

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup, Tag
    from extension_projects import ExtensionProject, Run

PRESENTATION = {"deck": "slides/{}.html", "html": "slides/{}.deck.html"}
HANDOUT = {"deck": "slides/{}.handout.html", "html": "slides/{}.html"}

ON_SLIDES = {
    "design": [
        "#cards .sd-card",
        "#cards .sd-card .sd-badge",
        "#cards a[href$='#tabs']",
        "#tabs .sd-tab-set > input",
        "#dropdowns details.sd-dropdown",
        "#colours a.sd-btn",
    ],
    "controls": [
        "#tabs [role=tab]",
        "#tabs [role=tabpanel] pre",
        "#toggles .admonition.dropdown",
        "#toggles .toggle",
    ],
    "diagrams": ["#flow figure > object", "#inverse object"],
    "texts": [
        "#cited a[href='#{}']:-soup-contains('AB20')",
        "#cited aside.footnote",
        "#api dl.py.class dl.py.method",
        "#api table.autosummary a",
        "#tests pre:-soup-contains('>>> 1 + 1')",
        "#rest .admonition-todo",
        "#rest a[href='https://example.org/issues/12']",
        "#rest a[href='https://example.org/pier/guide.html#bollard']",
        "#rest a[href='#quay.tide']",
        "#list a[href='#{}']",
    ],
}
"""Selectors of what each deck has in both forms; ``{}`` is any name."""

needs_dot = pytest.mark.skipif(not shutil.which("dot"), reason="graphviz is not installed")


@pytest.fixture(scope="module", params=["deck", "html"])
def run(request: pytest.FixtureRequest, extension_project: ExtensionProject) -> Run:
    return extension_project.build(request.param)


def found(page: BeautifulSoup, selector: str) -> list[Tag]:
    return [*page.select(selector.replace("='#{}'", "^='#'"))]


class TestPages:
    def test_nothing_is_warned_about(self, run: Run) -> None:
        assert run.warnings == []

    @pytest.mark.parametrize("form", [PRESENTATION, HANDOUT], ids=["presentation", "handout"])
    @pytest.mark.parametrize("deck", ON_SLIDES)
    def test_directives_show_what_they_make(
        self, run: Run, deck: str, form: dict[str, str]
    ) -> None:
        page = run.page(form[run.out.name].format(deck))
        assert [selector for selector in ON_SLIDES[deck] if not found(page, selector)] == []

    @needs_dot
    @pytest.mark.parametrize("form", [PRESENTATION, HANDOUT], ids=["presentation", "handout"])
    def test_graphs_are_drawn(self, run: Run, form: dict[str, str]) -> None:
        page = run.page(form[run.out.name].format("graphs"))
        drawings = [str(drawing["data"]) for drawing in page.select("object.graphviz")]
        assert len(drawings) == 2
        assert all((run.out / "slides" / drawing).is_file() for drawing in drawings)

    @pytest.mark.parametrize("form", [PRESENTATION, HANDOUT], ids=["presentation", "handout"])
    def test_a_bibliography_has_each_entry_once(self, run: Run, form: dict[str, str]) -> None:
        page = run.page(form[run.out.name].format("texts"))
        entries = page.select("#references .citation")
        assert [len(entry.select("p")) for entry in entries] == [1, 1]
        links = [str(link["href"])[1:] for link in page.select("#references .citation a")]
        assert links
        assert [name for name in links if not page.find(id=name)] == []

    def test_what_is_to_do_in_speaker_notes_stays_there(self, run: Run) -> None:
        pages = [page.relative_to(run.out) for page in run.out.rglob("*.html")]
        asked = {str(page) for page in pages if "Ask Ada" in (run.out / page).read_text("utf-8")}
        assert asked == {PRESENTATION[run.out.name].format("texts")}

    def test_conditions_hold(self, run: Run) -> None:
        text = run.page(PRESENTATION[run.out.name].format("texts")).get_text()
        assert "It is winter." in text
        assert "It is summer." not in text


def test_doctests_on_slides_are_run(extension_project: ExtensionProject) -> None:
    run = extension_project.build("doctest")
    assert "2 tests" in run.report
    assert "0 failures in tests" in run.report


@pytest.mark.parametrize("builder", ["singlehtml", "text"])
def test_other_builders_write_the_decks(extension_project: ExtensionProject, builder: str) -> None:
    run = extension_project.build(builder)
    # Where it shows no tabs, sphinx-tabs reads what is in them twice.
    assert [line for line in run.warnings if '"in-panel"' not in line] == []
    files = [file for file in run.out.rglob("*.*") if file.suffix in {".html", ".txt"}]
    assert any("Pears are long." in file.read_text("utf-8") for file in files)


class TestOffline:
    """A deck's page loads nothing from elsewhere, and its scripts stand in files."""

    @pytest.mark.parametrize("deck", ON_SLIDES)
    def test_files_are_the_sites_own(self, run: Run, deck: str) -> None:
        page = run.page(PRESENTATION[run.out.name].format(deck))
        files = [str(script["src"]) for script in page.select("script:not([type])")]
        files += [str(link["href"]) for link in page.select("link[rel=stylesheet]")]
        folder = run.out / "slides"
        assert len(files) > 10
        assert [file for file in files if not (folder / file.partition("?")[0]).is_file()] == []

    @pytest.mark.parametrize("builder", ["deck", "html"])
    def test_what_mermaid_would_draw_with_the_network_is_its_source(
        self, extension_project: ExtensionProject, builder: str
    ) -> None:
        run = extension_project.build(builder, "-D", "mermaid_output_format=raw")
        lines = [re.fullmatch(r"slides/diagrams\.md:(\d+): .*", line) for line in run.warnings]
        assert [int(line[1]) for line in lines if line] == [14, 24]
        assert all('mermaid_output_format = "svg"' in line for line in run.warnings)
        assert all(line.endswith("[deck.offline]") for line in run.warnings)
        page = run.page(PRESENTATION[builder].format("diagrams"))
        assert page.select_one("#flow pre").get_text() == "flowchart LR\n  water --> moss\n"  # type: ignore[union-attr]
        assert "jsdelivr" not in str(page)
        handout = run.page(HANDOUT[builder].format("diagrams"))
        assert handout.select_one("#flow pre.mermaid")
        assert "jsdelivr" in str(handout)

    def test_a_local_copy_of_mermaid_may_draw(self, extension_project: ExtensionProject) -> None:
        local = ("-D", "mermaid_output_format=raw", "-D", "mermaid_use_local=mermaid.mjs")
        run = extension_project.build("deck", *local)
        assert run.warnings == []
        page = run.page(PRESENTATION["deck"].format("diagrams"))
        assert page.select_one("#flow pre.mermaid")
        assert 'import mermaid from "../_static/mermaid.mjs"' in str(page)


ADDED = """\
extensions = ["sphinxcontrib_deck"]
html_js_files = ["https://own.example.org/a.js", ("", {"body": "let own = 1;"})]


def setup(app):
    app.add_css_file("https://style.example.org/a.css")
    app.add_js_file("//script.example.org/a.js")
    app.add_js_file("local.js")
    app.add_js_file(None, body="let answer = 42;")
    app.add_js_file(None, body="load('https://inline.example.org/a.js')")
    app.add_js_file(None, body="draw('http://www.w3.org/2000/svg') // https://example.org")
    app.add_js_file(None, type="application/json", body='{"see": "https://data.example.org"}')
    app.add_js_file(None, type="module", body="import './local.mjs'")
"""


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    files = {"conf.py": ADDED, "index.md": "---\ndeck: true\n---\n# A\n", "page.md": "# B\n"}
    files["page.md"] = "---\norphan: true\n---\n# B\n"
    project = SmallProject(tmp_path_factory.mktemp("added"), files)
    project.build("deck")
    return project


class TestAddedFiles:
    def test_those_elsewhere_are_left_out_with_a_warning(self, added: SmallProject) -> None:
        addresses = [re.findall(r"'([^']*example[^']*)'", line) for line in added.warnings["deck"]]
        assert sorted(addresses) == [
            ["//script.example.org/a.js"],
            ["https://inline.example.org/a.js"],
            ["https://style.example.org/a.css"],
        ]
        assert all(line.startswith("index.md: ") for line in added.warnings["deck"])
        assert all(line.endswith("[deck.offline]") for line in added.warnings["deck"])
        page = added.page("deck", "index.html")
        assert set(re.findall(r"\w+\.example\.org", page)) == {"data.example.org"}

    def test_pages_of_the_documentation_keep_them(self, added: SmallProject) -> None:
        page = added.page("deck", "page.html")
        assert "https://style.example.org/a.css" in page
        assert "let answer = 42;" in page

    def test_scripts_stand_in_files(self, added: SmallProject) -> None:
        page = added.page("deck", "index.html")
        assert "_static/local.js" in page
        names = re.findall(r'src="(_static/deck/inline-\w+\.js)', page)
        texts = [added.page("deck", name) for name in names]
        assert texts[0] == "let answer = 42;"
        assert "http://www.w3.org/2000/svg" in texts[1]
        assert len(texts) == 2

    def test_modules_and_data_stay_where_they_are(self, added: SmallProject) -> None:
        page = added.page("deck", "index.html")
        assert "<script type=\"module\">import './local.mjs'</script>" in page
        data = re.search(r'<script type="application/json">(.*?)</script>', page)
        assert data
        assert json.loads(data[1]) == {"see": "https://data.example.org"}

    def test_scripts_can_read_what_sphinx_tells_them(self, added: SmallProject) -> None:
        page = added.page("deck", "index.html")
        assert page.index("documentation_options.js") < page.index("local.js")
        assert '<html lang="en" data-content_root="./">' in page


def test_without_extensions_there_are_no_scripts_but_ours(tmp_path: Path) -> None:
    project = SmallProject(tmp_path, {"index.md": "---\ndeck: true\n---\n# A\n"})
    project.build("deck")
    page = project.page("deck", "index.html")
    assert all("_static/deck/" in script for script in re.findall(r'<script src="([^"]*)"', page))
