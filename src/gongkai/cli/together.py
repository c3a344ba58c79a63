"""Commands that take several reports or write one out: compare, aggregate, render."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gongkai.bilingual import Text
from gongkai.cli.inputs import Reading, read_file
from gongkai.cli.options import Files, FormOption, OutputOption, leave, rows_as
from gongkai.cli.output import emit
from gongkai.cli.words import LanguageOption
from gongkai.errors import InvalidInput

if TYPE_CHECKING:
    from gongkai.reports.model import Report

Written = Literal["html", "text", "json", "docx", "xlsx", "pdf"]

ENDINGS: dict[Written, str] = {"text": "txt"}
SENT_AS_TEXT: frozenset[Written] = frozenset({"html", "text", "json"})


def compare(
    files: Files,
    *,
    whole: Annotated[bool, typer.Option("--all", help="也列出相同的行。 Also rows that do not differ.")] = False,
    form: FormOption = "table",
    language: LanguageOption = "zh",
    output: OutputOption = None,
) -> None:
    """比较几份年度报告：年度之间或地区之间。 Compare reports of several years or bodies.

    按给出的先后排列；不可直接比较的标明原因。 In the order given; what is not comparable says why.
    """
    from gongkai.cli.tables import comparison_heads, comparison_object, comparison_rows
    from gongkai.reports import compare_reports

    reading = Reading(language)
    comparison = compare_reports(list(reading.reports(files)))
    if form == "json":
        line = json.dumps(comparison_object(comparison, whole=whole), ensure_ascii=False)
        emit([f"{line}\n".encode()], output)
    else:
        heads, rows = comparison_heads(comparison, language), comparison_rows(comparison, language, whole=whole)
        emit(rows_as(form, heads, rows), output)
    leave(reading)


def aggregate(
    files: Files,
    own: Annotated[
        Path | None, typer.Option(help="本级机关自身的报告。 Report on the own office alone.", show_default=False)
    ] = None,
    against: Annotated[
        Path | None, typer.Option(help="与之核对的汇总报告。 Report to hold the sums against.", show_default=False)
    ] = None,
    expected: Annotated[
        Path | None,
        typer.Option(help="应报单位名单，一行一个。 Names of bodies that must report, one a line.", show_default=False),
    ] = None,
    body: Annotated[str, typer.Option(help="汇总到哪个机关。 Body the sums are for.")] = "",
    *,
    form: FormOption = "table",
    language: LanguageOption = "zh",
    output: OutputOption = None,
) -> None:
    """汇总下级报告，指出缺报和不符。 Add up reports; tell what is missing.

    CSV和Excel只有数字，发现写到标准错误。 CSV and workbooks hold the sums; findings go to standard error.
    退出状态：0 没有错误，1 有错误，2 有文件读不了。 Exit status: 0 no error, 1 errors, 2 a file could not be read.
    """
    from gongkai.cli.tables import CELL_HEADS, cell_rows, findings_for_person, tables_for_person
    from gongkai.reports import aggregate_reports, check_against_members
    from gongkai.reports.serial import json_text, report_to_json

    reading = Reading(language)
    names = _names_in(expected) if expected else None
    own_report = read_file(str(own)) if own else None
    summed = aggregate_reports(reading.reports(files), expected_members=names, own=own_report)
    report = replace(summed.report, body=body or summed.report.body, source=", ".join(summed.members))
    disagreeing = check_against_members(read_file(str(against)), summed) if against else ()
    findings = (*summed.findings, *disagreeing)
    if form == "json":
        emit([f"{json_text(report_to_json(report, findings))}\n".encode()], output)
    elif form == "table":
        emit([*tables_for_person(report, language), findings_for_person(report, findings, language)], output)
    else:
        emit(rows_as(form, CELL_HEADS, cell_rows(report)), output)
        if findings:
            typer.echo(findings_for_person(report, findings, language), err=True, nl=False)
    leave(reading, with_errors=any(finding.is_error for finding in findings))


def render(
    files: Files,
    form: Annotated[Written, typer.Option("--format", help="写成的形式。 Form to write.")] = "html",
    language: LanguageOption = "zh",
    output: OutputOption = None,
    *,
    findings: Annotated[bool, typer.Option("--findings", help="附上核查发现。 With the findings.")] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有文件。 Replace files.")] = False,
) -> None:
    """把年度报告写成网页、文本、Word、Excel、PDF、JSON。 Write reports out.

    一份写到标准输出或 --output 文件，多份写到 --output 文件夹。
    One report goes to standard output or the --output file, several to the --output folder.
    """
    from gongkai.reports import check_report, render_report

    reading = Reading(language)
    reports = list(reading.reports(files))
    for report, target in zip(reports, _targets(reports, form, output), strict=True):
        notices: list[Text] = []
        told = check_report(report) if findings else ()
        data = render_report(report, form, language=language, findings=told, notices=notices)
        emit([data], target, may_replace=force)
        for notice in notices:
            typer.echo(f"{report.source}: {notice.in_language(language)}", err=True)
    leave(reading)


def _targets(reports: Sequence[Report], form: Written, output: Path | None) -> Iterator[Path | None]:
    """Where each report goes; None is standard output."""
    if len(reports) == 1 and (output is None or not output.is_dir()):
        if output is None and form not in SENT_AS_TEXT and sys.stdout.isatty():
            raise InvalidInput(
                "needs-output",
                Text("这种形式不能显示在终端上。", "This form cannot be shown on a terminal."),
                hint=Text("请用 --output 写入文件。", "Name a file with --output."),
            )
        yield output
        return
    if reports and (output is None or output.is_file()):
        raise InvalidInput(
            "needs-folder",
            Text("多份报告要写入文件夹。", "Several reports go to a folder."),
            hint=Text("请用 --output 指定文件夹。", "Name a folder with --output."),
        )
    for stem in _stems([Path(report.source) for report in reports]):
        yield (output or Path()) / f"{stem}.{ENDINGS.get(form, form)}"


def _stems(names: Sequence[Path]) -> Iterator[str]:
    """A name for each file written: its own, with its folder or a number where others have the same."""
    own = Counter(name.stem for name in names)
    given: set[str] = set()
    for name in names:
        stem = name.stem if own[name.stem] == 1 else "-".join((*name.parts[-2:-1], name.stem))
        stem = next(s for n in count(1) if (s := stem if n == 1 else f"{stem}-{n}") not in given)
        given.add(stem)
        yield stem


def _names_in(path: Path) -> tuple[str, ...]:
    """The names of a list, one a line. Raises InvalidInput when it cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        words = Text("名单打不开或不是UTF-8文本。", "The list cannot be opened or is not UTF-8 text.")
        raise InvalidInput("list-unreadable", words, where=str(path)) from error
    return tuple(name for line in lines if (name := line.strip()))
