"""The directives ``slide``, ``notes`` and ``fragment``, in Markdown and in reStructuredText."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from small_project import Slide, SmallProject, shape_errors

if TYPE_CHECKING:
    from pathlib import Path

MARKDOWN = """\
---
deck: true
---
# Title

Before, see [](#direct) and [](#slide-3).

```{slide} By *directive*
:name: direct
:class: center, middle
:background-color: "#123"
:data-state: dim
:level: 3

Content.

## Its heading

- a
- b
```

Between.

---

{.inverse #attributes}
:::{slide} With attributes
More.

```{notes}
Hush one.

## Hush heading
```
:::

```{slide}
```

---
name: last

# Last

```{notes}
Hush two.
```

--

A step.

???

Hush three.
"""

RST = """\
:deck: true

Title
=====

Before, see :deck:slide:`direct`.

.. slide:: By *directive*
   :name: direct
   :class: center, middle
   :background-color: #123
   :data-state: dim
   :level: 3

   Content.

   Its heading
   -----------

   - a
   - b

Between.

.. _label:

.. slide:: With a label

   More.

   .. notes::

      Hush one.

.. slide::

Last
----

.. notes:: Hush two.

A step.
"""

FRAGMENTS = """\
---
deck: true
---
# Fragments

- {.fragment .grow}
  an item
- plain, with [a span]{.fragment .highlight-red}

{.fragment .fade-up}
A paragraph.

![cup](cup.png){.fragment}

```{fragment} fade-in-then-out
:index: 2
Second.
```

```{fragment}
:index: 1
:class: own
First.
```

:::{fragment} semi-fade-out
With a [link](#fragments), *and*

- a list
:::

--

The last step.

```{fragment}
In the step.
```

---

{.incremental}
- one
- two

  - three

- plain
"""

FILES = {"index.md": MARKDOWN, "talk.rst": RST, "fragments.md": FRAGMENTS, "cup.png": ""}
BUILDERS = ["deck", "html", "latex", "text"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    project = SmallProject(tmp_path_factory.mktemp("directives"), FILES)
    for builder in BUILDERS:
        project.build(builder)
    return project


def build(folder: Path, name: str, text: str, builder: str = "deck") -> SmallProject:
    project = SmallProject(folder, {name: dedent(text)}, {"root_doc": name.partition(".")[0]})
    project.build(builder)
    return project


@pytest.mark.parametrize("builder", BUILDERS)
def test_nothing_is_warned_about(project: SmallProject, builder: str) -> None:
    assert project.warnings[builder] == []


@pytest.mark.parametrize("docname", ["index", "talk", "fragments"])
def test_the_doctree_has_the_shape_of_any_deck(project: SmallProject, docname: str) -> None:
    assert shape_errors(project.doctree(docname)) == []


class TestSlide:
    def test_in_markdown(self, project: SmallProject) -> None:
        assert project.slides("index") == [
            Slide("title", "# Title", "Before, see By directive and Slide 3."),
            Slide("direct", "### By directive", "Content. Its heading a b"),
            Slide("slide-3", "", "Between."),
            Slide("attributes", "## With attributes", "More."),
            Slide("slide-5", "", ""),
            Slide("last", "# Last", "A step."),
        ]

    def test_in_restructured_text(self, project: SmallProject) -> None:
        assert project.slides("talk") == [
            Slide("title", "# Title", "Before, see direct."),
            Slide("direct", "### By directive", "Content. Its heading a b"),
            Slide("slide-3", "", "Between."),
            Slide("label", "## With a label", "More."),
            Slide("slide-5", "", ""),
            Slide("last", "## Last", "A step."),
        ]

    @pytest.mark.parametrize("docname", ["index", "talk"])
    def test_its_options_are_properties(self, project: SmallProject, docname: str) -> None:
        slide = project.sections(docname)[1]
        assert slide["properties"] == {
            "name": "direct",
            "class": "center, middle",
            "background-color": "#123",
            "data-state": "dim",
        }
        page = BeautifulSoup(project.page("deck", f"{docname}.html"), "html.parser")
        section = page.select_one("section#direct")
        assert section is not None
        assert section["class"] == ["center", "middle"]
        assert section["data-background-color"] == "#123"
        assert section["data-state"] == "dim"
        assert section.h3 is not None
        assert section.h3.get_text() == "By directive"

    def test_attributes_above_it_are_its_own(self, project: SmallProject) -> None:
        assert project.sections("index")[3]["classes"] == ["inverse"]

    def test_every_word_is_in_every_output(self, project: SmallProject) -> None:
        pages = [
            project.page("html", "index.html"),
            project.page("html", "talk.html"),
            project.page("text", "index.txt"),
            project.page("text", "talk.txt"),
        ]
        for page in pages:
            for word in ("Before", "Content.", "Its heading", "Between.", "More.", "A step."):
                assert word in page

    def test_an_excluded_one_is_left_out(self, tmp_path: Path) -> None:
        text = """\
            ---
            deck: true
            ---
            # Title

            ```{slide} Draft
            :name: draft
            :exclude: true
            (gone)=
            Not yet.
            ```
            """
        project = build(tmp_path, "index.md", text)
        assert project.warnings["deck"] == []
        assert [slide.name for slide in project.slides("index")] == ["title"]
        assert project.deck("index")["unshown"] == {"draft": (6, "excluded")}
        assert "Not yet" not in project.page("deck", "index.html")

    def test_the_deck_has_its_title(self, tmp_path: Path) -> None:
        project = build(tmp_path, "index.md", "---\ndeck: true\n---\n```{slide} Only\n```\n")
        assert project.deck("index")[0].astext() == "Only"
        assert project.slides("index") == [Slide("only", "## Only", "")]

    def test_names_stay_unique(self, tmp_path: Path) -> None:
        text = """\
            ---
            deck: true
            ---
            # Again

            ```{slide} Again
            ```

            ```{slide} Other
            :name: again
            ```
            """
        project = build(tmp_path, "index.md", text)
        assert [slide.name for slide in project.slides("index")] == ["again", "again-2", "again-1"]
        (warning,) = project.warnings["deck"]
        assert re.match(r"index\.md:9: WARNING: slide name 'again' is used twice", warning)


class TestMisplaced:
    def test_an_unknown_option_is_warned_about_by_name(self, tmp_path: Path) -> None:
        text = """\
            :deck: true

            .. slide:: One
               :backround-color: red
               :layout: true

               Content.
            """
        project = build(tmp_path, "index.rst", text)
        assert project.warnings["deck"] == [
            (
                "index.rst:3: WARNING: slide: there is no option 'backround-color' "
                "(did you mean 'background-color'?) [deck.directive]"
            ),
            "index.rst:3: WARNING: slide: there is no option 'layout' [deck.directive]",
        ]
        assert project.slides("index") == [Slide("one", "## One", "Content.")]

    def test_an_option_that_myst_takes_for_a_comment(self, tmp_path: Path) -> None:
        text = "---\ndeck: true\n---\n```{slide} One\n:background-color: #123\nContent.\n```\n"
        project = build(tmp_path, "index.md", text)
        assert any("needs quotes" in line for line in project.warnings["deck"])
        assert project.slides("index") == [Slide("one", "## One", "Content.")]

    @pytest.mark.parametrize("level", ["0x", "seven", "7"])
    def test_a_level_that_is_none(self, tmp_path: Path, level: str) -> None:
        text = f":deck: true\n\n.. slide:: One\n   :level: {level}\n\n   Content.\n"
        project = build(tmp_path, "index.rst", text)
        (warning,) = project.warnings["deck"]
        assert f"level: expected a number up to 6, found '{level}'" in warning
        assert project.slides("index") == [Slide("one", "## One", "Content.")]

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("index.md", "# Page\n\n```{slide} A slide\nShown.\n\n## Within\n```\n\nAfter.\n"),
            (
                "index.rst",
                "Page\n====\n\n.. slide:: A slide\n\n   Shown.\n\n   Within\n   ------\n\nAfter.\n",
            ),
        ],
    )
    def test_outside_of_a_deck(self, tmp_path: Path, name: str, text: str) -> None:
        project = build(tmp_path, name, text, "html")
        (warning,) = project.warnings["html"]
        assert warning.startswith(f"{name}:")
        assert "slide: this document is no deck" in warning
        page = BeautifulSoup(project.page("html", "index.html"), "html.parser")
        block = page.select_one("div.slide")
        assert block is not None
        assert [text in block.get_text() for text in ("A slide", "Shown.", "Within", "After.")] == [
            True,
            True,
            True,
            False,
        ]

    @pytest.mark.parametrize("name", ["index.md", "index.rst"])
    def test_notes_outside_of_a_deck(self, tmp_path: Path, name: str) -> None:
        text = {
            "index.md": "# Page\n\n```{notes}\nSaid.\n```\n",
            "index.rst": "Page\n====\n\n.. notes::\n\n   Said.\n",
        }
        project = build(tmp_path, name, text[name], "html")
        (warning,) = project.warnings["html"]
        assert "notes: this document is no deck" in warning
        assert "Said." in project.page("html", "index.html")

    def test_within_something_else(self, tmp_path: Path) -> None:
        text = """\
            ---
            deck: true
            ---
            # Title

            - item

              ```{slide} Nested
              Shown.
              ```
            """
        project = build(tmp_path, "index.md", text)
        (warning,) = project.warnings["deck"]
        assert warning.startswith(
            "index.md:8: WARNING: slide: no slide can begin within a list_item"
        )
        assert project.slides("index") == [Slide("title", "# Title", "item Nested Shown.")]
        assert shape_errors(project.doctree("index")) == []


class TestNotes:
    def test_they_belong_to_the_slide_they_stand_on(self, project: SmallProject) -> None:
        assert project.notes("index") == {
            "attributes": "Hush one. Hush heading",
            "last": "Hush two. Hush three.",
        }
        assert project.notes("talk") == {"label": "Hush one.", "last": "Hush two."}

    @pytest.mark.parametrize("docname", ["index", "talk"])
    def test_presentations_have_them(self, project: SmallProject, docname: str) -> None:
        page = BeautifulSoup(project.page("deck", f"{docname}.html"), "html.parser")
        found = {
            str(aside.find_parent("section")["id"]): " ".join(aside.get_text().split())  # type: ignore[index]
            for aside in page.select("aside.notes")
        }
        assert found == project.notes(docname)

    @pytest.mark.parametrize("docname", ["index", "talk"])
    def test_handouts_have_none(self, project: SmallProject, docname: str) -> None:
        assert "Hush" not in project.page("html", f"{docname}.html")
        assert "Hush" not in project.page("text", f"{docname}.txt")
        assert not (project.out("html") / "_sources" / f"{docname}.md.txt").exists()

    def test_those_within_something_else(self, tmp_path: Path) -> None:
        text = """\
            :deck: true

            Title
            =====

            - item

              .. notes::

                 To the item.

                 .. notes:: Within.

            .. only:: html

               .. notes:: Under a condition.

               Shown.
            """
        project = build(tmp_path, "index.rst", text)
        assert project.warnings["deck"] == []
        assert project.notes("index") == {"title": "To the item. Within. Under a condition."}
        notes = BeautifulSoup(project.page("deck", "index.html"), "html.parser").aside
        assert notes is not None
        assert "Under a condition." in notes.get_text()


class TestFragments:
    def shown(self, project: SmallProject) -> list[tuple[int, str, str]]:
        """Return each fragment of the first slide: its index, its classes, its text."""
        page = BeautifulSoup(project.page("deck", "fragments.html"), "html.parser")
        found = []
        for element in page.select("section#fragments .fragment"):
            classes = [
                name for name in element["class"] if name not in ("docutils", "container", "simple")
            ]
            text = " ".join((element.get_text() or str(element.get("alt"))).split())
            found.append((int(str(element["data-fragment-index"])), " ".join(classes), text))
        return sorted(found, key=lambda item: item[0])

    def test_they_appear_in_reading_order(self, project: SmallProject) -> None:
        assert self.shown(project) == [
            (0, "fragment own", "First."),
            (1, "fragment fade-in-then-out", "Second."),
            (2, "fragment grow", "an item"),
            (3, "fragment highlight-red", "a span"),
            (4, "fragment fade-up", "A paragraph."),
            (5, "fragment no-scaled-link", "cup"),
            (6, "fragment semi-fade-out", "With a link, and a list"),
            (7, "fragment", "The last step."),
            (7, "fragment", "In the step."),
        ]

    def test_the_bullet_appears_with_its_item(self, project: SmallProject) -> None:
        page = BeautifulSoup(project.page("deck", "fragments.html"), "html.parser")
        item = page.select_one("section#fragments li")
        assert item is not None
        assert item["class"] == ["fragment", "grow"]

    def test_a_list_can_appear_item_by_item(self, project: SmallProject) -> None:
        page = BeautifulSoup(project.page("deck", "fragments.html"), "html.parser")
        lists = page.select("section#slide-2 li")
        assert [item.get("data-fragment-index") for item in lists] == ["0", "1", "2", "3"]

    def test_handouts_show_all(self, project: SmallProject) -> None:
        for page in (project.page("html", "fragments.html"), project.page("text", "fragments.txt")):
            for text in ("an item", "a span", "First.", "Second.", "a list", "The last step."):
                assert text in page
        assert "data-fragment-index" not in project.page("html", "fragments.html")

    def test_an_argument_that_is_no_style_is_content(self, tmp_path: Path) -> None:
        text = """\
            :deck: true

            .. fragment:: Water *boils*.

               Then tea.

            .. fragment:: fade-upp

               Tea.

            .. fragment::
               :inde: 3
               :index: first

               Cup.
            """
        project = build(tmp_path, "index.rst", text)
        assert project.slides("index")[0].text == "Water boils. Then tea. fade-upp Tea. Cup."
        warnings = project.warnings["deck"]
        assert [int(line.split(":")[1]) for line in warnings] == [3, 7, 11, 11]
        assert "there is no style 'Water'; it is text" in warnings[0]
        assert "(did you mean 'fade-up'?)" in warnings[1]
        assert "there is no option 'inde' (did you mean 'index'?)" in warnings[2]
        assert "index: expected a number up to 9999, found 'first'" in warnings[3]

    def test_they_are_harmless_outside_of_decks(self, tmp_path: Path) -> None:
        project = build(
            tmp_path, "index.md", "# Page\n\n```{fragment} fade-up\nText.\n```\n", "html"
        )
        assert project.warnings["html"] == []
        (container,) = project.doctree("index").findall(nodes.container)
        assert container.astext() == "Text."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("index.md", "---\ndeck: true\n---\n# T\n\n```{notes}\nSaid[^gone].\n```\n"),
        ("index.rst", ":deck: true\n\nT\n=\n\n.. notes:: Said [#gone]_, `gone`_.\n"),
    ],
)
def test_references_in_notes_that_lead_nowhere(tmp_path: Path, name: str, text: str) -> None:
    project = build(tmp_path, name, text)
    assert any('Unknown target name: "gone"' in line for line in project.warnings["deck"])
    assert "Said" in project.notes("index")["t"]
