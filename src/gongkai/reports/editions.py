"""The editions of the national tables, read from `data/editions`; a wrong file is refused with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from gongkai.bilingual import Text
from gongkai.declarations import read_mapping
from gongkai.errors import InvalidDeclaration, UnknownEdition
from gongkai.reports.schema import (
    Block,
    Column,
    Edition,
    Identity,
    Row,
    SectionSpec,
    Table,
    cell_id,
)

EDITION_IDS: tuple[str, ...] = ("2014", "2019", "2021")

T = TypeVar("T", Row, Column)


@cache
def edition(edition_id: str) -> Edition:
    """The edition of that id ("2014", "2019", "2021"). Raises UnknownEdition."""
    if edition_id not in EDITION_IDS:
        raise UnknownEdition(
            "unknown-edition",
            Text(
                f"没有“{edition_id}”这一版本的年度报告格式。",
                f"There is no edition {edition_id!r} of the format.",
            ),
            hint=Text(f"可用的版本：{'、'.join(EDITION_IDS)}。", f"Editions: {', '.join(EDITION_IDS)}."),
        )
    path = resources.files("gongkai.reports") / "data" / "editions" / f"{edition_id}.yaml"
    return load_edition(path.read_text(encoding="utf-8"), where=f"reports/data/editions/{edition_id}.yaml")


@cache
def edition_for(year: int) -> Edition:
    """The edition that reports of that year must use. Raises UnknownEdition before 2014."""
    for edition_id in EDITION_IDS:
        if edition(edition_id).covers(year):
            return edition(edition_id)
    raise UnknownEdition(
        "no-edition-for-year",
        Text(f"{year}年没有全国统一的年度报告统计表。", f"No national table was in use for the year {year}."),
    )


def load_edition(source: str, *, where: str) -> Edition:
    """An edition from the text of its YAML file; `where` names the file in errors.

    raises  InvalidDeclaration for an unknown key, a missing key, or an identity over an unknown cell
    """
    entry = _Entry(read_mapping(source, where=where), where)
    years, cite, label = entry.child("years"), entry.child("cite"), entry.child("label")
    loaded = Edition(
        id=entry.text("edition"),
        label=Text(label.text("zh"), label.text("en")),
        instrument=cite.text("instrument"),
        status=cite.text("status"),
        first_year=int(years.take("from")),
        last_year=years.take("to", None),
        marks=tuple(entry.take("marks", ())),
        sections=tuple(_sections(entry.child("sections"))),
        tables=tuple(_table(_Entry(t, f"{where}: tables[{i}]")) for i, t in enumerate(entry.take("tables"))),
    )
    for part in (entry, years, cite, label):
        part.finish()
    return loaded


class _Entry:
    """A mapping of a data file that knows its place and refuses keys nobody asked for."""

    def __init__(self, values: Any, where: str) -> None:
        if not isinstance(values, Mapping):
            raise _wrong(where, "应为映射。", "A mapping is expected here.")
        self.where = where
        self._left = dict(values)

    def take(self, key: str, default: Any = ...) -> Any:
        if key in self._left:
            return self._left.pop(key)
        if default is ...:
            raise _wrong(self.where, f"缺少“{key}”。", f"The key {key!r} is missing.")
        return default

    def text(self, key: str, default: Any = ...) -> str:
        value = self.take(key, default)
        if not isinstance(value, str):
            raise _wrong(f"{self.where}.{key}", "应为文字。", "A text is expected here.")
        return value

    def child(self, key: str) -> _Entry:
        return _Entry(self.take(key), f"{self.where}.{key}")

    def children(self, key: str, *, default: Any = ...) -> Iterator[tuple[str, _Entry]]:
        """The entries under a key; a bare text stands for its label."""
        for name, value in self.take(key, default).items():
            values = {"label": value} if isinstance(value, str) else value
            yield str(name), _Entry(values, f"{self.where}.{key}.{name}")

    def rest(self) -> Iterator[tuple[Any, _Entry]]:
        for key in tuple(self._left):
            yield key, _Entry(self._left.pop(key), f"{self.where}.{key}")

    def finish(self) -> None:
        if self._left:
            names = ", ".join(map(str, self._left))
            raise _wrong(self.where, f"不认识的键：{names}。", f"Unknown keys: {names}.")


def _wrong(where: str, zh: str, en: str) -> InvalidDeclaration:
    return InvalidDeclaration("invalid-edition", Text(zh, en), where=where)


def _sections(entry: _Entry) -> Iterator[SectionSpec]:
    for number, section in entry.rest():
        spec = SectionSpec(
            int(number),
            section.text("title"),
            tuple(section.take("printed_as", ())),
        )
        section.finish()
        yield spec


def _table(entry: _Entry) -> Table:
    blocks = tuple(_block(_Entry(b, f"{entry.where}.blocks[{i}]")) for i, b in enumerate(entry.take("blocks")))
    bare = Table(entry.text("id"), entry.take("section", 0), blocks, (), entry.take("printed", "") == "one_row")
    identities = tuple(
        identity
        for i, values in enumerate(entry.take("identities", ()))
        for identity in _identities(bare, _Entry(values, f"{entry.where}.identities[{i}]"))
    )
    entry.finish()
    return Table(bare.id, bare.section, blocks, identities, bare.is_one_row)


def _block(entry: _Entry) -> Block:
    block = Block(
        columns=tuple(_column(name, e) for name, e in entry.children("columns")),
        rows=tuple(_row(name, e) for name, e in entry.children("rows")),
        head=entry.text("head", ""),
        corner=entry.text("corner", ""),
        over=entry.text("over", ""),
        cite=entry.text("cite", ""),
        foreign_rows=tuple(_row(name, e) for name, e in entry.children("foreign_rows", default={})),
    )
    entry.finish()
    return block


def _column(name: str, entry: _Entry) -> Column:
    column = Column(
        name,
        entry.text("label"),
        tuple(entry.take("printed_as", ())),
        entry.text("under", ""),
        entry.text("unit", ""),
        int(entry.take("decimals", 0)),
        bool(entry.take("signed", False)),
    )
    entry.finish()
    return column


def _row(name: str, entry: _Entry) -> Row:
    row = Row(
        name,
        entry.text("label"),
        tuple(entry.take("printed_as", ())),
        tuple(entry.take("under", ())),
        entry.text("outcome", ""),
        entry.text("cite", ""),
        entry.text("unit", ""),
        entry.text("edition", ""),
    )
    entry.finish()
    return row


def _identities(table: Table, entry: _Entry) -> Iterator[Identity]:
    """One identity of columns holds in every row, one of rows in every column."""
    rule, over_columns, over_rows = entry.text("rule"), entry.text("columns", ""), entry.text("rows", "")
    entry.finish()
    for block in table.blocks:
        if over_columns:
            columns = {c.id: (c,) for c in block.columns}
            left, right = _sides(over_columns, columns, entry.where)
            for row in block.rows:
                yield Identity(rule, *(tuple(cell_id(table, row, c) for c in side) for side in (left, right)))
        else:
            rows: dict[str, tuple[Row, ...]] = {r.id: (r,) for r in block.rows}
            rows["outcomes"] = tuple(r for r in block.rows if r.outcome)
            over, under = _sides(over_rows, rows, entry.where)
            for column in block.columns:
                yield Identity(rule, *(tuple(cell_id(table, r, column) for r in side) for side in (over, under)))


def _sides(equation: str, known: Mapping[str, tuple[T, ...]], where: str) -> tuple[tuple[T, ...], tuple[T, ...]]:
    try:
        left, right = (
            tuple(item for name in side.split("+") for item in known[name.strip()]) for side in equation.split("=")
        )
    except (KeyError, ValueError) as error:
        raise _wrong(where, f"勾稽关系写错：{equation}", f"This identity cannot be read: {equation}") from error
    return left, right
