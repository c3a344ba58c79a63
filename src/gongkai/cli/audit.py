"""Commands on the audit log."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gongkai.bilingual import Language, Text
from gongkai.cli.above import start_django
from gongkai.cli.output import emit, table
from gongkai.cli.words import LanguageOption, say

if TYPE_CHECKING:
    from gongkai.apps.core.audit_check import Verification

Form = Literal["table", "json"]

app = typer.Typer(name="audit", no_args_is_help=True, help="审计日志。 The audit log.")

FormOption = Annotated[Form, typer.Option("--format", help="输出的形式。 Form of the output.")]
HeadsOption = Annotated[
    Path | None,
    typer.Option(
        "--heads",
        help="另存的每日摘要所在文件夹；默认为数据目录中的 audit-heads。 "
        "Folder of daily heads kept apart; audit-heads in the data folder without it.",
        show_default=False,
    ),
]


@app.callback()
def audit() -> None:
    """审计日志。 The audit log."""


@app.command("verify")
def verify_log(heads: HeadsOption = None, form: FormOption = "table", language: LanguageOption = "zh") -> None:
    """核对审计日志：有改动、删除、调换、添加、截尾的，逐一指出；没有问题退出码为0，有则为1。

    Check the audit log: whatever was altered, dropped, moved, added or cut off is named; ends with 1 when there is any.
    """
    start_django()
    from gongkai.apps.core import seals
    from gongkai.apps.core.audit_check import verify

    found = verify(seals.heads(heads))
    emit(_as_json(found) if form == "json" else _as_table(found, language), None)
    if form == "table":
        _say_total(found, language)
    if not found.is_sound:
        raise typer.Exit(1)


def _as_json(found: Verification) -> Iterable[bytes]:
    facts = {
        "sound": found.is_sound,
        "sealed": found.sealed,
        "unsealed": found.unsealed,
        "unsealed_since": found.unsealed_since.isoformat() if found.unsealed_since else None,
        "last": {"seq": found.last.seq, "chain": found.last.chain} if found.last else None,
        "counts": dict(found.counts),
        "findings": [
            {
                "rule": finding.rule,
                "where": finding.where,
                "message": {"zh": finding.message.zh, "en": finding.message.en},
            }
            for finding in found.findings
        ],
    }
    yield json.dumps(facts, ensure_ascii=False, indent=2).encode() + b"\n"


def _as_table(found: Verification, language: Language) -> Iterable[bytes]:
    if found.findings:
        heads = [words.in_language(language) for words in (Text("位置", "Where"), Text("问题", "What is wrong"))]
        rows = [(finding.where, finding.message.in_language(language)) for finding in found.findings]
        yield table(heads, rows)


def _say_total(found: Verification, language: Language) -> None:
    total = found.counts.total()
    say(
        f"已封存 {found.sealed} 条，待封存 {found.unsealed} 条，问题 {total} 处。",
        f"{found.sealed} entries sealed, {found.unsealed} waiting to be sealed, {total} findings.",
        language,
    )
