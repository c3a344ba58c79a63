"""One request from the applicant's form to the served answer, through the pages that people use."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Reader
from tests.turns import in_turn

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def ask(public: BrowserContext) -> tuple[str, str]:
    """Fill in the form. Returns number and code."""
    page = public.new_page()
    page.goto("/shifan/requests/?q=城市公园养护合同")
    page.get_by_role("link", name="继续填写申请表").click()
    page.locator("textarea[name=wanted]").fill("2025年城市公园养护合同")
    page.locator("input[name=name]").fill("演示申请人")
    page.locator("input[name=document]").fill("G00000000")
    page.locator("input[name=email]").fill("yanshi@example.invalid")
    page.get_by_role("button", name="提交申请").click()
    return page.locator("#number").inner_text(), page.locator("#code").inner_text()


def follow(public: BrowserContext, number: str, code: str) -> Page:
    page = public.new_page()
    page.goto("/shifan/requests/follow/")
    page.locator("input[name=number]").fill(number)
    page.locator("input[name=code]").fill(code)
    page.get_by_role("button", name="查看申请").click()
    return page


def act(staff: BrowserContext, address: str, name: str, **fields: str) -> None:
    """Open the request, choose an act, fill what it asks for, do it."""
    page = staff.new_page()
    page.goto(address)
    page.locator("#acts").get_by_role("link", name=name, exact=True).click()
    for field, value in fields.items():
        page.locator(f"[name={field}]").fill(value)
    page.locator("main form").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(name)


@pytest.mark.parametrize("has_script", in_turn([True, False], 0, 2))
def test_row_16_granted_request_goes_from_the_form_to_the_answer(reader: Reader, has_script: bool) -> None:
    options = {"java_script_enabled": has_script}
    public = reader(**options)
    number, code = ask(public)
    clerk, handler = reader("inbound_clerk", **options), reader("handler", **options)
    found = clerk.new_page()
    found.goto(f"/shifan/desk/requests/?q={number}")
    found.get_by_role("link", name=number).first.click()
    address = found.url

    act(clerk, address, "告知已收到")
    page = follow(public, number, code)
    page.get_by_role("button", name="确认收到申请").click()
    expect(page.locator("#due")).to_be_visible()
    act(clerk, address, "分办")
    act(handler, address, "接收办理")
    act(handler, address, "起草答复", text="准予公开，内容如下。")
    act(handler, address, "填写答复要素", manner="在门户网站公开", way="网站首页查询")
    act(handler, address, "送保密审查")
    act(reader("secrecy_reviewer", **options), address, "保密审查通过", basis="不涉及国家秘密")
    act(reader("leader", **options), address, "签发")
    act(clerk, address, "送达", proof="平台送达")

    expect(follow(public, number, code).get_by_text("准予公开，内容如下。")).to_be_visible()
