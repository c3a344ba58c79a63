"""Flows drawn: table, diagram and page say what the flow says, in either language."""

import pytest

from gongkai.bilingual import LANGUAGES, Language
from gongkai.flow.diagram import flow_as_mermaid, flow_as_page, flow_as_table
from tests.flow.sample import COUNTER


def test_table_has_one_row_for_each_move() -> None:
    rows = flow_as_table(COUNTER).splitlines()

    assert len(rows) == 2 + len(COUNTER.moves)
    assert rows[-1] == "| 送达答复 | 已收到、征求意见中 | 已答复 | clerk | 答复书、送达凭证 | ogi2019/33 |"


@pytest.mark.parametrize("language", LANGUAGES)
def test_diagram_draws_every_step_once(language: Language) -> None:
    lines = flow_as_mermaid(COUNTER, language).splitlines()

    steps = sum(len(move.sources) for move in COUNTER.moves)
    assert sum("-->" in line for line in lines) == steps + 2
    assert len(lines) == len(set(lines))


def test_diagram_says_where_the_clock_does_not_run() -> None:
    assert 'state "征求意见中 (暂停)" as asked' in flow_as_mermaid(COUNTER)


def test_page_in_english_holds_no_chinese() -> None:
    assert flow_as_page(COUNTER, "en").isascii()
