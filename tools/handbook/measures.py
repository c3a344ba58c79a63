"""docs/reference/measures.md: the names of the figures in running text and registers."""

from __future__ import annotations

from itertools import groupby

from gongkai.reports.measures import Measure, measures
from tools.handbook.markdown import code, page_of, table

INTRODUCTION = """
指标是正文数字和台账数字的统一名称。性质：count 计数，sum 合计，rate 比率，stock 期末存量，stated 文中陈述的事实。

A measure names a figure of the running text or of a register. Kinds: count, sum, rate, stock (at the end of the
period), stated (a fact told by a text, counted by nobody).
"""

HEADS = ("编号 id", "名称", "Label", "单位 unit", "性质 kind", "部分 section", "说明 note")


def page() -> str:
    groups = (f"## {app}\n\n{_table(list(known))}" for app, known in groupby(measures().values(), lambda m: m.app))
    return page_of("指标 Measures", INTRODUCTION, f"{len(measures())} 个指标 measures.", *groups)


def _table(known: list[Measure]) -> str:
    return table(
        HEADS,
        ((code(m.id), m.label.zh, m.label.en, m.unit, m.kind, m.section or "", _note(m)) for m in known),
    )


def _note(measure: Measure) -> str:
    if measure.numerator:
        return f"{code(measure.numerator)} / {code(measure.denominator)}"
    dimension = f" ({measure.dimension})" if measure.dimension else ""
    return f"< {code(measure.part_of)}{dimension}" if measure.part_of else ""
