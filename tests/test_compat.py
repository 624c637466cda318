"""Decks written for sphinx-revealjs and hieroglyph: built with nothing unknown, shown as meant."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from small_project import Slide, SmallProject, shape_errors

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

REVEALJS = """\
:og:description: how tides are made

=====
Tides
=====

.. revealjs-slide::
   :theme: moon
   :conf: {"transition": "fade"}

   {"controls": false}

.. A comment that stays one.

Three people
============

.. revealjs-vertical::
   :data-background-color: #003355

The skipper
-----------

.. revealjs-section::
   :data-background-image: slip.png
   :data-background-size: contain
   :data-transition: zoom
   :data-auto-animate:
   :data-plugin-of-mine: yes

Needs water.

.. revealjs-break::

And patience.

.. revealjs-break::
   :notitle:
   :data-background-color: #000000

.. revealjs-notes::

   Pause *here*.

The grower
----------

.. revealjs-fragments::

   * none
   * little

   A last word.

.. revealjs-fragments::
   :custom-effect: blur

   Blurred.

At the wall
~~~~~~~~~~~

Not a slide.

Code
====

.. revealjs-code-block:: python
   :data-line-numbers: 1|2-3
   :data-id: code

   import tidewell
   saltby = tidewell.load()
   print(saltby)

.. revealjs-code-block:: python
   :data-ln-start-from: 7

   print(7)

.. revealjs-literalinclude:: code.py
   :language: python
   :data-line-numbers: 2

.. only:: revealjs

   Presented.

.. only:: not revealjs

   Handed out.
"""

REVEALJS_MARKDOWN = """\
---
deck: {split: headings, split_level: 3}
---
# Tides

## Three people

```{revealjs-section}
---
data-background-color: "#003355"
---
```

Needs water.

```{revealjs-break}
```

And patience.

```{revealjs-notes}
Pause.
```
"""

HIEROGLYPH = """\
.. slideconf::
   :theme: single-level
   :slide_classes: plain

=====
Tides
=====

.. ifslides::

   For the room.

.. ifnotslides::

   For the shelf.

Three people
============

.. note::

   Mind the *step*.

.. rst-class:: build

- skipper
- grower

.. nextslide::
   :increment:

.. rst-class:: build-item-2

Later.

.. rst-class:: build-item-1-only

For a moment.

.. nextslide:: **Another** title
   :classes: red

The end of it.

.. rst-class:: wide

Details
-------

.. warning:: Stays.

.. slide:: An extra
   :level: 2
   :class: quote

   Only shown.

.. slide:: In both
   :level: 3
   :inline-contents: True

   Shown and read.

.. only:: slides

   Presented.

Depth
-----

Fourth level
~~~~~~~~~~~~

Not a slide.

.. nextslide::
"""

HIEROGLYPH_TEXT = """\
.. slideconf::
   :autoslides: False

.. _manual:

======
Manual
======

.. slide:: The manual
   :level: 1

   In short.

In long words, see `Install`_ and :ref:`usage`.

Install
=======

.. slide:: Installing
   :level: 2

   Unpack it.

Unpack it with care.

.. _usage:

Use
===

Gently.
"""

CODE = "import tidewell\n\nprint(tidewell)\n"

ALL = ["sphinxcontrib_deck", "sphinxcontrib_deck.compat"]
BUILDERS = ["deck", "html", "latex", "text"]


def build(folder: Path, files: dict[str, str], *extensions: str) -> SmallProject:
    conf = f"extensions = {list(extensions or ALL)}\ndeck_documents = ['**']\n"
    files = {"conf.py": conf, **files}
    return SmallProject(
        folder, files, {"root_doc": next(iter(files.keys() - {"conf.py"})).partition(".")[0]}
    )


def configure(project: SmallProject, **values: Any) -> None:
    """Set values in the project's ``conf.py``."""
    conf = project.source / "conf.py"
    lines = "".join(f"{name} = {value!r}\n" for name, value in values.items())
    conf.write_text(conf.read_text("utf-8") + lines, "utf-8")


@pytest.fixture(scope="module")
def revealjs(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    folder = tmp_path_factory.mktemp("revealjs")
    files = {"talk.rst": REVEALJS, "code.py": CODE, "slip.png": "", "words.md": REVEALJS_MARKDOWN}
    project = build(folder, files)
    project.options["root_doc"] = "talk"
    for builder in BUILDERS:
        project.build(builder)
    return project


@pytest.fixture(scope="module")
def hieroglyph(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    folder = tmp_path_factory.mktemp("hieroglyph")
    project = build(folder, {"talk.rst": HIEROGLYPH, "text.rst": HIEROGLYPH_TEXT})
    project.options["root_doc"] = "talk"
    for builder in BUILDERS:
        project.build(builder)
    return project


def slide(project: SmallProject, builder: str, page: str, name: str) -> Tag:
    """Return a slide of a written page."""
    found = BeautifulSoup(project.page(builder, page), "html.parser").select_one(
        f'section[id="{name}"]'
    )
    assert found is not None, name
    return found


class TestRevealjs:
    @pytest.mark.parametrize("builder", BUILDERS)
    def test_nothing_is_warned_about(self, revealjs: SmallProject, builder: str) -> None:
        assert revealjs.warnings[builder] == []

    @pytest.mark.parametrize("docname", ["talk", "words"])
    def test_the_doctree_has_the_shape_of_any_deck(
        self, revealjs: SmallProject, docname: str
    ) -> None:
        assert shape_errors(revealjs.doctree(docname)) == []

    def test_its_slides(self, revealjs: SmallProject) -> None:
        assert [(item.name, item.title) for item in revealjs.slides("talk")] == [
            ("tides", "# Tides"),
            ("three-people", "## Three people"),
            ("the-skipper", "### The skipper"),
            ("the-skipper-1", "[### The skipper]"),
            ("slide-5", ""),
            ("the-grower", "### The grower"),
            ("code", "## Code"),
        ]
        assert [(item.title, item.text) for item in revealjs.slides("words")] == [
            ("# Tides", ""),
            ("## Three people", "Needs water."),
            ("[## Three people]", "And patience."),
        ]

    def test_properties(self, revealjs: SmallProject) -> None:
        found = {item["ids"][0]: item["properties"] for item in revealjs.sections("talk")}
        assert found == {
            "tides": {},
            "three-people": {"background-color": "#003355"},
            "the-skipper": {
                "background-color": "#003355",
                "background-image": "slip.png",
                "background-size": "contain",
                "data-transition": "zoom",
                "data-auto-animate": "",
                "data-plugin-of-mine": "yes",
            },
            "the-skipper-1": {"background-color": "#003355"},
            "slide-5": {"background-color": "#000000"},
            "the-grower": {"background-color": "#003355"},
            "code": {},
        }
        section = slide(revealjs, "deck", "talk.html", "the-skipper")
        assert section["data-plugin-of-mine"] == "yes"
        assert section["data-background-image"] == "_images/slip.png"
        assert section.has_attr("data-auto-animate")

    def test_a_repeated_heading_is_shown_but_not_handed_out(self, revealjs: SmallProject) -> None:
        shown = slide(revealjs, "deck", "talk.html", "the-skipper-1")
        assert shown.h3 is not None
        assert shown.h3.get_text() == "The skipper"
        read = slide(revealjs, "html", "talk.html", "the-skipper-1")
        assert read.find(["h2", "h3"]) is None
        assert "And patience." in read.get_text()

    def test_fragments(self, revealjs: SmallProject) -> None:
        section = slide(revealjs, "deck", "talk.html", "the-grower")
        found = [
            (item["data-fragment-index"], " ".join(item["class"]), item.get_text().strip())
            for item in section.select(".fragment")
        ]
        assert found == [
            ("0", "fragment", "none"),
            ("1", "fragment", "little"),
            ("2", "fragment", "A last word."),
            ("3", "fragment custom blur", "Blurred."),
        ]

    def test_notes(self, revealjs: SmallProject) -> None:
        assert revealjs.notes("talk") == {"slide-5": "Pause here."}
        assert revealjs.notes("words") == {"three-people-1": "Pause."}
        assert "Pause" not in revealjs.page("html", "talk.html")

    def test_code(self, revealjs: SmallProject) -> None:
        blocks = list(revealjs.sections("talk")[-1].findall(nodes.literal_block))
        assert [block["linenos"] for block in blocks] == [True, True, True]
        assert blocks[0]["code_steps"] == "1|2-3"
        assert blocks[1]["highlight_args"]["linenostart"] == 7
        assert blocks[2]["highlight_args"]["hl_lines"] == [2]
        assert blocks[2].astext() == CODE

    def test_options_of_the_deck(self, revealjs: SmallProject) -> None:
        assert revealjs.deck("talk")["options"] == {
            "theme": "dark",
            "reveal_options": {"transition": "fade", "controls": False},
        }

    def test_conditions_by_its_builder(self, revealjs: SmallProject) -> None:
        presented = slide(revealjs, "deck", "talk.html", "code").get_text()
        read = slide(revealjs, "html", "talk.html", "code").get_text()
        assert ("Presented." in presented, "Handed out." in presented) == (True, False)
        assert ("Presented." in read, "Handed out." in read) == (False, True)

    def test_comments_can_be_notes(self, tmp_path: Path) -> None:
        project = build(tmp_path, {"talk.rst": "Title\n=====\n\n.. Say this.\n\nText.\n"})
        configure(project, revealjs_notes_from_comments=True)
        project.build("deck")
        assert project.warnings["deck"] == []
        assert project.notes("talk") == {"title": "Say this."}

    @pytest.mark.parametrize(
        ("directive", "message"),
        [
            (
                ".. revealjs-break::\n   :notitel:\n\nText.",
                "revealjs-break: there is no option 'notitel' (did you mean 'notitle'?)",
            ),
            (
                ".. revealjs-slide::\n   :conf: {transition: 1}\n\nText.",
                "revealjs-slide: expected options of reveal.js as JSON",
            ),
            (
                ".. revealjs-slide::\n   :conf: [1]\n\nText.",
                "revealjs-slide: expected options of reveal.js as a JSON object, found '[1]'",
            ),
            (
                "- .. revealjs-break::\n\n  Text.",
                "revealjs-break: no slide can begin within a list_item",
            ),
        ],
    )
    def test_what_is_wrong_is_warned_about(
        self, tmp_path: Path, directive: str, message: str
    ) -> None:
        project = build(tmp_path, {"talk.rst": f"Title\n=====\n\n{directive}\n"})
        project.build("deck")
        (warning,) = project.warnings["deck"]
        assert warning.startswith("talk.rst:4: ")
        assert message in warning
        assert "Text." in project.page("deck", "talk.html")

    def test_outside_of_a_deck(self, tmp_path: Path) -> None:
        project = build(tmp_path, {"talk.rst": REVEALJS, "code.py": CODE, "slip.png": ""})
        project.options["root_doc"] = "talk"
        project.build("html", deck_documents=[])
        warnings = [line for line in project.warnings["html"] if "is no deck" in line]
        assert len(warnings) == len(project.warnings["html"]) == 6
        for text in ("Needs water.", "And patience.", "A last word.", "Pause"):
            assert text in project.page("html", "talk.html")


class TestHieroglyph:
    @pytest.mark.parametrize("builder", BUILDERS)
    def test_nothing_is_warned_about(self, hieroglyph: SmallProject, builder: str) -> None:
        assert hieroglyph.warnings[builder] == []

    @pytest.mark.parametrize("docname", ["talk", "text"])
    def test_the_doctree_has_the_shape_of_any_deck(
        self, hieroglyph: SmallProject, docname: str
    ) -> None:
        assert shape_errors(hieroglyph.doctree(docname)) == []

    def test_its_slides(self, hieroglyph: SmallProject) -> None:
        assert [(item.name, item.title) for item in hieroglyph.slides("talk")] == [
            ("tides", "# Tides"),
            ("three-people", "## Three people"),
            ("three-people-2", "[## Three people (2)]"),
            ("another-title", "## Another title"),
            ("details", "### Details"),
            ("an-extra", "## An extra"),
            ("in-both", "### In both"),
            ("slide-8", ""),
            ("depth", "### Depth"),
        ]

    def test_its_presentation(self, hieroglyph: SmallProject) -> None:
        page = BeautifulSoup(hieroglyph.page("deck", "talk.html"), "html.parser")
        text = page.get_text()
        for shown in ("For the room.", "Only shown.", "Shown and read.", "Presented.", "Stays."):
            assert shown in text
        assert "For the shelf." not in text
        classes = {
            str(section["id"]): section.get("class") for section in page.select(".slides > section")
        }
        assert classes["three-people"] == ["plain"]
        assert classes["another-title"] == ["red"]
        assert classes["an-extra"] == ["quote"]
        assert classes["details"] == ["wide"]

    def test_its_handout(self, hieroglyph: SmallProject) -> None:
        page = BeautifulSoup(hieroglyph.page("html", "talk.html"), "html.parser")
        text = page.get_text()
        for shown in ("For the shelf.", "Shown and read.", "Later.", "The end of it."):
            assert shown in text
        for hidden in ("For the room.", "Only shown.", "Presented.", "Three people (2)"):
            assert hidden not in text
        assert page.select_one("#an-extra") is not None

    def test_a_note_is_for_the_speaker(self, hieroglyph: SmallProject) -> None:
        assert hieroglyph.notes("talk") == {"three-people": "Mind the step."}
        assert list(hieroglyph.deck("talk").findall(nodes.warning))

    def test_builds_are_fragments(self, hieroglyph: SmallProject) -> None:
        lists = slide(hieroglyph, "deck", "talk.html", "three-people").select("li.fragment")
        assert [item["data-fragment-index"] for item in lists] == ["0", "1"]
        second = slide(hieroglyph, "deck", "talk.html", "three-people-2").select(".fragment")
        assert [(item["data-fragment-index"], item.get_text()) for item in second] == [
            ("1", "Later."),
            ("0", "For a moment."),
        ]
        assert "current-visible" in second[1]["class"]

    def test_without_autoslides_only_directives_are_slides(self, hieroglyph: SmallProject) -> None:
        page = BeautifulSoup(hieroglyph.page("deck", "text.html"), "html.parser")
        shown = [str(section["id"]) for section in page.select(".slides > section")]
        assert shown == ["the-manual", "installing"]
        assert "with care" not in page.get_text()
        read = BeautifulSoup(hieroglyph.page("html", "text.html"), "html.parser")
        headings = [heading.get_text().rstrip("¶") for heading in read.select("h1, h2")]
        assert headings == ["Manual", "Install", "Use"]
        assert "In short." not in read.get_text()
        assert not read.select("hr.docutils")
        for form in (page, read):
            for name in ("manual", "install", "usage", "installing"):
                assert form.select_one(f"#{name}") is not None

    def test_its_configuration(self, tmp_path: Path) -> None:
        project = build(tmp_path, {"talk.rst": HIEROGLYPH}, "sphinxcontrib_deck.compat.hieroglyph")
        configure(project, slide_levels=2)
        project.build("deck")
        assert project.warnings["deck"] == []
        assert "### Details" not in [item.title for item in project.slides("talk")]
        again = build(tmp_path / "again", {"talk.rst": "Title\n=====\n\nText.\n"})
        configure(again, autoslides=False)
        again.build("deck")
        assert again.warnings["deck"] == []
        assert again.sections("talk")[0]["condition"] == "not deck"

    def test_other_decks_keep_their_notes(self, tmp_path: Path) -> None:
        files = {
            "talk.md": "# Title\n\n```{note}\nShown.\n```\n\n```{slide} One\nIn both.\n```\n",
            "plain.rst": "Title\n=====\n\n.. note:: Shown.\n",
        }
        project = build(tmp_path, files)
        project.options["root_doc"] = "talk"
        project.build("html")
        assert project.warnings["html"] == []
        for name in ("talk", "plain"):
            assert project.notes(name) == {}
            assert "Shown." in project.page("html", f"{name}.html")
        assert "In both." in project.page("html", "talk.html")

    def test_all_notes_are_for_the_speaker_where_it_is_meant(self, tmp_path: Path) -> None:
        files = {"plain.rst": "Title\n=====\n\n.. note:: Hush.\n"}
        project = build(tmp_path, files, "sphinxcontrib_deck.compat.hieroglyph")
        project.build("deck")
        assert project.notes("plain") == {"title": "Hush."}

    def test_outside_of_a_deck(self, tmp_path: Path) -> None:
        project = build(tmp_path, {"talk.rst": HIEROGLYPH})
        project.build("html", deck_documents=[])
        assert project.warnings["html"] == []
        page = project.page("html", "talk.html")
        for shown in ("For the shelf.", "Shown and read.", "Later.", "The end of it.", "Mind the"):
            assert shown in page
        assert "Only shown." not in page


THEIRS = """\
from docutils import nodes
from docutils.parsers.rst import Directive

class Theirs(Directive):
    def run(self):
        return [nodes.paragraph("", "Theirs.")]

def setup(app):
    app.add_directive("revealjs-break", Theirs)
    app.add_config_value("revealjs_notes_from_comments", False, "env")
"""


@pytest.mark.parametrize("is_first", [True, False])
def test_the_real_package_keeps_its_own(tmp_path: Path, is_first: bool) -> None:
    text = """\
        Title
        =====

        .. revealjs-break::

        .. revealjs-notes:: Hush.
        """
    extensions = ["theirs", *ALL] if is_first else [*ALL, "theirs"]
    files = {"talk.rst": dedent(text), "theirs.py": THEIRS}
    project = build(tmp_path, files, *extensions)
    conf = tmp_path / "conf.py"
    path = f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\n"
    conf.write_text(path + conf.read_text("utf-8"), "utf-8")
    project.options["root_doc"] = "talk"
    project.build("deck")
    assert project.warnings["deck"] == []
    assert project.slides("talk") == [Slide("title", "# Title", "Theirs.")]
    assert project.notes("talk") == {"title": "Hush."}


def test_films_and_pages_behind_a_slide_are_copied(tmp_path: Path) -> None:
    text = """\
        Title
        =====

        .. revealjs-section::
           :data-background-video: sea.mp4, https://example.org/sea.webm

        Page
        ----

        .. revealjs-section::
           :data-background-iframe: gone.html
        """
    project = build(tmp_path, {"talk.rst": dedent(text), "sea.mp4": "film"})
    project.options["root_doc"] = "talk"
    project.build("deck")
    (warning,) = project.warnings["deck"]
    assert "file not readable: gone.html [deck.html]" in warning
    section = slide(project, "deck", "talk.html", "title")
    local, remote = str(section["data-background-video"]).split(",")
    assert remote == "https://example.org/sea.webm"
    assert (project.out("deck") / local).read_text("utf-8") == "film"
