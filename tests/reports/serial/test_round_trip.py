"""A report becomes JSON and comes back the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from gongkai.bilingual import Text
from gongkai.reports.editions import EDITION_IDS
from gongkai.reports.findings import Finding
from gongkai.reports.model import Cell, Figure, Place, Report, Section
from gongkai.reports.schema import CellId
from gongkai.reports.serial import json_text, read_json, report_from_json, report_to_json
from tests.reports.builders import reports, seeded_report

FEES = CellId("t2.fees.amount")
RECEIVED = CellId("t3.received.total")
SEEN = Finding("ragged-row", "warning", ("line 9",), Text("不齐", "ragged"), "1 2", Text("核对", "compare"))
SUMS = Finding("t3-row-sum", "error", (RECEIVED,), Text("不等", "unequal"), "1 ≠ 2", None, "ogi2019/31")


def with_cells(report: Report, cells: dict[CellId, Cell]) -> Report:
    return replace(report, cells={**report.cells, **cells})


@given(reports(*EDITION_IDS))
def test_report_comes_back_from_its_json_line(report: Report) -> None:
    line = json_text(report_to_json(report))

    assert read_json(line.encode(), where="report.json") == report


def test_place_doubt_and_print_of_a_cell_come_back() -> None:
    page = Place(71, 3, (10.5, 20.0, 30.25, 40.0))
    cells = {
        FEES: Cell(Decimal("653.3"), "6533000元", page, 0.1, "unit-in-cell", "元"),
        RECEIVED: Cell(None, "—", None, 0.123456, "ragged-row"),
    }
    report = with_cells(seeded_report(1), cells)

    assert report_from_json(report_to_json(report)).cells == report.cells


def test_everything_beside_the_cells_comes_back() -> None:
    report = replace(
        seeded_report(2),
        source="a/b.html",
        period=(date(2024, 1, 1), date(2024, 12, 31)),
        sections=(Section(1, "一、总体情况", 5, 25, "甲\n乙"),),
        figures=(Figure("site_posts", Decimal("27.5"), "万条", True, True, 21, "约27.5万条"),),
        observations=(SEEN,),
        status="partial",
    )

    assert report_from_json(report_to_json(report, [SEEN, SUMS])) == report


def test_observation_is_printed_once_and_marked() -> None:
    report = replace(seeded_report(3), observations=(SEEN,))

    printed = report_to_json(report, [SEEN, SUMS])["findings"]

    assert isinstance(printed, list)
    assert [(f["rule"], f.get("observed", False)) for f in printed if isinstance(f, dict)] == [
        ("ragged-row", True),
        ("t3-row-sum", False),
    ]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Decimal("653.3"), "653.3"),
        (Decimal("653.3000"), "653.3"),
        (Decimal("653.0000"), "653"),
        (Decimal("0.0001"), "0.0001"),
        (Decimal("12345678901234.567891"), "12345678901234.567891"),
        (-71, "-71"),
        (None, "null"),
    ],
)
def test_number_is_printed_without_loss(value: Decimal | int | None, printed: str) -> None:
    report = with_cells(seeded_report(4), {FEES: Cell(value)})
    line = json_text(report_to_json(report))

    assert f'"{FEES}": {printed},' in line
    assert read_json(line.encode(), where="").value(FEES) == value


def test_confidence_names_doubted_cells_only() -> None:
    values = report_to_json(with_cells(seeded_report(5), {FEES: Cell(1, doubt=0.4, reason="glued-cells")}))

    assert values["confidence"] == {FEES: 0.6}
    assert values["reasons"] == {FEES: "glued-cells"}


def test_provenance_names_cells_with_a_place_or_a_print_only() -> None:
    values = report_to_json(with_cells(seeded_report(5), {FEES: Cell(2, "2", Place(71)), RECEIVED: Cell(3, "3")}))

    assert values["provenance"] == {FEES: {"line": 71, "text": "2"}, RECEIVED: {"text": "3"}}


@pytest.mark.parametrize("title", ["<script>", 'a"b\\c', "甲\x00\x1f乙", "半个\ud800字", "\u2028行"])
def test_hostile_title_stays_json_and_comes_back(title: str) -> None:
    report = replace(seeded_report(6), title=title)
    line = json_text(report_to_json(report))

    assert json.loads(line)["title"] == title
    assert read_json(line.encode(), where="") == report
