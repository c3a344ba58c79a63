"""Signing in by password: what it tells, what it stops, what it leaves in the audit log."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from pytest_django import Settings

from gongkai.apps.accounts.lockout import locked_until, name_digest
from gongkai.apps.accounts.models import Authenticator, User
from gongkai.apps.accounts.services import disable_account, end_sessions, open_account
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import AuditEntry
from tests.apps.builders import NOW, PASSWORD, County

WRONG = "not-the-password"
pytestmark = pytest.mark.usefixtures("person")


@pytest.fixture
def person(county: County) -> User:
    """Somebody without a role, whom no second factor is asked of."""
    return open_account(username="wang", name="王某", password=PASSWORD, home=county.body, by=SYSTEM, at=NOW)


def attempt(county: County, username: str, password: str, *, client: Client | None = None, query: str = "") -> Any:
    browser = client or county.client()
    data = {"username": username, "password": password}
    return browser.post(county.url("desk/sign-in/") + query, data)


def acts(prefix: str = "accounts.") -> list[str]:
    return list(AuditEntry.objects.filter(act__startswith=prefix).order_by("id").values_list("act", flat=True))


def test_right_password_opens_the_desk(county: County) -> None:
    client = county.client()

    answer = attempt(county, "wang", PASSWORD, client=client)

    assert answer.status_code == 302
    assert client.get(county.url("desk/account/")).status_code == 200


def test_signing_in_is_in_the_audit_log(county: County, person: User) -> None:
    attempt(county, "wang", PASSWORD)

    entry = AuditEntry.objects.get(act="accounts.sign_in")
    assert (entry.actor_id, entry.body_id, entry.facts) == (person.pk, county.body.pk, {"way": "password"})


def test_answer_does_not_tell_whether_an_account_exists(county: County) -> None:
    stopped = open_account(username="zhao", name="赵某", password=PASSWORD, home=county.body, by=SYSTEM, at=NOW)
    disable_account(stopped, by=SYSTEM, at=NOW)
    paper = open_account(username="qian", name="钱某", password=None, home=county.body, by=SYSTEM, at=NOW)

    pages = [
        attempt(county, name, password).content.decode().replace(name, "")
        for name, password in (("wang", WRONG), ("nobody", WRONG), ("zhao", PASSWORD), (paper.username, PASSWORD))
    ]

    assert "用户名或密码" in pages[0]
    assert len({_plain(page) for page in pages}) == 1


def _plain(page: str) -> str:
    """The page without the token that differs every time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_failure_keeps_a_digest_of_what_was_typed_and_no_more(county: County) -> None:
    attempt(county, "my-secret-typed-here", WRONG)

    entry = AuditEntry.objects.get(act="accounts.fail_sign_in")
    assert "my-secret-typed-here" not in str(entry.facts)
    assert entry.facts["name_digest"] == name_digest("MY-secret-typed-here")
    kept = AccessAttempt.objects.get()
    assert "my-secret-typed-here" not in f"{kept.username} {kept.post_data} {kept.get_data}"


def test_five_wrong_passwords_lock_the_name_and_say_how_long(county: County) -> None:
    for _ in range(4):
        attempt(county, "wang", WRONG)

    fifth = attempt(county, "wang", WRONG)

    assert fifth.status_code == 429
    assert "15" in fifth.content.decode()
    assert acts("accounts.lock") == ["accounts.lock"]


def test_locked_name_is_refused_with_the_right_password(county: County) -> None:
    for _ in range(5):
        attempt(county, "wang", WRONG)

    assert (
        attempt(county, "wang", PASSWORD, client=Client(HTTP_HOST="localhost", REMOTE_ADDR="10.0.0.9")).status_code
        == 429
    )


def test_name_without_account_is_locked_in_the_same_way(county: County) -> None:
    answers = [attempt(county, "nobody", WRONG).status_code for _ in range(6)]

    assert answers == [200, 200, 200, 200, 429, 429]


def test_attempts_while_locked_do_not_lengthen_the_lock(county: County) -> None:
    for _ in range(5):
        attempt(county, "wang", WRONG)
    digest, last = name_digest("wang"), AccessAttempt.objects.latest("attempt_time").attempt_time
    before = locked_until(name=digest, address=None, at=last)

    attempt(county, "wang", WRONG)

    assert locked_until(name=digest, address=None, at=last) == before
    assert len(acts("accounts.fail_sign_in")) == 5


def test_lock_runs_out(county: County) -> None:
    for _ in range(5):
        attempt(county, "wang", WRONG)
    AccessAttempt.objects.update(
        attempt_time=AccessAttempt.objects.latest("attempt_time").attempt_time - timedelta(minutes=16)
    )

    assert attempt(county, "wang", PASSWORD).status_code == 302


def test_address_that_tries_many_names_is_locked(county: County, settings: Settings) -> None:
    settings.AXES_ADDRESS_LIMIT = 10
    for number in range(10):
        attempt(county, f"name{number}", WRONG)

    assert attempt(county, "wang", PASSWORD).status_code == 429
    elsewhere = Client(HTTP_HOST="localhost", REMOTE_ADDR="10.0.0.9")
    assert attempt(county, "wang", PASSWORD, client=elsewhere).status_code == 302


def test_own_success_does_not_wash_an_address_clean(county: County, settings: Settings) -> None:
    settings.AXES_ADDRESS_LIMIT = 10
    for number in range(9):
        attempt(county, f"name{number}", WRONG)
    attempt(county, "wang", PASSWORD)

    assert attempt(county, "name9", WRONG).status_code == 429


def test_success_forgets_the_failures_of_the_name(county: County) -> None:
    for _ in range(4):
        attempt(county, "wang", WRONG)

    attempt(county, "wang", PASSWORD)

    assert attempt(county, "wang", WRONG).status_code == 200


def test_empty_form_counts_as_no_attempt(county: County) -> None:
    attempt(county, "", "")

    assert acts("accounts.fail") == []
    assert not AccessAttempt.objects.exists()


def test_session_gets_a_new_key_when_somebody_signs_in(county: County) -> None:
    client = county.client()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key

    attempt(county, "wang", PASSWORD, client=client)

    assert client.session.session_key != planted


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_to_no_other_site(county: County, target: str) -> None:
    answer = attempt(county, "wang", PASSWORD, query=f"?next={target}")

    assert answer["Location"] == county.url("desk/")


def test_signing_in_leads_back_to_the_page_asked_for(county: County) -> None:
    client = county.client()
    asked = client.get(county.url("desk/account/"))

    answer = client.post(asked["Location"], {"username": "wang", "password": PASSWORD})

    assert answer["Location"] == county.url("desk/account/")


def test_form_without_token_is_refused(county: County) -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)

    assert attempt(county, "wang", PASSWORD, client=client).status_code == 403


def test_sign_in_page_belongs_to_a_government(county: County) -> None:
    assert county.client().get("/desk/sign-in/").status_code == 404


def test_signing_out_ends_the_session_and_is_recorded(county: County) -> None:
    client = county.client()
    attempt(county, "wang", PASSWORD, client=client)

    client.post(county.url("desk/sign-out/"))

    assert client.get(county.url("desk/account/")).status_code == 302
    assert acts("accounts.sign_out") == ["accounts.sign_out"]


def test_signing_out_needs_a_post(county: County) -> None:
    client = county.client()
    attempt(county, "wang", PASSWORD, client=client)

    assert client.get(county.url("desk/sign-out/")).status_code == 405


def test_stopped_account_loses_its_live_sessions(county: County, person: User) -> None:
    client = county.client()
    attempt(county, "wang", PASSWORD, client=client)

    disable_account(person, by=SYSTEM, at=NOW)

    assert client.get(county.url("desk/account/")).status_code == 302


def test_signing_out_everywhere_ends_other_sessions(county: County, person: User) -> None:
    client = county.client()
    attempt(county, "wang", PASSWORD, client=client)

    end_sessions(person, by=person.actor, at=NOW)

    assert client.get(county.url("desk/account/")).status_code == 302


def test_own_session_stays_when_others_are_signed_out(county: County) -> None:
    here, there = county.client(), county.client()
    for client in (here, there):
        attempt(county, "wang", PASSWORD, client=client)

    here.post(county.url("desk/account/sessions/end/"))

    assert here.get(county.url("desk/account/")).status_code == 200
    assert there.get(county.url("desk/account/")).status_code == 302


@pytest.mark.parametrize(("mark", "minutes"), [("gk_seen", 31), ("gk_opened", 12 * 60 + 1)])
def test_session_ends_when_idle_or_old(county: County, mark: str, minutes: int) -> None:
    client = county.client()
    attempt(county, "wang", PASSWORD, client=client)
    client.get(county.url("desk/account/"))
    session = client.session
    session[mark] -= minutes * 60
    session.save()

    page = client.get(county.url("desk/account/"), follow=True)
    assert "已退出登录" in page.content.decode()
    assert acts("accounts.sign_out") == ["accounts.sign_out"]


def test_demo_account_is_shut_outside_a_demonstration(county: County, settings: Settings) -> None:
    open_account(username="demo", name="演示", password=PASSWORD, home=county.body, is_demo=True, by=SYSTEM, at=NOW)

    assert attempt(county, "demo", PASSWORD).status_code == 200
    settings.IS_DEMO = True
    assert attempt(county, "demo", PASSWORD).status_code == 302


def test_live_session_of_a_demo_account_ends_with_the_demonstration(county: County, settings: Settings) -> None:
    settings.IS_DEMO = True
    open_account(username="demo", name="演示", password=PASSWORD, home=county.body, is_demo=True, by=SYSTEM, at=NOW)
    client = county.client()
    attempt(county, "demo", PASSWORD, client=client)

    settings.IS_DEMO = False

    assert client.get(county.url("desk/account/")).status_code == 302


def test_pages_of_the_desk_are_not_kept_by_browsers(county: County) -> None:
    client = county.client()
    attempt(county, "wang", PASSWORD, client=client)

    assert "no-store" in client.get(county.url("desk/account/"))["Cache-Control"]


def test_browser_takes_over_the_language_of_the_account(county: County, person: User) -> None:
    person.language = "en"
    person.save()

    assert attempt(county, "wang", PASSWORD).cookies["gk_language"].value == "en"


def test_administrator_lets_a_locked_person_try_again(county: County, person: User) -> None:
    for _ in range(5):
        attempt(county, "wang", WRONG)

    county.client("security_admin").post(county.url(f"desk/people/{person.pk}/unlock/"))

    assert attempt(county, "wang", PASSWORD).status_code == 302
    assert acts("accounts.unlock") == ["accounts.unlock"]


def test_second_factor_is_asked_of_whoever_holds_a_role(county: County) -> None:
    client = county.client()

    attempt(county, county.person("clerk").username, PASSWORD, client=client)

    assert not Authenticator.objects.exists()
    assert client.get(county.url("desk/publications/"))["Location"].startswith(county.url("desk/account/app/"))
