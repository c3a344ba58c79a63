"""Publications of earlier years through the import door, with and without what they say of themselves."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from gongkai.apps.bodies.models import DisclosureOffice
from gongkai.apps.core import imports, measures
from gongkai.apps.core.measures import Period
from gongkai.apps.core.models import ImportRun
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import NOW, TODAY, County

CITIZEN = "11010519491231002X"
OLD = "发布单位,标题,发布日期,栏目"
NEW = f"{OLD},信息类型,索引号,发文字号,成文日期,重点领域,转载来源,原文地址"
YEAR = Period.of_year(2021)


def checked(county: County, *lines: str) -> ImportRun:
    data = "\n".join(lines).encode()
    by, body = county.person("office_head").actor, county.body.pk
    return imports.check_file(BytesIO(data), name="信息.csv", template="publications", body_id=body, by=by, at=NOW)


def test_file_of_the_older_template_still_goes_in(county: County) -> None:
    run = checked(county, OLD, f"{county.name},通知,2021-03-05,通知公告")
    imports.run_import(run, at=NOW)

    item = Publication.objects.get()
    assert (item.column, item.kind, item.index_number, item.due_on) == ("notices", "other", "", None)


def test_rows_05_06_07_are_counted_from_what_the_file_says(county: County) -> None:
    code = "11630225015987653B/2021"
    run = checked(
        county,
        NEW,
        f"{county.name},预算,2021-03-05,,财政预决算,{code}-00001,示政发[2021]3号,2021-01-04,财政预决算、教育,,",
        f"{county.name},转载,2021-03-05,,,{code}-00002,,,,国务院,https://example.cn/1",
    )
    imports.run_import(run, at=NOW)

    wanted = ["site_posts", "key_area_posts", "posts_late", "reposts"]
    assert measures.totals([county.body.pk], YEAR, wanted) == dict(zip(wanted, (2, 1, 1, 1), strict=True))
    budget = Publication.objects.get(kind="budget")
    assert (budget.document_number, budget.due_on) == ("示政发〔2021〕3号", date(2021, 1, 25))


@pytest.mark.parametrize(
    "line",
    [
        "2021-03-05,,,2021-17,,,,,",
        "2021-03-05,,,,,2021-03-06,,,",
        "2021-03-05,,,,,,体育,,",
        "2021-03-05,,转载信息,,,,,,",
    ],
    ids=["index number", "formed after it was published", "no such area", "re-post without source"],
)
def test_faults_are_found_before_anything_is_entered(county: County, line: str) -> None:
    run = checked(county, NEW, f"{county.name},通知,{line}")

    assert run.state == "faulty"
    assert not Publication.objects.exists()


def test_index_number_stands_once_in_a_file_and_in_the_register(county: County) -> None:
    line = f"{county.name},通知,2021-03-05,,,11630225015987653B/2021-00001,,,,,"
    assert checked(county, NEW, line, line).fault_count == 1
    imports.run_import(checked(county, NEW, line), at=NOW)

    assert checked(county, NEW, line.replace("通知", "公告")).fault_count == 1


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        ("通知", f"救助对象张某，身份证号{CITIZEN}。", ("正文", "含有个人信息：公民身份号码。")),
        ("联系13800138000", "各乡镇：", ("标题", "含有个人信息：手机号码。")),
    ],
)
def test_personal_data_of_a_row_are_a_fault_that_does_not_repeat_them(
    county: County, title: str, text: str, told: tuple[str, str]
) -> None:
    run = checked(county, f"{OLD},正文", f"{county.name},{title},2021-03-05,,{text}")

    assert [(fault["column"]["zh"], fault["message"]["zh"]) for fault in run.faults] == [told]
    assert CITIZEN not in str(run.faults)


def test_telephone_of_the_disclosure_office_may_stand_in_a_row(county: County) -> None:
    office = DisclosureOffice(public_body=county.body, name="公开办", phone="13800138000", valid_from=TODAY)
    office.save()

    run = checked(county, f"{OLD},正文", f"{county.name},通知,2021-03-05,,咨询13800138000。")

    assert run.fault_count == 0


def test_what_lies_after_the_first_own_publication_of_a_body_is_no_record_of_earlier_days(county: County) -> None:
    assert checked(county, OLD, f"{county.name},通知,2026-03-04,").fault_count == 0
    item = services.draft_publication(
        body=county.body, title="通知", body_html="<p>甲</p>", by=county.person("clerk"), at=NOW
    )
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    services.publish_publication(county.review(item), by=county.person("publisher"), at=NOW)

    run = checked(
        county,
        OLD,
        f"{county.name},通知,2026-03-04,",
        f"{county.name},公告,2026-03-03,",
        f"{county.department.name},公告,2026-03-04,",
    )

    assert [(fault["row"], fault["column"]["zh"]) for fault in run.faults] == [(2, "发布日期")]
