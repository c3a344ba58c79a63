"""Reports and findings as rows for a person or a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from decimal import Decimal

from gongkai.bilingual import Language, Text
from gongkai.cli.output import Row, Value, table
from gongkai.reports.compare import Compared, Comparison, State
from gongkai.reports.findings import Finding, Severity
from gongkai.reports.measures import label_of
from gongkai.reports.model import Cell, Figure, Number, Report
from gongkai.reports.panel import PanelRow, to_panel
from gongkai.reports.schema import Block, CellId, Table, cell_id

CELL_HEADS = (*(field.name for field in fields(PanelRow)), "label", "reason")
FINDING_HEADS = ("source", "body", "year", "rule", "severity", "where", "message", "evidence", "hint", "cite")

SEVERITY_WORDS: dict[Severity, Text] = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("提示", "info"),
}
STATE_WORDS: dict[State, Text] = {
    "approx": Text("约", "about "),
    "blank": Text("（空白）", "(blank)"),
    "absent": Text("—", "—"),
}

UNCERTAIN = 0.2
"""From this doubt on a figure is shown with a question mark."""


def cell_rows(report: Report) -> Iterator[Row]:
    """One row for each cell of the report, under CELL_HEADS; a blank has no value."""
    for row in to_panel([report]):
        cell = CellId(row.cell)
        spec = report.edition.spec(cell)
        yield (
            *(getattr(row, name) for name in CELL_HEADS[:-2]),
            spec.label.zh if spec else "",
            report.cell(cell).reason,
        )


def finding_rows(report: Report, findings: Sequence[Finding], language: Language) -> Iterator[Row]:
    """One row for each finding, under FINDING_HEADS."""
    for finding in findings:
        yield (
            report.source,
            report.body,
            report.year,
            finding.rule,
            finding.severity,
            " ".join(finding.where),
            finding.message.in_language(language),
            finding.evidence,
            finding.hint.in_language(language) if finding.hint else "",
            finding.cite,
        )


def title_of(report: Report, language: Language) -> str:
    year = report.year or Text("年份不明", "year unknown").in_language(language)
    whose = report.body or report.division or Text("机关不明", "body unknown").in_language(language)
    return f"{report.source} · {whose} · {year} · {report.edition.label.in_language(language)}"


def tables_for_person(report: Report, language: Language) -> Iterator[bytes]:
    """The national tables with the figures read; "?" marks a doubtful one, a blank stays blank."""
    yield f"{title_of(report, language)}\n".encode()
    for one in report.edition.tables:
        for block in one.blocks:
            yield table(
                (block.head or block.corner if len(block.corner) < 20 else "", *(c.label for c in block.columns)),
                _block_rows(report, one, block),
            )
    if report.figures:
        heads = Text("指标 编号 数字 单位 行", "measure id value unit line").in_language(language).split()
        yield table(heads, (_figure_row(figure, language) for figure in report.figures))


def _figure_row(figure: Figure, language: Language) -> Row:
    label = label_of(figure.measure).in_language(language)
    value = Text(f"约{figure.value}", f"about {figure.value}").in_language(language) if figure.approx else figure.value
    return label, figure.measure, value, figure.unit, figure.line or None


def _block_rows(report: Report, one: Table, block: Block) -> Iterator[Row]:
    for row in block.rows:
        yield (row.label, *(_shown(report.cell(cell_id(one, row, column))) for column in block.columns))


def _shown(cell: Cell) -> Value:
    return f"{'' if cell.value is None else cell.value}?" if cell.doubt >= UNCERTAIN else cell.value


def findings_for_person(report: Report, findings: Sequence[Finding], language: Language) -> bytes:
    """The findings of one report, each with its message below it; one line where there are none."""
    lines = [title_of(report, language)]
    if not findings:
        lines.append(f"  {Text('没有发现问题。', 'No findings.').in_language(language)}")
    for finding in findings:
        severity = SEVERITY_WORDS[finding.severity].in_language(language)
        lines.append(f"  {severity}  {finding.rule}  {_few(finding.where)}")
        message = finding.message.in_language(language)
        evidence = "" if finding.evidence in message else f"  〔{finding.evidence}〕"
        lines.append(f"        {message}{evidence}")
    return "".join(f"{line}\n" for line in lines).encode()


def _few(where: Sequence[str]) -> str:
    return where[0] + (f" +{len(where) - 1}" if len(where) > 1 else "")


def comparison_heads(comparison: Comparison, language: Language) -> tuple[str, ...]:
    words = Text("编号 名称 单位 {heads} 增减 增减% 说明", "id label unit {heads} change change% note")
    before, _, after = words.in_language(language).partition(" {heads} ")
    return (*before.split(), *(head.in_language(language) for head in comparison.heads), *after.split())


def comparison_rows(comparison: Comparison, language: Language, *, whole: bool) -> Iterator[Row]:
    """One row for each cell, measure and rate; only those that differ unless the whole is wanted."""
    for row in comparison.rows if whole else comparison.differences():
        yield (
            row.id,
            row.label.zh if row.about == "cell" else row.label.in_language(language),
            row.unit,
            *(compared_words(value, language) for value in row.values),
            row.change,
            row.percent,
            row.note.in_language(language) if row.note else "",
        )


def compared_words(compared: Compared, language: Language) -> Value:
    """The number, or why there is none; about, blank and absent are told apart."""
    if compared.state in STATE_WORDS:
        word = STATE_WORDS[compared.state].in_language(language)
        return word if compared.value is None else f"{word}{compared.value}"
    return compared.value


def comparison_object(comparison: Comparison, *, whole: bool) -> dict[str, object]:
    """The comparison for programs: numbers as numbers, each with its state."""
    return {
        "basis": comparison.basis,
        "heads": [head.zh for head in comparison.heads],
        "rows": [
            {
                "id": row.id,
                "about": row.about,
                "label": row.label.zh,
                "unit": row.unit,
                "values": [{"value": _plain(v.value), "state": v.state, "doubt": v.doubt} for v in row.values],
                "comparable": row.comparable,
                "change": _plain(row.change),
                "percent": _plain(row.percent),
                "note": row.note.zh if row.note else None,
            }
            for row in (comparison.rows if whole else comparison.differences())
        ],
    }


def _plain(value: Number | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value
