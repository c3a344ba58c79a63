"""What a national table is made of: sections, tables, blocks, rows, columns, cells, identities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NewType

from gongkai.bilingual import Text

CellId = NewType("CellId", str)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a block; `under` is the head printed over it, `unit` what its figures count in."""

    id: str
    label: str
    printed_as: tuple[str, ...] = ()
    under: str = ""
    unit: str = ""
    decimals: int = 0
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row that carries figures; `under` are the group labels printed before it, outermost first.

    outcome  kind of result it counts (granted, partial, denied, unavailable, refused, other), "" for none
    edition  of a foreign row: the edition whose row it is
    """

    id: str
    label: str
    printed_as: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    outcome: str = ""
    cite: str = ""
    unit: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows and columns under one head. `foreign_rows` are rows of another edition that get printed here."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: str = ""
    corner: str = ""
    over: str = ""
    cite: str = ""
    foreign_rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """An arithmetic relation the form itself demands: sum of `left` equals sum of `right`."""

    rule: str
    left: tuple[CellId, ...]
    right: tuple[CellId, ...]


@dataclass(frozen=True, slots=True)
class CellSpec:
    """What the form says of one cell."""

    id: CellId
    table: str
    row: Row
    column: Column

    @property
    def unit(self) -> str:
        return self.row.unit or self.column.unit

    @property
    def decimals(self) -> int:
        return self.column.decimals

    @property
    def label(self) -> Text:
        """Row and column as printed, for messages."""
        words = f"{self.row.label}／{self.column.label}"
        return Text(words, f"{words} ({self.id})")


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    section: int
    blocks: tuple[Block, ...]
    identities: tuple[Identity, ...]
    is_one_row: bool = False


@dataclass(frozen=True, slots=True)
class SectionSpec:
    number: int
    title: str
    printed_as: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """One edition of the unified format: its sections, tables and identities.

    marks  labels that only this edition prints; by them a document tells its edition
    """

    id: str
    label: Text
    instrument: str
    status: str
    first_year: int
    last_year: int | None
    marks: tuple[str, ...]
    sections: tuple[SectionSpec, ...]
    tables: tuple[Table, ...] = field(repr=False)

    @cached_property
    def cells(self) -> Mapping[CellId, CellSpec]:
        """Every cell of the edition in printed order."""
        return MappingProxyType(
            {
                spec.id: spec
                for table in self.tables
                for block in table.blocks
                for row in block.rows
                for spec in (CellSpec(cell_id(table, row, c), table.id, row, c) for c in block.columns)
            }
        )

    @cached_property
    def foreign_cells(self) -> Mapping[CellId, CellSpec]:
        """Cells of rows that belong to another edition but are printed in this one's tables."""
        return MappingProxyType(
            {
                spec.id: spec
                for table in self.tables
                for block in table.blocks
                for row in block.foreign_rows
                for spec in (CellSpec(cell_id(table, row, c), table.id, row, c) for c in block.columns)
            }
        )

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        return tuple(identity for table in self.tables for identity in table.identities)

    @cached_property
    def outcomes(self) -> tuple[Row, ...]:
        """The rows on which a request may end, in printed order."""
        return tuple(row for t in self.tables for b in t.blocks for row in b.rows if row.outcome)

    def table(self, table_id: str) -> Table:
        return next(t for t in self.tables if t.id == table_id)

    def spec(self, cell: CellId) -> CellSpec | None:
        return self.cells.get(cell) or self.foreign_cells.get(cell)

    def covers(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


def cell_id(table: Table, row: Row, column: Column) -> CellId:
    return CellId(f"{table.id}.{row.id}.{column.id}")
