"""What all renderers draw: parts in order, tables filled, text that every form can hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from gongkai.reports.editions import EDITION_IDS, edition
from gongkai.reports.model import Cell, Number, Report, Section
from gongkai.reports.render.drawing import (
    clean,
    figure_text,
    parts_of,
    second_level,
    signature_insets,
    signature_of,
    title_lines,
    title_of,
)
from gongkai.reports.schema import CellId
from tests.reports.builders import reports, seeded_report, values_of
from tests.reports.render.pages import FEES, drawn_values, with_cells


@given(reports(*EDITION_IDS, variants=("", "blanks", "zeros", "big")))
def test_tables_show_every_cell_of_the_edition(report: Report) -> None:
    assert dict(drawn_values(report)) == values_of(report)


def test_one_row_of_another_edition_stands_for_its_blank_rows() -> None:
    shown = {cell for cell, _ in drawn_values(seeded_report(1, variant="one-row-other"))}

    assert "t3.other.total" in shown
    assert "t3.other.misc.total" not in shown


def test_rows_of_the_edition_stand_where_they_have_figures() -> None:
    report = seeded_report(1, variant="one-row-other")
    mixed = with_cells(report, {CellId("t3.other.misc.total"): Cell(4)})

    shown = {cell for cell, _ in drawn_values(mixed)}

    assert "t3.other.misc.total" in shown


def test_parts_are_the_six_sections_in_order() -> None:
    headings = [part.heading for part in parts_of(seeded_report(1))]

    assert headings == [section.title for section in edition("2021").sections]


def test_section_that_is_lacking_leaves_its_table() -> None:
    parts = parts_of(replace(seeded_report(1), sections=()))

    assert [bool(part.tables) for part in parts] == [True, True, True]


def test_section_beyond_the_form_is_not_lost() -> None:
    report = seeded_report(1)
    again = (Section(7, "七、附", text="甲"), Section(1, "一、又一次", text="乙"))

    parts = parts_of(replace(report, sections=(*report.sections, *again)))

    assert [part.heading for part in parts[-2:]] == ["七、附", "一、又一次"]


@pytest.mark.parametrize(
    ("value", "printed"),
    [(None, ""), (0, "0"), (12, "12"), (Decimal("653.3"), "653.3"), (Decimal("1E+3"), "1000"), (-71, "-71")],
)
def test_figure_is_printed_as_it_is(value: Number | None, printed: str) -> None:
    assert figure_text(value, edition("2021").spec(FEES)) == printed


def test_signed_column_prints_its_sign() -> None:
    spec = next(spec for spec in edition("2019").cells.values() if spec.column.signed)

    assert [figure_text(value, spec) for value in (177, -71, 0)] == ["+177", "-71", "0"]


def test_text_that_no_form_can_hold_is_cleaned() -> None:
    assert clean("甲\x00\x1b\u202e乙\r\n丙\u2028丁\ud800\ufffe") == "甲乙\n丙\n丁\ufffd\ufffd"


def test_title_falls_back_to_the_body_and_then_to_the_form() -> None:
    report = replace(seeded_report(1), title=" ")

    assert title_of(report) == report.body
    assert title_of(replace(report, body="")) == report.edition.label.zh


def test_long_title_breaks_after_the_body() -> None:
    report = seeded_report(1)

    assert title_lines(report) == (report.body, report.title.removeprefix(report.body))
    assert title_lines(replace(report, title="短题")) == ("短题",)


def test_signature_prints_the_date_in_full_without_zeros() -> None:
    report = seeded_report(1)
    assert report.dated is not None

    assert signature_of(report)[-1] == f"{report.dated.year}年{report.dated.month}月{report.dated.day}日"
    assert signature_of(replace(report, signed="", dated=None, dated_printed="")) == ()


def test_name_is_centred_on_the_date_four_characters_from_the_edge() -> None:
    assert signature_insets(("演示县人民政府", "2022年3月14日")) == [3.75, 4.0]


@pytest.mark.parametrize(
    ("paragraph", "kai"),
    [
        ("（一）主动公开。内容。", "（一）主动公开。"),
        ("（二）平台", "（二）平台"),
        ("一是内容。", ""),
        ("（三）" + "长" * 40, ""),
    ],
)
def test_second_level_is_told_from_running_text(paragraph: str, kai: str) -> None:
    assert second_level(paragraph) == (kai, paragraph.removeprefix(kai))
