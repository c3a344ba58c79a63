"""Figures of the running text: what is told, what is left alone, how much is found, and how fast."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import InvalidDeclaration
from gongkai.reports.extract.figure_words import LONGEST_WORD, lexicon, load_lexicon
from gongkai.reports.extract.figures import find_figures
from gongkai.reports.measures import MEASURE_FILES
from gongkai.reports.model import Number
from tests.reports.extract.figure_scores import score


def told(*paragraphs: str, section: int = 1) -> list[tuple[str, Number]]:
    numbered = [(line, section, text) for line, text in enumerate(paragraphs, 1)]
    return [(f.measure, f.value) for f in find_figures(numbered)]


def seed_paragraphs(gold: dict[str, Any], lines: list[str]) -> list[tuple[int, int, str]]:
    sections = [(s["first_line"], s["last_line"], s["number"]) for s in gold["sections"]]
    numbered = [
        (line, next((n for first, last, n in sections if first <= line <= last), 0), text)
        for line, text in enumerate(lines, 1)
    ]
    return [(n, s, t) for n, s, t in numbered if t.strip() and s in (0, 1, 5, 6) and "\t" not in t]


def test_published_figures_are_found_and_nothing_else(shared: Path) -> None:
    missing, extra, wanted = [], [], 0
    for path in sorted((shared / "gold").glob("*.json")):
        gold = json.loads(path.read_text())
        lines = (shared / "seeds" / f"{path.stem}.txt").read_text().split("\n")
        right = [
            (n["line"], n["measure"], Decimal(str(n["value"])), n["unit"], n.get("approx", False))
            for n in gold["narrative"]
        ]
        found = [
            (f.line, f.measure, Decimal(str(f.value)), f.unit, f.approx)
            for f in find_figures(seed_paragraphs(gold, lines))
        ]
        wanted += len(right)
        missing += [x for x in right if x not in found]
        extra += [x for x in found if x not in right]
    print(f"published reports: {100 * (1 - len(missing) / wanted):.1f} % of {wanted} found, {len(extra)} extra")
    assert (missing, extra) == ([], [])


@pytest.mark.parametrize(
    ("part", "found", "wrong"), [("dev", 92.0, 1.0), ("held_out", 95.0, 1.0), ("later", 90.0, 1.0)]
)
def test_sentences_of_other_wordings_are_told(part: str, found: float, wrong: float) -> None:
    result = score(part)

    print(f"{part}: {result.found_percent:.1f} % of {result.wanted} found, {result.wrong_percent:.1f} % wrong")
    assert result.found_percent >= found
    assert result.wrong_percent <= wrong


def test_the_subject_of_a_clause_carries_over() -> None:
    assert told("县长信箱收到来信55件，办复52件，办结率为94.5%。") == [
        ("mailbox_received", 55),
        ("mailbox_closed", 52),
        ("mailbox_close_rate", Decimal("94.5")),
    ]


def test_the_heading_above_gives_the_subject() -> None:
    assert told("（二）依申请公开情况", "全年共受理8件。") == [("requests_received", 8)]


def test_a_list_of_channels_is_counted_together() -> None:
    assert told("通过政府网站、微信公众号等渠道共发布信息90条。") == [("posts_total", 90)]


def test_a_none_in_words_is_an_implied_zero() -> None:
    (review, suit) = find_figures([(7, 1, "全年没有行政复议、行政诉讼情况。")])

    assert (review.measure, review.value, review.implied, review.line) == ("reviews_received", 0, True, 7)
    assert (suit.measure, suit.value, suit.implied) == ("lawsuits_received", 0, True)


def test_vagueness_is_kept() -> None:
    (figure,) = find_figures([(1, 1, "政务新媒体发布信息２万余条。")])

    assert (figure.value, figure.unit, figure.approx) == (20000, "条", True)


def test_one_rate_for_two_is_told_twice() -> None:
    assert told("热线办结率和回复率均达100%。") == [("hotline_close_rate", 100), ("hotline_reply_rate", 100)]


@pytest.mark.parametrize(
    "text",
    [
        "2021年12月31日前，依据国办发〔2020〕12号第二十条第3项公开政府信息。",
        "落实“三审三校”，推动“一件事一次办”“最多跑一次”，构建“1+N”体系。",
        "电话：0713-6223456，邮编435200，地址：建设路128号。",
        "全区一般公共预算收入23.6亿元，同比增长5.8%，惠及企业312家。",
        "行政复议较上年增加2件，申请比上年减少6件。",
        "下一步，计划开展政务公开培训3次。",
        "无法提供政府信息公开申请所需材料，未经行政复议。",
        "网站发布招聘信息120条。",
    ],
)
def test_what_is_no_figure_gives_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("对4件申请要求补正。", [("requests_corrected", 4)]),
        ("县政府公报编印6期3,000份。", [("gazette_issues", 6), ("gazette_copies", 3000)]),
        ("县司法局受理行政复议申请64件，审结60件。", []),
        ("办公楼摆放公报等资料1,500份。", []),
        ("新设“惠民政策”专栏1个，发布信息128条。", [("site_columns", 1)]),
        ("举办消防安全培训8期，培训人员960人次。", []),
        ("依托政务新媒体开展消防宣讲5场，观看3.6万人次。", []),
    ],
)
def test_a_number_belongs_to_what_its_own_clause_names(text: str, figures: list[tuple[str, Number]]) -> None:
    assert told(text) == figures


def test_plans_of_the_fifth_section_are_no_figures() -> None:
    assert told("下一步改进：", "一是举办政务公开培训4次。", section=5) == []


@given(st.text(alphabet="0123456789一二三万亿%条件次个，。（）“”《》、网站微信申请培训没有无第余约,.", max_size=300))
def test_garbage_never_raises(text: str) -> None:
    for figure in find_figures([(1, 1, text)]):
        assert figure.measure
        assert figure.line == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        "共12条、",
        "无",
        "“",
        "（",
        "1,111,",
        "百分之",
        "政府信息公开申请12件",
        "网站发布信息8条，",
        "没有行政复议",
    ],
)
def test_hostile_input_takes_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))

    started = time.process_time()
    find_figures([(1, 1, text)])

    assert time.process_time() - started < 4  # a second on an idle machine


def test_no_word_of_the_data_is_long() -> None:
    assert max(map(len, lexicon().words)) <= LONGEST_WORD


def _sources() -> dict[str, str]:
    words = "{facets: {post: [发布]}, weak: [], post_nouns: [], contexts: {}, fillers: [], breaks: [], joins: [和], "
    words += "negations: [没有], not_negations: [没有专], causes: [因], slogans: [一站式], "
    words += "future: [力争]}"
    units = "{groups: {items: [条]}, not_units: [条例], bare_before: [部门], ranks: {}}"
    return {"words": words, "units": units, **dict.fromkeys(MEASURE_FILES, "{}")}


@pytest.mark.parametrize(
    ("topic", "message"),
    [
        ("{words: [网站], rules: [{measure: nothing_known, facets: [post], units: [items]}]}", "nothing_known"),
        ("{words: [网站], rules: [], colour: red}", "colour"),
        ("{words: [网站], rules: [{measure: site_posts, facets: [posted], units: [items]}]}", "posted"),
        ("{words: [网站网站网站网站网站网站网], rules: []}", "1 to 12 characters"),
    ],
)
def test_wrong_patterns_are_refused_with_their_place(topic: str, message: str) -> None:
    with pytest.raises(InvalidDeclaration, match=message) as refused:
        load_lexicon(_sources() | {"channels": f"site: {topic}"})

    assert "data/figures/channels.yaml: site" in refused.value.where
