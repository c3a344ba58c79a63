"""The PDF document: figures, profiles, words that stay words, fonts that are lacking."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
import typst

from gongkai.bilingual import Text
from gongkai.errors import GongkaiError
from gongkai.reports.editions import EDITION_IDS
from gongkai.reports.model import Report
from gongkai.reports.render import fonts, pdf
from gongkai.reports.render.fonts import font_shelf
from gongkai.reports.render.pdf import report_to_pdf
from tests.reports.builders import VARIANTS, seeded_report
from tests.reports.render.pages import HOSTILE, drawn_values, figure, hostile_report, with_fee

PAGE = re.compile(rb"/Type */Page\b")


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the typesetter is given, document by document."""
    given: list[str] = []
    compiled = typst.compile_with_warnings

    def kept(*args: Any, **options: Any) -> Any:
        given.append(options["sys_inputs"]["report"])
        return compiled(*args, **options)

    monkeypatch.setattr(typst, "compile_with_warnings", kept)
    return given


def cells_on_pages(source: str) -> list[str]:
    """The texts of the table cells as the typesetter laid them out."""
    template = (resources.files("gongkai.reports.render") / "report.typ").read_bytes()
    found = json.loads(typst.query(template, "table", sys_inputs={"report": source}, font_paths=font_shelf().loaded))
    return list(texts_of([table["children"] for table in found]))


def texts_of(node: Any) -> Any:
    if isinstance(node, list):
        for child in node:
            yield from texts_of(child)
    elif isinstance(node, dict) and "children" in node:
        yield from texts_of(node["children"])
    elif isinstance(node, dict) and node.get("func") == "cell":
        yield plain(node["body"])


def plain(node: Any) -> str:
    return str(node.get("text") or plain(node.get("child") or node.get("body") or {})) if node else ""


@pytest.mark.parametrize("variant", ["", *VARIANTS])
@pytest.mark.parametrize("edition_id", EDITION_IDS)
def test_every_figure_is_set_in_its_cell(sources: list[str], edition_id: str, variant: str) -> None:
    report = seeded_report(1, edition_id=edition_id, variant=variant)

    report_to_pdf(report)

    printed = [
        text for text in cells_on_pages(sources[0]) if text == "" or text.lstrip("+-").replace(".", "").isdigit()
    ]
    assert [figure(text) for text in printed] == [value for _, value in drawn_values(report)]


def test_blank_cell_stays_empty(sources: list[str]) -> None:
    report_to_pdf(with_fee(None))

    assert cells_on_pages(sources[0]).count("") == 1


def test_document_is_tagged_and_fit_for_the_archive() -> None:
    printed = report_to_pdf(seeded_report(1))

    assert printed.startswith(b"%PDF-1.7")
    assert b"<pdfaid:conformance>A" in printed
    assert b"<pdfuaid:part>1" in printed
    assert seeded_report(1).title.encode() in printed


@pytest.mark.parametrize(("edition_id", "pages"), [("2021", 4), ("2019", 4), ("2014", 2)])
def test_short_report_fills_few_pages(edition_id: str, pages: int) -> None:
    assert 2 <= len(PAGE.findall(report_to_pdf(seeded_report(1, edition_id=edition_id)))) <= pages


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_set_as_words(words: str) -> None:
    notices: list[Text] = []

    printed = report_to_pdf(hostile_report(words), notices=notices)

    assert b"<pdfaid:conformance>A" in printed
    assert [notice.en for notice in notices if "typesetter" in notice.en] == []


def test_empty_report_becomes_a_document() -> None:
    assert report_to_pdf(Report("2021", {})).startswith(b"%PDF")


def test_same_report_gives_the_same_bytes() -> None:
    assert report_to_pdf(seeded_report(1)) == report_to_pdf(seeded_report(1))


def test_character_that_no_font_has_is_named() -> None:
    notices: list[Text] = []
    report = replace(seeded_report(1), title="县\U0001f600\ue000年度报告")

    printed = report_to_pdf(report, notices=notices)

    assert b"<pdfaid:conformance>A" in printed
    assert [notice.zh for notice in notices if "U+1F600" in notice.zh and "U+E000" in notice.zh]


@pytest.mark.parametrize("letters", ["埇洺漷堽䶮㛃", "①Ⅳ％㎡№℃〔〕"])
def test_characters_of_rare_places_are_there(letters: str) -> None:
    assert font_shelf(with_system=False).missing(letters) == []


def test_extra_of_fonts_alone_sets_the_whole_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "font_shelf", lambda: font_shelf(with_system=False))
    notices: list[Text] = []

    assert report_to_pdf(seeded_report(1, variant="big"), notices=notices).startswith(b"%PDF")
    assert [notice.en for notice in notices] == ["No FangSong font was found; the text is set in Noto Sans CJK SC."]


def test_machine_without_a_chinese_font_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FONT_PACKAGES", ())

    with pytest.raises(GongkaiError) as refused:
        font_shelf.__wrapped__(with_system=False)

    assert refused.value.code == "no-chinese-font"
    assert refused.value.hint is not None
    assert "gongkai[fonts]" in refused.value.hint.en


def test_missing_library_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    font_shelf.cache_clear()

    with pytest.raises(GongkaiError) as refused:
        report_to_pdf(seeded_report(1))

    assert refused.value.hint is not None
    assert "gongkai[pdf]" in refused.value.hint.en
