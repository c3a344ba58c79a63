"""Bodies and appointments come in through the import door."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from gongkai.apps.bodies import counts, selectors, services
from gongkai.apps.bodies.models import Appointment, PublicBody
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.imports import check_file, run_import, undo_import
from gongkai.apps.core.measures import Period
from gongkai.apps.core.models import AuditEntry, ImportRun
from gongkai.errors import MoveRefused
from tests.apps.bodies.test_tree import entered
from tests.apps.builders import NOW, TODAY, County

HEAD = "单位名称,单位类型,上级单位,行政区划代码,统一社会信用代码,联系电话,公开工作机构\n"


def checked(county: PublicBody, text: str | bytes, template: str = "bodies") -> ImportRun:
    data = text.encode() if isinstance(text, str) else text
    return check_file(io.BytesIO(data), name="单位.csv", template=template, body_id=county.pk, by=SYSTEM, at=NOW)


def test_bodies_are_entered_below_those_of_earlier_rows(county: County) -> None:
    run = checked(county.body, f"{HEAD}第1乡,乡镇,,,,,\n第1村,村,第1乡,,,0999-1234567,演示办\n")

    run_import(run, at=NOW)

    village = PublicBody.objects.get(name="第1村")
    assert run.state == "done"
    assert village.parent is not None
    assert village.parent.name == "第1乡"
    office = village.disclosure_offices.get()
    assert (office.name, office.phone) == ("演示办", "0999-1234567")
    assert AuditEntry.objects.filter(act="bodies.import_body", body_id=village.pk).count() == 1


def test_dry_run_enters_nothing(county: County) -> None:
    run = checked(county.body, f"{HEAD}第1乡,乡镇,,,,,\n")

    assert (run.state, run.rows_total) == ("checked", 1)
    assert not PublicBody.objects.filter(name="第1乡").exists()


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("第1村,村,第9乡,,,,", "上级单位", "no body 第9乡"),
        ("第1村,村,,,,,", "上级单位", "cannot stand below"),
        ("第2乡,乡镇,,12,,,", "行政区划代码", "digits"),
        ("演示局,部门,,,11630225015987653A,,", "统一社会信用代码", "check character"),
        ("演示局,部门,,,,abc,演示办", "联系电话", "telephone"),
    ],
)
def test_fault_names_row_and_column(county: County, row: str, column: str, words: str) -> None:
    run = checked(county.body, f"{HEAD}第1乡,乡镇,,,,,\n{row}\n")

    faults = [(fault["row"], fault["column"]["zh"]) for fault in run.faults]

    assert run.state == "faulty"
    assert faults == [(3, column)]
    assert words in run.faults[0]["message"]["en"]


def test_name_twice_in_a_file_is_a_fault(county: County) -> None:
    run = checked(county.body, f"{HEAD}演示局,部门,,,,,\n演示局,部门,,,,,\n")

    assert [fault["row"] for fault in run.faults] == [3]


def test_import_is_taken_back_while_nothing_hangs_on_it(county: County) -> None:
    run = run_import(checked(county.body, f"{HEAD}第1乡,乡镇,,,,,\n第1村,村,第1乡,,,,\n"), at=NOW)

    undo_import(run, by=SYSTEM, at=NOW)

    assert list(PublicBody.objects.all()) == [county.body]


def test_import_with_a_body_entered_below_is_not_taken_back(county: County) -> None:
    run = run_import(checked(county.body, f"{HEAD}第1乡,乡镇,,,,,\n"), at=NOW)
    entered(PublicBody.objects.get(name="第1乡"), "第1村", "village")

    with pytest.raises(MoveRefused):
        undo_import(run, by=SYSTEM, at=NOW)

    assert PublicBody.objects.filter(name="第1乡").exists()


def test_appointments_find_their_bodies_by_name(county: County) -> None:
    bureau = entered(county.body, "演示局")
    text = "单位,职位,姓名,任职日期\n演示局,专职人员,演示甲,2024-01-01\n示范县,分管领导,演示乙,2024-01-01\n"

    run_import(checked(county.body, text, "appointments"), at=NOW)

    assert list(Appointment.objects.order_by("name").values_list("public_body_id", "post")) == [
        (county.body.pk, "leader_responsible"),
        (bureau.pk, "dedicated_officer"),
    ]


def test_second_holder_of_a_single_post_is_a_fault(county: County) -> None:
    head = "单位,职位,姓名,任职日期,任职至\n"
    rows = "示范县,分管领导,演示甲,2024-01-01,\n示范县,分管领导,演示乙,2025-01-01,\n"

    run = checked(county.body, head + rows, "appointments")

    assert [fault["row"] for fault in run.faults] == [3]


@pytest.mark.parametrize(
    ("folder", "figures"),
    [
        ("xh", {"townships": 9, "communities": 6, "villages": 154, "departments": 11}),
        ("tr", {"townships": 10, "departments": 25}),
        ("kl", {"townships": 12, "departments": 19}),
        ("hc", {"townships": 10, "departments": 26}),
        ("cy", {"townships": 10, "departments": 30}),
        ("sf", {"townships": 6, "subdistricts": 2, "communities": 6, "villages": 12, "departments": 12}),
    ],
)
@pytest.mark.slow
@pytest.mark.django_db
def test_row_53_demonstration_bodies_give_the_printed_figures(root: Path, folder: str, figures: dict[str, int]) -> None:
    code = {"division_code": "992321"} if folder == "sf" else {}
    names = {"xh": "循化撒拉族自治县", "tr": "同仁市", "kl": "岢岚县", "hc": "潢川县", "cy": "朝阳县", "sf": "示范县"}
    county = services.register_body(kind="county", name=names[folder], parent=None, by=SYSTEM, at=NOW, **code)
    files = root / "demo" / "registers" / folder

    for template in ("bodies", "appointments"):
        run = run_import(checked(county, (files / f"{template}.csv").read_bytes(), template), at=NOW)
        assert (run.state, run.faults) == ("done", [])

    year = Period.of_year(2021)
    counted = counts.counts(selectors.area_on(county, year.last), year)
    totals = {name: sum(v for (_, m, _), v in counted.items() if m == name) for name in figures}
    assert totals == figures
    assert all("演示" in name for name in Appointment.objects.values_list("name", flat=True))


def test_bodies_are_found_by_name_or_code_inside_the_government(county: County) -> None:
    bureau = entered(county.body, "演示局", credit_code="11630225015987653B")
    stranger = County("other", "另县").department
    twins = [entered(entered(county.body, f"第{n}乡", "township"), "第1村", "village") for n in (1, 2)]

    names = ["演示局", "11630225015987653B", stranger.name, twins[0].name, "没有的"]
    found = selectors.bodies_by_name(names, county.body.pk)

    assert found == {"演示局": bureau.pk, "11630225015987653B": bureau.pk}


def test_appointment_ends_on_the_day_the_file_says(county: County) -> None:
    text = "单位,职位,姓名,任职日期,任职至\n示范县,分管领导,演示甲,2024-01-01,2024-12-31\n"

    run_import(checked(county.body, text, "appointments"), at=NOW)

    assert not selectors.appointments_on(county.body, TODAY).exists()
    assert selectors.appointments_on(county.body, date(2024, 12, 31)).exists()
