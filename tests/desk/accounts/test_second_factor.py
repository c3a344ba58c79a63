"""One-time codes: setting up, signing in with them, recovery codes, losing the device."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django_otp.oath import totp
from pytest_django import Settings

from gongkai.apps.accounts.models import Authenticator, RecoveryCode, User
from gongkai.apps.accounts.services.second_factor import confirm_totp
from gongkai.apps.core.models import AuditEntry
from tests.apps.builders import BACKEND, NOW, PASSWORD, County


def code_of(device: Authenticator, steps: int = 0) -> str:
    """What the app shows now, or some steps later."""
    return f"{totp(device.bin_key, t0=-30 * steps):06d}"


@pytest.fixture
def clerk(county: County) -> User:
    return county.person("clerk")


@pytest.fixture
def browser(county: County, clerk: User) -> Client:
    """After the password and before any code."""
    client = county.client()
    client.force_login(clerk, backend=BACKEND)
    return client


def set_up(user: User) -> tuple[Authenticator, list[str]]:
    device = Authenticator.objects.create(user=user, confirmed=False, name="app")
    codes = confirm_totp(device, code=code_of(device), at=NOW)
    assert codes is not None
    device.refresh_from_db()
    return device, codes


def give(county: County, client: Client, code: str) -> Any:
    return client.post(county.url("desk/sign-in/code/"), {"code": code})


def is_open(county: County, client: Client) -> bool:
    return client.get(county.url("desk/publications/")).status_code == 200


def forget_throttle() -> None:
    Authenticator.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)


def test_app_is_set_up_with_password_picture_and_first_code(county: County, browser: Client, clerk: User) -> None:
    address = county.url("desk/account/app/")
    browser.post(address, {"present": PASSWORD})
    page = browser.get(address).content.decode()
    device = Authenticator.objects.get(user=clerk)

    shown = browser.post(address, {"code": code_of(device)}).content.decode()

    assert "<svg" in page
    assert len(re.findall(r"[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}", shown)) == 10
    assert is_open(county, browser)


def test_app_is_not_begun_without_the_password(county: County, browser: Client, clerk: User) -> None:
    browser.post(county.url("desk/account/app/"), {"present": "wrong"})

    assert not Authenticator.objects.filter(user=clerk).exists()


def test_wrong_first_code_does_not_take_the_app_into_use(county: County, browser: Client, clerk: User) -> None:
    device = Authenticator.objects.create(user=clerk, confirmed=False, name="app")

    browser.post(county.url("desk/account/app/"), {"code": "000000"})

    device.refresh_from_db()
    assert not device.confirmed


def test_code_of_the_app_opens_the_desk(county: County, browser: Client, clerk: User) -> None:
    device, _codes = set_up(clerk)
    assert not is_open(county, browser)

    give(county, browser, code_of(device, 1))

    assert is_open(county, browser)


def test_code_leads_back_to_the_page_asked_for_and_nowhere_else(county: County, browser: Client, clerk: User) -> None:
    device, _codes = set_up(clerk)
    address, asked = county.url("desk/sign-in/code/"), county.url("desk/publications/")
    form = {"code": code_of(device, 1), "next": "https://evil.example/"}

    assert browser.get(asked)["Location"] == f"{address}?next={asked}"
    assert browser.post(address, form)["Location"] == county.url("desk/")


def test_code_is_not_taken_twice(county: County, browser: Client, clerk: User) -> None:
    device, _codes = set_up(clerk)
    code = code_of(device, 1)
    give(county, browser, code)
    second = county.client()
    second.force_login(clerk, backend=BACKEND)

    give(county, second, code)

    assert not is_open(county, second)


def test_session_key_changes_with_the_second_factor(county: County, browser: Client, clerk: User) -> None:
    device, _codes = set_up(clerk)
    before = browser.session.session_key

    give(county, browser, code_of(device, 1))

    assert browser.session.session_key != before


def test_wrong_codes_make_the_next_one_wait(county: County, browser: Client, clerk: User) -> None:
    device, _codes = set_up(clerk)
    for _ in range(5):
        Authenticator.objects.update(throttling_failure_timestamp=None)
        give(county, browser, "000000")

    answer = give(county, browser, code_of(device, 1))

    assert answer.status_code == 429
    assert not is_open(county, browser)


def test_recovery_code_opens_the_desk_once(county: County, browser: Client, clerk: User) -> None:
    _device, codes = set_up(clerk)
    second = county.client()
    second.force_login(clerk, backend=BACKEND)

    give(county, browser, codes[0].upper())
    give(county, second, codes[0])

    assert is_open(county, browser)
    assert not is_open(county, second)


def test_recovery_codes_of_somebody_else_open_nothing(county: County, browser: Client, clerk: User) -> None:
    set_up(clerk)
    _device, codes = set_up(county.person("publisher"))

    give(county, browser, codes[0])

    assert not is_open(county, browser)


def test_guessed_recovery_codes_wait_like_guessed_codes(county: County, browser: Client, clerk: User) -> None:
    set_up(clerk)

    give(county, browser, "aaaa-bbbb-cccc")

    assert Authenticator.objects.get(user=clerk).throttling_failure_count == 1


def test_neither_secret_nor_recovery_codes_stand_in_the_database(clerk: User) -> None:
    device, codes = set_up(clerk)

    assert device.bin_key.hex() != device.key
    assert not RecoveryCode.objects.filter(digest__in=[code.replace("-", "") for code in codes]).exists()


def test_new_recovery_codes_replace_the_old_ones(county: County, browser: Client, clerk: User) -> None:
    device, codes = set_up(clerk)
    give(county, browser, code_of(device, 1))

    browser.post(county.url("desk/account/codes/"), {"present": PASSWORD})
    second = county.client()
    second.force_login(clerk, backend=BACKEND)
    give(county, second, codes[0])

    assert RecoveryCode.objects.count() == 10
    assert not is_open(county, second)


def test_second_app_cannot_be_set_up_with_the_password_alone(county: County, browser: Client, clerk: User) -> None:
    set_up(clerk)

    answer = browser.post(county.url("desk/account/app/"), {"present": PASSWORD})

    assert answer["Location"].startswith(county.url("desk/sign-in/code/"))
    assert Authenticator.objects.filter(user=clerk).count() == 1


def test_administrator_takes_a_lost_app_off_and_ends_the_sessions(county: County, browser: Client, clerk: User) -> None:
    device, _codes = set_up(clerk)
    give(county, browser, code_of(device, 1))

    county.client("security_admin").post(county.url(f"desk/people/{clerk.pk}/remove-app/"))

    assert not Authenticator.objects.filter(user=clerk).exists()
    assert browser.get(county.url("desk/account/"))["Location"].startswith(county.url("desk/sign-in/?"))


def test_required_codes_are_not_turned_off(county: County, browser: Client, clerk: User) -> None:
    device, _codes = set_up(clerk)
    give(county, browser, code_of(device, 1))

    browser.post(county.url("desk/account/app/off/"), {"present": PASSWORD})

    assert Authenticator.objects.filter(user=clerk, confirmed=True).exists()


def test_codes_are_turned_off_where_nobody_must_use_them(
    county: County, browser: Client, clerk: User, settings: Settings
) -> None:
    settings.REQUIRE_TOTP = False
    device, _codes = set_up(clerk)
    give(county, browser, code_of(device, 1))

    browser.post(county.url("desk/account/app/off/"), {"present": PASSWORD})

    assert not Authenticator.objects.filter(user=clerk).exists()
    assert is_open(county, browser)


def test_demo_account_is_let_off_in_a_demonstration_only(
    county: County, browser: Client, clerk: User, settings: Settings
) -> None:
    clerk.is_demo = True
    clerk.save()
    settings.IS_DEMO = True
    assert is_open(county, browser)

    clerk.is_demo = False
    clerk.save()
    assert not is_open(county, browser)


def test_second_factor_is_in_the_audit_log(county: County, browser: Client, clerk: User) -> None:
    device, _codes = set_up(clerk)
    give(county, browser, "000000")
    forget_throttle()
    give(county, browser, code_of(device, 1))

    acts = AuditEntry.objects.filter(actor_id=clerk.pk).order_by("id").values_list("act", flat=True)

    assert list(acts) == ["accounts.totp_on", "accounts.fail_second_factor", "accounts.second_factor"]
