"""Passwords: the policy, the change that is due, the temporary one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from gongkai.apps.accounts.models import OldPassword, User
from gongkai.apps.accounts.services import change_password, open_account, reset_password
from gongkai.apps.core.actors import SYSTEM
from tests.apps.builders import BACKEND, NOW, PASSWORD, County

NEW = "河西-the-new-secret-9"


@pytest.fixture
def person(county: County) -> User:
    """Somebody without a role, whom no second factor is asked of."""
    return open_account(username="wangxiaoming", name="王小明", password=PASSWORD, home=county.body, by=SYSTEM, at=NOW)


@pytest.fixture
def browser(county: County, person: User) -> Client:
    client = county.client()
    client.force_login(person, backend=BACKEND)
    return client


def change(county: County, client: Client, new: str, present: str = PASSWORD) -> Any:
    form = {"present": present, "new_password1": new, "new_password2": new}
    return client.post(county.url("desk/account/password/"), form)


def test_password_is_changed(county: County, browser: Client, person: User) -> None:
    answer = change(county, browser, NEW)

    person.refresh_from_db()
    assert answer.status_code == 302
    assert person.check_password(NEW)
    assert browser.get(county.url("desk/account/")).status_code == 200


@pytest.mark.parametrize("new", ["short-1", "123456789012345", "q1w2e3r4t5y6", "wangxiaoming1", PASSWORD, ""])
def test_weak_password_is_refused(county: County, browser: Client, person: User, new: str) -> None:
    before = person.password

    answer = change(county, browser, new)

    person.refresh_from_db()
    assert answer.status_code == 200
    assert person.password == before


def test_present_password_is_needed(county: County, browser: Client, person: User) -> None:
    change(county, browser, NEW, present="wrong")

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_guessing_the_present_password_locks_the_name(county: County, browser: Client, person: User) -> None:
    for _ in range(5):
        change(county, browser, NEW, present="wrong")

    change(county, browser, NEW)

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_last_five_passwords_do_not_come_back(county: County, browser: Client, person: User) -> None:
    used = [PASSWORD, *(f"{NEW}-{number}" for number in range(4))]
    for new in used[1:]:
        change_password(person, new=new, at=NOW)
    browser.force_login(person, backend=BACKEND)

    refused = [change(county, browser, old, present=used[-1]).status_code for old in used]

    assert refused == [200] * 5


def test_sixth_last_password_may_come_back(county: County, browser: Client, person: User) -> None:
    for number in range(5):
        change_password(person, new=f"{NEW}-{number}", at=NOW)
    browser.force_login(person, backend=BACKEND)

    assert change(county, browser, PASSWORD, present=f"{NEW}-4").status_code == 302
    assert OldPassword.objects.filter(user=person).count() <= 5


def test_change_ends_other_sessions(county: County, browser: Client, person: User) -> None:
    other = county.client()
    other.force_login(person, backend=BACKEND)

    change(county, browser, NEW)

    assert other.get(county.url("desk/account/")).status_code == 302


def test_temporary_password_opens_nothing_but_its_change(county: County, person: User) -> None:
    temporary = reset_password(person, by=SYSTEM, at=NOW)
    client = county.client()
    client.post(county.url("desk/sign-in/"), {"username": person.username, "password": temporary})

    asked = client.get(county.url("desk/account/"))
    change(county, client, NEW, present=temporary)

    assert asked["Location"].startswith(county.url("desk/account/password/"))
    assert client.get(county.url("desk/account/")).status_code == 200


def test_temporary_password_is_not_kept(county: County, person: User) -> None:
    temporary = reset_password(person, by=SYSTEM, at=NOW)
    client = county.client()
    client.post(county.url("desk/sign-in/"), {"username": person.username, "password": temporary})

    assert change(county, client, temporary, present=temporary).status_code == 200


def test_temporary_password_is_shown_once_to_the_administrator(county: County, person: User) -> None:
    page = county.client("security_admin").post(county.url(f"desk/people/{person.pk}/reset-password/"))

    shown = [found for found in re.findall(r"<code>([^<]+)</code>", page.content.decode()) if found != person.username]
    person.refresh_from_db()
    assert person.check_password(shown[0])
    assert "no-store" in page["Cache-Control"]


def test_old_password_must_change_where_the_installation_says_so(
    county: County, browser: Client, person: User, settings: Settings
) -> None:
    settings.PASSWORD_LIFE = timedelta(days=90)
    person.password_set_at = datetime(2020, 1, 1, tzinfo=UTC)
    person.save()

    assert browser.get(county.url("desk/account/"))["Location"].startswith(county.url("desk/account/password/"))
