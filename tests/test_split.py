"""Slides that begin with headings: in Markdown, in reStructuredText; and attributes above them."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from small_project import Slide, SmallProject, shape_errors

from sphinxcontrib_deck.doctree.structure import is_made, slide_title

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = """\
---
title: The harbour guide
deck: {split: headings}
---

# The harbour guide

For those who come by water: [the tides](#tides), [the quay](#quay), {ref}`fees`.

{.inverse name=tides background-color="#123"}
## Tides and currents

- high water
--
- low water

### Where to look

At the wall.

???
Only for the **speaker**.

### And more of it

{.middle}
(quay)=
(fees)=
The quay
--------

Setext headings are headings.

```{code-block} md
# no slide
```

:::{note}
## No slide either
:::

- ## nor this

.left[
## nor in a content class
]

---

No heading, but a slide.

---
{#by-id}

## After a separator

# A second part

???

Notes end with the next heading.

## The end

Überall
=======
"""

TALK = """\
:deck: {theme: dark}
:author: Clara Aldana
:date: 2026-05-17

.. A comment above everything.

.. _start:

=====================
Tides for three ships
=====================

Clara Aldana

.. _Agenda-Slide:

Agenda
======

* `Deeper`_, :ref:`deeper-label`, :ref:`here <start>`, |sub|
* A note [#note]_

.. |sub| replace:: substituted

.. notes::

   Hush: a *note* with a footnote [#hush]_.

.. rst-class:: inverse middle

Überblick
=========

.. index:: overview

Text.

.. _deeper-label:

Deeper
------

Deep text.

----

No heading here.

Agenda
======

Second agenda.

.. [#note] On the slide.
.. [#hush] In the notes.
"""

PAGE = """\
# Page

[](guide.md#tides) [](talk.rst#Agenda-Slide) [](#überblick) {deck:slide}`by-id`
{ref}`deeper-label` {deck:deck}`talk`

```{toctree}
guide
talk
listed
```
"""

FILES = {
    "index.md": PAGE,
    "guide.md": GUIDE,
    "talk.rst": TALK,
    "listed.rst": "Listed\n======\n\nText.\n\nSecond\n------\n\nDeep\n~~~~\n\nMore.\n",
    "not.rst": ":orphan:\n:deck: false\n\nNot\n===\n\nA deck\n------\n",
}

BUILDERS = ["html", "deck", "dirdeck", "latex", "text", "man", "xml", "epub"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    source = tmp_path_factory.mktemp("split")
    epub = {"version": "1", "copyright": "nobody"}
    project = SmallProject(source, FILES, {"deck_documents": ["listed", "not"], **epub})
    for builder in BUILDERS:
        project.build(builder)
    return project


@pytest.mark.parametrize("builder", BUILDERS)
def test_nothing_is_warned_about(project: SmallProject, builder: str) -> None:
    assert project.warnings[builder] == []


@pytest.mark.parametrize("docname", ["guide", "talk", "listed"])
def test_the_doctree_has_the_shape_of_any_deck(project: SmallProject, docname: str) -> None:
    assert shape_errors(project.doctree(docname)) == []


class TestMarkdown:
    def test_headings_and_separators_begin_slides(self, project: SmallProject) -> None:
        slides = project.slides("guide")
        assert [(slide.name, slide.title) for slide in slides] == [
            ("the-harbour-guide", "# The harbour guide"),
            ("tides", "## Tides and currents"),
            ("quay", "## The quay"),
            ("slide-4", ""),
            ("by-id", "## After a separator"),
            ("a-second-part", "# A second part"),
            ("the-end", "## The end"),
            ("überall", "# Überall"),
        ]

    def test_other_headings_are_part_of_their_slide(self, project: SmallProject) -> None:
        rubrics = [
            [rubric.astext() for rubric in section.findall(nodes.rubric)]
            for section in project.sections("guide")
        ]
        assert rubrics[1:3] == [
            ["Where to look"],
            ["No slide either", "nor this", "nor in a content class"],
        ]

    def test_attributes_are_properties(self, project: SmallProject) -> None:
        _, tides, quay, *_ = project.sections("guide")
        assert tides["properties"] == {
            "name": "tides",
            "class": "inverse",
            "background-color": "#123",
        }
        assert quay["properties"] == {"name": "quay", "class": "middle"}
        page = BeautifulSoup(project.page("deck", "guide.html"), "html.parser")
        slide = page.select_one("section#tides")
        assert slide is not None
        assert slide["class"] == ["inverse"]
        assert slide["data-background-color"] == "#123"

    def test_steps_and_notes_are_as_between_separators(self, project: SmallProject) -> None:
        page = BeautifulSoup(project.page("deck", "guide.html"), "html.parser")
        slide = page.select_one("section#tides")
        assert slide is not None
        assert [item.get_text() for item in slide.select("li.fragment")] == ["low water"]
        assert project.notes("guide") == {
            "tides": "Only for the speaker. And more of it",
            "a-second-part": "Notes end with the next heading.",
        }

    def test_the_level_can_be_set(self, tmp_path: Path) -> None:
        deck = "---\ndeck: {split: headings, split_level: %s}\n---\n# A\n\n## B\n\n### C\n\ntext\n"
        found = {}
        for level in (1, 2, 3):
            folder = tmp_path / str(level)
            project = SmallProject(folder, {"index.md": deck % level})
            project.build("deck")
            assert project.warnings["deck"] == []
            found[level] = [slide.title for slide in project.slides("index")]
        assert found == {1: ["# A"], 2: ["# A", "## B"], 3: ["# A", "## B", "### C"]}

    def test_lines_are_those_of_the_source(self, project: SmallProject) -> None:
        lines = ["", *GUIDE.split("\n")]
        for section in project.sections("guide"):
            title = slide_title(section)
            if not is_made(title):
                assert lines[title.line or 0].lstrip("# ") == title.astext()

    def test_a_step_before_a_heading_is_none(self, tmp_path: Path) -> None:
        text = "---\ndeck: {split: headings}\n---\n# A\n\na\n--\n{#b}\n# B\n\nb\n"
        project = SmallProject(tmp_path, {"index.md": text})
        project.build("deck")
        assert project.slides("index") == [
            Slide("a", "# A", "a"),
            Slide("b", "# B", "b"),
        ]

    def test_conf_py_can_split_all_at_headings(self, tmp_path: Path) -> None:
        files = {
            "index.md": "---\ndeck: true\n---\n# A\n\n## B\n",
            "other.md": "---\ndeck: {split: separators}\n---\n# A\n\n## B\n",
        }
        project = SmallProject(tmp_path, files, {"deck_split": "headings"})
        project.build("deck")
        assert [len(project.slides(name)) for name in ("index", "other")] == [2, 1]


class TestAttributes:
    """In any Markdown deck, where they stand above the heading that the slide begins with."""

    def build(self, folder: Path, slide: str) -> SmallProject:
        text = f"---\ndeck: true\n---\n# First\n\n---\n{dedent(slide)}"
        project = SmallProject(folder, {"index.md": text})
        project.build("deck")
        return project

    def test_between_separators(self, tmp_path: Path) -> None:
        slide = """\
            class: middle

            {.inverse #own}
            {.center count=false data-state="dim" data-background-size=cover}

            # Heading
            """
        project = self.build(tmp_path, slide)
        assert project.warnings["deck"] == []
        section = project.sections("index")[1]
        assert section["ids"] == ["own", "heading"]
        assert section["properties"] == {
            "name": "own",
            "class": "middle, inverse, center",
            "count": "false",
            "data-state": "dim",
            "background-size": "cover",
        }
        assert 'data-state="dim"' in project.page("deck", "index.html")

    def test_an_unknown_one_is_warned_about_by_name(self, tmp_path: Path) -> None:
        project = self.build(tmp_path, '{.inverse backround-color="#123"}\n# Heading\n')
        assert project.warnings["deck"] == [
            (
                "index.md:7: WARNING: 'backround-color' is no slide property; it is left out "
                "(did you mean 'background-color'?) [deck.property]"
            )
        ]
        assert project.sections("index")[1]["properties"] == {"class": "inverse"}

    @pytest.mark.parametrize(
        "slide",
        [
            "{.inverse}\nA paragraph.\n",
            "Text.\n\n{.inverse}\n# Heading\n",
            "```\n{.inverse}\n# Heading\n```\n",
            "{ .inverse\n# Heading\n",
        ],
        ids=["paragraph", "second", "code", "unclosed"],
    )
    def test_elsewhere_they_are_none_of_the_slide(self, tmp_path: Path, slide: str) -> None:
        project = self.build(tmp_path, slide)
        assert project.sections("index")[1]["properties"] == {}


class TestRestructuredText:
    def test_sections_and_transitions_are_slides(self, project: SmallProject) -> None:
        assert [(slide.name, slide.title) for slide in project.slides("talk")] == [
            ("start", "# Tides for three ships"),
            ("Agenda-Slide", "## Agenda"),
            ("überblick", "## Überblick"),
            ("slide-4", ""),
            ("agenda", "## Agenda"),
        ]
        assert project.slides("listed") == [
            Slide("listed", "# Listed", "Text."),
            Slide("second", "## Second", "Deep More."),
        ]

    def test_deeper_sections_are_headings_on_their_slide(self, project: SmallProject) -> None:
        (rubric,) = project.deck("talk").findall(nodes.rubric)
        assert rubric["ids"] == ["deeper", "deeper-label"]
        assert rubric["heading-level"] == 3

    def test_its_fields_are_its_front_matter(self, project: SmallProject) -> None:
        deck = project.deck("talk")
        assert deck["options"] == {"theme": "dark"}
        assert deck["details"] == {"author": "Clara Aldana", "date": "2026-05-17"}
        assert deck[0].astext() == "Tides for three ships"
        assert not list(project.doctree("talk").findall(nodes.docinfo))

    def test_a_field_says_that_a_document_is_no_deck(self, project: SmallProject) -> None:
        document = project.doctree("not")
        assert [section["ids"] for section in document.findall(nodes.section)] == [
            ["not"],
            ["a-deck"],
        ]

    def test_classes_footnotes_and_notes(self, project: SmallProject) -> None:
        _, agenda, overview, *_ = project.sections("talk")
        assert overview["classes"] == ["inverse", "middle"]
        (footnote,) = agenda.findall(nodes.footnote)
        assert footnote.astext().split() == ["1", "On", "the", "slide."]
        assert project.notes("talk") == {
            "Agenda-Slide": "Hush: a note with a footnote 2. 2 In the notes."
        }

    def test_notes_are_on_no_handout(self, project: SmallProject) -> None:
        for name in ("talk.html", "_sources/talk.rst.txt"):
            path = project.out("html") / name
            assert not path.exists() or "Hush" not in path.read_text("utf-8")
        assert "Hush" not in project.page("text", "talk.txt")
        assert 'class="notes"' in project.page("deck", "talk.html")

    def test_links_lead_to_the_slides(self, project: SmallProject) -> None:
        page = BeautifulSoup(project.page("deck", "index.html"), "html.parser")
        links = [link["href"] for link in page.select("[role=main] p a, main p a")]
        assert links[:6] == [
            "guide.html#tides",
            "talk.html#Agenda-Slide",
            "talk.html#überblick",
            "guide.html#by-id",
            "talk.html#deeper-label",
            "talk.html",
        ]

    def test_addresses_that_it_had_as_a_page_still_lead_there(self, project: SmallProject) -> None:
        page = BeautifulSoup(project.page("deck", "talk.html"), "html.parser")
        ids = {element["id"] for element in page.select("[id]")}
        assert {"start", "tides-for-three-ships", "Agenda-Slide", "agenda-slide"} <= ids

    def test_a_name_that_something_else_has(self, tmp_path: Path) -> None:
        text = """\
            :deck: true

            A
            =

            .. slide:: Mine
               :name: b

            B
            =

            See `B`_ and :ref:`t`.

            .. _t:
            .. list-table:: Table

               * - x

            .. slide:: Table
               :name: t
            """
        project = SmallProject(tmp_path, {"index.rst": dedent(text)})
        project.build("deck")
        assert [slide.name for slide in project.slides("index")] == ["a", "b", "b-1", "t-1"]
        assert shape_errors(project.doctree("index")) == []
        (reference,) = project.deck("index").findall(nodes.reference)
        assert reference["refid"] == "b-1"
        (warning,) = project.warnings["deck"]
        assert "slide name 't' is used twice" in warning
        assert warning.startswith("index.rst:")

    def test_without_a_heading(self, tmp_path: Path) -> None:
        files = {
            "index.rst": ":deck:\n\nJust text.\n",
            "empty.rst": ":deck: true\n",
            "parts.rst": ":deck: true\n:title: Parts\n\nOne\n===\n\nTwo\n===\n",
        }
        project = SmallProject(tmp_path, files)
        project.build("deck")
        assert project.warnings["deck"] == []
        assert project.slides("index") == [Slide("slide-1", "", "Just text.")]
        assert project.slides("empty") == [Slide("slide-1", "", "")]
        assert project.deck("parts")[0].astext() == "Parts"
        assert len(project.slides("parts")) == 2

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            ("{theme: dakr}", "deck option 'theme': expected"),
            ("{them: dark}", "unknown deck option 'them' (did you mean 'theme'?)"),
            ("{theme", "the options of the deck can't be read"),
            ("17", "expected true, false or a mapping of options, found 17"),
        ],
    )
    def test_options_that_are_wrong(self, tmp_path: Path, value: str, message: str) -> None:
        text = f":orphan:\n:deck: {value}\n\nTitle\n=====\n"
        project = SmallProject(tmp_path, {"index.rst": text})
        project.build("deck")
        (warning,) = project.warnings["deck"]
        assert message in warning
        assert warning.startswith("index.rst:2: ")
        assert [slide.title for slide in project.slides("index")] == ["# Title"]

    def test_it_can_be_translated(self, tmp_path: Path) -> None:
        project = SmallProject(tmp_path, {"index.rst": TALK})
        catalogue = project.build("gettext", "_alone") / "index.pot"
        messages = catalogue.read_text("utf-8")
        for text in ("Tides for three ships", "Agenda", "Deeper", "Hush: a *note*"):
            assert f'"{text}' in messages
        assert "Slide 4" not in messages

    def test_reading_in_parallel_gives_the_same(
        self, project: SmallProject, tmp_path: Path
    ) -> None:
        again = SmallProject(tmp_path, FILES, {"deck_documents": ["listed", "not"]})
        again.build("deck", parallel=2)
        assert again.warnings["deck"] == []
        for docname in ("guide", "talk", "listed"):
            assert again.slides(docname) == project.slides(docname)
            page = f"{docname}.html"
            assert again.page("deck", page) == project.page("deck", page)


def test_a_condition_around_slides(tmp_path: Path) -> None:
    text = """\
        :deck: true

        First
        =====

        .. only:: deck

           Only shown
           ==========

           Presented, see `Only read`_.

        .. only:: not deck

           Only read
           =========

           Handed out.

        Last
        ====

        .. only:: html

           Both.
        """
    project = SmallProject(tmp_path, {"index.rst": dedent(text)})
    for builder in ("deck", "html", "text", "latex"):
        project.build(builder)
        assert project.warnings[builder] == []
    assert shape_errors(project.doctree("index")) == []
    shown = {
        "deck": project.page("deck", "index.html"),
        "companion": project.page("html", "index.deck.html"),
        "handout": project.page("html", "index.html"),
        "text": project.page("text", "index.txt"),
        "latex": project.page("latex", "projectnamenotset.tex"),
    }
    found = {
        name: ("Presented" in page, "Handed out." in page, "Both." in page)
        for name, page in shown.items()
    }
    assert found == {
        "deck": (True, False, True),
        "companion": (True, False, True),
        "handout": (False, True, True),
        "text": (False, True, False),
        "latex": (False, True, False),
    }
    # The link to a slide that isn't there leads to the next one.
    page = BeautifulSoup(shown["deck"], "html.parser")
    target = page.select_one("#only-read")
    assert target is not None
    assert target.find_parent("section") == page.select_one("section#last")
