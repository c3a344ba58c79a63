"""A short annual report without a fault, and the same with what a test wants to be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from gongkai.reports.editions import edition
from gongkai.reports.model import Cell, Figure, Number, Report, Section
from gongkai.reports.schema import CellId

BODY = "演示县人民政府"

TEXT = {
    0: (
        "演示县人民政府2021年政府信息公开工作年度报告",
        "本报告依据条例和年度报告格式（国办公开办函〔2021〕30号）编写，统计期限为2021年1月1日至2021年12月31日。",
    ),
    1: (
        "2021年，演示县把公开列入日常安排。",
        "（一）主动公开",
        "县政府网站全年发布信息1200条，访问量90000人次。",
        "（二）依申请公开",
        "收到申请10件，另有行政诉讼1件。",
        "（三）政府信息管理",
        "一是逐件审查；二是定期清理。",
        "（四）平台建设",
        "县长信箱收到来信40件，办结40件，办结率100%。",
        "（五）监督保障",
        "举办培训4期。",
    ),
    2: ("（表略）",),
    3: ("（表略）",),
    4: ("（表略）",),
    5: ("2021年有的栏目更新偏慢。", "2022年将逐项改进。"),
    6: ("没有收取信息处理费。",),
    7: ("演示县人民政府", "2022年1月20日"),
}

# (measure, value, unit, words by which its line is found)
FIGURES: tuple[tuple[str, Number, str, str], ...] = (
    ("site_posts", 1200, "条", "发布信息1200条"),
    ("site_visits", 90000, "人次", "访问量90000人次"),
    ("requests_received", 10, "件", "收到申请10件"),
    ("mailbox_received", 40, "件", "收到来信40件"),
    ("mailbox_closed", 40, "件", "办结40件"),
    ("mailbox_close_rate", 100, "%", "办结率100%"),
)

TABLE_2: dict[str, dict[str, Number]] = {
    "2021": {
        "t2.normative_docs.issued": 5,
        "t2.normative_docs.repealed": 2,
        "t2.normative_docs.in_force": 40,
        "t2.licensing.decisions": 900,
        "t2.penalty.decisions": 300,
        "t2.coercion.decisions": 4,
        "t2.fees.amount": Decimal("12.5"),
    },
    "2019": {
        "t2.normative_docs.made": 5,
        "t2.normative_docs.disclosed": 5,
        "t2.normative_docs.total": 40,
        "t2.licensing.previous": 100,
        "t2.licensing.decisions": 900,
        "t2.penalty.decisions": 300,
    },
}

OTHERS: dict[str, Number] = {
    **{f"t3.received.{c}": n for c, n in (("natural_person", 8), ("enterprise", 2), ("total", 10))},
    **{f"t3.carried_in.{c}": 1 for c in ("natural_person", "total")},
    **{f"t3.granted.{c}": n for c, n in (("natural_person", 6), ("enterprise", 1), ("total", 7))},
    **{f"t3.denied.process.{c}": 1 for c in ("natural_person", "total")},
    **{f"t3.unavailable.not_held.{c}": n for c, n in (("natural_person", 1), ("enterprise", 1), ("total", 2))},
    **{f"t3.handled_total.{c}": n for c, n in (("natural_person", 8), ("enterprise", 2), ("total", 10))},
    **{f"t3.carried_out.{c}": 1 for c in ("natural_person", "total")},
    **{f"t4.review.{c}": 2 for c in ("upheld", "total")},
    **{f"t4.direct.{c}": 1 for c in ("upheld", "total")},
}


def plain(
    cells: Mapping[str, Number | None] | None = None,
    *,
    words: Mapping[str, str] | None = None,
    told: Mapping[str, Number] | None = None,
    more: tuple[Figure, ...] = (),
    form: str = "2021",
    **fields: Any,
) -> Report:
    """The plain report with other cells, other words in its lines, other figures told.

    words   what to put for a piece of the text; it must stand there
    told    other values of figures of the text; the words stay as they are
    more    further figures; a line of 0 becomes that of the overview's last paragraph
    """
    lines, sections = _lines(form, words or {})
    values = {**dict.fromkeys(edition(form).cells, 0), **TABLE_2[form], **OTHERS, **(cells or {})}
    report = Report(
        form,
        MappingProxyType({CellId(c): Cell(v, "" if v is None else str(v)) for c, v in values.items()}),
        source="plain.txt",
        title=lines[0],
        body=BODY,
        signed=BODY,
        division="演示县",
        year=2021 if form == "2021" else 2020,
        dated=date(2022, 1, 20) if form == "2021" else date(2021, 1, 20),
        dated_printed="2022年1月20日" if form == "2021" else "2021年1月20日",
        sections=sections,
        figures=(*_figures(lines, told or {}), *_placed(more, sections)),
        lines=lines,
    )
    return replace(report, **fields)


def doubted(report: Report, *cells: str, doubt: float = 0.6) -> Report:
    """The same report, its reader unsure of some cells."""
    unsure = {CellId(c): report.cell(c).doubted(doubt, "ragged-row") for c in cells}
    return replace(report, cells=MappingProxyType({**report.cells, **unsure}))


def _lines(form: str, words: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    lines = list(TEXT[0])
    sections: list[Section] = []
    for spec in edition(form).sections:
        first = len(lines) + 1
        lines += [spec.title, *TEXT[spec.number]]
        sections.append(Section(spec.number, spec.title, first, len(lines), "\n".join(TEXT[spec.number])))
    lines += TEXT[7]
    if form == "2019":
        lines = [line.replace("2021年", "2020年").replace("2022年", "2021年") for line in lines]
    for old, new in words.items():
        assert any(old in line for line in lines), old
        lines = [line.replace(old, new) for line in lines]
    titled = tuple(replace(s, title=lines[s.first_line - 1]) for s in sections)
    return tuple(lines), titled


def _figures(lines: tuple[str, ...], told: Mapping[str, Number]) -> tuple[Figure, ...]:
    found = []
    for measure, value, unit, words in FIGURES:
        line = next((n for n, text in enumerate(lines, 1) if words in text), 0)
        found.append(Figure(measure, told.get(measure, value), unit, line=line, text=words))
    return tuple(found)


def _placed(figures: tuple[Figure, ...], sections: tuple[Section, ...]) -> tuple[Figure, ...]:
    last = next(s.last_line for s in sections if s.number == 1)
    return tuple(replace(figure, line=figure.line or last) for figure in figures)
