"""Requests on the desk: intake, the page with its clock, acts as forms, Today."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.apps.core.models import AuditEntry
from gongkai.apps.inforequests.models import InfoRequest
from tests.apps.builders import TODAY, County
from tests.apps.inforequests.builders import WHO, handed_in, in_hand, online

INTAKE = {
    "channel": "in_person",
    "arrived_on": "2026-03-04",
    "applicant_class": "enterprise",
    "name": WHO.name,
    "document": WHO.document,
    "phone": WHO.phone,
    "wanted": "2025年度部门决算",
    "manner": "paper",
    "receipt_way": "post",
}


def test_clerk_enters_what_came_over_the_counter(county: County) -> None:
    desk = county.client("inbound_clerk")

    page = desk.post(county.url("desk/requests/new/"), {**INTAKE, "body": county.body.pk}).content.decode()

    one = InfoRequest.objects.get()
    assert one.number in page
    assert (one.applicant_class, one.channel, one.arrived_on) == ("enterprise", "in_person", date(2026, 3, 4))


def test_intake_without_a_way_to_reach_the_applicant_is_sent_back(county: County) -> None:
    desk = county.client("inbound_clerk")

    desk.post(county.url("desk/requests/new/"), {**INTAKE, "phone": "", "body": county.body.pk})

    assert not InfoRequest.objects.exists()


def test_page_shows_the_clock_line_by_line_with_its_articles(county: County) -> None:
    one = in_hand(county, on=date(2026, 1, 15))

    page = county.client("handler").get(county.url(f"desk/requests/{one.pk}/")).content.decode()

    assert "2026-02-12" in page
    assert "第三十一条" in page
    assert "第三十三条" in page


def test_page_does_not_show_who_asks(county: County) -> None:
    one = in_hand(county)

    page = county.client("handler").get(county.url(f"desk/requests/{one.pk}/")).content.decode()

    assert WHO.name not in page
    assert WHO.document not in page


def test_look_at_the_applicant_is_logged(county: County) -> None:
    one = in_hand(county)

    page = county.client("handler").post(county.url(f"desk/requests/{one.pk}/applicant/")).content.decode()

    assert WHO.document in page
    assert AuditEntry.objects.filter(act="inforequests.read_applicant", subject_id=one.pk).exists()


def test_act_posted_as_a_form_is_done(county: County) -> None:
    one = handed_in(county)

    county.client("inbound_clerk").post(
        county.url(f"desk/requests/{one.pk}/assign/"), {"unit": county.body.pk}, follow=True
    )

    one.refresh_from_db()
    assert (one.state, one.unit) == ("assigned", county.body)


def test_refused_act_says_why_and_keeps_the_form(county: County) -> None:
    one = in_hand(county)
    given = {"what": "年度", "until": "2026-03-03", "on": TODAY.isoformat()}

    page = county.client("handler").post(county.url(f"desk/requests/{one.pk}/ask_correction/"), given)

    assert page.status_code == 200
    assert "2026-03-03" in page.content.decode()
    one.refresh_from_db()
    assert one.state == "in_hand"


def test_unconfirmed_request_stands_late_on_today(county: County) -> None:
    one = online(county).info_request

    page = county.client("inbound_clerk").get(county.url("desk/")).content.decode()

    late = page[page.index('id="late"') : page.index('id="near"')]
    assert one.number in late


def test_list_of_ten_costs_as_many_queries_as_a_list_of_one(county: County) -> None:
    desk, address = county.client("handler"), county.url("desk/requests/")
    handed_in(county)
    desk.get(address)
    with CaptureQueriesContext(connection) as one:
        desk.get(address)
    for _ in range(9):
        handed_in(county)
    with CaptureQueriesContext(connection) as ten:
        desk.get(address)

    assert len(ten) == len(one)


def test_role_without_part_in_requests_sees_none(county: County) -> None:
    one = handed_in(county)

    assert county.client("publisher").get(county.url(f"desk/requests/{one.pk}/")).status_code in (403, 404)
