"""Code: highlighted, numbered, marked and stepped through in a deck, and whole in a handout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from pygments.token import STANDARD_TYPES
from small_project import SmallProject

from sphinxcontrib_deck.config import THEME_PATH, THEMES
from sphinxcontrib_deck.html.code_lines import CodeStep, LineMarks, wrap_lines

if TYPE_CHECKING:
    from bs4 import Tag

DECK = """\
---
deck: true
---

# Code

---

## fence

```python {1|3-4|all}
import os

def walk(top):
    return os.walk(top)
```

---

## alone

```{2|1}
one
two
```

---

## marked

```python {2,4-5}
a = 1
b = 2
c = 3
d = 4
e = 5
```

---

## directive

```{code-block} python
:linenos:
:lineno-start: 9
:emphasize-lines: 2
:caption: The *caption*
:name: the-code
:steps: "|3"
:dedent: 4

    a = "<&>"
    b = 2
    c = 3
```

See {ref}`the-code`.

---

## included

```{literalinclude} walk.py
:pyobject: walk
:linenos:
:lineno-match:
:steps: 1|2
```

---

## difference

```{literalinclude} walk.py
:diff: old.py
```

---

## reST

````{eval-rst}
.. code-block:: python
   :steps: 1|2

   a = 1
   b = 2

Plain::

   literal text

.. parsed-literal::

   some *emphasis*

>>> 1 + 1
2
````

---

## order

- first

--

- second

  ```python {1|2}
  a = 1
  b = 2
  ```

--

- third

```python {1|2|1}
a = 1
b = 2
```

---

## wrong

```python {1|7}
a = 1
```

```{code-block} python
:steps: x-y

b = 1
```

```{code-block} python
:steps: |1

c = 1
```

---

## notes

Text.

???

```python {1|2}
a = 1
b = 2
```
"""
WALK = """\
import os


def walk(top):
    return os.walk(top)
"""
FILES = {
    "index.md": "# Guide\n\n```{toctree}\ndeck\npage\n```\n",
    "deck.md": DECK,
    "page.md": "# Page\n\n```{code-block} python\n:steps: 1|2\n\na = 1\nb = 2\n```\n",
    "walk.py": WALK,
    "old.py": WALK.replace("return", "yield from"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    project = SmallProject(tmp_path_factory.mktemp("code"), FILES)
    for builder in ("deck", "html", "latex", "text", "xml"):
        project.build(builder, html_codeblock_linenos_style="table")
    return project


@pytest.fixture(scope="module")
def slides(project: SmallProject) -> dict[str, Tag]:
    page = BeautifulSoup(project.page("deck", "deck.html"), "html.parser")
    return {str(section["id"]): section for section in page.select(".slides > section")}


def lines(slide: Tag, block: int = 0) -> list[Tag]:
    return list(slide.select("pre")[block].select(".code-line"))


def states(slide: Tag, block: int = 0) -> list[list[str]]:
    """Return what each line is at each step, as the style sheet reads it."""
    result = []
    for line in lines(slide, block):
        changes = line.select(":scope > i.fragment")
        indices = [int(str(change["data-fragment-index"])) for change in changes]
        assert indices == sorted(indices, reverse=True)
        first = next(name for name in line["class"] if name.startswith("first-"))
        names = [next(name for name in change["class"] if name != "fragment") for change in changes]
        result.append([name.partition("-")[2] for name in [first, *reversed(names)]])
    return result


def fragments(slide: Tag) -> list[set[str]]:
    """Return the elements that appear together, in order."""
    found: dict[int, set[str]] = {}
    for part in slide.select("[data-fragment-index]"):
        found.setdefault(int(str(part["data-fragment-index"])), set()).add(part.name)
    return [found[index] for index in sorted(found)]


class TestSteps:
    def test_a_line_is_marked_dimmed_or_plain(self, slides: dict[str, Tag]) -> None:
        assert states(slides["fence"]) == [
            ["mark", "dim", "plain"],
            ["dim", "plain"],
            ["dim", "mark", "plain"],
            ["dim", "mark", "plain"],
        ]

    def test_the_last_step_is_told(self, slides: dict[str, Tag]) -> None:
        assert [line["class"][-1] for line in lines(slides["fence"])] == ["last-plain"] * 4
        assert [line["class"][-1] for line in lines(slides["alone"])] == ["last-mark", "last-dim"]

    def test_a_fence_without_a_language(self, slides: dict[str, Tag]) -> None:
        assert states(slides["alone"]) == [["dim", "mark"], ["mark", "dim"]]

    def test_a_directive(self, slides: dict[str, Tag]) -> None:
        assert states(slides["directive"]) == [
            ["plain", "dim"],
            ["plain", "dim"],
            ["plain", "mark"],
        ]

    def test_an_included_file(self, slides: dict[str, Tag]) -> None:
        assert states(slides["included"]) == [["mark", "dim"], ["dim", "mark"]]

    def test_restructured_text(self, slides: dict[str, Tag]) -> None:
        assert states(slides["rest"]) == [["mark", "dim"], ["dim", "mark"]]

    def test_one_step_marks_lines_everywhere(
        self, slides: dict[str, Tag], project: SmallProject
    ) -> None:
        marked = [line.get_text() for line in slides["marked"].select(".hll")]
        assert marked == ["b = 2\n", "d = 4\n", "e = 5\n"]
        assert not slides["marked"].select(".fragment")
        handout = BeautifulSoup(project.page("html", "deck.html"), "html.parser")
        assert [line.get_text() for line in handout.select("#marked .hll")] == marked

    def test_they_take_their_place_among_the_fragments(self, slides: dict[str, Tag]) -> None:
        assert fragments(slides["order"]) == [{"li"}, {"i"}, {"li", "div"}, {"i"}, {"i"}]

    def test_wrong_ones_are_left_out_with_a_warning(
        self, slides: dict[str, Tag], project: SmallProject
    ) -> None:
        assert [block.get_text() for block in slides["wrong"].select("pre")] == [
            "a = 1\n",
            "b = 1\n",
            "c = 1\n",
        ]
        assert not slides["wrong"].select(".fragment")
        line = DECK[: DECK.index("```python {1|7}")].count("\n") + 1
        assert project.warnings["deck"] == [
            (
                f"deck.md:{line}: WARNING: the steps '1|7' are left out: "
                "there is no line 7: the code has 1 [deck.code]"
            ),
            (
                f"deck.md:{line + 4}: WARNING: the steps 'x-y' are left out: "
                "expected lines like '3', '1,4-6', 'all' or 'none', found 'x-y' [deck.code]"
            ),
            (
                f"deck.md:{line + 10}: WARNING: steps: expected lines like '1|3-4|all', found "
                "nothing; where they begin with '|', YAML wants them in quotes [deck.code]"
            ),
        ]

    def test_notes_have_none(self, slides: dict[str, Tag]) -> None:
        assert slides["notes"].select(".notes pre")
        assert not slides["notes"].select(".fragment")


class TestOtherOutputs:
    @pytest.mark.parametrize("name", ["deck.html", "page.html"])
    def test_a_page_shows_the_code_whole(self, project: SmallProject, name: str) -> None:
        page = BeautifulSoup(project.page("html", name), "html.parser")
        assert page.select("pre")
        assert not page.select("pre .fragment, pre .code-line")

    def test_no_builder_complains(self, project: SmallProject) -> None:
        for builder in ("html", "latex", "text", "xml"):
            assert project.warnings[builder] == []
        assert "import os\n\n   def walk(top):" in project.page("text", "deck.txt")


class TestLook:
    def test_the_text_is_the_authors(self, slides: dict[str, Tag]) -> None:
        code = slides["fence"].select_one("pre")
        assert code is not None
        assert code.get_text() == "import os\n\ndef walk(top):\n    return os.walk(top)\n"

    def test_numbers_stand_in_the_lines_whatever_the_style(self, slides: dict[str, Tag]) -> None:
        assert not slides["directive"].select("table")
        numbers = [line.select_one(".linenos") for line in lines(slides["directive"])]
        assert [number and number.get_text() for number in numbers] == ["9", "10", "11"]
        assert slides["directive"].select("pre.numbered.digits-2")
        included = [line.select_one(".linenos") for line in lines(slides["included"])]
        assert [number and number.get_text() for number in included] == ["4", "5"]

    def test_marks_caption_name_and_dedent(self, slides: dict[str, Tag]) -> None:
        slide = slides["directive"]
        assert [line.get_text() for line in slide.select(".hll")] == ["10b = 2\n"]
        caption = slide.select_one(".code-block-caption em")
        assert caption is not None
        assert caption.get_text() == "caption"
        assert slide.select("#the-code pre")
        link = slide.select_one("a[href='#the-code']")
        assert link is not None
        assert link.get_text() == "The caption"
        assert lines(slide)[0].get_text() == '9a = "<&>"\n'

    def test_a_difference(self, slides: dict[str, Tag]) -> None:
        assert slides["difference"].select(".gd, .gi")

    def test_literal_blocks_and_doctests(self, slides: dict[str, Tag]) -> None:
        blocks = slides["rest"].select("pre")
        assert [bool(block.select(".code-line")) for block in blocks] == [True, True, False, True]
        assert blocks[2].select("em")
        assert blocks[3].select(".gp")


class TestLines:
    HTML = (
        '<div><pre><span></span><span class="k">a</span>\n\n<span class="k">b</span>\n</pre></div>'
    )

    def test_every_line_is_an_element(self) -> None:
        wrapped = wrap_lines(self.HTML, LineMarks())
        assert wrapped == (
            '<div><pre><span class="code-line"><span></span><span class="k">a</span>\n</span>'
            '<span class="code-line">\n</span>'
            '<span class="code-line"><span class="k">b</span>\n</span></pre></div>'
        )

    def test_a_step_that_changes_nothing_has_no_fragment(self) -> None:
        once = frozenset({1})
        later = [CodeStep(once, 0), CodeStep(None, 1)]
        wrapped = wrap_lines(self.HTML, LineMarks(first_step=once, later_steps=later))
        assert 'data-fragment-index="0"' not in wrapped
        assert wrapped.count('to-plain" data-fragment-index="1"') == 3

    def test_what_is_no_code_stays(self) -> None:
        assert wrap_lines("<p>text</p>", LineMarks(1)) == "<p>text</p>"


# Colours

SYNTAX = (THEME_PATH / "css" / "45-syntax.css").read_text("utf-8")
PLAIN_TOKENS = frozenset({"n", "nx", "o", "p", "pm", "x", "g", "esc"})
"""Names, operators and punctuation: in the colour of the text."""


def palette(theme: str) -> dict[str, str]:
    text = (THEME_PATH / "palettes" / f"{theme}.css").read_text("utf-8")
    return dict(re.findall(r"--deck-([\w-]+): (#[0-9a-f]{6});", text))


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


class TestColours:
    def test_every_kind_of_token_has_a_colour(self) -> None:
        coloured = set(re.findall(r"\.([a-z]\w*)", SYNTAX))
        named = {name for name in STANDARD_TYPES.values() if name}
        assert named - coloured == PLAIN_TOKENS & named

    def test_all_are_of_the_palette(self) -> None:
        colours = re.findall(r"color: ([^;]+);", SYNTAX)
        assert colours
        for colour in colours:
            assert re.fullmatch(r"var\(--deck-code-[a-z]+\)", colour)

    @pytest.mark.parametrize("theme", THEMES)
    def test_each_can_be_read_on_code_and_on_a_marked_line(self, theme: str) -> None:
        colours = palette(theme)
        inks = {"code-text", *re.findall(r"var\(--deck-(code-[a-z]+)\)", SYNTAX)}
        assert len(inks) > 8
        for ink in inks:
            for ground in ("code-ground", "code-mark"):
                found = contrast(colours[ink], colours[ground])
                assert found >= 4.5, f"{theme}: {ink} on {ground}: {found:.2f}"

    @pytest.mark.parametrize("theme", THEMES)
    def test_an_inverse_slide_leaves_them_alone(self, theme: str) -> None:
        assert not [name for name in palette(theme) if re.match(r"inverse-code-", name)]
        base = (THEME_PATH / "css" / "10-base.css").read_text("utf-8")
        inverse = re.search(r"section\.inverse \{(.*?)\}", base, re.DOTALL)
        assert inverse is not None
        assert "--deck-code" not in inverse[1]
