"""Commands that look at an installation: doctor and measures."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

import typer

from gongkai.cli.above import server, start_django
from gongkai.cli.output import csv_chunks, emit, table
from gongkai.cli.words import LanguageOption

UNSOUND = 1
MARKS = {"ok": "✓", "warn": "!", "fail": "✗"}

Form = Literal["table", "json"]
RowForm = Literal["table", "csv", "json"]
FormOption = Annotated[Form, typer.Option("--format", help="输出的形式。 Form of the output.")]
RowFormOption = Annotated[RowForm, typer.Option("--format", help="输出的形式。 Form of the output.")]


def register(app: typer.Typer) -> None:
    """Mount these commands."""
    app.command()(doctor)
    app.command()(measures)


def doctor(*, form: FormOption = "table", language: LanguageOption = "zh") -> None:
    """检查安装是否完好，并说明怎么办。 Examine the installation and say what to do.

    退出状态：0 没有故障，1 有故障。 Exit status: 0 nothing is broken, 1 something is.
    """
    findings = list(server("doctor").examine(start_django))
    if form == "json":
        told = [_as_json(finding) for finding in findings]
        emit([json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"], None)
    else:
        emit([_line(finding, language).encode() for finding in findings], None)
    if any(finding.level == "fail" for finding in findings):
        raise typer.Exit(UNSOUND)


def _line(finding: Any, language: Any) -> str:
    hint = f"\n      → {finding.hint.in_language(language)}" if finding.hint else ""
    return f"{MARKS[finding.level]} {finding.level:<5}{finding.part:<11}{finding.message.in_language(language)}{hint}\n"


def _as_json(finding: Any) -> dict[str, object]:
    hint = finding.hint and {"zh": finding.hint.zh, "en": finding.hint.en}
    message = {"zh": finding.message.zh, "en": finding.message.en}
    return {"part": finding.part, "level": finding.level, "message": message, "hint": hint}


def measures(
    government: Annotated[str, typer.Option("--government", help="政府的网址名称。 Short name of the government.")],
    year: Annotated[int, typer.Option("--year", help="年度。 Year.")],
    body: Annotated[str, typer.Option("--body", help="只看一个单位（名称或代码）。 One body, by name or code.")] = "",
    measure: Annotated[
        list[str] | None, typer.Option("--measure", help="只看这些指标，可重复。 These measures only; may be repeated.")
    ] = None,
    *,
    members: Annotated[
        bool, typer.Option("--members", help="连同下属单位合计。 Added up with all bodies below.")
    ] = False,
    form: RowFormOption = "table",
    language: LanguageOption = "zh",
) -> None:
    """从台账统计指标：各单位的，或连同下属合计（比率按合计数计算）。

    Count measures over the registers: of each body, or added up with those below; a rate is that of the sums.
    """
    start_django()
    figures = server("figures")
    asked = {"body": body, "wanted": measure or (), "adds_members": members, "language": language}
    rows = list(figures.rows_of(government, year, **asked))
    if form == "json":
        told = [dict(zip(figures.HEADS, row, strict=True)) for row in rows]
        emit([json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"], None)
    else:
        emit(csv_chunks(figures.HEADS, rows) if form == "csv" else [table(figures.HEADS, rows)], None)
