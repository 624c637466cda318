"""Steps through code as they are written: which lines each shows, and what a fence says."""

from __future__ import annotations

import pytest

from sphinxcontrib_deck.syntax.code_steps import StepsError, parse_steps, split_fence_info

LINES = 6

STEPS = {
    "1|3-4|all": [{1}, {3, 4}, None],
    "2,4-5": [{2, 4, 5}],
    "|2": [None, {2}],
    "*|1": [None, {1}],
    "none|1|": [set(), {1}, None],
    " 1 , 3 - 4 | 5- ": [{1, 3, 4}, {5, 6}],
}

WRONG = {
    "x-y": "found 'x-y'",
    "1|two": "found 'two'",
    "1,,2": "found ''",
    "-3": "found '-3'",
    "7": "there is no line 7: the code has 6",
    "1|5-9": "there is no line 9",
    "4-2": "found '4-2'",
    "0": "found '0'",
    "9-": "found '9-'",
}

FENCES = {
    "python {1|3-4|all}": ("python", "1|3-4|all"),
    "python{1,2}": ("python", "1,2"),
    "{1|3-4|all}": ("", "1|3-4|all"),
    "{*|2}": ("", "*|2"),
    "{2,4-5}": ("", "2,4-5"),
    "c++ { 1-2 }": ("c++", "1-2"),
    "python {x-y}": ("python", "x-y"),
    "ts {2|3} {lines:true}": ("ts {lines:true}", "2|3"),
    "js [1-2|3]": ("js", "1-2|3"),
    "js [25: 1|3]": ("js", "1|3"),
    '{.python code-line-numbers="|6|9"}': ("python", "|6|9"),
    'python {code-line-numbers="2"}': ('python {code-line-numbers="2"}', None),
    "": ("", None),
    "python": ("python", None),
    "python title [1]": ("python title [1]", None),
    "python {.numbers #one}": ("python {.numbers #one}", None),
    "python {name=value}": ("python {name=value}", None),
    "{note} Title {1}": ("{note} Title {1}", None),
    "{code-block} python": ("{code-block} python", None),
    "{eval-rst}": ("{eval-rst}", None),
    "{all}": ("{all}", None),
}


@pytest.mark.parametrize("written", STEPS)
def test_steps(written: str) -> None:
    assert parse_steps(written, LINES) == STEPS[written]


@pytest.mark.parametrize("written", WRONG)
def test_what_is_wrong_with_steps(written: str) -> None:
    with pytest.raises(StepsError, match=WRONG[written]):
        parse_steps(written, LINES)


@pytest.mark.parametrize("info", FENCES)
def test_what_stands_behind_a_fence(info: str) -> None:
    assert split_fence_info(info) == FENCES[info]
