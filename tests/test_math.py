"""Formulas: MathML in a deck, set when it is built; TeX for the project's MathJax if it asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from formulas import KNOWN, UNKNOWN
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from small_project import SmallProject

from sphinxcontrib_deck.html.mathml import MathWriter
from sphinxcontrib_deck.html.raw_math import set_raw_formulas
from sphinxcontrib_deck.html.tex_colours import hexadecimal
from sphinxcontrib_deck.html.tex_macros import macros_of
from sphinxcontrib_deck.html.tex_tokens import MathError
from sphinxcontrib_deck.syntax.tex import spaced_math_plugin, unescaped_tex

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

KNOWN_FORMULAS = KNOWN.strip().splitlines()
UNKNOWN_FORMULAS = UNKNOWN.strip().splitlines()

_ELEMENTS = """
    math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover
    munderover mtable mtr mtd mpadded mphantom menclose mmultiscripts mprescripts mstyle
    b i em code span u s
"""
ELEMENTS = frozenset(_ELEMENTS.split())
"""All that a formula may consist of."""

_ATTRIBUTES = """
    display class mathcolor mathsize displaystyle scriptlevel stretchy symmetric largeop
    movablelimits form lspace rspace minsize maxsize width height depth voffset accent
    accentunder linethickness mathvariant notation fence separator
"""
ATTRIBUTES = frozenset(_ATTRIBUTES.split())


def mathml(tex: str, macros: dict[str, Any] | None = None, *, as_block: bool = True) -> str:
    found, unread = macros_of([{"tex": {"macros": macros or {}}}])
    assert not unread
    return MathWriter(found).write(tex, as_block=as_block).mathml


def text(tex: str, macros: dict[str, Any] | None = None) -> str:
    """Return what of a formula is seen, without blanks."""
    return "".join(ET.fromstring(mathml(tex, macros)).itertext()).replace(" ", "")  # noqa: S314


def rows(tex: str) -> list[list[str]]:
    """Return the cells of the one table that a formula consists of."""
    (table,) = ET.fromstring(mathml(tex))  # noqa: S314
    assert table.tag == "mtable"
    return [["".join(cell.itertext()) for cell in row] for row in table]


class TestFormulas:
    def test_there_are_many(self) -> None:
        assert len(KNOWN_FORMULAS) > 150

    @pytest.mark.parametrize("tex", KNOWN_FORMULAS)
    def test_what_is_known(self, tex: str) -> None:
        for as_block in (True, False):
            written = mathml(tex, as_block=as_block)
            assert 'style="' not in re.sub(r'(?:display|math)style="', "", written)
            for element in ET.fromstring(written).iter():  # noqa: S314
                assert element.tag in ELEMENTS
                assert set(element.attrib) <= ATTRIBUTES
            assert "\\" not in "".join(ET.fromstring(written).itertext()).replace("\\]", "") or (  # noqa: S314
                r"\backslash" in tex or r"\setminus" in tex
            )

    @pytest.mark.parametrize("tex", UNKNOWN_FORMULAS)
    def test_what_is_not(self, tex: str) -> None:
        with pytest.raises(MathError, match=r"\w"):
            mathml(tex)

    @given(st.text(alphabet=r"\{}[]&#$%^_~<>\"' aAbx1=+|" + "\n", max_size=40) | st.text())
    def test_nothing_but_mathml_comes_out(self, tex: str) -> None:
        try:
            written = mathml(tex)
        except MathError:
            return
        for element in ET.fromstring(written).iter():  # noqa: S314
            assert element.tag in ELEMENTS
            assert set(element.attrib) <= ATTRIBUTES | {"style"}

    @pytest.mark.parametrize(
        "tex",
        ["{" * 10_000, r"\sqrt " * 10_000, r"\sqrt[" * 10_000, r"\left(" * 10_000, "x^{" * 10_000],
    )
    def test_what_is_nested_without_end_is_not(self, tex: str) -> None:
        with pytest.raises(MathError, match="too deep"):
            mathml(tex)

    def test_script_is_text(self) -> None:
        assert "<script" not in mathml(r"<script>x</script>")
        assert "<script" not in mathml(r"\text{<script>}")


class TestEnvironments:
    PAIR = [["a", "=b"], ["c", "=d"]]  # noqa: RUF012 - compared only

    @pytest.mark.parametrize(
        "name",
        ["align", "align*", "aligned", "split", "flalign", "alignat", "alignedat", "equation"],
    )
    def test_aligned(self, name: str) -> None:
        columns = "{2}" if name in {"alignat", "alignedat"} else ""
        tex = rf"\begin{{{name}}}{columns} a &= b \\ c &= d \end{{{name}}}"
        assert rows(tex) == self.PAIR

    @pytest.mark.parametrize("name", ["gather", "gather*", "gathered"])
    def test_rows(self, name: str) -> None:
        assert rows(rf"\begin{{{name}}} a \\ b \end{{{name}}}") == [["a"], ["b"]]

    def test_eqnarray(self) -> None:
        tex = r"\begin{eqnarray} a &=& b \nonumber \\ c &=& d \end{eqnarray}"
        assert rows(tex) == [["a", "=", "b"], ["c", "=", "d"]]

    def test_what_no_environment_holds(self) -> None:
        assert rows(r"a &= b \\ c &= d") == self.PAIR
        assert rows("a\n\nb") == [["a"], ["b"]]
        assert rows(r"a \\[2ex] b") == [["a"], ["b"]]

    def test_pairs_of_columns_have_a_gap(self) -> None:
        assert mathml(r"\begin{align} a &= b & c &= d \end{align}").count("2em") == 1
        assert "2em" not in mathml(r"\begin{alignat}{2} a &= b & c &= d \end{alignat}")

    def test_an_array_has_its_columns_and_lines(self) -> None:
        written = mathml(r"\begin{array}{l|*{2}{c}@{}r} a & b & c & d \\ \hline e \end{array}")
        assert re.findall(r'<mtd(?: class="([^"]*)")?>', written)[:4] == [
            "tex-left tex-line-right",
            "",
            "",
            "tex-right",
        ]
        assert "tex-line-top" in written

    def test_optional_arguments_are_not_shown(self) -> None:
        assert text(r"\begin{array}[t]{c} a \end{array}") == "a"
        assert text(r"\begin{gathered}[b] a \end{gathered}") == "a"
        assert text(r"a \\[1cm] b \\ [c]") == "ab[c]"


class TestNumbers:
    def test_a_tag_is_the_number(self) -> None:
        writer = MathWriter({})
        assert writer.write(r"a = b \tag{7b}", as_block=True).tag == "(7b)"
        assert writer.write(r"a = b \tag*{Bayes}", as_block=True).tag == "Bayes"
        star = writer.write(r"a \tag{$\ast$}", as_block=True).tag
        assert star is not None
        assert "<mtext>(</mtext><mo" in star

    def test_several_stay_in_their_rows(self) -> None:
        formula = MathWriter({}).write(
            r"\begin{align} a &= b \tag{1} \\ c &= d \\ e &= f \tag{2} \end{align}", as_block=True
        )
        assert formula.tag is None
        assert [row[-1] for row in rows_of(formula.mathml)] == ["(1)", "", "(2)"]

    def test_labels_are_no_part_of_a_formula(self) -> None:
        assert text(r"a = b \label{x} \notag") == "a=b"


def rows_of(written: str) -> list[list[str]]:
    return [
        ["".join(cell.itertext()) for cell in row]
        for row in ET.fromstring(written).iter("mtr")  # noqa: S314
    ]


class TestColours:
    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            (r"\color{red} x", "#FF0000"),
            (r"\textcolor{darkmagenta}{x}", "#8B008B"),
            (r"\textcolor{#0af}{x}", "#00AAFF"),
            (r"\textcolor[HTML]{00ff7f}{x}", "#00FF7F"),
            (r"\color[rgb]{1, 0.5, 0} x", "#FF8000"),
            (r"\color[RGB]{255,128,0} x", "#FF8000"),
            (r"\color[gray]{0.5} x", "#808080"),
            (r"{\color{ForestGreen} x}", "#228B22"),
        ],
    )
    def test_one_is_an_attribute(self, written: str, expected: str) -> None:
        assert f'mathcolor="{expected}"' in mathml(written)

    def test_one_that_nobody_knows_is_left_out_and_told(self) -> None:
        formula = MathWriter({}).write(r"{\color{mauvish} x} + \textcolor{red}{y}", as_block=True)
        assert formula.unknown_colours == ["mauvish"]
        assert "<mi>x</mi>" in formula.mathml
        assert "#FF0000" in formula.mathml

    @pytest.mark.parametrize(
        ("value", "model"), [("2,0,0", "rgb"), ("1,1", "rgb"), ("x", "gray"), ("no", "")]
    )
    def test_one_that_is_none(self, value: str, model: str) -> None:
        assert hexadecimal(value, model) is None


class TestMacros:
    def test_the_projects(self) -> None:
        macros = {
            "RR": r"\mathbb{R}",
            "bold": [r"\boldsymbol{#1}", 1],
            "pair": ["(#1, #2)", 2, "0"],
        }
        assert text(r"\RR \bold{x} \pair{1} \pair[2]{3}", macros) == "ℝ𝒙(0,1)(2,3)"

    def test_those_of_mathjax_2(self) -> None:
        found, unread = macros_of([None, {"TeX": {"Macros": {"NN": r"\mathbb{N}"}}}, 3])
        assert list(found) == [r"\NN"]
        assert not unread

    @pytest.mark.parametrize("written", [3, [], ["x", "1"], ["x", 1, 2], ["x", 1, "d", "more"]])
    def test_one_that_cannot_be_read(self, written: object) -> None:
        assert macros_of([{"tex": {"macros": {"bad": written}}}]) == ({}, ["bad"])

    def test_those_of_a_formula_hold_for_the_next(self) -> None:
        writer = MathWriter({})
        definitions = (
            r"\newcommand{\R}{\mathbb{R}} \def\half#1{\frac{#1}{2}} "
            r"\newcommand{\at}[2][0]{#2_{#1}} \DeclareMathOperator*{\soft}{soft} \let\to\leftarrow"
        )
        assert writer.write(definitions, as_block=False).mathml == "<math></math>"
        written = writer.write(r"\R \half{x} \at{y} \at[1]{z} \soft_a \to", as_block=False).mathml
        assert "".join(ET.fromstring(written).itertext()).replace("\u2061", "") == (  # noqa: S314
            "ℝx2y0z1softa←"
        )

    def test_one_without_end_is_no_formula(self) -> None:
        with pytest.raises(MathError, match="no end"):
            mathml(r"\def\x{\x\x}\x")


class TestDollars:
    @pytest.mark.parametrize(
        ("written", "found"),
        [
            ("$ x $", ["x"]),
            ("$ x_i $ and $y $", ["x_i", "y"]),
            (r"a $ \alpha + 1 $ b", [r"\alpha + 1"]),
            ("$\nx^2\n$", ["x^2"]),
            ("From $5 to $10, or $ 5 and $ 6.", []),
            ("$ cd my_folder and $ ls", []),
            ("$ cost = 5 $", []),
            (r"\$ x $", []),
            ("1$ x $", []),
            ("$x$ and $ y$.", ["x", "y"]),
        ],
    )
    def test_blanks_beside_dollars(self, written: str, found: list[str]) -> None:
        md = MarkdownIt().use(dollarmath_plugin, allow_space=False, allow_digits=False)
        tokens = md.use(spaced_math_plugin).parseInline(written)[0].children or []
        assert [token.content for token in tokens if token.type == "math_inline"] == found

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            (r"L\_S(\theta) = \sum\_{s \in S} l\_\theta", r"L_S(\theta) = \sum_{s \in S} l_\theta"),
            (r"\text{a\_b} \mathrm{c\_d}", r"\text{a\_b} \mathrm{c\_d}"),
            (r"max\_iter", r"max\_iter"),
            ("a \\\\\\\\ b", r"a \\ b"),
            (r"a \\ b", r"a \\ b"),
            (r"a \\_ b", r"a \\_ b"),
        ],
    )
    def test_what_is_escaped_for_markdown(self, written: str, expected: str) -> None:
        assert unescaped_tex(written) == expected


class TestRawHTML:
    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ("<p>$x_i$ and $$y$$</p>", "<p>(x_i) and [y]</p>"),
            ("<b>$ a &lt; b^2 $</b>", "<b>(a < b^2)</b>"),
            ("<p>$5 to $6, $ 7 and $ 8</p>", None),
            ("<p title='$x$'>a</p>", None),
            ("<code>$x$</code> <pre>$$y$$</pre>", None),
            ("<script>const $x = $y$;</script><!-- $x$ -->", None),
            (r"<p>\$x$</p>", None),
        ],
    )
    def test_formulas_in_it(self, html: str, expected: str | None) -> None:
        def write(tex: str, as_block: bool) -> str:
            return f"[{tex}]" if as_block else f"({tex})"

        assert set_raw_formulas(html, write) == (expected or html)


DECK = r"""---
deck: true
---

# Formulas with $x^2$

---

name: display

$$ a = b $$ (first)

```{math}
:label: second

c = d
```

$$ e = \color{mauvish} f \tag{Bayes} $$ (bayes)

{eq}`first`, {eq}`second` and {eq}`bayes`; {eq}`elsewhere`.

---

name: inline

$ x\_1 $ and $\nosuch{y}$, $\RR$, costs $5 or $6.

$$
\noblock
$$

---

name: environment

<center>$z^2$ and $\nothing$</center>

\begin{align}
a &= b
\end{align}

````{eval-rst}
.. math::

   g = h

   i = j
````
"""
PAGE = r"""# A page

$$ k = l $$ (elsewhere)

{eq}`first` and {eq}`bayes`.

$x$
"""
CONF = r"""
extensions = ["sphinxcontrib_deck"]
myst_enable_extensions = ["amsmath", "dollarmath"]
mathjax3_config = {"tex": {"macros": {"RR": r"\mathbb{R}", "wrong": 3}}}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    files = {
        "index.md": "# Guide\n\n```{toctree}\ndeck\npage\n```\n",
        "deck.md": DECK,
        "page.md": PAGE,
        "conf.py": CONF,
    }
    project = SmallProject(tmp_path_factory.mktemp("math"), files)
    project.build("deck")
    project.build("html")
    return project


def slides(project: SmallProject, name: str = "deck.html") -> dict[str, Tag]:
    page = BeautifulSoup(project.page("deck", name), "html.parser")
    return {str(section["id"]): section for section in page.select(".slides > section")}


class TestDeck:
    def test_numbers_and_references(self, project: SmallProject) -> None:
        display = slides(project)["display"]
        assert [number.get_text() for number in display.select(".eqno")] == [
            "(1)",
            "(2)",
            "(Bayes)",
        ]
        links = [(link["href"], link.get_text()) for link in display.select("a")]
        assert links == [
            ("#equation-first", "(1)"),
            ("#equation-second", "(2)"),
            ("#equation-bayes", "(Bayes)"),
            ("page.html#equation-elsewhere", "(1)"),
        ]
        assert [block["id"] for block in display.select("div.math")] == [
            "equation-first",
            "equation-second",
            "equation-bayes",
        ]

    def test_references_from_a_page(self, project: SmallProject) -> None:
        page = BeautifulSoup(project.page("deck", "page.html"), "html.parser")
        links = [(link["href"], link.get_text()) for link in page.select("p a.internal")]
        assert ("deck.html#equation-first", "(1)") in links
        assert ("deck.html#equation-bayes", "(Bayes)") in links

    def test_an_environment_is_the_same_in_every_build(self, project: SmallProject) -> None:
        block = slides(project)["environment"].select_one("div.amsmath")
        assert block is not None
        assert block["id"] == "equation-deck-environment-1"
        assert block.select_one(".eqno")

    def test_blank_lines_separate_equations(self, project: SmallProject) -> None:
        block = slides(project)["environment"].select("div.math")[1]
        assert [row.get_text() for row in block.select("mtr")] == ["g=h", "i=j"]

    def test_what_is_wrong_is_told_with_its_place(self, project: SmallProject) -> None:
        def line(text: str) -> int:
            return DECK[: DECK.index(text)].count("\n") + 1

        block = line("$$\n")
        assert project.warnings["deck"] == [
            (
                "WARNING: conf.py: the macro 'wrong' is left out: "
                "expected 'TeX', ['TeX', arguments] or ['TeX', arguments, 'default'] [deck.math]"
            ),
            (
                f"deck.md:{line('$$ e')}: WARNING: the colour 'mauvish' isn't known; "
                "what it was for is shown without it [deck.math]"
            ),
            (
                f"deck.md:{line('$ x')}: WARNING: can't show '\\\\nosuch{{y}}' as MathML: Unknown "
                'command "\\nosuch" [deck.math]'
            ),
            (
                f"deck.md:{block}: WARNING: can't show '\\\\noblock' as MathML: Unknown command "
                '"\\noblock" [deck.math]'
            ),
            (
                f"deck.md:{line('<center>')}: WARNING: can't show '\\\\nothing' as MathML: "
                'Unknown command "\\nothing" [deck.math]'
            ),
        ]
        assert slides(project)["environment"].select("center span.math > math")
        sources = slides(project)["inline"].select("code.math-source")
        assert [source.get_text() for source in sources] == [r"\nosuch{y}", r"\noblock"]

    def test_inline(self, project: SmallProject) -> None:
        paragraph = slides(project)["inline"].select_one("p")
        assert paragraph is not None
        assert paragraph.get_text() == r"x1 and \nosuch{y}, ℝ, costs $5 or $6."

    def test_a_handout_is_left_to_sphinx(self, project: SmallProject) -> None:
        page = project.page("html", "deck.html")
        assert "<math" not in page
        assert r"\(x_1\)" in page
        assert page.count("(Bayes)") == 1  # MathJax sets the tag; the link reads as it does


# MathJax

MATHJAX = """
deck_math_renderer = "mathjax"
html_static_path = ["static"]
mathjax_path = "{path}"
mathjax3_config = {{"tex": {{"macros": {{"RR": "R"}}}}}}
"""


def mathjax(tmp_path: Path, path: str) -> SmallProject:
    files = {
        "index.md": "# Guide\n\n```{toctree}\nown\nother\n```\n",
        "own.md": "---\ndeck: true\n---\n# One\n\n$x$\n\n$$ y $$ (z)\n",
        "other.md": "---\ndeck: {math_renderer: mathml}\n---\n# Other\n\n$x$\n",
        "static/mathjax/tex.js": "",
        "conf.py": "extensions = ['sphinxcontrib_deck']" + MATHJAX.format(path=path),
    }
    project = SmallProject(tmp_path, files)
    project.build("deck")
    return project


class TestMathJax:
    def test_a_local_copy_is_loaded(self, tmp_path: Path) -> None:
        project = mathjax(tmp_path, "mathjax/tex.js")
        assert project.warnings["deck"] == []
        page = project.page("deck", "own.html")
        assert r"\(x\)" in page
        assert "<math" not in page
        assert '"mathjax": {"config": {"tex": {"macros": {"RR": "R"}}}' in page
        assert '"src": "_static/mathjax/tex.js"' in page
        other = project.page("deck", "other.html")
        assert "<math" in other
        assert "mathjax" not in other

    @pytest.mark.parametrize(
        "path", ["https://mathjax.example/tex.js", "//x.example/tex.js", "/tex.js", "gone.js"]
    )
    def test_without_one_formulas_are_mathml(self, tmp_path: Path, path: str) -> None:
        project = mathjax(tmp_path, path)
        assert project.warnings["deck"] == [
            (
                "WARNING: deck_math_renderer: a deck's page loads nothing from elsewhere, and "
                f"mathjax_path is {path!r}: expected a file below html_static_path, like "
                "'mathjax/tex-chtml.js'; formulas are MathML instead [deck.config]"
            )
        ]
        page = project.page("deck", "own.html")
        assert "<math" in page
        assert "mathjax" not in page
