"""Reads whose SQL is made once find what the queryset finds, with the values of each call."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import BigIntegerField, DateField, DateTimeField, QuerySet
from pytest_django import DjangoAssertNumQueries

from gongkai.apps.accounts.models import RoleGrant, User
from gongkai.apps.core.prepared import Given, Prepared, PreparedObjects
from tests.apps.builders import NOW, TODAY, County

DAY = Given("day", DateField())


def since() -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(valid_from__lte=DAY, role__in=["clerk", "publisher"]).order_by("pk")


def test_objects_are_those_of_the_queryset_with_every_value(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for role in ("clerk", "publisher", "auditor"):
        county.person(role)
    ordinary = list(RoleGrant.objects.exclude(role="auditor").select_related("public_body").order_by("pk"))

    with django_assert_num_queries(1):
        found = PreparedObjects(RoleGrant, "public_body", since).rows(day=TODAY)
        bodies = [grant.public_body for grant in found]

    assert [_values(grant) for grant in found] == [_values(grant) for grant in ordinary]
    assert [_values(body) for body in bodies] == [_values(grant.public_body) for grant in ordinary]


def test_each_call_fills_in_its_own_values(county: County) -> None:
    county.person("clerk")
    prepared = PreparedObjects(RoleGrant, "public_body", since)
    first = date(2020, 1, 1)

    assert [len(prepared.rows(day=day)) for day in (first - timedelta(days=1), first, TODAY)] == [0, 1, 1]


def test_what_somebody_types_is_a_value_and_never_sql(county: County) -> None:
    assert county.person("clerk")
    prepared = Prepared(lambda: RoleGrant.objects.filter(role=Given("role", RoleGrant.role.field)).values_list("role"))

    assert prepared.rows(role="clerk") == [("clerk",)]
    assert prepared.rows(role="clerk' OR '1'='1") == []


def test_times_come_with_their_zone_and_are_found_by_it(county: County) -> None:
    person = county.person("clerk")
    since, pk = Given("since", DateTimeField()), Given("pk", BigIntegerField())
    prepared = PreparedObjects(User, "", lambda: User.objects.filter(pk=pk, password_set_at__gte=since))
    User.objects.filter(pk=person.pk).update(password_set_at=NOW)

    (found,) = prepared.rows(pk=person.pk, since=NOW)

    assert _values(found) == _values(User.objects.get(pk=person.pk))
    assert prepared.rows(pk=person.pk, since=NOW + timedelta(seconds=1)) == []


def _values(one: object) -> dict[str, object]:
    return {name: value for name, value in vars(one).items() if not name.startswith("_")}
