"""Accounts, roles, delegations and the audit log on the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now
from pytest_django import DjangoAssertNumQueries

from gongkai.apps.accounts.models import Delegation, RoleGrant, User
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.accounts.services import grant_role, open_account, withdraw_role
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import AuditEntry
from gongkai.apps.disclosure import services as disclosure
from tests.apps.builders import NOW, PASSWORD, County, sign_in

SECRET = "不得外传的正文"


@pytest.fixture
def wang(county: County) -> User:
    return open_account(username="wang", name="王某", password=PASSWORD, home=county.body, by=SYSTEM, at=NOW)


def test_account_is_opened_with_a_temporary_password(county: County) -> None:
    form = {"home": county.body.pk, "username": "li", "name": "李某", "signs_in": "on"}

    page = county.client("security_admin").post(county.url("desk/people/new/"), form)

    li = User.objects.get(username="li")
    assert li.home == county.body
    assert li.must_change_password
    assert "<code>li</code>" in page.content.decode()


def test_account_for_paper_has_no_password(county: County) -> None:
    form = {"home": county.body.pk, "username": "leader", "name": "县长"}

    county.client("security_admin").post(county.url("desk/people/new/"), form)

    assert not User.objects.get(username="leader").has_usable_password()


def test_taken_user_name_is_told(county: County, wang: User) -> None:
    form = {"home": county.body.pk, "username": "WANG", "name": "另一人"}

    page = county.client("security_admin").post(county.url("desk/people/new/"), form)

    assert page.status_code == 200
    assert User.objects.filter(username__iexact="wang").get() == wang


def test_account_is_opened_in_no_body_of_others(county: County) -> None:
    other = County(slug="lin", name="邻县")
    form = {"home": other.body.pk, "username": "li", "name": "李某"}

    county.client("security_admin").post(county.url("desk/people/new/"), form)

    assert not User.objects.filter(username="li").exists()


def test_role_is_given_and_withdrawn(county: County, wang: User) -> None:
    client, today = county.client("security_admin"), localdate(now())
    form = {"body": county.body.pk, "role": "clerk", "valid_from": today.isoformat()}

    client.post(county.url(f"desk/people/{wang.pk}/roles/"), form)
    assert roles_in(wang, county.body, today) == {"clerk"}

    client.post(county.url(f"desk/people/grants/{RoleGrant.objects.get(user=wang).pk}/withdraw/"))
    assert not roles_in(wang, county.body, today)


def test_own_role_is_not_given_through_the_page(county: County) -> None:
    admin = county.person("security_admin")
    form = {"body": county.body.pk, "role": "security_admin", "valid_from": "2026-01-01", "covers_members": "on"}

    county.client("security_admin").post(county.url(f"desk/people/{admin.pk}/roles/"), form)

    assert RoleGrant.objects.filter(user=admin).count() == 1


@pytest.mark.parametrize("act", ["disable", "reset-password", "remove-app", "end-sessions", "unlock"])
def test_own_account_is_not_kept_through_the_page(county: County, act: str) -> None:
    admin, client = county.person("security_admin"), county.client("security_admin")
    before = admin.password

    answer = client.post(county.url(f"desk/people/{admin.pk}/{act}/"))

    admin.refresh_from_db()
    assert (answer.status_code, admin.is_active, admin.password == before) in [(302, True, True)]


def test_person_of_another_body_is_seen_but_not_kept(county: County, wang: User) -> None:
    grant_role(wang, role="handler", body=county.department, by=SYSTEM, at=NOW, valid_from=NOW.date())
    client = county.client("security_admin", county.department)

    page = client.get(county.url(f"desk/people/{wang.pk}/"))
    client.post(county.url(f"desk/people/{wang.pk}/disable/"))

    wang.refresh_from_db()
    assert page.status_code == 200
    assert "reset-password" not in page.content.decode()
    assert wang.is_active


def test_matrix_tells_roles_of_the_body_from_those_above(county: County) -> None:
    county.person("superior", covers_members=True)
    county.person("clerk", county.department)
    admin = county.person("security_admin", covers_members=True)
    client = county.client()
    sign_in(client, admin)

    page = client.get(county.url(f"desk/people/roles/?body={county.department.pk}")).content.decode()

    assert "演示clerk" in page
    assert "来自示范县" in page


def test_security_administrator_sees_no_business(county: County) -> None:
    client = county.client("security_admin")

    assert client.get(county.url("desk/publications/")).status_code == 403
    assert client.get(county.url("desk/audit/")).status_code == 403


def test_colleague_stands_in_and_hands_back(county: County) -> None:
    giver, taker, today = county.person("first_reviewer"), county.person("clerk"), localdate(now())
    form = {
        "body": county.body.pk,
        "taker": taker.pk,
        "valid_from": today.isoformat(),
        "valid_to": (today + timedelta(days=3)).isoformat(),
        "reason": "出差",
    }

    county.client("first_reviewer").post(county.url("desk/delegations/new/"), form)
    assert "first_reviewer" in roles_in(taker, county.body, today)

    county.client("clerk").post(county.url(f"desk/delegations/{Delegation.objects.get().pk}/end/"))
    assert "first_reviewer" not in roles_in(taker, county.body, today)
    assert Delegation.objects.get().giver == giver


def test_clerk_cannot_name_another_giver(county: County) -> None:
    reviewer, today = county.person("first_reviewer"), localdate(now())
    form = {
        "giver": reviewer.pk,
        "body": county.body.pk,
        "taker": county.person("publisher").pk,
        "valid_from": today.isoformat(),
        "valid_to": today.isoformat(),
        "reason": "出差",
    }

    county.client("clerk").post(county.url("desk/delegations/new/"), form)

    assert Delegation.objects.get().giver == county.person("clerk")


def test_open_page_of_a_withdrawn_role_does_nothing(county: County) -> None:
    publication = disclosure.draft_publication(
        body=county.body, title="通知", body_html="<p>正文</p>", by=county.person("clerk"), at=NOW
    )
    client = county.client("clerk")
    address = county.url(f"desk/publications/{publication.pk}/submit/")
    assert client.get(address).status_code == 200

    withdraw_role(county.person("clerk").grants.get(), by=SYSTEM, at=NOW)

    assert client.post(address).status_code == 404
    publication.refresh_from_db()
    assert publication.state == "draft"


def test_auditor_reads_who_did_what_and_nothing_of_the_business(county: County) -> None:
    disclosure.draft_publication(
        body=county.body, title=SECRET, body_html=f"<p>{SECRET}</p>", by=county.person("clerk"), at=NOW
    )
    client = county.client("auditor")

    page = client.get(county.url("desk/audit/")).content.decode()

    assert "演示clerk" in page
    assert "起草信息" in page
    assert SECRET not in page
    assert client.get(county.url("desk/publications/")).status_code == 403
    assert SECRET not in client.get(county.url("desk/")).content.decode()


def test_auditor_reads_the_log_of_audited_bodies_only(county: County) -> None:
    other = County(slug="lin", name="邻县")
    disclosure.draft_publication(
        body=other.body, title="邻县的通知", body_html="<p>正文</p>", by=other.person("clerk"), at=NOW
    )

    rows = county.client("auditor").get(county.url("desk/audit/?act=disclosure.draft")).content.decode()

    assert ">信息 " not in rows


@pytest.mark.parametrize("query", ["person", "body", "act", "day_from"])
def test_log_is_narrowed_by_person_body_act_and_day(county: County, query: str) -> None:
    clerk = county.person("clerk")
    disclosure.draft_publication(body=county.body, title="通知", body_html="<p>正文</p>", by=clerk, at=NOW)
    value = {"person": clerk.pk, "body": county.body.pk, "act": "disclosure.draft", "day_from": "2026-03-05"}[query]

    page = county.client("auditor").get(county.url(f"desk/audit/?{query}={value}")).content.decode()

    assert (">信息 " in page) is (query != "day_from")
    assert AuditEntry.objects.filter(act="disclosure.draft").exists()


def test_list_of_people_costs_the_same_for_one_and_for_many(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = county.client("security_admin")
    client.get(county.url("desk/people/"))
    with CaptureQueriesContext(connection) as few:
        client.get(county.url("desk/people/"))
    for number in range(20):
        open_account(username=f"p{number}", name="某", password=None, home=county.body, by=SYSTEM, at=NOW)

    with django_assert_num_queries(len(few)):
        client.get(county.url("desk/people/"))
