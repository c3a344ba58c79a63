"""The five published reports, and the tables cut from two more, against their right answers."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.reports import Report, check_report, read_report
from gongkai.reports.editions import edition

SEEDS = ("000", "001", "002", "003", "004")
CUT_TABLES = ("kewei-2024.md", "pingtan-2021-glued.txt")


def answer_of(shared: Path, number: str) -> dict[str, Any]:
    path = next((shared / "gold").glob(f"{number}_*.json"))
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def seed(shared: Path, number: str) -> Report:
    return read_report(next((shared / "seeds").glob(f"{number}_*.txt")))


@pytest.mark.parametrize("number", SEEDS)
def test_row_66_every_cell_is_what_the_printed_table_says(shared: Path, number: str) -> None:
    answer, report = answer_of(shared, number), seed(shared, number)

    wrong = {
        cell: report.value(cell)
        for cell, value in answer["cells"].items()
        if report.value(cell) not in answer["accept"].get(cell, [value])
    }

    assert wrong == {}


@pytest.mark.parametrize("number", SEEDS)
def test_row_66_sections_are_found_with_their_titles_and_lines(shared: Path, number: str) -> None:
    answer, report = answer_of(shared, number), seed(shared, number)

    found = [(s.number, s.title, s.first_line, s.last_line) for s in report.sections]

    assert found == [(s["number"], s["title"], s["first_line"], s["last_line"]) for s in answer["sections"]]


@pytest.mark.parametrize("number", SEEDS)
@pytest.mark.parametrize("part", ["title", "body", "signed", "division", "year", "dated_printed"])
def test_row_66_parts_around_the_tables_are_as_printed(shared: Path, number: str, part: str) -> None:
    answer, report = answer_of(shared, number), seed(shared, number)

    assert (getattr(report, part) or None) == answer[part]


@pytest.mark.parametrize("number", SEEDS)
def test_row_66_dates_are_read(shared: Path, number: str) -> None:
    answer, report = answer_of(shared, number), seed(shared, number)

    assert (report.dated.isoformat() if report.dated else None) == answer["dated"]
    assert ([day.isoformat() for day in report.period] if report.period else None) == answer["period"]


@pytest.mark.parametrize("number", SEEDS)
def test_row_66_error_findings_are_those_of_a_good_auditor(shared: Path, number: str) -> None:
    answer = answer_of(shared, number)
    expected = Counter(f["rule"] for f in answer["findings"] if f["severity"] == "error" and not f.get("ok"))

    found = Counter(f.rule for f in check_report(seed(shared, number)) if f.is_error)

    assert found == expected


def test_row_66_figures_of_the_running_text_have_value_and_measure(shared: Path) -> None:
    right = expected = extra = 0
    for number in SEEDS:
        printed = Counter((f["line"], f["measure"], f["value"]) for f in answer_of(shared, number)["narrative"])
        found = Counter((f.line, f.measure, f.value) for f in seed(shared, number).figures)
        right, expected, extra = (
            right + (found & printed).total(),
            expected + printed.total(),
            extra + (found - printed).total(),
        )

    assert right >= 0.95 * expected
    assert extra <= 0.01 * expected


@pytest.mark.parametrize("name", CUT_TABLES)
def test_row_66_tables_torn_apart_are_never_silently_wrong(shared: Path, name: str) -> None:
    stem = name.partition(".")[0]
    answer = json.loads((shared / "corpus" / f"{stem}.gold.json").read_text(encoding="utf-8"), parse_float=Decimal)
    report = read_report(shared / "corpus" / name)

    wrong = [c for c, v in answer["cells"].items() if report.value(c) not in (v, None)]
    withheld = [c for c, v in answer["cells"].items() if v is not None and report.value(c) is None]

    assert wrong == []
    assert len(withheld) <= 3


@pytest.mark.parametrize("name", CUT_TABLES)
def test_what_is_withheld_carries_a_doubt(shared: Path, name: str) -> None:
    stem = name.partition(".")[0]
    answer = json.loads((shared / "corpus" / f"{stem}.gold.json").read_text(encoding="utf-8"), parse_float=Decimal)
    report = read_report(shared / "corpus" / name)

    withheld = [c for c, v in answer["cells"].items() if v is not None and report.value(c) is None]

    assert all(report.cell(c).doubt or c in answer["uncertain_cells"] for c in withheld)


@pytest.mark.parametrize("number", SEEDS)
def test_every_cell_of_the_edition_is_reported(shared: Path, number: str) -> None:
    report = seed(shared, number)

    assert set(edition(report.edition_id).cells) <= {cell for cell, _ in report.all_cells()}
