"""Commands on annual reports: read, check, explain."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gongkai.bilingual import Language, Text
from gongkai.cli import together
from gongkai.cli.inputs import Reading, read_file
from gongkai.cli.options import Files, FormOption, OutputOption, leave, rows_as
from gongkai.cli.output import emit
from gongkai.cli.words import LanguageOption

if TYPE_CHECKING:
    from gongkai.reports.findings import Finding
    from gongkai.reports.model import Report


EXPLAINED = Text("规则 程度 名称 说明 建议 依据 别名", "rule severity title message hint cite alias")


def register(app: typer.Typer) -> None:
    """Put the commands on reports into the app."""
    for command in (read, check, together.compare, together.aggregate, together.render, explain):
        app.command()(command)


def read(
    files: Files,
    proof: Annotated[
        Path | None,
        typer.Option(
            help="另写一个核对网页：原页上框出读到的格。 Also write a page that boxes each cell on its source.",
            show_default=False,
        ),
    ] = None,
    form: FormOption = "table",
    language: LanguageOption = "zh",
    output: OutputOption = None,
) -> None:
    """读取年度报告的数字、位置与疑点。 Read annual reports cell by cell.

    退出状态：0 全部读出，2 有文件读不了。 Exit status: 0 all read, 2 a file could not be read.
    """
    from gongkai.cli.tables import CELL_HEADS, cell_rows, tables_for_person
    from gongkai.reports import check_report
    from gongkai.reports.serial import json_text, report_to_json

    reading = Reading(language)
    reports = reading.reports(files)
    if proof is not None:
        read_once = list(reports)
        _write_proof(proof, read_once, language)
        reports = iter(read_once)
    if form == "json":
        emit((f"{json_text(report_to_json(r, check_report(r)))}\n".encode() for r in reports), output)
    elif form == "table":
        emit((chunk for r in reports for chunk in tables_for_person(r, language)), output)
    else:
        emit(rows_as(form, CELL_HEADS, (row for r in reports for row in cell_rows(r))), output)
    leave(reading)


def _write_proof(path: Path, reports: Sequence[Report], language: Language) -> None:
    """A page with each source beside what was read from it; a source that came by standard input has no picture."""
    from gongkai.reports import check_report
    from gongkai.reports.extract.pages.proof import proof_page

    reads = [
        (report, check_report(report), Path(report.source).read_bytes() if Path(report.source).is_file() else b"")
        for report in reports
    ]
    emit((part.encode() for part in proof_page(reads, language=language)), path)


def check(
    files: Files,
    previous: Annotated[
        Path | None,
        typer.Option(
            help="上一年度的报告，核对结转与存量。 Last year's report, for carry-over and stocks.", show_default=False
        ),
    ] = None,
    body_kind: Annotated[
        str | None,
        typer.Option(
            help="机关类别，如 county；不给则由名称判断。 Kind of body; told by its name if not given.",
            show_default=False,
        ),
    ] = None,
    form: FormOption = "table",
    language: LanguageOption = "zh",
    output: OutputOption = None,
) -> None:
    """核查年度报告，列出发现。 Check annual reports and list the findings.

    退出状态：0 没有错误，1 有错误，2 有文件读不了。 Exit status: 0 no error, 1 errors, 2 a file could not be read.
    """
    from gongkai.cli.tables import FINDING_HEADS, finding_rows, findings_for_person

    reading = Reading(language)
    checked = _Checked(reading, files, read_file(str(previous)) if previous else None, body_kind)
    if form == "json":
        emit((_findings_line(report, findings) for report, findings in checked.reports()), output)
    elif form == "table":
        emit((findings_for_person(*pair, language) for pair in checked.reports()), output)
    else:
        rows = (row for pair in checked.reports() for row in finding_rows(*pair, language))
        emit(rows_as(form, FINDING_HEADS, rows), output)
    leave(reading, with_errors=checked.with_errors)


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="规则编号，如 t3-balance。 Id of a rule.")],
    form: Annotated[
        Literal["table", "json"], typer.Option("--format", help="输出的形式。 Form of the output.")
    ] = "table",
    language: LanguageOption = "zh",
) -> None:
    """说明一条核查规则。 Explain one rule of the checker."""
    from rich.cells import cell_len

    from gongkai.cli.tables import SEVERITY_WORDS
    from gongkai.law import parse_citation
    from gongkai.reports import findings

    known = findings.rule(rule)
    told: dict[str, str] = {
        "rule": known.id,
        "severity": " / ".join(known.severities),
        "title": known.title.in_language(language),
        "message": known.message.in_language(language),
        "hint": known.hint.in_language(language) if known.hint else "",
        "cite": known.cite,
        "alias": known.alias,
    }
    if form == "json":
        emit([f"{json.dumps(told, ensure_ascii=False)}\n".encode()], None)
        return
    told["severity"] = " / ".join(SEVERITY_WORDS[severity].in_language(language) for severity in known.severities)
    if known.cite:
        told["cite"] = f"{parse_citation(known.cite).printed.in_language(language)} [{known.cite}]"
    heads = EXPLAINED.in_language(language).split()
    emit(
        [
            f"{head}{' ' * (10 - cell_len(head))}{value}\n".encode()
            for head, value in zip(heads, told.values(), strict=True)
            if value
        ],
        None,
    )


class _Checked:
    """Reports with their findings, one by one; remembers whether any finding was an error."""

    def __init__(self, reading: Reading, files: list[str], previous: Report | None, body_kind: str | None) -> None:
        self._reading = reading
        self._files = files
        self._previous = previous
        self._body_kind = body_kind
        self.with_errors = False

    def reports(self) -> Iterator[tuple[Report, tuple[Finding, ...]]]:
        from gongkai.reports import check_report

        for report in self._reading.reports(self._files):
            findings = check_report(report, previous=self._previous, body_kind=self._body_kind)
            self.with_errors = self.with_errors or any(finding.is_error for finding in findings)
            yield report, findings


def _findings_line(report: Report, findings: tuple[Finding, ...]) -> bytes:
    """Source and findings alone, as `read` prints them."""
    from gongkai.reports.serial import json_text, report_to_json

    whole = report_to_json(report, findings)
    kept = {key: whole[key] for key in ("source", "body", "year", "format", "findings")}
    return f"{json_text(kept)}\n".encode()
