"""The import door: what is understood, what is refused, and how rows go in, go on, and come out again."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import python_calamine
import xlsxwriter
from django.db import IntegrityError

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit, imports
from gongkai.apps.core.actors import SYSTEM, Actor
from gongkai.apps.core.attachments import path_of, sweep_files
from gongkai.apps.core.imports_templates import as_csv, as_workbook
from gongkai.apps.core.models import AuditEntry, ImportedRow, ImportRun
from gongkai.apps.core.tasks import work_off
from gongkai.apps.disclosure import imports as disclosure
from gongkai.apps.disclosure.models import Publication, SignOff, StatedReview
from gongkai.errors import InvalidInput, MoveRefused
from gongkai.reports.extract.excel_values import stored_rows
from tests.apps.builders import NOW, County
from tests.reports import excel97_files as xls

BY = Actor("staff", 7)
HEAD = ("发布单位", "标题", "发布日期", "栏目", "正文", "一审", "保密审查")


def lines(county: County, number: int) -> list[Sequence[str]]:
    return [
        (county.body.name, f"通知{n}", "2021-03-05", "通知公告", "正文", "张某，同意", "已审") for n in range(number)
    ]


def as_text(rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> bytes:
    held = io.StringIO()
    csv.writer(held).writerows([head, *rows])
    return held.getvalue().encode()


def checked(county: County, data: bytes, name: str = "信息.csv") -> ImportRun:
    return imports.check_file(
        io.BytesIO(data), name=name, template="publications", body_id=county.body.pk, by=BY, at=NOW
    )


def entered(county: County, data: bytes) -> ImportRun:
    return imports.run_import(checked(county, data), at=NOW)


def faults(run: ImportRun) -> list[tuple[int, str]]:
    return [(fault["row"], (fault["column"] or {"zh": ""})["zh"]) for fault in run.faults]


def test_dry_run_enters_nothing(county: County) -> None:
    run = checked(county, as_text(lines(county, 3)))

    assert (run.state, run.rows_total, run.rows_done) == ("checked", 3, 0)
    assert not Publication.objects.exists()


@pytest.mark.slow
@pytest.mark.postgres
def test_rows_go_in_with_their_audit_entries(county: County) -> None:
    run = entered(county, as_text(lines(county, 1203)))

    assert (run.state, run.rows_done) == ("done", 1203)
    assert Publication.objects.filter(origin="imported", state="published").count() == 1203
    entries = AuditEntry.objects.filter(act="disclosure.import", actor_kind="import", actor_id=run.pk)
    assert entries.count() == 1203
    first = Publication.objects.order_by("id")[0]
    assert entries.get(subject_id=first.pk).facts == {"import": run.pk, "row": 2}
    assert (first.published_on, first.column) == (date(2021, 3, 5), "notices")


def test_stated_reviews_are_words_and_no_sign_offs(county: County) -> None:
    entered(county, as_text(lines(county, 1)))

    assert set(StatedReview.objects.values_list("stage", "words")) == {
        ("first_review", "张某，同意"),
        ("secrecy_review", "已审"),
    }
    assert not SignOff.objects.exists()


def test_every_fault_is_told_with_its_row_and_column(county: County) -> None:
    rows = [
        (county.body.name, "通知", "2021-02-30", "通知公告", "", "", ""),
        ("没有的局", "通知", "2021-03-05", "别的", "", "", ""),
        (county.body.name, "", "2021-03-05", "", "", "", ""),
        (county.body.name, "长" * 201, "2999-01-01", "", "", "", ""),
        (county.body.name, "=1+1", "2021-03-05", "", "", "", ""),
        (county.body.name, "晚", "2999-01-01", "", "", "", ""),
        (county.body.name, "多", "2021-03-05", "", "", "", "", "表外"),
    ]

    run = checked(county, as_text(rows))

    assert run.state == "faulty"
    assert run.rows_total == run.fault_count - 1 == 7
    assert faults(run) == [
        (2, "发布日期"),
        (3, "发布单位"),
        (3, "栏目"),
        (4, "标题"),
        (5, "标题"),
        (6, "标题"),
        (7, "发布日期"),
        (8, ""),
    ]


def test_body_of_another_government_is_not_found(county: County) -> None:
    other = County(slug="bieshi", name="别市县")

    run = checked(county, as_text([(other.body.name, "通知", "2021-03-05", "", "", "", "")]))

    assert faults(run) == [(2, "发布单位")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(
    "head", [HEAD[:3], ("Public body", "Title", "Published on"), ("body", "title", "published_on")]
)
def test_heads_are_known_in_each_language_and_encoding(county: County, encoding: str, head: Sequence[str]) -> None:
    data = as_text([(county.body.name, "通知", "2021年3月5日")], head).decode().encode(encoding)

    assert checked(county, data).state == "checked"


@pytest.mark.parametrize("printed", ["2021-03-05", "2021/3/5", "2021.3.5", "20210305", "２０２１年３月５日"])
def test_days_are_read_as_people_write_them(county: County, printed: str) -> None:
    entered(county, as_text([(county.body.name, "通知", printed)], HEAD[:3]))

    assert Publication.objects.get().published_on == date(2021, 3, 5)


@pytest.mark.parametrize(
    ("head", "rows", "code"),
    [
        (("发布单位", "标题"), [], "import-column-missing"),
        ((*HEAD[:3], "备注"), [], "import-unknown-column"),
        ((*HEAD[:3], "标题"), [], "import-column-twice"),
        (HEAD[:3], [], "import-no-rows"),
        (HEAD[:3], [('"', "", "")], None),
    ],
)
def test_file_that_does_not_fit_the_template_is_refused(
    county: County, head: Sequence[str], rows: list[Sequence[str]], code: str | None
) -> None:
    if code is None:
        assert checked(county, as_text(rows, head)).state == "faulty"
        return
    with pytest.raises(InvalidInput) as caught:
        checked(county, as_text(rows, head))

    assert caught.value.code == code


def test_too_many_rows_are_refused(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.apps.core.imports_reading.ROWS", 3)

    with pytest.raises(InvalidInput) as caught:
        checked(county, as_text(lines(county, 4)))

    assert caught.value.code == "import-too-many-rows"


def test_check_without_end_is_broken_off(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "CHECK_SECONDS", -1.0)

    with pytest.raises(InvalidInput) as caught:
        checked(county, as_text(lines(county, 2)))

    assert caught.value.code == "import-takes-too-long"


def workbook(county: County, formula: bool) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD[:3])
        sheet.write_row(1, 0, [county.body.name, "通知"])
        sheet.write_datetime(1, 2, date(2021, 3, 5), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_row(2, 0, [county.body.name, "通知二", "2021-03-06"])
        if formula:
            sheet.write_formula(2, 1, '="通知"&"二"', None, "通知二")
    return held.getvalue()


def test_workbook_is_read_with_its_days(county: County) -> None:
    run = imports.run_import(checked(county, workbook(county, formula=False), "信息.xlsx"), at=NOW)

    assert run.state == "done"
    days = set(Publication.objects.values_list("published_on", flat=True))
    assert days == {date(2021, 3, 5), date(2021, 3, 6)}


def test_row_with_a_formula_is_a_fault(county: County) -> None:
    assert faults(checked(county, workbook(county, formula=True), "信息.xlsx")) == [(3, "")]


@pytest.mark.slow
@pytest.mark.postgres
def test_import_goes_on_behind_the_last_batch_after_a_kill(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    run = checked(county, as_text(lines(county, 1100)))
    write, calls = disclosure.write, []

    def killed(rows: object, about: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write(rows, about)  # type: ignore[arg-type]

    broken = {"publications": replace(disclosure.PUBLICATIONS, write=killed)}
    with monkeypatch.context() as patch:
        patch.setattr("gongkai.server.providers.TEMPLATES", broken)
        with pytest.raises(KeyboardInterrupt):
            imports.run_import(run, at=NOW)
    run.refresh_from_db()

    assert (run.state, run.rows_done, Publication.objects.count()) == ("running", 500, 500)
    assert imports.run_import(run, at=NOW).state == "done"
    assert ImportedRow.objects.filter(run=run).count() == Publication.objects.count() == 1100


def test_run_that_is_done_enters_nothing_again(county: County) -> None:
    run = entered(county, as_text(lines(county, 2)))

    imports.run_import(run, at=NOW)

    assert Publication.objects.count() == 2


def test_same_file_is_not_imported_twice(county: County) -> None:
    data = as_text(lines(county, 1))
    entered(county, data)

    with pytest.raises(InvalidInput) as caught:
        checked(county, data)

    assert caught.value.code == "import-again"


def test_file_checked_twice_is_confirmed_once(county: County) -> None:
    data = as_text(lines(county, 1))
    first, second = checked(county, data), checked(county, data)
    imports.confirm_import(first, by=BY, at=NOW)

    with pytest.raises((InvalidInput, IntegrityError)):
        imports.confirm_import(second, by=BY, at=NOW)


def test_worker_enters_what_was_confirmed(county: County) -> None:
    run = checked(county, as_text(lines(county, 2)))

    imports.confirm_import(run, by=BY, at=NOW)
    while work_off("test", NOW):
        pass

    run.refresh_from_db()
    assert (run.state, run.rows_done, Publication.objects.count()) == ("done", 2, 2)


def test_import_that_is_given_up_stands_as_stopped(county: County) -> None:
    run = checked(county, as_text(lines(county, 2)))
    imports.confirm_import(run, by=BY, at=NOW)

    imports.give_up_import(run, NOW)

    assert run.state == "stopped"
    imports.confirm_import(run, by=BY, at=NOW)
    assert run.state == "waiting"


def test_file_of_an_import_is_not_swept(county: County) -> None:
    run = checked(county, as_text(lines(county, 1)))

    sweep_files(at=NOW + timedelta(days=2))

    assert path_of(run.sha256).exists()
    assert ImportRun.objects.get().attachment.sha256 == run.sha256


def test_faulty_file_cannot_be_confirmed(county: County) -> None:
    run = checked(county, as_text([("没有的局", "通知", "2021-03-05")], HEAD[:3]))

    with pytest.raises(MoveRefused):
        imports.confirm_import(run, by=BY, at=NOW)


def test_fault_that_appears_after_the_check_stops_the_import(county: County) -> None:
    run = checked(county, as_text([(county.department.name, "通知", "2021-03-05")], HEAD[:3]))
    PublicBody.objects.filter(pk=county.department.pk).update(name="改了名的局")

    run = imports.run_import(run, at=NOW)

    assert (run.state, faults(run)) == ("stopped", [(2, "发布单位")])
    assert not Publication.objects.exists()


@pytest.mark.slow
@pytest.mark.postgres
def test_undone_import_leaves_nothing_and_may_come_again(county: County) -> None:
    data = as_text(lines(county, 601))
    run = entered(county, data)

    imports.undo_import(run, by=BY, at=NOW)

    assert run.state == "undone"
    assert not Publication.objects.exists()
    assert not StatedReview.objects.exists()
    assert AuditEntry.objects.filter(act="disclosure.import_undone").count() == 601
    assert entered(county, data).state == "done"


def test_import_is_not_undone_once_a_record_was_changed(county: County) -> None:
    run = entered(county, as_text(lines(county, 2)))
    audit.record("disclosure.revise", by=SYSTEM, at=NOW, subject=Publication.objects.all()[0])

    with pytest.raises(MoveRefused) as caught:
        imports.undo_import(run, by=BY, at=NOW)

    assert caught.value.code == "import-in-use"
    assert Publication.objects.count() == 2


def test_import_is_not_undone_once_something_points_to_it(county: County) -> None:
    run = entered(county, as_text(lines(county, 2)))
    SignOff.objects.create(publication=Publication.objects.all()[0], move="x", by=county.person("clerk"), at=NOW)

    with pytest.raises(MoveRefused):
        imports.undo_import(run, by=BY, at=NOW)

    assert Publication.objects.count() == 2


@pytest.mark.parametrize("template", imports.templates())
def test_empty_template_fits_itself(template: str) -> None:
    declared = imports.template_of(template)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(as_workbook(declared, "zh")))

    head = book.get_sheet_by_index(0).to_python()[0]

    assert head == [column.label.zh for column in declared.columns]
    assert as_csv(declared, "en").decode("utf-8-sig").startswith(declared.columns[0].label.en)
    assert len(book.get_sheet_by_index(1).to_python()) == len(declared.columns) + 1


def test_unknown_template_is_refused() -> None:
    with pytest.raises(InvalidInput):
        imports.template_of("nothing")


def test_numbers_keep_their_stored_digits_and_not_those_a_format_shows() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        rounded, days, hours = (book.add_format({"num_format": code}) for code in ("0", "yyyy年m月d日", "h:mm"))
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["12.345", True, "公开\r\n目录"])
        sheet.write_number(1, 0, 1234.5678, rounded)
        sheet.write_number(1, 1, 44260.5, days)
        sheet.write_number(1, 2, 0.25, hours)

    first, second = stored_rows(held.getvalue(), source="", columns=9)

    assert first.cells == {0: "12.345", 1: True, 2: "公开\r\n目录"}
    assert second.cells == {0: 1234.5678, 1: datetime.combine(date(2021, 3, 5), time(12)), 2: time(6)}


def test_workbook_of_97_is_read_with_its_days(county: County) -> None:
    looks = xls.font() + xls.style() + xls.style(code=14)
    cells = [xls.label(0, column, head) for column, head in enumerate(HEAD[:3])]
    cells += [xls.label(1, 0, county.body.name), xls.label(1, 1, "通知"), xls.number(1, 2, 44260, 1)]

    run = imports.run_import(checked(county, xls.workbook(b"".join(cells), shared=looks), "信息.xls"), at=NOW)

    assert (run.state, Publication.objects.get().published_on) == ("done", date(2021, 3, 5))


def test_formula_in_a_workbook_of_97_is_a_fault(county: County) -> None:
    cells = [xls.label(0, column, head) for column, head in enumerate(HEAD[:3])]
    cells += [xls.label(1, 0, county.body.name), xls.label(1, 2, "2021-03-05")]
    cells += [xls.record(0x06, struct.pack("<HHH6xH8x", 1, 1, 0, 0xFFFF)), xls.record(0x207, xls.text("通知"))]

    assert faults(checked(county, xls.workbook(b"".join(cells)), "信息.xls")) == [(2, "")]
