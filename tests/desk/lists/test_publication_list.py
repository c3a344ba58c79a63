"""Declared lists, as the list of publications shows them: filters, order, columns, views, exports, acts, queries."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import load_workbook

from gongkai.apps.accounts.services import grant_role
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import AuditEntry, SavedView
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.services import draft_publication
from gongkai.desk import list_views
from tests.apps.builders import NOW, County


def drafts(county: County, number: int, title: str = "关于演示的通知") -> list[Publication]:
    return [
        draft_publication(
            body=county.body,
            title=f"{title}{n}",
            body_html="<p>正文</p>",
            by=county.person("clerk"),
            at=NOW + timedelta(minutes=n),
        )
        for n in range(number)
    ]


def rows_of(response: HttpResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.fixture
def desk(county: County) -> Client:
    return county.client("clerk")


def queries(desk: Client, address: str) -> int:
    desk.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert desk.get(address).status_code == 200
    return len(captured)


def test_list_of_twenty_costs_as_many_queries_as_a_list_of_one(county: County, desk: Client) -> None:
    address = county.url("desk/publications/")
    drafts(county, 1)
    with_one = queries(desk, address)

    drafts(county, 19, "另一则通知")

    assert queries(desk, address) == with_one


def test_filters_leave_what_fits(county: County, desk: Client) -> None:
    drafts(county, 1, "甲事")
    drafts(county, 1, "乙事")

    page = desk.get(
        county.url("desk/publications/"), {"q": "甲", "state": "draft", "body": county.body.pk}
    ).content.decode()

    assert "甲事0" in page
    assert "乙事0" not in page


def test_state_is_told_by_word_sign_and_colour(county: County, desk: Client) -> None:
    drafts(county, 1)

    page = desk.get(county.url("desk/publications/")).content.decode()

    badge = page.partition('<span class="gk-state gk-state--idle">')[2].partition("</span>")[0]
    assert "<svg" in badge
    assert "草稿" in badge


@pytest.mark.parametrize(
    "asked", [{"state": "nonsense"}, {"published_from": "yesterday"}, {"page": "x"}, {"sort": "-nothing"}]
)
def test_what_is_not_understood_filters_nothing(county: County, desk: Client, asked: dict[str, str]) -> None:
    drafts(county, 1)

    assert "关于演示的通知0" in desk.get(county.url("desk/publications/"), asked).content.decode()


def test_export_holds_exactly_what_is_seen(county: County, desk: Client) -> None:
    drafts(county.in_earnest(), 2, "甲事")
    drafts(county, 1, "乙事")
    desk.cookies["gk_language"] = "en"

    response = desk.post(county.url("desk/publications/?q=甲&c=title&c=state&sort=title"), {"act": "csv"})

    assert rows_of(response) == [["Title", "State"], ["甲事0", "Draft"], ["甲事1", "Draft"]]
    entry = AuditEntry.objects.get(act="core.export_list")
    assert entry.facts == {"list": "publications", "rows": 2, "form": "csv"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_more_rows_than_a_file_takes_are_refused_and_not_cut(
    county: County, desk: Client, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    drafts(county, 3)
    monkeypatch.setattr(list_views, "ROWS_EXPORTED", 2)

    response = desk.post(county.url("desk/publications/"), {"act": form}, follow=True)

    (told,) = response.context["messages"]
    assert "共有3行，一个文件最多2行" in str(told)
    assert not AuditEntry.objects.filter(act="core.export_list").exists()


def test_export_runs_no_formula(county: County, desk: Client) -> None:
    draft_publication(
        body=county.body, title="=HYPERLINK(1)", body_html="<p>正文</p>", by=county.person("clerk"), at=NOW
    )
    county.in_earnest()

    response = desk.post(county.url("desk/publications/?c=title"), {"act": "csv"})

    assert rows_of(response)[1] == ["'=HYPERLINK(1)"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_row_of_an_export_of_a_demonstration_says_so(county: County, desk: Client, form: str) -> None:
    drafts(county, 2, "甲事")

    data = desk.post(county.url("desk/publications/?c=title"), {"act": form}).content

    rows = read_rows(data, form)
    assert [row[-1] for row in rows] == ["演示数据 · 非政府网站"] * 3


def read_rows(data: bytes, form: str) -> list[list[Any]]:
    if form == "csv":
        return [[*row] for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))]
    return load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_kept_view_shows_what_it_was_kept_with(county: County, desk: Client) -> None:
    desk.post(county.url("desk/publications/?q=甲&page=3"), {"act": "keep_view", "name": "甲类"})

    view = SavedView.objects.get()
    assert (view.name, view.query, view.shared_body_id) == ("甲类", "q=%E7%94%B2", None)
    assert "甲类" in desk.get(county.url("desk/publications/")).content.decode()


def test_shared_view_is_seen_by_the_body_and_dropped_by_its_owner_alone(county: County, desk: Client) -> None:
    shared = {"act": "keep_view", "name": "共用", "shared_body": county.body.pk}
    desk.post(county.url("desk/publications/?q=甲"), shared)
    other = county.client("publisher")

    assert "共用" in other.get(county.url("desk/publications/")).content.decode()
    other.post(county.url("desk/publications/"), {"act": "drop_view", "view": SavedView.objects.get().pk})
    assert SavedView.objects.exists()
    desk.post(county.url("desk/publications/"), {"act": "drop_view", "view": SavedView.objects.get().pk})
    assert not SavedView.objects.exists()


def test_view_cannot_be_shared_with_a_foreign_body(county: County, desk: Client) -> None:
    other = County(slug="bieshi", name="别市县")

    desk.post(county.url("desk/publications/"), {"act": "keep_view", "name": "x", "shared_body": other.body.pk})

    assert SavedView.objects.get().shared_body_id is None


def test_bulk_act_foretells_and_does_nothing_before_it_is_confirmed(county: County, desk: Client) -> None:
    first, second = drafts(county, 2)
    second.state = "approved"
    second.save()

    page = desk.post(county.url("desk/publications/"), {"act": "submit", "row": [first.pk, second.pk]}).content.decode()

    assert f'value="{first.pk}"' in page
    assert f'value="{second.pk}"' not in page
    first.refresh_from_db()
    assert first.state == "draft"


def test_confirmed_bulk_act_is_done_to_each(county: County, desk: Client) -> None:
    chosen = [one.pk for one in drafts(county, 3)]

    desk.post(county.url("desk/publications/"), {"act": "submit", "row": chosen, "confirmed": "1"})

    assert set(Publication.objects.values_list("state", flat=True)) == {"in_first_review"}


def test_bulk_act_reaches_no_row_of_another_government(county: County, desk: Client) -> None:
    other = County(slug="bieshi", name="别市县")
    [foreign] = drafts(other, 1)

    desk.post(county.url("desk/publications/"), {"act": "submit", "row": [foreign.pk], "confirmed": "1"})

    foreign.refresh_from_db()
    assert foreign.state == "draft"


def test_unknown_act_is_not_found(county: County, desk: Client) -> None:
    assert desk.post(county.url("desk/publications/"), {"act": "burn"}).status_code == 404


def test_list_leaves_out_other_governments(county: County, desk: Client) -> None:
    other = County(slug="bieshi", name="别市县")
    grant_role(county.person("clerk"), role="clerk", body=other.body, by=SYSTEM, at=NOW, valid_from=date(2020, 1, 1))
    drafts(other, 1, "别处的事")

    assert "别处的事0" not in desk.get(county.url("desk/publications/")).content.decode()
    assert "别处的事0" in desk.get(other.url("desk/publications/")).content.decode()
