"""Requests by the public: the step before the form, the form, and following by number and code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from gongkai.apps.disclosure.models import Publication
from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.models import AnsweredBefore, InfoRequest
from gongkai.apps.inforequests.services import Submitted
from gongkai.law import load_calendar, time_limit
from tests.apps.builders import NOW, TODAY, County
from tests.apps.inforequests.builders import WANTED, WHO, cleared, online, says_for

FORM = {
    "applicant_class": "natural_person",
    "name": WHO.name,
    "document": WHO.document,
    "email": WHO.email,
    "wanted": WANTED,
    "manner": "electronic",
    "receipt_way": "online",
    "key": "0123456789abcdef",
}


def published(county: County, title: str) -> Publication:
    return Publication.objects.create(
        public_body=county.body,
        title=title,
        state="published",
        origin="imported",
        created_at=NOW,
        published_at=NOW,
        published_on=TODAY,
    )


def sent(county: County, client: Client | None = None, **changes: str) -> Any:
    given = {**FORM, "body": str(county.body.pk), **changes}
    return (client or county.client()).post(county.url("requests/new/"), given)


def follow(county: County, submitted: Submitted, **more: str) -> str:
    given = {"number": submitted.info_request.number, "code": submitted.code, **more}
    return county.client().post(county.url("requests/follow/"), given).content.decode()


def test_step_before_the_form_shows_at_most_five_likely_publications(county: County) -> None:
    for number in range(6):
        published(county, f"2025年义务教育招生计划（{number}）")
    published(county, "县道路面改造通告")

    page = county.client().get(county.url("requests/"), {"q": "义务教育的招生计划"}).content.decode()

    assert page.count("这条回答了我") == 5
    assert "县道" not in page


def test_who_stops_at_a_publication_is_counted(county: County) -> None:
    one = published(county, "2025年义务教育招生计划")

    for _ in range(2):
        answer = county.client().post(county.url("requests/answered/"), {"publication": one.pk})
        assert answer.status_code == 302

    assert AnsweredBefore.objects.get(publication=one).times == 2


@pytest.mark.parametrize("given", ["", "0", "999999", "x", "１", "-1"])
def test_nothing_is_counted_for_what_is_not_public(county: County, given: str) -> None:
    assert county.client().post(county.url("requests/answered/"), {"publication": given}).status_code == 404


def test_row_14_form_without_account_gives_number_and_code(county: County) -> None:
    page = sent(county).content.decode()

    one = InfoRequest.objects.get()
    assert one.number in page
    assert (one.channel, one.state, one.received_on) == ("online", "submitted", None)


def test_form_sent_twice_is_one_request_with_the_same_code(county: County) -> None:
    first, second = sent(county).content.decode(), sent(county).content.decode()

    assert InfoRequest.objects.count() == 1
    code = first.split('<dd id="code"><code>')[1][:14]
    assert code in second


@pytest.mark.parametrize("missing", ["name", "document", "wanted", "email"])
def test_form_without_one_of_the_elements_is_sent_back(county: County, missing: str) -> None:
    sent(county, **{missing: ""})

    assert not InfoRequest.objects.exists()


def test_body_of_another_government_cannot_be_asked(county: County) -> None:
    other = County(slug="lin", name="邻县")

    sent(county, body=str(other.body.pk))

    assert not InfoRequest.objects.exists()


def test_one_address_is_told_of_its_limit(county: County) -> None:
    for number in range(services.intake.A_DAY_FROM_ONE_ADDRESS):
        sent(county, key=str(number))

    page = sent(county, key="one more").content.decode()

    assert InfoRequest.objects.count() == services.intake.A_DAY_FROM_ONE_ADDRESS
    assert "邮寄提交" in page


def test_page_before_receipt_says_how_the_due_day_will_be_fixed(county: County) -> None:
    page = follow(county, online(county))

    assert "尚未确定" in page
    assert 'id="due"' not in page


def test_wrong_code_and_wrong_number_are_told_alike(county: County) -> None:
    submitted = online(county)
    pages = [
        county.client().post(county.url("requests/follow/"), {"number": number, "code": code}).content.decode()
        for number, code in (
            (submitted.info_request.number, "AAAA-AAAA-AAAA"),
            ("2026-99999", submitted.code),
        )
    ]

    assert all("没有与该编号和查询码相符的申请" in page for page in pages)
    assert not any(WANTED in page for page in pages)


def test_code_is_of_no_use_in_another_government(county: County) -> None:
    submitted, other = online(county), County(slug="lin", name="邻县")
    given = {"number": submitted.info_request.number, "code": submitted.code}

    assert WANTED not in other.client().post(other.url("requests/follow/"), given).content.decode()


def test_code_typed_in_small_letters_and_without_lines_is_the_same(county: County) -> None:
    submitted = online(county)
    given = {"number": submitted.info_request.number, "code": submitted.code.replace("-", "").lower()}

    assert WANTED in county.client().post(county.url("requests/follow/"), given).content.decode()


def test_applicant_confirms_and_sees_the_due_day(county: County) -> None:
    submitted = online(county, on=timezone.localdate())
    services.acknowledge(submitted.info_request, by=county.person("inbound_clerk"), at=timezone.now())

    page = follow(county, submitted, act="confirm")

    assert 'id="due"' in page
    submitted.info_request.refresh_from_db()
    assert submitted.info_request.received_on == timezone.localdate()


def test_applicant_cannot_confirm_before_the_office_has_told(county: County) -> None:
    submitted = online(county)

    follow(county, submitted, act="confirm")

    submitted.info_request.refresh_from_db()
    assert submitted.info_request.received_on is None


def test_applicant_withdraws(county: County) -> None:
    submitted = online(county)

    follow(county, submitted, act="withdraw")

    submitted.info_request.refresh_from_db()
    assert submitted.info_request.state == "ended"


def test_applicant_answers_a_correction(county: County) -> None:
    submitted, now = online(county, on=timezone.localdate()), timezone.now()
    one, today = submitted.info_request, timezone.localdate()
    services.confirm_by_contact(one, contacted_on=today, by=county.person("inbound_clerk"), at=now)
    until = today + timedelta(days=14)
    services.ask_correction(one, what="请写明年度", until=until, on=today, by=county.person("handler"), at=now)
    assert "请写明年度" in follow(county, submitted)

    follow(county, submitted, act="correct", corrected="2025年度")

    one.refresh_from_db()
    assert one.state == "registered"


def answered(county: County, kind: str, ground: str = "", **act: str) -> str:
    submitted, now, today = online(county, on=timezone.localdate()), timezone.now(), timezone.localdate()
    one, clerk, handler = submitted.info_request, county.person("inbound_clerk"), county.person("handler")
    services.confirm_by_contact(one, contacted_on=today, by=clerk, at=now)
    services.assign(one, unit=county.body, by=clerk, at=now)
    services.accept(one, by=handler, at=now)
    says = says_for(kind, ground, today)
    services.draft_reply(one, kind=kind, ground=ground, text="答复全文", says=says, by=handler, at=now)
    assert "答复全文" not in follow(county, submitted)
    services.submit_draft(one, by=handler, at=now)
    cleared(one, county, now)
    services.sign(one, by=county.person("leader"), at=now)
    services.serve(one, way="in_person", proof="平台送达", on=today, by=clerk, at=now)
    return follow(county, submitted, **act)


def test_answer_is_read_where_it_was_asked_for(county: County) -> None:
    assert "答复全文" in answered(county, "A2")


def test_refusal_under_articles_14_to_16_says_review_comes_first(county: County) -> None:
    page = answered(county, "A3", "internal")

    assert "应先申请行政复议" in page
    assert "提起行政诉讼" not in page


def test_what_is_not_held_leaves_the_choice_of_suit(county: County) -> None:
    page = answered(county, "A4")

    assert "提起行政诉讼" in page


def test_rights_are_told_with_their_last_days(county: County) -> None:
    page = answered(county, "A4")

    limit = time_limit("review.filing.days", timezone.localdate(), calendar=load_calendar())
    assert f"申请复议的最后一日：{date_format(limit.on, 'DATE_FORMAT')}" in page


def test_answer_is_downloaded_as_a_file(county: County) -> None:
    told = answered(county, "A2", act="download")

    assert "<html" not in told
    assert "答复全文" in told


def test_answer_is_no_file_before_it_is_served(county: County) -> None:
    submitted = online(county, on=timezone.localdate())

    assert "<html" in follow(county, submitted, act="download")


def test_page_says_what_happens_next(county: County) -> None:
    assert "接下来：单位与您联系" in follow(county, online(county, on=timezone.localdate()))


def test_pages_are_kept_by_no_cache(county: County) -> None:
    assert "no-store" in sent(county)["Cache-Control"]
