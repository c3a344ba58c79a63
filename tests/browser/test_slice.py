"""One notice from the clerk's hands to the public's eyes, through the pages that people use."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Reader
from tests.browser.writing import type_text

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

DESK = "/shifan/desk/"


def submit(page: Page) -> None:
    """On the page of a draft: state that it was checked, and send it to the first review."""
    page.get_by_role("link", name="送审", exact=True).click()
    page.get_by_label("已自查").check()
    page.get_by_role("button", name="送审", exact=True).click()
    expect(page.locator(".gk-state").first).to_have_text("待一审")


def write(clerk: BrowserContext, title: str) -> str:
    """Type a notice and submit it. Returns its address on the desk."""
    page = clerk.new_page()
    page.goto(DESK)
    page.get_by_role("link", name="新建信息").first.click()
    page.get_by_label("标题", exact=False).first.fill(title)
    type_text(page, "第一段。\n\n第二段：2 < 3。")
    page.get_by_role("button", name="保存草稿").click()
    submit(page)
    return page.url


def approve(reviewer: BrowserContext, address: str, review: str, then: str) -> None:
    """Pass a review; `then` is where it stands after."""
    page = reviewer.new_page()
    page.goto(address)
    page.get_by_label("意见").fill(f"{review}同意公开。")
    page.get_by_label("已校对").check()
    page.get_by_role("button", name=f"{review}通过").click()
    expect(page.locator(".gk-state").first).to_have_text(then)


def clear(reviewer: BrowserContext, address: str) -> None:
    page = reviewer.new_page()
    page.goto(address)
    page.get_by_label("依据或理由").fill("不涉密，可以公开。")
    page.get_by_role("button", name="可以公开").click()
    expect(page.locator(".gk-state").first).to_have_text("待发布")


def publish(publisher: BrowserContext, address: str) -> Page:
    page = publisher.new_page()
    page.goto(address)
    page.get_by_role("link", name="发布", exact=True).click()
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator(".gk-state").first).to_have_text("已发布")
    return page


@pytest.mark.parametrize(
    "has_script",
    [pytest.param(True, id="with script"), pytest.param(False, id="without script")],
)
def test_notice_goes_from_the_clerk_to_the_public(reader: Reader, has_script: bool) -> None:
    title = f"关于演示全过程的通知（{'甲' if has_script else '乙'}）"
    options = {"java_script_enabled": has_script}

    address = write(reader("clerk", **options), title)
    approve(reader("first_reviewer", **options), address, "一审", "待二审")
    approve(reader("second_reviewer", **options), address, "二审", "待三审")
    approve(reader("third_reviewer", **options), address, "三审", "待保密审查")
    clear(reader("secrecy_reviewer", **options), address)
    desk = publish(reader("publisher", **options), address)

    expect(desk.get_by_text("三审同意公开。")).to_be_visible()
    public = reader(**options).new_page()
    public.goto("/shifan/")
    public.get_by_role("link", name=title).click()
    expect(public.get_by_role("heading", name=title)).to_be_visible()
    expect(public.get_by_text("第二段：2 < 3。")).to_be_visible()
    english = reader(language="en", **options).new_page()
    english.goto(public.url)
    expect(english.get_by_text("Published by")).to_be_visible()


def test_notice_sent_back_can_be_changed_and_submitted_again(reader: Reader) -> None:
    clerk, reviewer = reader("clerk"), reader("first_reviewer").new_page()
    address = write(clerk, "关于退回修改的通知")
    reviewer.goto(address)
    reviewer.get_by_label("意见").fill("请补充实施日期。")
    reviewer.get_by_role("button", name="退回修改").click()

    page = clerk.new_page()
    page.goto(address)
    expect(page.get_by_text("请补充实施日期。")).to_be_visible()
    page.get_by_role("link", name="修改草稿").click()
    type_text(page, "自发布之日起施行。")
    page.get_by_role("button", name="保存修改").click()
    submit(page)

    expect(page.get_by_text("自发布之日起施行。")).to_be_visible()


def test_sending_back_without_a_reason_says_what_is_missing(reader: Reader) -> None:
    address = write(reader("clerk"), "关于缺少理由的通知")
    page = reader("first_reviewer", language="en").new_page()
    page.goto(address)

    page.get_by_role("button", name="Send back").click()

    expect(page.get_by_role("status")).to_contain_text("still needs: Reason")


def test_writer_is_told_why_the_review_is_not_theirs(reader: Reader) -> None:
    page = reader("clerk").new_page()
    page.goto(write(reader("clerk"), "关于分工的通知"))

    button = page.get_by_role("button", name="一审通过")

    expect(button).to_be_disabled()
    expect(page.get_by_text("“一审通过”由“一审”办理。")).to_be_visible()
