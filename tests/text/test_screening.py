"""Screening of HTML: what is planted is found and masked wholly, clean official text is left alone."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from gongkai.text.links import link_fault
from gongkai.text.screening import ScreeningMark, mask_html, mask_text, screen_html, screen_text, show_marks
from tests.text.planted import MARKED_AS, planted_cases, remains
from tests.text.planted_clean import clean_page
from tools.bench_screening import short_kinds

CASES = 2000
PHONE = "13812345678"


def kinds(marks: list[ScreeningMark]) -> list[str]:
    return [mark.kind for mark in marks]


@pytest.mark.slow
def test_planted_data_is_found_and_nothing_stays_under_a_mask() -> None:
    planted, missed, left = Counter[str](), [], []
    for case in planted_cases(CASES, seed=20261130):
        planted[case.kind] += 1
        marks = screen_html(case.html)
        if MARKED_AS.get(case.kind, case.kind) not in kinds(marks):
            missed.append(case)
        elif remains(case, mask_html(case.html, marks)):
            left.append(case)

    assert short_kinds(planted, Counter(case.kind for case in missed)) == [], missed[:5]
    assert left == []


def test_kind_of_which_too_little_is_found_is_named_though_the_whole_reaches_the_goal() -> None:
    planted = Counter(minor=200, plate=2000)

    assert short_kinds(planted, Counter(minor=2, plate=20)) == []
    assert short_kinds(planted, Counter(minor=3)) == ["minor"]


@pytest.mark.parametrize("words", ["困境儿童：沈己某符合条件", "留守儿童：王某某家住上河村", "孤儿姓名：李某现予公示"])
def test_minor_named_in_part_is_found_where_the_sentence_runs_on(words: str) -> None:
    assert kinds(screen_text(words)) == ["minor"]


@pytest.mark.parametrize("words", ["困境儿童：由某县救助", "儿童：某些地方入园难", "未成年人：不得进入某类场所"])
def test_words_about_minors_that_name_nobody_are_left_alone(words: str) -> None:
    assert screen_text(words) == []


@pytest.mark.slow
def test_clean_official_pages_are_left_alone() -> None:
    chance = random.Random(20261201)
    pages = [clean_page(chance) for _ in range(CASES)]

    false = [page for page in pages if any(mark.group in ("personal", "secrecy") for mark in screen_html(page))]

    assert len(false) <= CASES // 100, false[:5]


def test_one_mask_takes_the_number_out_of_text_attributes_links_and_comments() -> None:
    body = (
        f'<p>电话<b>138</b>&#49;2345678 <a href="tel:{PHONE}" title="１３８１２３４５６７８">拨打</a>'
        f'<img alt="138-1234-5678" src="/f/{PHONE}.png"><!-- {PHONE} --></p>'
    )

    hidden = mask_html(body, screen_html(body)[:1])

    assert hidden == '<p>电话<b>138</b>******** <a title="１３８********">拨打</a><img alt="138**********"></p>'


def test_mask_of_one_person_leaves_another() -> None:
    body = f"<p>{PHONE}，13987654321</p>"

    assert mask_html(body, screen_html(body)[:1]) == "<p>138********，13987654321</p>"


def test_excerpt_holds_no_personal_data() -> None:
    marks = screen_html(f"<p>王某{PHONE}、邮箱wangmou@qq.com，定于布署</p>")

    assert kinds(marks) == ["mobile_phone", "mail", "wrong_word"]
    assert not any("1234" in mark.excerpt or "wangmou" in mark.excerpt for mark in marks)


def test_marks_are_shown_in_the_text() -> None:
    body = "<p>认真布<b>署</b></p>"

    assert show_marks(body, screen_html(body)) == "<p>认真<mark>布</mark><b><mark>署</mark></b></p>"


def test_contacts_of_offices_are_not_marked() -> None:
    body = "<p>办公电话0971-8812345，邮箱xxgk@shifan.gov.cn，意见寄sfxzwgk@163.com，值班手机138 1234 5678</p>"

    assert kinds(screen_html(body, contacts=["SFXZWGK@163.com", PHONE])) == []
    assert kinds(screen_html(body)) == ["mail", "mobile_phone"]


def test_words_of_the_county_join_the_dictionary() -> None:
    [mark] = screen_html("<p>循化县</p>", words={"循化县": "循化撒拉族自治县"})

    assert (mark.kind, mark.suggestion.zh) == ("own_word", "本地词库提示：循化撒拉族自治县")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<p>此件不公开。</p>", "secrecy_word"),
        ("<p>2026年2月30日起施行。</p>", "no_such_day"),
        ('<p><img src="/a.png"></p>', "image_without_words"),
        ('<p><a href="http://10.1.2.3/a.doc">附件</a></p>', "link_inside_only"),
        ('<p><a href="C:\\\\通知.doc">附件</a></p>', "link_inside_only"),
        ('<p><a href="http//www.gov.cn">附件</a></p>', None),
        ('<p><a href="www.shifan.gov.cn">网站</a></p>', "link_malformed"),
        ('<p><a href="javascript:void(0)">网站</a></p>', "link_malformed"),
    ],
)
def test_other_faults_are_marked(body: str, kind: str | None) -> None:
    assert kinds(screen_html(body)) == ([kind] if kind else [])


def test_column_head_tells_what_an_account_is() -> None:
    rows = "<tr><td>姓名</td><td>{}</td></tr><tr><td>甲某</td><td>820100123456789</td></tr>"

    assert kinds(screen_html(f"<table>{rows.format('银行账号')}</table>")) == ["bank_card"]
    assert kinds(screen_html(f"<table>{rows.format('项目代码')}</table>")) == []


def test_key_stays_while_the_text_around_changes() -> None:
    before, after = screen_html(f"<p>{PHONE}</p>"), screen_html("<h2>新</h2><p>电话：138-1234-5678</p>")

    assert [mark.key for mark in before] == [mark.key for mark in after]


def test_title_is_screened_as_plain_text() -> None:
    title = f"关于{PHONE}的公示"

    assert mask_text(title, screen_text(title)) == "关于138********的公示"


def test_numbers_of_one_column_are_no_number() -> None:
    assert kinds(screen_html("<table><tr><td>138</td><td>1234</td><td>5678</td></tr></table>")) == []
    assert kinds(screen_html("<p>13812</p><p>345678</p>")) == []


def test_address_of_the_public_network_is_left_alone() -> None:
    assert link_fault("https://www.gov.cn/zhengce/2021-03/05/content_5590441.htm") is None
    assert link_fault("http://[::1]/a") == "link_inside_only"
    assert link_fault("http://2130706433/a") == "link_inside_only"
