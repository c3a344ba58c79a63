"""The plain text form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from gongkai.reports.editions import EDITION_IDS
from gongkai.reports.model import Report
from gongkai.reports.render.text import report_to_text
from tests.reports.builders import reports, seeded_report
from tests.reports.render.pages import HOSTILE, drawn_values, figure, hostile_report, with_fee


@given(reports(*EDITION_IDS))
def test_every_figure_stands_in_its_field(report: Report) -> None:
    lines = [line.split("\t") for line in report_to_text(report).splitlines() if "\t" in line]

    printed = [field for line in lines for field in line if field.lstrip("+-").replace(".", "").isdigit()]

    assert [figure(field) for field in printed] == [value for _, value in drawn_values(report) if value is not None]


def test_blank_cell_is_an_empty_field() -> None:
    fee_line = next(line for line in report_to_text(with_fee(None)).splitlines() if line.startswith("行政事业"))

    assert fee_line.split("\t")[1:] == [""]


def test_title_headings_text_and_signature_stand_in_order() -> None:
    report = seeded_report(1)
    lines = report_to_text(report).splitlines()

    wanted = [report.title, *(section.title for section in report.sections), report.signed, report.dated_printed]
    assert [line for line in lines if line in wanted] == wanted


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_leave_the_tables_as_they_are(words: str) -> None:
    plain = report_to_text(hostile_report("甲")).splitlines()
    lines = report_to_text(hostile_report(words)).splitlines()

    assert [line for line in lines if "\t" in line] == [line for line in plain if "\t" in line]


def test_tab_in_running_text_makes_no_row() -> None:
    report = seeded_report(1)
    tabbed = replace(report, sections=(replace(report.sections[0], text="甲\t1\t2"), *report.sections[1:]))

    assert "甲 1 2" in report_to_text(tabbed).splitlines()
