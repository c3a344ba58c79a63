"""A report written out and read again is the same report."""

from __future__ import annotations

import pytest
from hypothesis import given

from gongkai.reports import read_report
from gongkai.reports.findings import finding
from gongkai.reports.model import Report
from gongkai.reports.render import render_report
from gongkai.reports.serial import read_json
from tests.reports.builders import VARIANTS, reports, seeded_report, values_of

OFFICE = ("docx", "xlsx")
ALL = ("html", "text", "json", *OFFICE)
SLOWLY = [pytest.param(form, marks=pytest.mark.slow) for form in OFFICE]
FORMS = ("html", "text", "json", *SLOWLY)
READ = ("html", "text", *SLOWLY)


def read_back(report: Report, form: str) -> Report:
    document = render_report(report, form)
    return read_json(document, where="report.json") if form == "json" else read_report(document)


@pytest.mark.parametrize("form", FORMS)
@given(report=reports())
def test_every_cell_comes_back_without_doubt(form: str, report: Report) -> None:
    """But for rows that are blank at an edge: there the figures may as well have slipped to the side."""
    again = read_back(report, form)

    doubted = {cell.rpartition(".")[0] for cell, content in again.all_cells() if content.doubt}
    edges = {row: [c for c, _ in report.all_cells() if c.rpartition(".")[0] == row] for row in doubted}

    assert values_of(again) == values_of(report)
    assert [row for row, cells in edges.items() if None not in map(report.value, (cells[0], cells[-1]))] == []


@pytest.mark.parametrize("form", FORMS)
@given(report=reports())
def test_what_stands_around_the_tables_comes_back(form: str, report: Report) -> None:
    again = read_back(report, form)

    assert (again.title, again.body, again.signed, again.division) == (
        (report.title, report.body, report.signed, report.division)
    )
    assert (again.year, again.edition_id, again.dated) == (report.year, report.edition_id, report.dated)


@pytest.mark.parametrize("form", FORMS)
@given(report=reports())
def test_the_sections_come_back_with_their_text(form: str, report: Report) -> None:
    again = read_back(report, form)

    assert [(s.number, s.title, s.text) for s in again.sections] == (
        [(s.number, s.title, s.text) for s in report.sections]
    )


@given(report=reports())
def test_page_and_text_tell_the_same_figures(report: Report) -> None:
    page, text = read_back(report, "html"), read_back(report, "text")

    assert [(f.measure, f.value, f.unit) for f in page.figures] == [(f.measure, f.value, f.unit) for f in text.figures]


@pytest.mark.slow
@pytest.mark.parametrize("form", READ)
@given(report=reports())
def test_figures_of_the_text_come_back_after_a_second_reading(form: str, report: Report) -> None:
    once = read_back(report, form)

    twice = read_back(once, form)

    assert [(f.measure, f.value, f.unit) for f in twice.figures] == [(f.measure, f.value, f.unit) for f in once.figures]
    assert values_of(twice) == values_of(once)


@pytest.mark.parametrize("form", READ)
def test_what_is_read_back_has_no_layout_finding_but_blanks(form: str) -> None:
    for variant in ("", *VARIANTS):
        again = read_back(seeded_report(11, variant=variant), form)

        assert {seen.rule for seen in again.observations} <= {"blank-cells", "other-edition-row", "missing-row"}


@given(report=reports(variants=("",)))
def test_findings_printed_on_the_page_are_not_read_as_cells(report: Report) -> None:
    noted = finding("ragged-row", ("line 12",), count=3, evidence="一、本年新收政府信息公开申请数量 1 2 3")

    again = read_report(render_report(report, "html", findings=[noted]))

    assert values_of(again) == values_of(report)


@pytest.mark.parametrize("variant", ["", *VARIANTS])
def test_the_statistics_form_of_2014_comes_back(variant: str) -> None:
    report = seeded_report(5, edition_id="2014", variant=variant)

    for form in ALL:
        assert values_of(read_back(report, form)) == values_of(report)
