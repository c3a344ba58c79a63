"""Letters as composed: every element in its place, and remedy blocks as the cases say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.apps.inforequests.letters.compose import Facts, composed, paragraphs_of, standing_words
from gongkai.apps.inforequests.letters.remedies import Local, remedy_block
from gongkai.errors import InvalidInput
from gongkai.law import letter_kinds, remedy

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "remedy_blocks.yaml").read_text(encoding="utf-8"))
DAY = date(2026, 3, 12)
KINDS = sorted(letter_kinds())


def facts(kind: str, **more: str) -> Facts:
    given = {element.id: f"〖{element.id}〗" for element in letter_kinds()[kind].needs if element.by != "law"}
    given |= {"registration_number": "2026-00001", "received_on": "2026年3月2日"} | more
    return Facts(given, "示范县2025年度招生计划", "你", DAY, date(2026, 3, 2), "第1至10件不收费")


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_says_each_of_its_elements(kind: str) -> None:
    text = "\n".join(composed(letter_kinds()[kind], facts(kind)))

    typed = [element.id for element in letter_kinds()[kind].needs if element.by != "law"]
    assert [one for one in typed if facts(kind).given[one] not in text] == []
    assert letter_kinds()[kind].cite.printed.zh in text or kind == "receipt"


@pytest.mark.parametrize("kind", KINDS)
def test_each_standing_element_has_its_place(kind: str) -> None:
    places = set(re.findall(r"\{(\w+)\}", "".join(paragraphs_of(kind))))

    needed = {element.id for element in letter_kinds()[kind].needs if element.by == "law"}
    assert needed <= places
    assert needed <= set(standing_words())


@pytest.mark.parametrize("kind", KINDS)
def test_no_place_is_left_unfilled(kind: str) -> None:
    text = "\n".join(composed(letter_kinds()[kind], facts(kind)))

    assert not re.search(r"[{}]|。。|None", text)


def test_braces_that_somebody_typed_stay() -> None:
    text = "\n".join(composed(letter_kinds()["granted"], facts("granted", content_or_manner_way_time="见{cite}附件")))

    assert "见{cite}附件" in text


def test_several_points_are_several_paragraphs() -> None:
    lines = composed(letter_kinds()["correction_notice"], facts("correction_notice", points="一是年份\n二是学校"))

    assert "一是年份" in lines
    assert "二是学校。" in lines


def test_a_letter_without_its_reason_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Reason"):
        composed(letter_kinds()["denied"], facts("denied", reason="  "))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_the_remedy_block_is_as_the_case_says(case: Mapping[str, Any]) -> None:
    found = remedy(case["body"], case["outcome"], on=case["date"], silence=case.get("silence"))

    block = remedy_block(found, Local(case["names"], case.get("court", "")))

    if "block" in case:
        assert block == case["block"]
    assert [words for words in case.get("says", ()) if words not in block] == []
    assert [words for words in case.get("says_not", ()) if words in block] == []
