"""What an import file looks like: a template names its columns and says how checked rows are written.

An app declares its templates in `imports.py`, listed in `server/providers.py`:

    def write(rows: Sequence[Row], about: Import) -> list[Publication]:
        found = [Publication(origin="imported", public_body_id=row["body"], …) for row in rows]
        return Publication.objects.bulk_create(found)      # one object for each row, in their order, with ids

    PUBLICATIONS = Template(
        "publications", Text("主动公开信息", "Publications"), columns=(Column("title", Text("标题", "Title"), …), …),
        write=write, undo=undo, find_bodies=bodies_by_name, roles=frozenset({"office_head"}),
    )

The engine (`core.imports`) calls `write` inside a transaction with at most 500 rows and writes the audit entry of each.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import xlsxwriter
from django.db.models import Model

from gongkai.apps.core.actors import Actor
from gongkai.apps.core.exports import safe_cell
from gongkai.bilingual import Language, Text

ColumnKind = Literal["text", "date", "integer", "decimal", "choice", "body"]
Value = str | int | Decimal | date | None

KIND_LABELS: Mapping[str, Text] = {
    "text": Text("文字", "Text"),
    "date": Text("日期，如 2024-01-31", "Date, such as 2024-01-31"),
    "integer": Text("整数", "Whole number"),
    "decimal": Text("数字", "Number"),
    "choice": Text("从所列中选一项", "One of those listed"),
    "body": Text("单位名称（与系统中一致）或统一社会信用代码", "Name of a body as in the register, or its credit code"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an import file. Its head is the Chinese or the English label, or the key.

    choices  of a choice: the value kept, and its label; both labels and the value itself are understood
    most     of a text: characters
    body     a body is named; the row holds its id
    """

    key: str
    label: Text
    kind: ColumnKind = "text"
    is_required: bool = False
    example: str = ""
    help: Text | None = None
    choices: Mapping[str, Text] = field(default_factory=dict)
    most: int = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One row whose cells were understood. A blank cell is None, and so is a column the file lacks.

    number  as the sheet shows it: the head is row 1
    """

    number: int
    values: Mapping[str, Value]

    def __getitem__(self, key: str) -> Value:
        return self.values.get(key)

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return "" if value is None else str(value)

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def number_of(self, key: str) -> int:
        """A whole number or the id of a body; 0 where the cell is blank."""
        value = self.values.get(key)
        return value if isinstance(value, int) else 0


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell or row.

    row     0 for the file as a whole
    column  head of the column, None for the whole row
    """

    row: int
    column: Text | None
    message: Text
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class Import:
    """What a template knows of the import it takes part in.

    body_id  root body of the government whose registers are filled
    by       the import as an actor: Actor("import", id of the run)
    """

    run_id: int | None
    body_id: int
    by: Actor
    at: datetime


def no_faults(_rows: Sequence[Row], _about: Import) -> Iterable[Fault]:
    return ()


def no_bodies(_names: Collection[str], _body_id: int) -> Mapping[str, int]:
    return {}


def body_of(subject: Model) -> int | None:
    found = getattr(subject, "public_body_id", None)
    return found if isinstance(found, int) else None


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of import file.

    write        (rows, about) -> one written object for each row, in order, with ids; nothing else is written there
                 than rows of this app; called inside a transaction with at most 500 rows
    undo         (ids of written objects, about): delete them and what was written with them
    check        (all rows, about) -> faults that a single cell does not show
    find_bodies  (names or codes, id of the root body) -> ids of bodies of this government
    body_of      the id of the body a written object belongs to, for its audit entry
    act          name of the audit entry of each row, such as "disclosure.import"
    roles        who may import it, held in the root body of the government
    """

    name: str
    label: Text
    columns: tuple[Column, ...]
    act: str
    write: Callable[[Sequence[Row], Import], Sequence[Model]]
    undo: Callable[[Sequence[int], Import], None]
    check: Callable[[Sequence[Row], Import], Iterable[Fault]] = no_faults
    find_bodies: Callable[[Collection[str], int], Mapping[str, int]] = no_bodies
    body_of: Callable[[Model], int | None] = body_of
    roles: frozenset[str] = frozenset({"office_head"})


def as_csv(template: Template, language: Language) -> bytes:
    """The empty template as CSV, with the mark that lets spreadsheets read it as UTF-8."""
    held = io.StringIO()
    csv.writer(held).writerow([column.label.in_language(language) for column in template.columns])
    return held.getvalue().encode("utf-8-sig")


def as_workbook(template: Template, language: Language) -> bytes:
    """The empty template as XLSX: a sheet to fill in, and one that explains every column."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        _sheet_to_fill(book, template, language)
        _sheet_of_instructions(book, template, language)
    return held.getvalue()


def _sheet_to_fill(book: xlsxwriter.Workbook, template: Template, language: Language) -> None:
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1})
    formats = {
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "integer": book.add_format({"num_format": "0"}),
        "decimal": book.add_format({"num_format": "General"}),
    }
    as_text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(Text("数据", "Data").in_language(language))
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(template.columns):
        sheet.set_column(at, at, 24, formats.get(column.kind, as_text))
        sheet.write_string(0, at, column.label.in_language(language), head)
        offered = [label.in_language(language) for label in column.choices.values()]
        if offered and sum(map(len, offered)) + len(offered) <= 255:
            sheet.data_validation(1, at, 100_000, at, {"validate": "list", "source": offered})


def _sheet_of_instructions(book: xlsxwriter.Workbook, template: Template, language: Language) -> None:
    head = book.add_format({"bold": True, "border": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(Text("填写说明", "How to fill it in").in_language(language))
    for at, (label, width) in enumerate(zip(INSTRUCTION_HEADS, (20, 10, 34, 40, 28, 60), strict=True)):
        sheet.set_column(at, at, width, wrapped)
        sheet.write_string(0, at, label.in_language(language), head)
    for at, column in enumerate(template.columns, start=1):
        for place, words in enumerate(instructions(column, language)):
            sheet.write_string(at, place, safe_cell(words))


INSTRUCTION_HEADS = (
    Text("栏目", "Column"),
    Text("必填", "Required"),
    Text("填什么", "What goes in"),
    Text("可选值", "Choices"),
    Text("示例", "Example"),
    Text("说明", "Notes"),
)


def instructions(column: Column, language: Language) -> tuple[str, ...]:
    """The words for one column, in the order of INSTRUCTION_HEADS."""
    required = Text("是", "yes") if column.is_required else Text("否", "no")
    return (
        column.label.in_language(language),
        required.in_language(language),
        KIND_LABELS[column.kind].in_language(language),
        Text("、", ", ").in_language(language).join(one.in_language(language) for one in column.choices.values()),
        column.example,
        column.help.in_language(language) if column.help else "",
    )
