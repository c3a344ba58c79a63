"""Markdown in the forms of converters: pipe tables, grids with cells over several lines, tables in HTML."""

from __future__ import annotations

import random
from collections.abc import Callable
from unicodedata import east_asian_width

import pytest

from gongkai.reports import read_report
from gongkai.reports.extract.markdown import with_paragraphs
from tests.reports.builders import seeded_report, values_of
from tests.reports.layouts import text_document
from tests.reports.layouts_html import spans
from tests.reports.sheets import Grid, Sheet, sheet_of, spread

WIDE = 14


def pipes(_sheet: Sheet, grid: Grid) -> list[str]:
    """A pipe table as pandoc writes it."""
    head, *rows = [" | ".join(slot.text for slot in row) for row in spread(grid)]
    return ["", f"| {head} |", "|" + "---|" * len(spread(grid)[0]), *(f"| {row} |" for row in rows), ""]


def grids(_sheet: Sheet, grid: Grid) -> list[str]:
    """A grid table: a long text goes on below, padded to the width that a terminal shows."""
    lines = ["", *_rule(grid, "-")]
    for i, row in enumerate(spread(grid)):
        cut = [[slot.text[at : at + 6] for at in range(0, len(slot.text), 6)] for slot in row]
        for at in range(max(1, *map(len, cut))):
            cells = (piece[at] if at < len(piece) else "" for piece in cut)
            lines.append("|" + "|".join(f" {_padded(cell)}" for cell in cells) + "|")
        lines += _rule(grid, "-" if i else "=")
    return [*lines, ""]


def _rule(grid: Grid, sign: str) -> list[str]:
    return ["+" + (sign * WIDE + "+") * len(spread(grid)[0])]


def _padded(text: str) -> str:
    return text + " " * (WIDE - 1 - sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text))


def html(_sheet: Sheet, grid: Grid) -> list[str]:
    """A table in HTML between lines of Markdown."""
    return ["", spans(grid), ""]


@pytest.mark.parametrize("variant", ["", "blanks"])
@pytest.mark.parametrize("table", [pipes, grids, html])
def test_markdown_is_read_whole(table: Callable[[Sheet, Grid], list[str]], variant: str) -> None:
    report = seeded_report(3, variant=variant)
    text = text_document(sheet_of(report, random.Random(1)), table).replace(report.title, f"# {report.title}")
    for section in report.sections:
        text = text.replace(f"\n{section.title}", f"\n## {section.title}")

    reading = read_report(text.encode(), source="report.md")

    assert values_of(reading) == values_of(report)
    assert {content.doubt for _, content in reading.all_cells()} == {0.0}
    assert (reading.title, reading.signed, reading.dated) == (report.title, report.signed, report.dated)
    assert [(s.title, s.text) for s in reading.sections] == [(s.title, s.text) for s in report.sections]


@pytest.mark.parametrize(
    "page",
    [
        "没有表格\n的文本",
        "<p>甲</p>\n<table><tr><td>1</td></tr></table>",
        "<html>\n甲<table><tr><td>1</td></tr></table></html>",
        "<table><tr><td>1</td></tr>",
    ],
)
def test_a_page_is_left_as_it_is(page: str) -> None:
    assert with_paragraphs(page) == page
