"""Documents and interpretations of earlier years through the import door."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.core import imports
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.disclosure.models import Interpretation, NormativeDocument, StatusEvent
from tests.apps.builders import NOW, County
from tests.apps.disclosure.documents import imported


def row(county: County, **cells: str) -> str:
    """One row of the template, by the keys of its columns."""
    known = {"body": county.body.name, "title": "办法", "formed_on": "2021-03-01", **cells}
    return ",".join(known.get(column.key, "") for column in imports.template_of("normative_documents").columns)


def test_row_61_document_comes_in_with_what_befell_it(county: County) -> None:
    rows = [
        row(
            county, title="旧办法", number="示政规[2021]1号", repealed_on="2024-06-01", repealed_by="示政规〔2024〕4号"
        ),
        row(county, title="新办法", number="示政规〔2024〕4号", formed_on="2024-05-20", valid_until="2025-12-31"),
    ]

    assert imported(county.body, "normative_documents", rows).state == "done"

    old, new = NormativeDocument.objects.order_by("pk")
    assert (old.state, old.number, old.status_events.get(kind="repealed").by_document) == (
        "repealed",
        "示政规〔2021〕1号",
        new,
    )
    assert new.status_events.get(kind="lapsed").on == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"kind": "规章"}, "文件类别"),
        ({"formed_on": "2027-01-01"}, "成文日期"),
        ({"issued_on": "2021-02-28"}, "制发日期"),
        ({"valid_until": "2021-02-28"}, "有效期至"),
        ({"repealed_on": "2022-01-01"}, "废止依据"),
        ({"repealed_by": "某文"}, "废止日期"),
        ({"text": "联系人手机13800138000"}, "正文"),
        ({"valid_until": "2021-12-31", "repealed_on": "2022-01-01", "repealed_by": "某文"}, "废止日期"),
    ],
)
def test_faults_are_told_by_row_and_column_and_nothing_is_entered(
    county: County, cells: dict[str, str], column: str
) -> None:
    run = imported(county.body, "normative_documents", [row(county), row(county, title="乙", **cells)])

    assert run.state == "faulty"
    assert {(fault["row"], fault["column"]["zh"]) for fault in run.faults} == {(3, column)}
    assert not NormativeDocument.objects.exists()


def test_number_stands_once_in_file_and_register(county: County) -> None:
    rows = [row(county, number="示政规〔2021〕1号"), row(county, title="乙", number="示政规(2021)1号")]
    assert imported(county.body, "normative_documents", rows).fault_count == 1
    assert imported(county.body, "normative_documents", rows[:1]).state == "done"

    assert imported(county.body, "normative_documents", rows[1:], name="b.csv").fault_count == 1


def test_import_is_taken_back_whole(county: County) -> None:
    run = imported(county.body, "normative_documents", [row(county, co_issuers="民政局、财政局", number="1")])

    imports.undo_import(run, by=SYSTEM, at=NOW)

    assert not NormativeDocument.objects.exists()
    assert not StatusEvent.objects.exists()


def test_interpretation_is_bound_by_number_or_title(county: County) -> None:
    imported(county.body, "normative_documents", [row(county, title="演示办法", number="示政规〔2021〕1号")])
    name = county.body.name
    rows = [
        f"{name},解读一,文字解读,2021-03-02,示政规[2021]1号,,,,",
        f"{name},解读二,图文图解,2021-03-02,《演示办法》,,是,,",
        f"{name},解读三,转载解读,2021-03-02,,常务会议,,省政府网站,",
    ]

    assert imported(county.body, "interpretations", rows).state == "done"

    document = NormativeDocument.objects.get()
    told = Interpretation.objects.order_by("pk").values_list("document", "is_continued", "about")
    assert list(told) == [(document.pk, False, ""), (document.pk, True, ""), (None, False, "常务会议")]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("解读,文字解读,2021-03-02,没有的文件,,,,", "所解读的文件"),
        ("解读,文字解读,2021-03-02,,,,,", "所解读的文件"),
        ("解读,转载解读,2021-03-02,,会议,,,", "转载来源"),
        ("解读,文字解读,2027-03-02,,会议,,,", "公开日期"),
        ("解读,文字解读,2021-03-02,,联系13800138000,,,", "其他解读事项"),
    ],
)
def test_interpretation_of_nothing_is_a_fault(county: County, line: str, column: str) -> None:
    run = imported(county.body, "interpretations", [f"{county.body.name},{line}"])

    assert [fault["column"]["zh"] for fault in run.faults] == [column]
