"""The command `gongkai`: what it mounts, and how an error reaches the person at the shell."""

from __future__ import annotations

from typing import Annotated

import typer
from typer.core import TyperGroup

from gongkai import __version__
from gongkai.cli import audit, law, operation, operation_first, operation_looks, reports, server
from gongkai.cli.options import UNREADABLE
from gongkai.cli.words import language_of, show_error
from gongkai.errors import GongkaiError


class Commands(TyperGroup):
    """Commands whose errors are one line on stderr, with the exit status 2."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except GongkaiError as error:
            show_error(error, language_of(ctx))
            raise typer.Exit(UNREADABLE) from None


app = typer.Typer(
    name="gongkai",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="公开：读取、核查、比较政府信息公开工作年度报告，计算法定期限。\n\n"
    "Gongkai: read, check and compare annual reports of open government information; count statutory time limits.",
)
app.add_typer(law.app, name="law")
app.add_typer(audit.app, name="audit")
reports.register(app)
for group in (server, operation, operation_first, operation_looks):
    group.register(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gongkai {__version__}")
        raise typer.Exit


@app.callback()
def gongkai(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="显示版本。 Show the version."),
    ] = False,
) -> None:
    """Options before the command."""
