"""What the database itself refuses, whoever writes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.apps.bodies.models import (
    Appointment,
    BodyCode,
    BodyName,
    DisclosureOffice,
    FormerSlug,
    GovernmentHost,
    HandOver,
    Placement,
    PublicBody,
    Succession,
    SupervisingOffice,
)
from tests.apps.bodies.test_tree import entered
from tests.apps.builders import TODAY, County

BEFORE = date(2020, 1, 1)


def refused(model: type[Any], **fields: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**fields)


def test_days_stand_in_order(county: County) -> None:
    body = county.body
    days = {"valid_from": TODAY, "valid_to": BEFORE}

    refused(PublicBody, kind="county", name="x", **days)
    refused(BodyName, public_body=body, name="x", **days)
    refused(Placement, public_body=body, **days)
    refused(BodyCode, public_body=body, system="division", code="992321", **days)
    refused(DisclosureOffice, public_body=body, name="x", **days)
    refused(Appointment, public_body=body, post="group_member", name="x", **days)
    refused(SupervisingOffice, government=county.government, office=body, **days)


def test_one_fact_of_a_kind_is_open_at_a_time(county: County) -> None:
    body, open_days = county.body, {"valid_from": TODAY}
    BodyCode.objects.create(public_body=body, system="division", code="992321", valid_from=BEFORE)
    DisclosureOffice.objects.create(public_body=body, name="x", valid_from=BEFORE)

    refused(BodyName, public_body=body, name="x", **open_days)
    refused(Placement, public_body=body, **open_days)
    refused(BodyCode, public_body=body, system="division", code="992322", **open_days)
    refused(DisclosureOffice, public_body=body, name="y", **open_days)
    refused(SupervisingOffice, government=county.government, office=body, **open_days)


def test_one_fact_of_a_kind_begins_with_the_register_or_on_a_day(county: County) -> None:
    body = county.body
    BodyName.objects.create(public_body=body, name="x", valid_from=BEFORE, valid_to=BEFORE)

    refused(BodyName, public_body=body, name="y", valid_to=BEFORE)
    refused(BodyName, public_body=body, name="y", valid_from=BEFORE, valid_to=TODAY)


def test_nothing_stands_below_or_follows_itself(county: County) -> None:
    body = county.department

    refused(Placement, public_body=body, parent=body, valid_from=BEFORE, valid_to=BEFORE)
    refused(Succession, how="merged", predecessor=body, successor=body, effective_on=TODAY, reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicBody.objects.filter(pk=body.pk).update(parent=body)


def test_words_of_choices_are_known(county: County) -> None:
    body = county.body

    refused(PublicBody, kind="party", name="x")
    refused(BodyCode, public_body=body, system="postal", code="1", valid_from=BEFORE)
    refused(Appointment, public_body=body, post="king", name="x", valid_from=BEFORE)
    refused(Succession, how="sold", predecessor=body, successor=county.department, effective_on=TODAY, reason="x")


def test_code_is_held_once(county: County) -> None:
    BodyCode.objects.create(public_body=county.body, system="credit", code="11630225015987653B", valid_from=BEFORE)

    refused(BodyCode, public_body=county.department, system="credit", code="11630225015987653B", valid_from=TODAY)


def test_single_post_has_one_holder_and_every_appointment_a_first_day(county: County) -> None:
    body = county.body
    Appointment.objects.create(public_body=body, post="group_head", name="x", valid_from=BEFORE)

    refused(Appointment, public_body=body, post="group_head", name="y", valid_from=TODAY)
    refused(Appointment, public_body=body, post="group_member", name="y")


def test_work_is_handed_over_once_and_to_another(county: County) -> None:
    body = county.body
    one, two = (
        Appointment.objects.create(public_body=body, post="dedicated_officer", name=name, valid_from=BEFORE)
        for name in ("x", "y")
    )
    HandOver.objects.create(public_body=body, giver=one, taker=two, handed_on=TODAY)

    refused(HandOver, public_body=body, giver=one, taker=two, handed_on=TODAY)
    refused(HandOver, public_body=body, giver=two, taker=two, handed_on=TODAY)


def test_succession_is_entered_once(county: County) -> None:
    fields = {"predecessor": entered(county.body, "旧局"), "successor": county.department, "effective_on": TODAY}
    Succession.objects.create(how="merged", reason="x", **fields)

    refused(Succession, how="split", reason="x", **fields)


def test_address_belongs_to_one_government(county: County) -> None:
    other = County("other", "另县").government
    GovernmentHost.objects.create(government=other, host="gk.example")
    FormerSlug.objects.create(government=other, slug="old")

    refused(GovernmentHost, government=county.government, host="gk.example")
    refused(FormerSlug, government=county.government, slug="old")
