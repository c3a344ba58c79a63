"""Valid annual reports made up at random: every identity holds and every figure is plausible."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from hypothesis import strategies as st

from gongkai.reports.editions import edition
from gongkai.reports.model import Cell, Number, Report, Section
from gongkai.reports.schema import CellId, Edition

BODY = "演示县人民政府"
APPLICANTS = ("natural_person", "enterprise", "research", "social", "legal_service", "other")
RESULTS = ("upheld", "corrected", "other", "pending")

Values = dict[CellId, Number | None]
Variant = Callable[[random.Random, Report], Report]


def random_report(rng: random.Random, *, edition_id: str = "2021") -> Report:
    """A valid report of that edition by a county that does not exist."""
    form = edition(edition_id)
    values: Values = {}
    if edition_id == "2014":
        values |= {cell: _statistic(rng, spec.unit) for cell, spec in form.cells.items()}
    else:
        values |= _table_2(rng, edition_id)
        values |= _table_3(rng, form)
        values |= _table_4(rng)
    year = rng.randint(form.first_year, form.last_year or 2025)
    dated = date(year + 1, rng.randint(1, 3), rng.randint(1, 28))
    return Report(
        edition_id,
        cells_of(form, values),
        title=f"{BODY}{year}年政府信息公开工作年度报告",
        body=BODY,
        signed=BODY,
        division="演示县",
        year=year,
        dated=dated,
        dated_printed=f"{dated.year}年{dated.month}月{dated.day}日",
        sections=_sections(rng, form, year, values),
    )


def cells_of(form: Edition, values: Mapping[CellId, Number | None]) -> Mapping[CellId, Cell]:
    """The cells of an edition in printed order, then the foreign ones that have a value."""
    known = [*form.cells, *(cell for cell in form.foreign_cells if cell in values)]
    return MappingProxyType({cell: Cell(values.get(cell)) for cell in known})


def values_of(report: Report) -> Values:
    return {cell: content.value for cell, content in report.all_cells()}


def with_values(report: Report, values: Mapping[CellId, Number | None]) -> Report:
    """The same report with other figures; cells of foreign rows appear when they have an entry."""
    return replace(report, cells=cells_of(report.edition, {**values_of(report), **values}))


def _count(rng: random.Random, *, most: int = 400) -> int:
    """Mostly nothing or little, now and then much: what applicants and cases look like."""
    return rng.choice((0, 0, 0, 0, rng.randint(1, 9), rng.randint(1, most)))


def _money(rng: random.Random) -> Number:
    """万元 with up to four decimals."""
    amount = round(Decimal(rng.randint(0, 99_999_999)).scaleb(-4), rng.randint(0, 4))
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()


def _statistic(rng: random.Random, unit: str) -> Number:
    return _money(rng) if unit == "万元" else rng.randint(0, 9999)


def _table_2(rng: random.Random, edition_id: str) -> Values:
    made = rng.randint(0, 40)
    if edition_id == "2021":
        repealed = rng.randint(0, 20)
        figures: dict[str, Number] = {
            "rules.issued": 0,
            "rules.repealed": 0,
            "rules.in_force": 0,
            "normative_docs.issued": made,
            "normative_docs.repealed": repealed,
            "normative_docs.in_force": made + rng.randint(1, 300),
            "licensing.decisions": rng.randint(1, 99_999),
            "penalty.decisions": rng.randint(1, 9_999),
            "coercion.decisions": rng.randint(0, 999),
            "fees.amount": _money(rng),
        }
    else:
        disclosed = rng.randint(0, made)
        figures = {"rules.made": 0, "rules.disclosed": 0, "rules.total": 0}
        figures |= {"normative_docs.made": made, "normative_docs.disclosed": disclosed}
        figures |= {"normative_docs.total": disclosed + rng.randint(1, 300)}
        for row in ("licensing", "other_services", "penalty", "coercion", "fees"):
            figures[f"{row}.previous"] = previous = rng.randint(0, 999)
            figures[f"{row}.change"] = rng.randint(-previous, 300)
            if row != "fees":
                figures[f"{row}.decisions"] = rng.randint(1, 9_999)
        figures |= {"procurement.projects": rng.randint(1, 400), "procurement.amount": _money(rng)}
    return {CellId(f"t2.{name}"): value for name, value in figures.items()}


def _table_3(rng: random.Random, form: Edition) -> Values:
    """Outcomes first, then what came in: received = handled + carried out - carried in, never below 0."""
    values: Values = {}
    rows = [row.id for row in form.outcomes]
    busy = set(rng.sample(rows, rng.randint(1, len(rows))))
    for applicant in APPLICANTS:
        column = {row: _count(rng) if row in busy and rng.random() < 0.5 else 0 for row in rows}
        handled = sum(column.values())
        carried_out = _count(rng, most=30)
        carried_in = rng.randint(0, min(30, handled + carried_out))
        column |= {"handled_total": handled, "carried_out": carried_out, "carried_in": carried_in}
        column["received"] = handled + carried_out - carried_in
        values |= {CellId(f"t3.{row}.{applicant}"): figure for row, figure in column.items()}
    return values | row_totals(values)


def row_totals(values: Mapping[CellId, Number | None]) -> Values:
    """The totals of Table 3 that belong to these six columns; a row with a blank gets none."""
    rows = {cell.rpartition(".")[0] for cell in values if cell.startswith("t3.")}
    totals: Values = {}
    for row in rows:
        figures = [values.get(CellId(f"{row}.{applicant}")) for applicant in APPLICANTS]
        if None not in figures:
            totals[CellId(f"{row}.total")] = sum(figure for figure in figures if figure is not None)
    return totals


def _table_4(rng: random.Random) -> Values:
    values: Values = {}
    for row in ("review", "direct", "after_review"):
        figures = [rng.choice((0, 0, rng.randint(1, 30))) for _ in RESULTS]
        values |= {CellId(f"t4.{row}.{name}"): figure for name, figure in zip(RESULTS, figures, strict=True)}
        values[CellId(f"t4.{row}.total")] = sum(figures)
    return values


def _sections(rng: random.Random, form: Edition, year: int, values: Values) -> tuple[Section, ...]:
    received = values.get(CellId("t3.received.total"), 0)
    posts, site = rng.randint(200, 9_000), rng.randint(100, 199)
    paragraphs = {
        1: (
            f"{year}年，演示县围绕群众关切做好公开工作，县政府网站共发布信息{posts}条，其中政策解读{site}条。",
            f"（一）主动公开。各部门按目录更新内容，全年检查{rng.randint(2, 12)}次。",
            f"（二）依申请公开。全年收到政府信息公开申请{received}件，均按期答复。",
            "（三）政府信息管理。文件公开前逐件审查。",
            "（四）平台建设。网站与新媒体内容同步。",
            f"（五）监督保障。举办培训{rng.randint(1, 6)}期。",
        ),
        5: (
            f"一是栏目更新不均衡；二是解读形式偏少。{rng.choice(('下一步将补齐短板。', '今后将加强培训。'))}",
            f"改进情况：{rng.choice(('已梳理目录并明确责任人。', '已建立每月抽查的办法。'))}",
        ),
        6: ("本年度收取信息处理费0元。",),
    }
    return tuple(
        Section(spec.number, spec.title, text="\n".join(paragraphs.get(spec.number, ()))) for spec in form.sections
    )


# ── variants ────────────────────────────────────────────────────────────────────────────────────────────────────────


def blanked(rng: random.Random, report: Report) -> Report:
    """Some rows left blank altogether, some with a few blanks."""
    values = values_of(report)
    rows = sorted({cell.rpartition(".")[0] for cell in values})
    for row in rng.sample(rows, rng.randint(1, max(1, len(rows) // 3))):
        cells = [cell for cell in values if cell.rpartition(".")[0] == row]
        for cell in cells if rng.random() < 0.6 else rng.sample(cells, rng.randint(1, len(cells))):
            values[cell] = None
    return with_values(report, values)


def mostly_zero(rng: random.Random, report: Report) -> Report:
    """A quiet year: one request, granted; no suits."""
    values: Values = dict.fromkeys(values_of(report), 0)
    who = rng.choice(APPLICANTS)
    for row in ("received", "granted", "handled_total") if report.edition_id != "2014" else ():
        values |= {CellId(f"t3.{row}.{who}"): 1, CellId(f"t3.{row}.total"): 1}
    return with_values(report, values)


def with_big_numbers(rng: random.Random, report: Report) -> Report:
    """Figures of up to seven digits in Table 2 and in one column of Table 3."""
    values: Values = {
        cell: rng.randint(10_000, 9_999_999) for cell in values_of(report) if cell.endswith((".decisions", ".projects"))
    }
    if report.edition_id != "2014":
        more = rng.randint(10_000, 999_999)
        for row in ("received", "granted", "handled_total"):
            for column in ("natural_person", "total"):
                cell = CellId(f"t3.{row}.{column}")
                before = report.value(cell)
                assert before is not None
                values[cell] = before + more
    return with_values(report, values)


def with_one_row_other(rng: random.Random, report: Report) -> Report:
    """A 2021 report that prints one row 其他处理; the three rows of the edition are blank."""
    del rng
    if report.edition_id != "2021":
        return report
    values: Values = {}
    for column in (*APPLICANTS, "total"):
        parts = [CellId(f"t3.other.{row}.{column}") for row in ("correction_lapsed", "fee_lapsed", "misc")]
        values |= dict.fromkeys(parts, None)
        values[CellId(f"t3.other.{column}")] = sum(report.value(part) or 0 for part in parts)
    return with_values(report, values)


VARIANTS: Mapping[str, Variant] = MappingProxyType(
    {
        "blanks": blanked,
        "zeros": mostly_zero,
        "big": with_big_numbers,
        "one-row-other": with_one_row_other,
    }
)


def seeded_report(seed: int, *, edition_id: str = "2021", variant: str = "") -> Report:
    """The report of that seed, always the same."""
    rng = random.Random(f"{seed}/{edition_id}/{variant}")
    report = random_report(rng, edition_id=edition_id)
    return VARIANTS[variant](rng, report) if variant else report


def reports(*editions: str, variants: tuple[str, ...] = ("", *VARIANTS)) -> st.SearchStrategy[Report]:
    """Valid reports for properties; editions default to those with the three national tables."""
    return st.builds(
        lambda seed, edition_id, variant: seeded_report(seed, edition_id=edition_id, variant=variant),
        st.integers(0, 2**32),
        st.sampled_from(editions or ("2021", "2019")),
        st.sampled_from(variants),
    )
