"""Both forms of a deck in one output: the page and its companion."""

from __future__ import annotations

import filecmp
import re
import shutil
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from sphinx.testing.util import SphinxTestApp
from sphinx.util.parallel import ParallelTasks

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = {
    "html": ("slides/talk.html", "slides/talk.deck.html"),
    "dirhtml": ("slides/talk/index.html", "slides/talk.deck/index.html"),
    "deck": ("slides/talk.handout.html", "slides/talk.html"),
    "dirdeck": ("slides/talk.handout/index.html", "slides/talk/index.html"),
}
"""By builder: the handout and the presentation."""
FOLDER_PAGES = {
    "html": ("slides/index.html", "slides/index.deck.html"),
    "dirhtml": ("slides/index.html", "slides/index.deck.html"),
    "deck": ("slides/index.handout.html", "slides/index.html"),
    "dirdeck": ("slides/index.handout.html", "slides/index.html"),
}
THEMES = ("alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme")
NAMES = ("start", "conditions", "Überblick", "slide-4")


class Site:
    """A built output folder."""

    def __init__(self, app: SphinxTestApp) -> None:
        self.out = Path(app.outdir)
        self.warnings = re.sub(r"\x1b\[[\d;]*m", "", app.warning.getvalue()).splitlines()
        self.written = self._files()

    def _files(self) -> dict[str, int]:
        return {
            path.relative_to(self.out).as_posix(): path.stat().st_mtime_ns
            for path in self.out.rglob("*")
            if path.is_file()
        }

    def text(self, page: str) -> str:
        return (self.out / page).read_text("utf-8")

    def links(self, page: str) -> list[tuple[str, str]]:
        """Return the file (or, for this very page, nothing) and the fragment of each link."""
        found = []
        for href in re.findall(r'<a\b[^>]*?\shref="([^"]*)"', self.text(page)):
            path, _, fragment = unescape(href).partition("#")
            if "://" in path or path.startswith("mailto:"):
                continue
            target = (self.out / page).parent / unquote(path)
            if path:
                target = target / "index.html" if target.is_dir() else target
                path = target.resolve().relative_to(self.out.resolve()).as_posix()
            found.append((path, unquote(fragment)))
        return found


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory, rootdir: Path) -> Callable[..., Site]:
    """Give a function that builds the project with a builder, in a folder of its own."""

    def build_project(builder: str, *, parallel: int = 0, **options: Any) -> Site:
        source = tmp_path_factory.mktemp("forms") / "source"
        shutil.copytree(rootdir / "test-forms", source)
        return rebuild(source, builder, parallel=parallel, **options)

    return build_project


def rebuild(source: Path, builder: str, *, parallel: int = 0, **options: Any) -> Site:
    app = SphinxTestApp(builder, srcdir=source, parallel=parallel, confoverrides=options)
    try:
        app.build()
        return Site(app)
    finally:
        app.cleanup()


@pytest.fixture(scope="module")
def sites(build: Callable[..., Site]) -> dict[str, Site]:
    return {builder: build(builder) for builder in PAGES}


@pytest.fixture(params=PAGES)
def builder(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def site(sites: dict[str, Site], builder: str) -> Site:
    return sites[builder]


class TestPages:
    def test_both_are_written(self, site: Site, builder: str) -> None:
        for handout, presentation in (PAGES[builder], FOLDER_PAGES[builder]):
            assert '<main class="reveal' not in site.text(handout)
            assert '<main class="reveal' in site.text(presentation)

    def test_each_slide_has_its_address_in_both(self, site: Site, builder: str) -> None:
        for page in PAGES[builder]:
            assert [name for name in NAMES if f' id="{name}"' not in site.text(page)] == []

    def test_the_handout_leads_to_each_slide(self, site: Site, builder: str) -> None:
        handout, presentation = PAGES[builder]
        found = [fragment for page, fragment in site.links(handout) if page == presentation]
        # Its title is the deck's, so the first slide has the link of the whole deck.
        assert found == ["", *NAMES[1:]]

    def test_the_presentation_leads_to_the_handout_and_up(self, site: Site, builder: str) -> None:
        handout, presentation = PAGES[builder]
        pages = [page for page, _ in site.links(presentation)]
        assert pages.count(handout) == 1
        assert "index.html" in pages

    def test_no_link_is_dead(self, site: Site) -> None:
        dead = [
            (page, link)
            for page in site.written
            if page.endswith(".html") and not page.startswith("_static")
            for link in site.links(page)
            if not self.is_alive(site, link[0] or page, link[1])
        ]
        assert dead == []

    @staticmethod
    def is_alive(site: Site, page: str, fragment: str) -> bool:
        if page not in site.written:
            return False
        return not fragment or f' id="{fragment}"' in site.text(page)

    def test_a_link_between_decks_stays_in_the_form(self, site: Site, builder: str) -> None:
        for page, other in zip(PAGES[builder], FOLDER_PAGES[builder], strict=True):
            assert (other, "second") in site.links(page)
            assert (page, "start") in site.links(other)
            assert ("", "second") in site.links(other)

    def test_documents_lead_to_the_page(self, site: Site, builder: str) -> None:
        main = PAGES[builder][builder in ("deck", "dirdeck")]
        assert {(main, ""), (main, "Überblick")} <= set(site.links("index.html"))

    def test_the_search_index_knows_only_the_page(self, site: Site) -> None:
        index = site.text("searchindex.js")
        assert ".handout" not in index
        assert ".deck" not in index
        assert "Present from here" not in index

    @pytest.mark.parametrize("name", ["singlehtml", "epub", "text"])
    def test_no_other_builder_writes_them(self, build: Callable[..., Site], name: str) -> None:
        out = build(name).out
        assert [path for path in out.rglob("*") if ".deck" in path.name] == []
        assert not (out / "_static/deck/deck.js").exists()

    @pytest.mark.parametrize("name", ["html", "deck"])
    def test_they_can_be_switched_off(self, build: Callable[..., Site], name: str) -> None:
        site = build(name, deck_companion=False)
        handout, presentation = PAGES[name]
        assert (handout if name == "deck" else presentation) not in site.written
        assert "deck-present" not in "".join(
            site.text(page) for page in site.written if page.endswith(".html")
        )
        assert ("_static/deck/deck.js" in site.written) == (name == "deck")


class TestConditions:
    def test_are_decided_by_what_the_page_is(self, site: Site, builder: str) -> None:
        handout, presentation = map(site.text, PAGES[builder])
        assert "Only presented." in presentation
        assert "Only to be read." not in presentation
        assert "Only presented." not in handout
        assert "Only to be read." in handout

    def test_in_speaker_notes(self, site: Site, builder: str) -> None:
        presentation = site.text(PAGES[builder][1])
        assert "Noted in a presentation." in presentation
        assert "Noted in a handout." not in presentation

    def test_a_document_is_no_presentation(self, site: Site) -> None:
        assert "A document is a page." in site.text("index.html")
        assert "A document is no presentation." not in site.text("index.html")

    def test_in_a_builder_without_presentations(self, build: Callable[..., Site]) -> None:
        text = build("text").text("slides/talk.txt")
        assert "Only to be read." in text
        assert "Only presented." not in text


class TestContent:
    def test_images_of_either_form_are_there(self, site: Site, builder: str) -> None:
        page = PAGES[builder][1]
        sources = re.findall(r'<img\b[^>]*?\ssrc="([^"]*)"', site.text(page))
        assert {Path(source).name for source in sources} == {
            "cup.png",
            "hush-cup.png",
            "shown-only.png",
        }
        assert all(((site.out / page).parent / source).is_file() for source in sources)

    def test_notes_are_in_the_presentation_alone(self, site: Site, builder: str) -> None:
        handout, presentation = PAGES[builder]
        assert "Hush." in site.text(presentation)
        assert "Hush." not in site.text(handout)

    def test_notes_that_are_left_out_bring_no_file(self, build: Callable[..., Site]) -> None:
        site = build("html", deck_notes=False)
        assert "_images/hush-cup.png" not in site.written
        assert "_images/cup.png" in site.written

    def test_a_source_with_notes_is_published_with_presentations(
        self, sites: dict[str, Site]
    ) -> None:
        assert "_sources/slides/talk.md.txt" in sites["deck"].written
        assert "_sources/slides/talk.md.txt" not in sites["html"].written

    def test_handouts_have_the_style_of_their_links(self, site: Site, builder: str) -> None:
        handout, presentation = map(site.text, PAGES[builder])
        assert "_static/deck/page.css" in handout
        assert "_static/deck/page.css" not in presentation
        assert "_static/deck/page.css" not in site.text("index.html")
        assert "_static/deck/page.css" in site.written


class TestWarnings:
    def test_are_given_once(self, site: Site) -> None:
        assert len(site.warnings) == 1
        assert "slides/index.md:17: WARNING: can't show" in site.warnings[0]

    @pytest.mark.parametrize("name", ["html", "deck"])
    @pytest.mark.parametrize("parallel", [0, 2])
    def test_of_content_that_only_one_form_has(
        self, tmp_path: Path, rootdir: Path, name: str, parallel: int
    ) -> None:
        shutil.copytree(rootdir / "test-forms", tmp_path / "source")
        with (tmp_path / "source/slides/talk.md").open("a", encoding="utf-8") as talk:
            talk.write(
                "\n[](#in-both)\n\n```{only} deck\n[](#in-one)\n```\n\n"
                "```{only} not deck\n[](#in-other)\n```\n"
            )
        warnings = "\n".join(rebuild(tmp_path / "source", name, parallel=parallel).warnings)
        for target in ("in-both", "in-one", "in-other"):
            assert warnings.count(target) == 1, warnings


class TestMetadata:
    def test_describes_the_deck(self, site: Site, builder: str) -> None:
        main = "slides/talk/" if builder.startswith("dir") else "slides/talk.html"
        for page in PAGES[builder]:
            text = site.text(page)
            metas = dict(re.findall(r'<meta (?:name|property)="([^"]*)" content="([^"]*)"', text))
            address = f"https://forms.example/en/{main}"
            assert {
                "description": "One source, &quot;two&quot; pages.",
                "author": "Ada Alder",
                "og:title": "Two forms",
                "og:type": "article",
                "og:description": "One source, &quot;two&quot; pages.",
                "og:site_name": "Forms",
                "og:locale": "en",
                "og:url": address,
                "og:image": "https://forms.example/en/_images/cup.png",
            }.items() <= metas.items()
            assert re.findall(r'<link rel="canonical" href="([^"]*)"', text) == [address]
            assert "<title>Two forms" in text

    def test_falls_back_to_the_first_sentences(self, site: Site, builder: str) -> None:
        text = site.text(FOLDER_PAGES[builder][1])
        found = re.search(r'<meta name="description" content="(Its page is[^"]*) …"', text)
        assert found is not None
        assert 100 < len(found[1]) <= 200

    def test_says_nothing_twice(self, tmp_path: Path) -> None:
        (tmp_path / "conf.py").write_text("extensions = ['sphinxcontrib_deck']", "utf-8")
        (tmp_path / "index.md").write_text(
            "---\ndeck: true\ndescription: Ours.\nmyst:\n  html_meta:\n    description: Theirs.\n"
            "---\n# One\n",
            "utf-8",
        )
        text = rebuild(tmp_path, "deck").text("index.html")
        assert re.findall(r'<meta[^>]* name="description"[^>]*>', text) == [
            '<meta content="Theirs." name="description" />'
        ]
        assert 'rel="up"' not in text


class TestBuilds:
    @pytest.mark.parametrize("name", ["html", "deck"])
    def test_in_parallel_are_the_same(
        self, build: Callable[..., Site], name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        started = []
        start = ParallelTasks.add_task

        def add_task(self: ParallelTasks, *args: Any) -> None:
            started.append(args)
            start(self, *args)

        monkeypatch.setattr(ParallelTasks, "add_task", add_task)
        parallel, serial = build(name, parallel=2), build(name)
        assert started
        assert parallel.warnings == [
            line.replace(str(serial.out.parents[1]), str(parallel.out.parents[1]))
            for line in serial.warnings
        ]
        assert parallel.written.keys() == serial.written.keys()
        pages = [page for page in serial.written if not page.startswith(("_static", "."))]
        _, different, failed = filecmp.cmpfiles(parallel.out, serial.out, pages, shallow=False)
        assert (different, failed) == ([], [])

    @pytest.mark.parametrize("name", ["html", "deck"])
    def test_that_change_nothing_write_no_page(self, build: Callable[..., Site], name: str) -> None:
        first = build(name)
        again = rebuild(first.out.parents[1], name)
        changed = [page for page, time in again.written.items() if first.written.get(page) != time]
        pages = [page for page in changed if page.startswith("slides/") or page == "index.html"]
        assert pages == []

    # What a theme does with Sphinx is the theme's to change.
    @pytest.mark.filterwarnings("ignore:.*sphinx_book_theme:PendingDeprecationWarning")
    @pytest.mark.filterwarnings("ignore:.*sphinx_book_theme:DeprecationWarning")
    @pytest.mark.parametrize("theme", THEMES)
    def test_with_a_theme(
        self, build: Callable[..., Site], sites: dict[str, Site], theme: str
    ) -> None:
        site = build("html", html_theme=theme)
        assert len(site.warnings) == 1
        handout, presentation = PAGES["html"]
        assert (presentation, "conditions") in site.links(handout)
        assert self.body(site.text(presentation)) == self.body(sites["html"].text(presentation))

    @staticmethod
    def body(text: str) -> str:
        # sphinx_rtd_theme loads an extension for jQuery, which others may rest on.
        files = "jquery|_sphinx_javascript_frameworks|documentation_options"
        scripts = re.compile(rf"<script[^>]*(?:{files}).*?</script>\n")
        return scripts.sub("", text[text.index("<body") :])
