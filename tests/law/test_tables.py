"""The tables of days: what the tool writes, what the loader refuses, what a new notice changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import InvalidDeclaration
from gongkai.law import load_calendar
from gongkai.law.calendar import build_calendar
from gongkai.law.declarations import DATA, read_declaration
from gongkai.law.holidays import read_year
from tools.law.build_holidays import build

CALENDAR = load_calendar()


def test_the_tables_are_what_the_tool_writes(tmp_path: Path) -> None:
    build(tmp_path)

    written = {path.relative_to(tmp_path): path.read_text("utf-8") for path in tmp_path.rglob("*.yaml")}

    assert len(written) == 24
    assert {name for name, text in written.items() if (DATA / name).read_text("utf-8") != text} == set()


def test_a_new_notice_settles_the_december_before_it() -> None:
    before, after = build_calendar(2025).due(date(2025, 12, 1), 20), build_calendar(2026).due(date(2025, 12, 1), 20)

    assert (before.provisional, after.provisional) == (True, False)
    assert before.earliest <= after.on <= before.latest


@given(day=st.dates(date(2026, 10, 1), date(2032, 3, 1)), days=st.integers(1, 60))
def test_a_due_day_lies_in_its_own_range(day: date, days: int) -> None:
    due = CALENDAR.due(day, days)

    assert due.earliest <= due.on <= due.latest
    assert due.provisional or due.earliest == due.latest


GOOD = """year: 2026
notice: {number: null, issued_on: null, link: null}
status: memory
source: made up
off_days:
  2026-01-01: new_year
working_weekends:
  2026-01-04: new_year
"""


@pytest.mark.parametrize(
    ("wrong", "by", "line"),
    [
        ("year: 2026", "year: 2025", 1),
        ("2026-01-01: new_year", "2026-01-03: new_year", 6),
        ("2026-01-01: new_year", "2026-01-01: harvest", 6),
        ("2026-01-01: new_year", "2025-11-03: new_year", 6),
        ("2026-01-04: new_year", "2026-01-05: new_year", 8),
        ("status: memory", "status: memory\nholidays: {}", 4),
    ],
)
def test_a_wrong_year_is_refused_with_its_line(tmp_path: Path, wrong: str, by: str, line: int) -> None:
    path = tmp_path / "2026.yaml"
    path.write_text(GOOD.replace(wrong, by), encoding="utf-8")

    with pytest.raises(InvalidDeclaration) as caught:
        read_year(read_declaration(path))

    assert caught.value.where == f"{path}:{line}"
