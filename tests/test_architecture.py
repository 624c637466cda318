"""The package is a pyramid: each stage knows only those before it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "sphinxcontrib_deck"
MODULES = sorted(PACKAGE.rglob("*.py"))
STAGES = [
    {"translation", "warnings"},
    {"config"},
    {"syntax"},
    {"doctree"},
    {"domain"},
    {"compat"},
    {"html", "missing_decks"},
    {"extension"},
    {"cli"},
]
"""From the foundation up; a module may import from its own stage and those before it."""

LONGEST_FILE = 300
LONGEST_FUNCTION = 50


def stage_of(part: str) -> int:
    """Return the place of a module or subpackage among the stages."""
    return next(place for place, stage in enumerate(STAGES) if part in stage)


def imported(module: Path) -> set[str]:
    """Return the parts of this package that a module imports, at its top or within a function."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] + [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == PACKAGE.name and len(parts) > 1:
                found.add(parts[1])
    return found - {"__version__", "nodes"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(module: Path) -> None:
    part = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if part.startswith("__"):
        return
    later = {name for name in imported(module) if stage_of(name) > stage_of(part)}
    assert not later, f"{part} imports {later}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_syntax_knows_neither_docutils_nor_sphinx(module: Path) -> None:
    if module.relative_to(PACKAGE).parts[0] == "syntax":
        text = module.read_text(encoding="utf-8")
        assert "import docutils" not in text
        assert "from docutils" not in text
        assert "from sphinx." not in text
        assert "from myst_parser" not in text


def test_few_modules_rest_on_mysts_internals() -> None:
    users = {module.stem for module in MODULES if "from myst_parser" in module.read_text("utf-8")}
    assert users == {
        "content_renderer",
        "footnotes",
        "parser",
        "renderer",
        "step_renderer",
    }


def test_files_and_functions_stay_readable() -> None:
    files = [*MODULES, *PACKAGE.glob("themes/**/deck*.js"), *PACKAGE.glob("themes/**/*.css")]
    for file in files:
        if "reveal" in file.parts:
            continue
        lines = len(file.read_text(encoding="utf-8").splitlines())
        assert lines <= LONGEST_FILE, f"{file.name} has {lines} lines"
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno is not None
                assert node.end_lineno - node.lineno < LONGEST_FUNCTION, f"{module}: {node.name}"
