"""What commands on reports have in common: their arguments, forms of output, and exit status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from gongkai.cli.inputs import Reading
from gongkai.cli.output import Row, csv_chunks, table, workbook

Form = Literal["table", "json", "csv", "xlsx"]

WITH_ERRORS = 1
UNREADABLE = 2

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE…", help="文件、文件夹或通配符；“-”为标准输入。 Files, folders or patterns; “-” is standard input."
    ),
]
FormOption = Annotated[Form, typer.Option("--format", help="输出的形式。 Form of the output.")]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="写入的文件。 File to write to.", show_default=False)
]


def rows_as(form: Form, heads: Sequence[str], rows: Iterable[Row]) -> Iterable[bytes]:
    """Rows in the form of a table for a person, a CSV file or a workbook."""
    if form == "xlsx":
        return [workbook(heads, rows, sheet="gongkai")]
    return csv_chunks(heads, rows) if form == "csv" else [table(heads, rows)]


def leave(reading: Reading, *, with_errors: bool = False) -> None:
    """End with the status that tells what happened."""
    status = UNREADABLE if reading.failed else WITH_ERRORS if with_errors else 0
    if status:
        raise typer.Exit(status)
