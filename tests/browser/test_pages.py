"""Every page as people meet it: readable by all, at home on a phone, asking nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Request, Response, expect

from tests.browser.conftest import Reader
from tests.turns import in_turn
from tools.shots import violations

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

PORTAL_BYTES = 60_000
ROLES = ("", "clerk", "office_head", "first_reviewer", "publisher", "security_admin", "auditor", "operator")


def pages_of(told: dict[str, Any], fill: str, role: str) -> list[str]:
    """Each role in turn of those a page is open to; every third page, of those without content every twentieth.

    `make shots` looks at every page as each of them.
    """
    every = [one for one in told["pages"][fill] if one["status"] == 200]
    open_to = [(one["address"], one["roles"] or [""]) for one in in_turn(every, 0, 3 if fill == "full" else 20)]
    able = [(address, [one for one in ROLES if one in roles]) for address, roles in open_to]
    return [address for turn, (address, roles) in enumerate(able) if roles and roles[turn % len(roles)] == role]


def faults_of(page: Page, address: str, host: str) -> list[str]:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    answer = page.goto(address)
    faults = violations(page)
    if answer is None or not answer.ok:
        faults.append(f"answers {answer.status if answer else 'nothing'}")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        faults.append("scrolls sideways")
    page.remove_listener("request", note)
    return faults + [f"asks {url}" for url in asked if not url.startswith((host, "data:"))]


def test_every_route_is_known(told: dict[str, Any]) -> None:
    assert told["unknown"] == [], "say in tests/faces/routes.py how to look at it"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("fill", ["full", "empty"])
def test_page_is_readable_by_all_and_fits_a_phone(reader: Reader, told: dict[str, Any], fill: str, role: str) -> None:
    """Light and dark, Chinese and English take turns from page to page; `make shots` looks at every combination."""
    size: Any = {"width": 390, "height": 800}
    readers = [
        reader(role, fill=fill, language=language, color_scheme=theme, viewport=size).new_page()
        for language, theme in (("zh", "light"), ("en", "dark"), ("zh", "dark"), ("en", "light"))
    ]
    found = {}

    for turn, address in enumerate(pages_of(told, fill, role)):
        if faults := faults_of(readers[turn % len(readers)], address, told["address"]):
            found[address] = faults

    assert found == {}


@pytest.mark.parametrize("role", ["", "clerk"])
def test_first_pages_are_readable_by_all(reader: Reader, told: dict[str, Any], role: str) -> None:
    page = reader(role, viewport={"width": 390, "height": 800}).new_page()

    assert faults_of(page, "/shifan/desk/" if role else "/shifan/", told["address"]) == []


@pytest.mark.parametrize("path", ["", "publications/", "publications/1/", "search/?q=通知", "accessibility/"])
def test_portal_page_weighs_little_with_all_it_loads(reader: Reader, path: str) -> None:
    page, answers = reader().new_page(), list[Response]()
    page.on("response", lambda answer: answers.append(answer))

    page.goto(f"/shifan/{path}", wait_until="networkidle")

    assert sum(len(answer.body()) for answer in answers) < PORTAL_BYTES


def test_large_print_is_remembered_and_fits_a_phone(reader: Reader) -> None:
    page = reader(viewport={"width": 390, "height": 800}).new_page()
    page.goto("/shifan/publications/")

    page.get_by_role("button", name="大字").click()
    page.goto("/shifan/publications/1/")

    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "21.6px"
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_choice_of_language_leads_back_to_the_page(reader: Reader) -> None:
    page = reader().new_page()
    page.goto("/shifan/publications/1/")

    page.get_by_role("button", name="English").click()

    assert page.url.endswith("/shifan/publications/1/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_banner_of_a_demonstration_stays_when_printed_and_the_navigation_goes(reader: Reader) -> None:
    page = reader().new_page()
    page.goto("/shifan/publications/1/")

    page.emulate_media(media="print")

    expect(page.locator(".gk-demo")).to_be_visible()
    expect(page.locator(".gk-nav")).to_be_hidden()
    expect(page.locator(".gk-prose")).to_be_visible()
