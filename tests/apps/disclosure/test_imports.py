"""Publications of earlier years through the import door, with and without what they say of themselves."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from gongkai.apps.core import imports, measures
from gongkai.apps.core.measures import Period
from gongkai.apps.core.models import ImportRun
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import NOW, County

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
