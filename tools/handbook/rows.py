"""docs/rows.md: what the product promises, row by row, and the tests that show it."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import yaml

from tools.handbook.markdown import page_of, table

ROOT = Path(__file__).resolve().parents[2]
ROW_TEST = re.compile(r"^\s*def (test_row_(\d+)_\w+)", re.MULTILINE)

INTRODUCTION = """
产品承诺的各项能力，以及名称中带有该行编号的测试。没有测试的行还没有做；有测试的行做到测试所说的程度。

Each capability the product promises, and the tests that carry its number. A row without a test is not there yet; a row
with tests is there as far as its tests say.
"""


def tests_by_row() -> dict[int, list[str]]:
    """Number of a row -> "file::test" of each test named after it."""
    found: dict[int, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for match in ROW_TEST.finditer(path.read_text(encoding="utf-8")):
            found[int(match[2])].append(f"{path.relative_to(ROOT).as_posix()}::{match[1]}")
    return found


def page() -> str:
    groups = yaml.safe_load((ROOT / "docs" / "rows.yaml").read_text(encoding="utf-8"))
    tests = tests_by_row()
    numbers = [number for group in groups.values() for number in group["rows"]]
    unknown = sorted(set(tests) - set(numbers))
    assert not unknown, f"tests are named after rows that do not exist: {unknown}"
    shown = sum(1 for number in numbers if number in tests)
    return page_of(
        "能力一览 What it can do",
        INTRODUCTION,
        f"有测试的：{shown}/{len(numbers)}。 Rows with tests: {shown} of {len(numbers)}.",
        *(_group(letter, group, tests) for letter, group in groups.items()),
    )


def _group(letter: str, group: dict[str, dict[int | str, dict[str, str] | str]], tests: dict[int, list[str]]) -> str:
    lines = []
    for number, words in group["rows"].items():
        assert isinstance(words, dict)
        named = "<br>".join(f"`{test}`" for test in tests.get(int(number), ())) or "—"
        lines.append((number, words["zh"], words["en"], named))
    title = f"## {letter}. {group['title']['zh']} {group['title']['en']}"
    return f"{title}\n\n{table(('#', '能力', 'Capability', '测试 Tests'), lines)}"
