"""What the renderers write, the reader reads back: cell for cell and word for word."""

from __future__ import annotations

import pytest
from hypothesis import given

from gongkai.reports.extract.reader import read_report
from gongkai.reports.model import Report
from gongkai.reports.render import render_report
from tests.reports.builders import reports, values_of
from tests.reports.render.pages import DAMAGE, doubted_report


def said(report: Report) -> list[object]:
    """All that a reader of the printed form can know."""
    signature = (report.signed, report.dated)
    sections = [(section.number, section.title, section.text) for section in report.sections]
    return [report.edition_id, report.title, report.body, report.year, *signature, *sections, values_of(report)]


@pytest.mark.parametrize("form", ["text", "html"])
@given(report=reports())
def test_report_is_read_back_as_it_was(form: str, report: Report) -> None:
    assert said(read_report(render_report(report, form), source="report")) == said(report)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_panel_and_marks_of_a_page_are_not_read_as_the_report(language: str) -> None:
    report = doubted_report()
    written = render_report(report, "html", language="en" if language == "en" else "zh", findings=[DAMAGE])

    assert said(read_report(written, source="page")) == said(report)
