"""The page: structure, association of figures with their heads, escaping, languages, size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from lxml import etree, html

from gongkai.bilingual import Text
from gongkai.reports.editions import EDITION_IDS
from gongkai.reports.findings import Finding
from gongkai.reports.model import Report
from gongkai.reports.render.html import report_to_html
from gongkai.reports.schema import CellId
from tests.reports.builders import reports, seeded_report
from tests.reports.render.pages import (
    DAMAGE,
    FEES,
    HOSTILE,
    RECEIVED,
    doubted_report,
    drawn_values,
    figure,
    hostile_report,
    with_fee,
)

Element: TypeAlias = Any

CELL_OF_A_GROUP = CellId("t3.denied.state_secret.enterprise")


def page_of(report: Report, *findings: Finding, language: str = "zh") -> Element:
    printed = report_to_html(report, findings, language="en" if language == "en" else "zh")
    return html.document_fromstring(printed.encode(), parser=html.HTMLParser(encoding="utf-8"))


def values_of_page(page: Element) -> list[object]:
    return [figure(td.text_content()) for td in page.iter("td")]


@given(reports(*EDITION_IDS))
def test_every_figure_stands_in_its_cell(report: Report) -> None:
    assert values_of_page(page_of(report)) == [value for _, value in drawn_values(report)]


@pytest.mark.parametrize("edition_id", EDITION_IDS)
def test_every_figure_names_its_row_and_column(edition_id: str) -> None:
    report = seeded_report(1, edition_id=edition_id)
    page = page_of(report)
    names = {th.get("id"): th.text_content() for th in page.iter("th")}
    assert None not in names

    for td, (cell, _) in zip(page.iter("td"), drawn_values(report), strict=True):
        heads = [names[name] for name in (td.get("headers") or "").split()]
        spec = report.edition.cells[cell]
        assert {spec.row.label, spec.column.label} <= set(heads)


def test_figure_of_a_grouped_row_names_its_groups_outermost_first() -> None:
    page = page_of(seeded_report(1))
    names = {th.get("id"): th.text_content() for th in page.iter("th")}
    cells = [cell for cell, _ in drawn_values(seeded_report(1))]

    td = list(page.iter("td"))[cells.index(CELL_OF_A_GROUP)]

    numbers = [names[name][:4] for name in (td.get("headers") or "").split()]
    assert numbers == ["三、本年", "（三）不", "1.属于", "申请人情", "法人或其", "商业企业"]


def test_page_has_language_headings_captions_and_names_for_its_regions() -> None:
    page = page_of(seeded_report(1))

    assert page.get("lang") == "zh-Hans"
    assert [len(page.findall(f".//{tag}")) for tag in ("h1", "h2", "caption")] == [1, 6, 3]
    named = {element.get("id") for element in page.iter() if element.get("id")}
    assert {element.get("aria-labelledby") for element in page.xpath("//*[@aria-labelledby]")} <= named


def test_no_name_stands_twice() -> None:
    names = page_of(doubted_report(), DAMAGE).xpath("//@id")

    assert len(names) == len(set(names))


def test_page_needs_no_script_and_no_address_outside() -> None:
    printed = report_to_html(seeded_report(1), [DAMAGE])

    assert not re.search(r"<script|https?:|src=|url\(|@import|<link", printed)


@pytest.mark.parametrize("edition_id", EDITION_IDS)
def test_page_is_light(edition_id: str) -> None:
    report = seeded_report(1, edition_id=edition_id)

    assert len(report_to_html(report, [DAMAGE] * 10).encode()) < 60_000


def test_blank_cell_stays_empty_and_the_page_says_so() -> None:
    page = page_of(with_fee(None))

    assert values_of_page(page).count(None) == 1
    assert "不等于0" in page.text_content()


def test_doubted_cell_is_marked_and_explained() -> None:
    page = page_of(doubted_report())

    doubted = page.find_class("gk-doubt")
    assert [td.text_content() for td in doubted] == ["", "7"]
    assert [td.get("title") for td in doubted] == [
        "读取存疑（把握10%）；单元格不是数字；原文印作“若干”",
        "读取存疑（把握60%）；数字粘连；原文印作“7?”",
    ]


def test_finding_is_listed_and_its_cell_is_marked_and_linked() -> None:
    page = page_of(seeded_report(1), DAMAGE)

    (cell,) = page.find_class("gk-error")
    assert (cell.get("id"), cell.get("title")) == (RECEIVED, "合计{不}等<b>")
    assert page.xpath(f"//section[@class='gk-findings']//a[@href='#{RECEIVED}']")
    assert "第9行" in page.find_class("gk-findings")[0].text_content()


def test_findings_stand_in_order_of_severity() -> None:
    note = Finding("x", "info", (FEES,), Text("甲", "a"))

    items = page_of(seeded_report(1), note, DAMAGE).xpath("//section[@class='gk-findings']//li/@class")

    assert items == ["gk-is-error", "gk-is-info"]


def test_page_without_findings_has_no_panel() -> None:
    assert page_of(seeded_report(1)).find_class("gk-findings") == []


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_add_no_element_and_no_attribute(words: str) -> None:
    def outline(page: Element) -> list[tuple[object, list[object]]]:
        return [(element.tag, sorted(element.keys())) for element in page.iter() if isinstance(element.tag, str)]

    assert outline(page_of(hostile_report(words), DAMAGE)) == outline(page_of(hostile_report("甲"), DAMAGE))


@pytest.mark.parametrize("words", HOSTILE)
def test_page_is_well_formed(words: str) -> None:
    printed = report_to_html(hostile_report(words), [DAMAGE])
    void = re.sub(r"<(meta|col)\b((?:\"[^\"]*\"|[^>\"])*)>", r"<\1\2/>", printed)

    etree.fromstring(void.replace("<!doctype html>", "").replace(" open>", ' open="">').encode())


def own_words(page: Element) -> Iterator[str]:
    """What the page says of its own: texts and explanations whose nearest language is English."""
    for element in page.iter():
        languages = chain([element], element.iterancestors())
        if next(found for e in languages if (found := e.get("lang"))) == "en" and element.tag not in ("style", "title"):
            yield from filter(None, (element.text, element.get("title")))


def test_english_page_speaks_english_around_the_report() -> None:
    page = page_of(doubted_report(), DAMAGE, language="en")

    assert page.get("lang") == "en"
    assert [words for words in own_words(page) if re.search("[\u4e00-\u9fff]", words)] == []
    assert "Cells with a dotted underline" in page.text_content()
