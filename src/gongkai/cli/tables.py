"""Reports and findings as rows for a person or a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.bilingual import Language, Text
from gongkai.cli.output import Row, Value, table
from gongkai.reports.findings import Finding, Severity
from gongkai.reports.model import Cell, Place, Report
from gongkai.reports.schema import Block, Table, cell_id

CELL_HEADS = (
    "source",
    "body",
    "division",
    "year",
    "edition",
    "cell",
    "label",
    "value",
    "printed",
    "place",
    "doubt",
    "reason",
)
FINDING_HEADS = ("source", "body", "year", "rule", "severity", "where", "message", "evidence", "hint", "cite")

SEVERITY_WORDS: dict[Severity, Text] = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("提示", "info"),
}
UNCERTAIN = 0.2
"""From this doubt on a figure is shown with a question mark."""


def cell_rows(report: Report) -> Iterator[Row]:
    """One row for each cell of the report, under CELL_HEADS; a blank has no value."""
    whose = (report.source, report.body, report.division, report.year, report.edition_id)
    for cell, content in report.all_cells():
        spec = report.edition.spec(cell)
        label = spec.label.zh if spec else ""
        place = place_words(content.place)
        yield (*whose, cell, label, content.value, content.printed, place, content.doubt, content.reason)


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


def place_words(place: Place | None) -> str:
    """Page and line, as in "page 2 line 14"; "" when there is neither."""
    if place is None:
        return ""
    return " ".join(f"{word} {at}" for word, at in (("page", place.page), ("line", place.line)) if at)


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
        heads = Text("指标 数字 单位 行", "measure value unit line").in_language(language).split()
        yield table(heads, ((f.measure, f.value, f.unit, f.line or None) for f in report.figures))


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
