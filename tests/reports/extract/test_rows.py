"""Single traps of layout, each in the smallest document that shows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import UnreadableSource
from gongkai.reports import Report, read_report
from tests.reports.scoring import Score
from tests.reports.trials import Trial

ROWS = {
    "received": "一、本年新收政府信息公开申请数量",
    "carried_in": "二、上年结转政府信息公开申请数量",
    "granted": "（一）予以公开",
    "handled_total": "（七）总计",
    "carried_out": "四、结转下年度继续办理",
}


def table(**rows: str) -> str:
    """A report with a few rows of table 3, each given as the text of its line behind the label."""
    lines = [f"{ROWS[name]}{figures}" for name, figures in rows.items()]
    return "\n".join(
        [
            "演示县人民政府2023年政府信息公开工作年度报告",
            "规章\t0\t0\t0",
            "本年制发件数",
            "三、收到和处理政府信息公开申请情况",
            *lines,
        ]
    )


def values(report: Report, row: str) -> list[object]:
    columns = ("natural_person", "enterprise", "research", "social", "legal_service", "other", "total")
    return [report.value(f"t3.{row}.{column}") for column in columns]


def test_blank_cells_keep_their_columns() -> None:
    report = read_report(table(received="\t3\t\t0\t\t\t\t3"))

    assert values(report, "received") == [3, None, 0, None, None, None, 3]


def test_empty_cell_between_label_and_figures_is_no_column() -> None:
    report = read_report(table(received="\t\t\t3\t0\t0\t0\t0\t16\t19"))

    assert values(report, "received") == [3, 0, 0, 0, 0, 16, 19]


def test_six_figures_for_seven_columns_are_placed_by_the_sums() -> None:
    report = read_report(
        table(
            received="\t3\t0\t0\t0\t0\t16\t19",
            carried_in="\t0\t0\t0\t0\t0\t0\t0",
            granted="\t3\t0\t0\t0\t16\t19",
            handled_total="\t3\t0\t0\t0\t0\t16\t19",
            carried_out="\t0\t0\t0\t0\t0\t0\t0",
        )
    )

    assert values(report, "granted") == [3, None, None, None, None, 16, 19]
    assert report.cell("t3.granted.natural_person").doubt > 0


def test_a_remark_in_the_place_of_the_total_lays_doubt_on_the_row() -> None:
    report = read_report(table(received="\t3\t0\t0\t0\t16\t19\t含转办"))

    assert all(report.cell(f"t3.received.{column}").doubt for column in ("natural_person", "research", "other"))


def test_under_a_head_with_a_subtotal_seven_figures_may_lack_one() -> None:
    head = "小计\n" + ROWS["received"]

    report = read_report(table(received="\t0\t0\t0\t0\t0\t1\t1").replace(ROWS["received"], head))

    assert report.cell("t3.received.other").doubt > 0


def test_figures_that_begin_with_naught_are_several_run_together() -> None:
    report = read_report(table(received="\t00000\t\t\t\t\t\t"))

    assert report.cell("t3.received.natural_person").value is None
    assert report.cell("t3.received.natural_person").doubt > 0


def test_figures_behind_a_group_label_do_not_belong_to_the_row_before_it() -> None:
    report = read_report(table(granted="\n（三）不予公开\n0\n0\n2\n0\n0\n1\n3"))

    assert not report.value("t3.granted.total") or report.cell("t3.granted.total").doubt


def test_run_together_figures_are_cut_where_one_cut_fits() -> None:
    report = read_report(table(received="640020470"))

    assert values(report, "received") == [64, 0, 0, 2, 0, 4, 70]
    assert report.cell("t3.received.total").reason == "glued-cells"


def test_run_together_figures_that_fit_in_several_ways_are_withheld() -> None:
    report = read_report(table(received="321203029"))

    assert values(report, "received") == [3, None, None, None, 3, 0, 29]
    assert report.cell("t3.received.enterprise").doubt > 0


def test_run_together_figures_that_fit_in_no_way_are_withheld() -> None:
    report = read_report(table(received="1111114"))

    assert values(report, "received") == [None] * 7
    assert report.cell("t3.received.total").doubt > 0


def test_label_broken_over_two_lines_is_one_label() -> None:
    report = read_report(table(received="\t1\t0\t0\t0\t0\t0\t1").replace("公开申请数量", "公开申\n请数量"))

    assert values(report, "received") == [1, 0, 0, 0, 0, 0, 1]


def test_misprinted_label_is_matched_with_a_doubt() -> None:
    report = read_report(table(received="\t1\t0\t0\t0\t0\t0\t1").replace("本年新收政府", "本年新收攻府"))

    assert report.value("t3.received.total") == 1
    assert report.cell("t3.received.total").doubt > 0
    assert "misspelt-header" in {o.rule for o in report.observations}


def test_row_printed_twice_with_other_figures_is_doubted() -> None:
    once = table(received="\t1\t0\t0\t0\t0\t0\t1")
    report = read_report(f"{once}\n{ROWS['received']}\t2\t0\t0\t0\t0\t0\t2")

    assert report.cell("t3.received.total").doubt > 0
    assert "repeated-row" in {o.rule for o in report.observations}


def test_page_number_between_rows_is_no_figure() -> None:
    text = table(received="\t1\t0\t0\t0\t0\t0\t1", carried_in="\t2\t0\t0\t0\t0\t0\t2")
    report = read_report(text.replace(ROWS["carried_in"], f"- 4 -\n{ROWS['carried_in']}"))

    assert values(report, "carried_in") == [2, 0, 0, 0, 0, 0, 2]


def test_struck_out_figures_of_a_page_are_not_read() -> None:
    cells = "<td><s>5</s>8</td>" + "<td>0</td>" * 5 + "<td>8</td>"
    page = f"<p>政府信息公开 本年制发件数</p><table><tr><td>{ROWS['received']}</td>{cells}</tr></table>"

    assert read_report(page).value("t3.received.natural_person") == 8


def test_text_without_a_report_is_refused_by_name() -> None:
    with pytest.raises(UnreadableSource) as refused:
        read_report("今天天气很好。", source="天气.txt")

    assert refused.value.where == "天气.txt"
    assert refused.value.code == "no-report"


@pytest.mark.parametrize("head", [b"GIF89a"])
def test_files_of_other_kinds_are_refused_with_a_hint(head: bytes) -> None:
    with pytest.raises(UnreadableSource) as refused:
        read_report(head + b"rest", source="report.bin")

    assert refused.value.code == "unsupported-format"
    assert refused.value.hint is not None


@pytest.mark.parametrize("digits", ["9" * 35, "123456789" * 3, "1" * 30])
def test_endless_ways_to_cut_run_together_figures_are_given_up(digits: str) -> None:
    report = read_report(table(received=digits))

    assert values(report, "received") == [None] * 7
    assert report.cell("t3.received.total").doubt > 0


def test_table_of_endless_rows_is_refused() -> None:
    endless = "\n".join(f"{ROWS['received']}\t1\t0\t0\t0\t0\t0\t1" for _ in range(10_001))

    with pytest.raises(UnreadableSource, match="10000") as told:
        read_report(table(received="\t1\t0\t0\t0\t0\t0\t1") + "\n" + endless)

    assert told.value.code == "too-long"


def test_prose_full_of_figures_and_commas_is_no_row() -> None:
    report = read_report(table(received="0\t" * 7) + "\n本年收到 " + "1,2," * 80 + "等件")

    assert values(report, "received") == [0] * 7


@given(
    parts=st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 9, 11, 20, 305]), min_size=6, max_size=6),
    gap=st.integers(0, 12),
)
def test_run_together_figures_are_never_cut_silently_wrong(parts: list[int], gap: int) -> None:
    printed = [*parts, sum(parts)]
    digits = "".join(map(str, printed))

    report = read_report(table(received=f"{digits[:gap]} {digits[gap:]}"))

    columns = zip(values(report, "received"), printed, strict=True)
    assert all(found in (None, true) for found, true in columns) or report.cell("t3.received.total").doubt > 0


@pytest.mark.parametrize(
    "name", ["upright-labels/words-for-figures/2019/one-row-other", "row-tables/letters-for-digits/2021/"]
)
def test_a_word_in_a_row_of_fifteen_cells_takes_no_other_cell_with_it(name: str) -> None:
    trial = Trial(*name.split("/"), seed=5098)

    scored = trial.tally()

    assert scored[Score.SILENT] == scored[Score.WITHHELD] == scored[Score.MISTAKEN] == 0
