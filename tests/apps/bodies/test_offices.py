"""Disclosure offices, posts and hand-overs."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.bodies import selectors, services
from gongkai.apps.bodies.models import Appointment, HandOver
from gongkai.apps.bodies.services.offices import Office
from gongkai.apps.core.actors import SYSTEM, Actor
from gongkai.apps.core.models import AuditEntry
from gongkai.errors import InvalidInput
from tests.apps.bodies.test_tree import EARLIER, LATER, entered
from tests.apps.builders import NOW, TODAY, County

OFFICE = Office(
    name="演示县政府信息公开办公室",
    address="演示路1号",
    post_code="990001",
    office_hours="工作日 9:00–17:00",
    phone="0999-1234567",
    fax="0999-1234568",
    email="gk@shifan.example",
    web_address="https://shifan.example/apply",
)


def officer(county: County, **more: object) -> Appointment:
    return services.appoint(
        county.body,
        post="dedicated_officer",
        name="演示甲",
        on=EARLIER,
        by=SYSTEM,
        at=NOW,
        **more,  # type: ignore[arg-type]
    )


def test_row_53_office_of_a_day_is_the_one_named_then(county: County) -> None:
    services.set_disclosure_office(county.body, OFFICE, on=EARLIER, by=SYSTEM, at=NOW)
    services.set_disclosure_office(county.body, Office("演示新办公室"), on=LATER, by=SYSTEM, at=NOW)

    today = selectors.disclosure_office_on(county.body, TODAY)
    later = selectors.disclosure_office_on(county.body, LATER)

    assert today is not None
    assert (today.name, today.post_code) == (OFFICE.name, "990001")
    assert later is not None
    assert later.name == "演示新办公室"
    assert selectors.disclosure_office_on(county.body, date(2025, 4, 30)) is None


def test_guide_lacks_what_the_office_does_not_say(county: County) -> None:
    office = services.set_disclosure_office(county.body, Office("演示办"), on=TODAY, by=SYSTEM, at=NOW)

    assert selectors.guide_gaps(office) == ("address", "office_hours", "phone", "fax", "web_contact")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("post_code", "12345"),
        ("post_code", "１２３４５６"),
        ("phone", "call me"),
        ("fax", "12"),
        ("email", "gk@"),
        ("web_address", "javascript:alert(1)"),
        ("address", "x" * 201),
    ],
)
def test_contact_that_cannot_be_used_is_refused(county: County, field: str, value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.set_disclosure_office(county.body, Office(**{"name": "办", field: value}), on=TODAY, by=SYSTEM, at=NOW)

    assert refused.value.where == field


def test_single_post_is_held_by_one_person(county: County) -> None:
    services.appoint(county.body, post="leader_responsible", name="演示甲", on=EARLIER, by=SYSTEM, at=NOW)

    with pytest.raises(InvalidInput) as refused:
        services.appoint(county.body, post="leader_responsible", name="演示乙", on=TODAY, by=SYSTEM, at=NOW)

    assert refused.value.code == "post-held"


def test_post_is_free_after_its_last_day(county: County) -> None:
    first = services.appoint(county.body, post="group_head", name="演示甲", on=EARLIER, by=SYSTEM, at=NOW)
    services.end_appointment(first, last_day=TODAY, by=SYSTEM, at=NOW)

    services.appoint(county.body, post="group_head", name="演示乙", on=LATER, by=SYSTEM, at=NOW)

    assert [one.name for one in selectors.appointments_on(county.body, TODAY)] == ["演示甲"]
    assert [one.name for one in selectors.appointments_on(county.body, LATER)] == ["演示乙"]


def test_appointment_ends_once_and_not_before_it_begins(county: County) -> None:
    appointment = officer(county)

    with pytest.raises(InvalidInput, match="before the first day"):
        services.end_appointment(appointment, last_day=date(2025, 4, 1), by=SYSTEM, at=NOW)
    services.end_appointment(appointment, last_day=TODAY, by=SYSTEM, at=NOW)
    with pytest.raises(InvalidInput, match="has ended"):
        services.end_appointment(appointment, last_day=LATER, by=SYSTEM, at=NOW)


def test_public_sees_posts_without_telephones(county: County) -> None:
    officer(county, phone="13900000000", title="科员")

    posts = selectors.public_posts(county.body, TODAY)

    assert [(post.name, post.title) for post in posts] == [("演示甲", "科员")]
    assert "139" not in repr(posts)


def handed_over(county: County, **more: object) -> HandOver:
    return services.hand_over(
        officer(county, account_id=7),
        name="演示乙",
        on=TODAY,
        items=["台账", " ", "印章"],
        by=SYSTEM,
        at=NOW,
        account_id=8,
        **more,  # type: ignore[arg-type]
    )


def test_hand_over_follows_one_officer_with_the_next(county: County) -> None:
    record = handed_over(county)

    assert record.items == ["台账", "印章"]
    assert [one.name for one in selectors.appointments_on(county.body, TODAY)] == ["演示乙"]
    assert [one.name for one in selectors.appointments_on(county.body, date(2026, 3, 3))] == ["演示甲"]


def test_row_53_hand_over_is_complete_when_both_have_confirmed(county: County) -> None:
    record = handed_over(county)

    services.confirm_hand_over(record, side="giver", by=Actor("staff", 7), at=NOW)
    assert not record.is_complete
    services.confirm_hand_over(record, side="taker", by=Actor("staff", 8), at=NOW)

    assert record.is_complete


def test_nobody_confirms_for_another_unless_it_was_signed_on_paper(county: County) -> None:
    record = handed_over(county)

    with pytest.raises(InvalidInput) as refused:
        services.confirm_hand_over(record, side="taker", by=Actor("staff", 7), at=NOW)
    services.confirm_hand_over(record, side="taker", by=Actor("staff", 7), at=NOW, on_paper=True)

    assert refused.value.code == "own-confirmation"
    assert (record.taker_confirmed_by, record.taker_on_paper) == (7, True)


def test_hand_over_is_confirmed_once(county: County) -> None:
    record = handed_over(county)
    services.confirm_hand_over(record, side="giver", by=Actor("staff", 7), at=NOW)

    with pytest.raises(InvalidInput) as refused:
        services.confirm_hand_over(record, side="giver", by=Actor("staff", 7), at=NOW)

    assert refused.value.code == "confirmed-already"


def test_hand_over_lists_what_is_handed_over(county: County) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.hand_over(officer(county), name="演示乙", on=TODAY, items=[" "], by=SYSTEM, at=NOW)

    assert refused.value.where == "items"


def test_officer_does_not_hand_over_to_the_same_account(county: County) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.hand_over(
            officer(county, account_id=7), name="演示甲", on=TODAY, items=["台账"], account_id=7, by=SYSTEM, at=NOW
        )

    assert refused.value.code == "same-person"


def test_audit_keeps_no_names_of_persons(county: County) -> None:
    handed_over(county)

    facts = str(list(AuditEntry.objects.filter(act__startswith="bodies.").values_list("facts", flat=True)))

    assert "演示甲" not in facts
    assert "台账" not in facts


def test_post_in_a_department_is_its_own(county: County) -> None:
    bureau = entered(county.body, "演示局")
    officer(county)

    assert not selectors.appointments_on(bureau, TODAY).exists()
