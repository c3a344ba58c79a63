"""Small rooms: the lengths of files and functions, with a list of the longer ones that may only shrink."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import name_of, python_files, tree_of

FILE_LINES = 400
FUNCTION_LINES = {"src": 40, "tools": 40, "tests": 30}
POSITIONAL = 5

LONGER_FILES: dict[str, int] = {}
LONGER_FUNCTIONS: dict[str, int] = {}
"""Place -> lines today. When one gets shorter its line here gets shorter too; a new line needs a reason in review."""

FOLDERS = tuple(FUNCTION_LINES)


def functions(folder: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in python_files(folder):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef):
                yield f"{name_of(path)}::{node.name}", node


def body_lines(function: ast.FunctionDef) -> int:
    """Lines below the signature: the options of a command are a table, not work."""
    return (function.end_lineno or 0) - function.body[0].lineno + 1


def test_files_are_no_longer_than_agreed() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in python_files(*FOLDERS)}

    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == LONGER_FILES


def test_functions_are_no_longer_than_agreed() -> None:
    lengths = {
        place: lines
        for folder, most in FUNCTION_LINES.items()
        for place, node in functions(folder)
        if (lines := body_lines(node)) > most
    }

    assert lengths == LONGER_FUNCTIONS


@pytest.mark.parametrize("folder", FOLDERS)
def test_functions_take_few_positional_parameters(folder: str) -> None:
    too_many = [
        place for place, node in functions(folder) if len(node.args.posonlyargs) + len(node.args.args) > POSITIONAL + 1
    ]

    assert too_many == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_module_opens_with_one_line(folder: str) -> None:
    silent = [
        name_of(path)
        for path in python_files(folder)
        if path.read_text("utf-8").strip() and not ast.get_docstring(tree_of(path))
    ]

    assert silent == []
