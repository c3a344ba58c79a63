"""What a command prints or writes: rows as table, CSV or workbook; files written whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, system_reason

Value = str | int | float | Decimal | None
Row = Sequence[Value]


def emit(chunks: Iterable[bytes], output: Path | None, *, may_replace: bool = True) -> None:
    """To the file that was named, else to standard output as they come.

    raises  InvalidInput when it cannot be written
    """
    if output is not None:
        write_whole(output, chunks, may_replace=may_replace)
        return
    try:
        sys.stdout.flush()
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _cannot_write("-", error) from error


def write_whole(path: Path, chunks: Iterable[bytes], *, may_replace: bool) -> None:
    """Write a file so that nobody ever sees half of it.

    raises  InvalidInput when it is there and may not be replaced, or cannot be written
    """
    if path.exists() and not may_replace:
        raise InvalidInput(
            "file-exists",
            Text("文件已存在，没有覆盖。", "The file is there already and was left alone."),
            where=str(path),
            hint=Text("确要覆盖请加 --force。", "Give --force to replace it."),
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".gongkai-", dir=path.parent) as beside:
            part = Path(beside) / path.name
            with part.open("wb") as file:
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
    except OSError as error:
        raise _cannot_write(str(path), error) from error


def _cannot_write(where: str, error: OSError) -> InvalidInput:
    words = Text("文件写不进去：{why}。", "The file cannot be written: {why}.").format(why=system_reason(error))
    return InvalidInput("cannot-write", words, where=where)


def csv_chunks(heads: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow(row)
        if text.tell() > 1 << 16:
            yield _taken(text)
    yield _taken(text)


def _taken(text: io.StringIO) -> bytes:
    written = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return written


def workbook(heads: Sequence[str], rows: Iterable[Row], *, sheet: str) -> bytes:
    """One sheet with a frozen head. Raises InvalidInput where the extra `excel` is not installed."""
    from gongkai.reports.optional import optional_module

    xlsxwriter = optional_module("xlsxwriter", extra="excel", form=Text("Excel工作簿", "Excel workbooks"))
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        page.write_row(0, 0, heads, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            page.write_row(number, 0, row)
    return data.getvalue()


def table(heads: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A plain table for a person, without colours: as wide as the terminal, or 120 characters where there is none."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Words

    drawn = Table(box=box.SIMPLE_HEAD, header_style="")
    for head in heads:
        drawn.add_column(head, overflow="fold")
    for row in rows:
        drawn.add_row(*(Words("" if value is None else str(value)) for value in row))
    text = io.StringIO()
    width = None if sys.stdout.isatty() else 120
    Console(file=text, width=width, color_system=None).print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines()).encode()
