"""Rows and tables that were not found are withheld; whether they were printed cannot be told."""

from __future__ import annotations

from gongkai.reports.editions import edition
from gongkai.reports.extract.resolved import UNTOLD, Resolved
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


def test_nothing_is_withheld_where_every_row_was_read() -> None:
    assert unread_cells(FORM, read_but()) == {}


def test_a_row_that_was_not_found_is_withheld_and_no_other() -> None:
    found = unread_cells(FORM, read_but("denied.state_secret"))

    assert (found[LOST].value, found[LOST].doubt, found[LOST].reason) == (None, UNTOLD, "missing-row")
    assert {cell.rpartition(".")[0] for cell in found} == {"t3.denied.state_secret"}


def test_a_table_that_was_not_found_is_withheld() -> None:
    tables = read_but()
    del tables["t4"]

    found = unread_cells(FORM, tables)

    assert {cell.reason for cell in found.values()} == {"missing-table"}
