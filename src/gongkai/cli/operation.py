"""Commands that look after an installation: backup and restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.above import server, start_django
from gongkai.cli.words import LanguageOption, say

DOUBTFUL = 1

QuietOption = Annotated[bool, typer.Option("--quiet", help="不报告进展。 Report no progress.")]


def register(app: typer.Typer) -> None:
    """Mount these commands."""
    for command in (backup, restore):
        app.command()(command)


def _told(quiet: bool, label: str, count: int) -> None:
    if not quiet and count:
        typer.echo(f"  {label} {count}", err=True)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件。 File to write.")],
    *,
    quiet: QuietOption = False,
    language: LanguageOption = "zh",
) -> None:
    """备份数据库和文件，不含密钥；平台可照常运行。 Back up database and files, never keys; the platform may go on.

    退出状态：0 完好，1 有文件与其摘要不符（已列出）。 Exit status: 0 sound, 1 stored files are damaged (listed).
    """
    from django.utils import timezone

    start_django()
    doubtful = server("backup").back_up(
        file, at=timezone.now(), progress=lambda label, count: _told(quiet, label, count)
    )
    for name in doubtful:
        say(f"文件内容与摘要不符：{name}", f"Content does not fit its digest: {name}", language)
    say(f"备份已写入 {file}。", f"Backup written to {file}.", language)
    if doubtful:
        raise typer.Exit(DOUBTFUL)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件。 Backup to restore.")],
    *,
    force: Annotated[
        bool, typer.Option("--force", help="替换已有数据，原有的移到一旁。 Replace what is there; it is put aside.")
    ] = False,
    quiet: QuietOption = False,
    language: LanguageOption = "zh",
) -> None:
    """从备份恢复，可换一种数据库；恢复后核对审计、指标和文件。 Restore a backup, onto another database if wanted.

    需要原来的密钥目录。先停止平台。 Needs the key folder the backup was made with. Stop the platform first.
    """
    from django.utils import timezone

    start_django()
    server("restore").restore(
        file, at=timezone.now(), force=force, progress=lambda label, count: _told(quiet, label, count)
    )
    say("已恢复，与备份一致。", "Restored; it is what was backed up.", language)
