"""Exports: what a spreadsheet opens is what the list showed, and nothing in it runs."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from gongkai.apps.core.exports import FORMULA_STARTS, safe_cell, to_csv, to_workbook

SHANGHAI = ZoneInfo("Asia/Shanghai")
ROW = ("通知", 12, Decimal("653.3"), date(2021, 3, 5), datetime(2021, 3, 5, 16, 30, tzinfo=UTC), None)


def sheet(data: bytes) -> list[list[object]]:
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_holds_what_was_shown_in_the_zone_of_the_desk() -> None:
    assert table(to_csv(["标题"], [ROW], zone=SHANGHAI)) == [
        ["标题"],
        ["通知", "12", "653.3", "2021-03-05", "2021-03-06 00:30", ""],
    ]


def test_workbook_holds_real_numbers_and_days() -> None:
    head, row = sheet(to_workbook(["标题", *"bcdef"], [ROW], sheet="信息[1]", zone=SHANGHAI))

    assert head[0] == "标题"
    assert row[:5] == ["通知", 12, 653.3, date(2021, 3, 5), datetime(2021, 3, 6, 0, 30)]  # noqa: DTZ001


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "＝1", "  =1"])
def test_text_that_would_run_is_held_back(text: str) -> None:
    assert table(to_csv(["x"], [[text]]))[1][0].startswith("'")


def test_formula_in_a_workbook_is_text() -> None:
    assert sheet(to_workbook(["x"], [["=1+1"]], sheet="s"))[1] == ["=1+1"]


@given(text=st.text(max_size=60))
def test_no_text_begins_a_formula(text: str) -> None:
    assert not safe_cell(text).lstrip(" ").startswith(FORMULA_STARTS)


@given(text=st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=60))
def test_any_text_survives_both_kinds_of_file(text: str) -> None:
    assert table(to_csv([], [[text]]))[1] == [safe_cell(text)]
    assert sheet(to_workbook(["x"], [[text]], sheet=text))[1] == [text]
