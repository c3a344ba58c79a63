"""Rows that were not read: withheld where their words are printed, blank where they are not."""

from __future__ import annotations

from gongkai.reports.editions import edition
from gongkai.reports.extract.resolved import UNTOLD, Resolved
from gongkai.reports.extract.source import Line
from gongkai.reports.extract.unread import unread_cells
from gongkai.reports.schema import CellId

FORM = edition("2021")
LOST = CellId("t3.denied.state_secret.total")


def read_but(*rows: str) -> dict[str, Resolved]:
    """Every table as read, but for some rows of table 3."""
    tables = {t.id: Resolved(rows={row.id: 1 for b in t.blocks for row in b.rows}) for t in FORM.tables}
    for row in rows:
        del tables["t3"].rows[row]
    return tables


def test_a_row_whose_label_is_printed_but_that_was_not_read_is_withheld() -> None:
    row = LOST.split(".", 1)[1].rpartition(".")[0]
    lines = [Line(1, ["1.属于国家秘密", "3 4 5"])]

    found = unread_cells(FORM, read_but(row), {"t3": lines})

    assert (found[LOST].value, found[LOST].doubt, found[LOST].reason) == (None, UNTOLD, "missing-row")


def test_a_row_that_is_not_printed_is_blank_without_doubt() -> None:
    row = LOST.split(".", 1)[1].rpartition(".")[0]

    assert unread_cells(FORM, read_but(row), {"t3": [Line(1, ["（三）不予公开"])]}) == {}


def test_a_table_that_was_not_found_is_withheld() -> None:
    tables = read_but()
    del tables["t4"]

    found = unread_cells(FORM, tables, {})

    assert {cell.reason for cell in found.values()} == {"missing-table"}
