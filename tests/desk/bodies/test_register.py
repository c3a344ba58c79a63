"""The register of bodies on the desk: what staff see, and how acts are tried, shown and done."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.apps.bodies import services
from gongkai.apps.bodies.models import Appointment, HandOver, PublicBody
from gongkai.apps.core import measures
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.measures import Period
from gongkai.apps.core.models import AuditEntry
from tests.apps.bodies.test_tree import EARLIER, entered
from tests.apps.builders import NOW, County

CONFIRMED = {"confirmed_by_hand": "1"}


def head(county: County) -> None:
    """Somebody heads the disclosure office of the government and all bodies below it."""
    county.person("office_head", covers_members=True)


def get(county: County, path: str, role: str = "office_head") -> HttpResponse:
    return county.client(role).get(county.url(f"desk/bodies/{path}"))


def post(county: County, path: str, role: str = "office_head", **form: str) -> HttpResponse:
    return county.client(role).post(county.url(f"desk/bodies/{path}"), form)


def test_tree_and_list_show_every_body(county: County) -> None:
    head(county)
    entered(entered(county.body, "第1乡", "township"), "第1村", "village")

    assert "第1村" in get(county, "").content.decode()
    assert "第1村" in get(county, "list/").content.decode()
    assert "第1村" not in get(county, "?on=2025-01-01&kind=township").content.decode()


def test_export_holds_what_the_list_shows(county: County) -> None:
    head(county)
    entered(county.body, "演示局")

    export = post(county, "list/", act="csv")

    assert "演示局" in export.content.decode("utf-8-sig")


def test_clerk_reads_the_page_of_the_own_body_only(county: County) -> None:
    bureau, other = county.body, entered(county.body, "演示局")
    services.appoint(bureau, post="dedicated_officer", name="演示甲", on=EARLIER, by=SYSTEM, at=NOW)

    page = get(county, f"{bureau.pk}/", "clerk")

    assert page.status_code == 200
    assert "演示甲" in page.content.decode()
    assert get(county, f"{other.pk}/", "clerk").status_code == 404
    assert f"/desk/bodies/{other.pk}/" not in get(county, "", "clerk").content.decode()


@pytest.mark.parametrize("role", ["security_admin", "operator", "auditor"])
def test_offices_of_control_do_not_read_the_register(county: County, role: str) -> None:
    assert get(county, "", role).status_code == 403
    assert get(county, f"{county.body.pk}/", role).status_code == 404


def test_preview_changes_nothing(county: County) -> None:
    head(county)
    bureau = entered(county.body, "演示卫生局")

    page = post(county, f"{bureau.pk}/tree/rename/", name="演示卫健局", on="2025-05-01")

    assert "演示卫健局" in page.content.decode()
    assert PublicBody.objects.get(pk=bureau.pk).name == "演示卫生局"
    assert not AuditEntry.objects.filter(act="bodies.rename").exists()


def test_confirmed_act_is_done_and_recorded(county: County) -> None:
    head(county)
    bureau = entered(county.body, "演示卫生局")

    answer = post(county, f"{bureau.pk}/tree/rename/", name="演示卫健局", on="2025-05-01", **CONFIRMED)

    assert answer.status_code == 302
    assert PublicBody.objects.get(pk=bureau.pk).name == "演示卫健局"
    assert AuditEntry.objects.get(act="bodies.rename").actor_id == county.person("office_head").pk


def test_refusal_stands_at_its_field(county: County) -> None:
    head(county)
    township = entered(county.body, "第1乡", "township")
    entered(county.body, "第2乡", "township")

    page = post(county, f"{township.pk}/tree/rename/", name="第2乡", on="2025-05-01")

    assert "已有“第2乡”" in page.content.decode()
    assert page.context["form"].errors["name"]


def test_abolition_asks_for_a_typed_reason(county: County) -> None:
    head(county)
    bureau = entered(county.body, "演示局")

    page = post(county, f"{bureau.pk}/tree/abolish/", on="2025-05-01", **CONFIRMED)

    assert "reason" in page.context["form"].errors
    assert PublicBody.objects.get(pk=bureau.pk).valid_to is None


def test_merger_of_several_is_done_at_once(county: County) -> None:
    head(county)
    first, second, third = (entered(county.body, f"第{n}乡", "township") for n in (1, 2, 3))

    post(
        county,
        f"{first.pk}/tree/merge/",
        into=str(third.pk),
        with_others=str(second.pk),
        on="2025-05-01",
        reason="合并乡镇",
        **CONFIRMED,
    )

    assert PublicBody.objects.filter(valid_to__isnull=False).count() == 2


@pytest.mark.parametrize(
    "act", ["register", "rename", "move", "merge", "split", "abolish", "division-code", "credit-code"]
)
def test_every_act_on_the_tree_has_its_form(county: County, act: str) -> None:
    head(county)
    township = entered(county.body, "第1乡", "township")

    assert get(county, f"{township.pk}/tree/{act}/").status_code == 200


def test_new_body_is_entered_below(county: County) -> None:
    head(county)

    post(county, f"{county.body.pk}/tree/register/", kind="township", name="第1乡", **CONFIRMED)

    assert PublicBody.objects.get(name="第1乡").parent == county.body


def test_head_of_one_department_does_not_shape_the_tree(county: County) -> None:
    county.person("office_head", county.department)
    client = county.client("office_head", county.department)

    tree = client.get(county.url(f"desk/bodies/{county.department.pk}/tree/rename/"))
    office = client.get(county.url(f"desk/bodies/{county.department.pk}/office/contact/"))

    assert (tree.status_code, office.status_code) == (403, 200)


def test_unknown_act_is_not_found(county: County) -> None:
    head(county)

    assert get(county, f"{county.body.pk}/tree/annex/").status_code == 404
    assert get(county, f"{county.department.pk}/tree/supervise/").status_code == 404


def test_office_and_people_are_entered_by_form(county: County) -> None:
    head(county)
    path = f"{county.body.pk}/office"

    post(county, f"{path}/contact/", name="演示办", phone="0999-1234567", on="2026-01-01", **CONFIRMED)
    post(county, f"{path}/appoint/", post="dedicated_officer", name="演示甲", on="2026-01-01", **CONFIRMED)

    assert county.body.disclosure_offices.get().phone == "0999-1234567"
    assert county.body.appointments.get().name == "演示甲"


def officer(county: County) -> Appointment:
    clerk = county.person("clerk")
    return services.appoint(
        county.body, post="dedicated_officer", name="演示甲", account_id=clerk.pk, on=EARLIER, by=SYSTEM, at=NOW
    )


def test_row_53_hand_over_is_entered_and_confirmed_by_both(county: County) -> None:
    head(county)
    today = timezone.localdate().isoformat()
    form = {"name": "演示乙", "on": today, "items": "台账\n印章", **CONFIRMED}

    post(county, f"appointments/{officer(county).pk}/hand-over/", **form)
    record = HandOver.objects.get()
    post(county, f"hand-overs/{record.pk}/confirm/", "clerk", side="giver")
    post(county, f"hand-overs/{record.pk}/confirm/", side="taker", paper="1")

    record.refresh_from_db()
    assert record.items == ["台账", "印章"]
    assert (record.is_complete, record.giver_on_paper, record.taker_on_paper) == (True, False, True)


def test_row_53_body_and_people_entered_at_the_desk_are_on_the_portal_and_counted(county: County) -> None:
    head(county)
    form = {"kind": "township", "name": "第1乡", "valid_from": "2026-01-01", **CONFIRMED}
    post(county, f"{county.body.pk}/tree/register/", **form)
    township = PublicBody.objects.get(name="第1乡")
    for post_name, name in (
        ("group_head", "演示甲"),
        ("leader_responsible", "演示乙"),
        ("dedicated_officer", "演示丙"),
    ):
        given = {"post": post_name, "name": name, "on": "2026-01-01", **CONFIRMED}
        post(county, f"{township.pk}/office/appoint/", **given)

    page = county.client().get(county.url(f"bodies/{township.pk}/")).content.decode()

    assert all(f"演示{sign}" in page for sign in "甲乙丙")
    assert measures.total([county.body.pk], Period.of_year(2026), "townships") == 1
    assert measures.total([county.body.pk], Period.of_year(2025), "townships") == 0
    assert measures.total([township.pk], Period.of_year(2026), "officers") == 1


def test_row_53_portal_names_the_new_officer_from_the_day_of_the_hand_over(county: County) -> None:
    head(county)
    today = timezone.localdate()
    form = {"name": "演示乙", "on": today.isoformat(), "items": "台账", **CONFIRMED}
    before = county.client().get(county.url(f"bodies/{officer(county).public_body_id}/")).content.decode()

    post(county, f"appointments/{Appointment.objects.get().pk}/hand-over/", **form)
    after = county.client().get(county.url(f"bodies/{county.body.pk}/")).content.decode()

    assert ("演示甲" in before, "演示乙" in before) == (True, False)
    assert ("演示甲" in after, "演示乙" in after) == (False, True)


def test_nobody_else_confirms_a_hand_over(county: County) -> None:
    record = services.hand_over(officer(county), name="演示乙", on=NOW.date(), items=["台账"], by=SYSTEM, at=NOW)

    post(county, f"hand-overs/{record.pk}/confirm/", "publisher", side="giver", paper="1")

    record.refresh_from_db()
    assert record.giver_confirmed_at is None


def test_appointment_is_ended_by_form(county: County) -> None:
    head(county)
    appointment = officer(county)

    post(county, f"appointments/{appointment.pk}/end/", last_day="2026-03-01", **CONFIRMED)

    appointment.refresh_from_db()
    assert appointment.valid_to is not None


def test_body_of_another_government_is_not_found(county: County) -> None:
    head(county)
    stranger = County("other", "另县")
    assert stranger.government

    assert get(county, f"{stranger.body.pk}/").status_code == 404
    assert get(county, f"{stranger.body.pk}/tree/rename/").status_code == 404


@pytest.mark.parametrize("path", ["", "list/"])
def test_many_bodies_ask_the_database_no_more_often(county: County, path: str) -> None:
    head(county)
    assert county.government
    entered(county.body, "第0局")
    client = county.client("office_head")
    client.get(county.url(f"desk/bodies/{path}"))
    with CaptureQueriesContext(connection) as short:
        client.get(county.url(f"desk/bodies/{path}"))
    for number in range(1, 20):
        entered(county.body, f"第{number}局")
    with CaptureQueriesContext(connection) as long:
        client.get(county.url(f"desk/bodies/{path}"))

    assert len(long) == len(short)
