"""The desk by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

DESK = "/shifan/desk/"


def test_slash_opens_the_palette_and_enter_goes_where_it_says(reader: Reader) -> None:
    page = reader("clerk").new_page()
    page.goto(DESK)

    page.keyboard.press("/")
    page.keyboard.type("新建")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/publications/new/$"))


def test_control_k_finds_records(reader: Reader) -> None:
    page = reader("clerk").new_page()
    page.goto(DESK)

    page.keyboard.press("Control+k")
    page.keyboard.type("招生")

    expect(page.get_by_role("option").first).to_contain_text("义务教育阶段学校招生工作公告")


def test_j_and_k_move_and_enter_opens(reader: Reader) -> None:
    page = reader("clerk").new_page()
    page.goto(f"{DESK}publications/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    title = page.locator("[data-item][data-current] a").first.inner_text()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_e_leads_to_the_next_act(reader: Reader) -> None:
    page = reader("publisher").new_page()
    page.goto(DESK)

    page.keyboard.press("e")

    expect(page).to_have_url(re.compile(r"/publications/\d+/#acts$"))


def test_g_and_a_letter_go_to_an_area(reader: Reader) -> None:
    page = reader("clerk").new_page()
    page.goto(DESK)

    page.keyboard.press("g")
    page.keyboard.press("p")

    expect(page).to_have_url(re.compile(r"/desk/publications/$"))


def test_question_mark_shows_the_keys_and_single_keys_can_be_turned_off(reader: Reader) -> None:
    page = reader("clerk").new_page()
    page.goto(DESK)

    page.keyboard.press("?")
    page.get_by_label("在本设备上启用单键快捷键").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")

    expect(page.get_by_role("dialog")).to_have_count(0)


def test_keys_stay_letters_where_one_writes(reader: Reader) -> None:
    page = reader("clerk").new_page()
    page.goto(f"{DESK}publications/new/")

    page.locator("input[name=title]").fill("")
    page.locator("input[name=title]").type("j/?k")

    expect(page.locator("input[name=title]")).to_have_value("j/?k")


def test_first_stop_of_a_page_leads_past_the_rail(reader: Reader) -> None:
    page = reader("clerk").new_page()
    page.goto(DESK)

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()
