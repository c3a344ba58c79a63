"""A notice from its Word file through three people, secrecy screening and signature to the public, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.apps.disclosure.word_files import notice
from tests.browser.conftest import Reader
from tests.browser.test_slice import approve, publish, submit, write
from tests.browser.writing import type_text

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

DESK = "/shifan/desk/publications/"
BODY = "示范县民政局"
PHONE = "13800138000"


def have_the_leader_sign(head: Page) -> None:
    head.goto(f"{DESK}rules/")
    head.get_by_label("单位", exact=True).select_option(label=BODY)
    head.get_by_label("发布前须由领导签发").check()
    head.get_by_role("button", name="保存规则").click()


def take_word_file(clerk: Page, path: Path, title: str) -> None:
    """From the Word file to a draft with a described picture and no telephone number."""
    path.write_bytes(notice(title, words=f"咨询电话{PHONE}。"))
    clerk.goto(f"{DESK}from-word/")
    clerk.locator("select[name=body]").select_option(label=BODY)
    clerk.locator("input[type=file]").set_input_files(path)
    clerk.get_by_role("button", name="取用正文").click()
    clerk.wait_for_load_state("networkidle")
    clerk.locator("select[name=kind]").select_option("notice")
    clerk.get_by_role("button", name="保存修改").click()
    expect(clerk.locator("mark")).to_have_text(PHONE)
    clerk.get_by_role("button", name="遮盖全部个人信息").click()
    clerk.get_by_role("link", name="附件和图片").click()
    clerk.get_by_label("图片内容说明").fill("办理流程图")
    clerk.get_by_role("button", name="保存说明").click()
    clerk.get_by_role("link", name="返回").click()


def approve_thrice(reader: Reader, address: str) -> None:
    approve(reader("first_reviewer"), address, "一审", "待二审")
    approve(reader("second_reviewer"), address, "二审", "待三审")
    approve(reader("third_reviewer"), address, "三审", "待保密审查")


def review(reader: Reader, address: str) -> None:
    approve_thrice(reader, address)
    secrecy = reader("secrecy_reviewer").new_page()
    secrecy.goto(address)
    secrecy.get_by_label("依据或理由").fill("不涉密，可以公开。")
    secrecy.get_by_role("button", name="可以公开").click()
    expect(secrecy.locator(".gk-state").first).to_have_text("待签发")
    leader = reader("leader").new_page()
    leader.goto(address)
    leader.get_by_role("button", name="签发", exact=True).click()
    expect(leader.locator(".gk-state").first).to_have_text("待发布")


def give_reason(page: Page, act: str, reason: str) -> None:
    page.get_by_role("link", name=act, exact=True).click()
    page.locator("[name=opinion]").fill(reason)
    page.get_by_role("button", name=act, exact=True).click()


def written_as_draft(reader: Reader, folder: Path, title: str) -> Page:
    """The desk page of a draft from a Word file, in a body where the leader signs."""
    have_the_leader_sign(reader("office_head").new_page())
    clerk = reader("clerk").new_page()
    take_word_file(clerk, folder / "通知.docx", title)
    return clerk


def found_by_public(reader: Reader, title: str) -> Page:
    page = reader().new_page()
    page.goto("/shifan/")
    page.get_by_role("link", name=title).first.click()
    return page


def correct(clerk: Page, reason: str, text: str) -> None:
    """From the published text to a new one on its way through the reviews."""
    clerk.reload()
    give_reason(clerk, "更正", reason)
    clerk.get_by_role("link", name="修改草稿").click()
    type_text(clerk, text)
    clerk.get_by_role("button", name="保存修改").click()
    submit(clerk)


def test_row_01_word_file_goes_to_the_public_is_corrected_and_withdrawn(reader: Reader, tmp_path: Path) -> None:
    clerk = written_as_draft(reader, tmp_path, "关于演示取用正文的通知")
    submit(clerk)
    review(reader, clerk.url)
    publish(reader("publisher"), clerk.url)
    public = found_by_public(reader, "关于演示取用正文的通知")
    expect(public.get_by_alt_text("办理流程图")).to_be_visible()
    expect(public.get_by_text("三月底前")).to_be_visible()
    expect(public.get_by_text(PHONE)).to_have_count(0)

    correct(clerk, "时限有误", "时限改为四月底前。")
    public.reload()
    expect(public.get_by_text("三月底前")).to_be_visible()
    review(reader, clerk.url)
    desk = publish(reader("publisher"), clerk.url)
    public.reload()
    expect(public.get_by_text("时限有误")).to_be_visible()
    expect(public.get_by_text("时限改为四月底前。")).to_be_visible()

    give_reason(desk, "撤下", "内容已失效")
    public.reload()
    expect(public.get_by_text("内容已失效")).to_be_visible()
    expect(public.get_by_text("时限改为四月底前。")).to_have_count(0)


def test_row_02_nothing_goes_out_before_the_secrecy_record(reader: Reader) -> None:
    address = write(reader("clerk"), "关于演示保密审查的通知")
    approve_thrice(reader, address)
    publisher = reader("publisher").new_page()
    publisher.goto(address)
    expect(publisher.locator(".gk-state").first).to_have_text("待保密审查")
    expect(publisher.locator("#acts").get_by_text("发布", exact=True)).to_have_count(0)

    secrecy = reader("secrecy_reviewer").new_page()
    secrecy.goto(address)
    secrecy.get_by_label("依据或理由").fill("第二段涉及内部工作安排。")
    secrecy.get_by_role("button", name="删减后再审").click()

    expect(secrecy.locator(".gk-state").first).to_have_text("草稿")
    publisher.reload()
    expect(publisher.get_by_text("第二段涉及内部工作安排。")).to_be_visible()
