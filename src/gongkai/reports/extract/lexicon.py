"""The labels of an edition, ready to be looked up: which row, group, head or table a printed text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from gongkai.reports.editions import edition
from gongkai.reports.extract.values import Value, parse_value
from gongkai.reports.schema import Block, CellId, Identity, Table
from gongkai.text.labels import canonical, numbering, without_numbering

LabelKind = Literal["row", "group", "head", "mark"]
Match = Literal["exact", "alias", "misprint"]

Sum = tuple[int, tuple[int, ...]]
"""Positions of cells in a row: the first is the sum of the others."""

_NOTE = re.compile(r"[（(\[【][^（(\[【]{1,12}[）)\]】]\s*$")

_GAP = r"[\s、，,。.（）()“”\"：:]*+"
_NUMBERED = r"(?:(?:[（(]\s*[一二三四五六七八九十]{1,2}\s*[)）]|[一二三四五六七八九十]、|(?<!\d)\d\s*[.．、])\s*)?"


@dataclass(frozen=True, slots=True)
class Label:
    """What a text names. `id` is the row or column id, or the label of a group; `table` the table it belongs to."""

    kind: LabelKind
    table: str
    id: str
    expected: str
    match: Match = "exact"


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A table row understood at once: its row label, all its words, where its figures begin, and the figures."""

    label: Label
    words: tuple[str, ...]
    first: int
    values: tuple[Value, ...]


class Lexicon:
    """The labels of one table of an edition."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._exact: dict[str, Label] = {}
        self._own = {row.id for block in table.blocks for row in block.rows}
        for block in table.blocks:
            self._add_block(block)
        self._fuzzy = [name for name in self._exact if len(name) >= 4]
        self.row_ids = tuple(row.id for block in table.blocks for row in block.rows)
        self.columns = tuple(c.id for c in table.blocks[0].columns)
        self.find = lru_cache(maxsize=4096)(self._find)
        self.guess = lru_cache(maxsize=4096)(self._guess)
        self.cells = cache(self._cells)
        self.known_row = lru_cache(maxsize=16384)(self._known_row)
        self.twins = cache(self._twins)
        self.sums = cache(self._sums)

    def width(self, row_id: str) -> int:
        """The number of value columns of that row."""
        return len(self.row_columns(row_id))

    def row_columns(self, row_id: str) -> tuple[str, ...]:
        """Ids of the columns of that row; of the first block when the row is not known."""
        return self._columns.get(row_id, self.columns)

    def is_counting(self, row_id: str) -> bool:
        """Whether every cell of the row is a bare count, without a unit."""
        return row_id not in self._measured

    @cached_property
    def _measured(self) -> frozenset[str]:
        return frozenset(row_id for (row_id, _), unit in self._units.items() if unit)

    def _known_row(self, cells: tuple[str, ...]) -> KnownRow | None:
        """A table row of nothing but known labels, the last that of a row, and a figure for each of its columns."""
        label, first = None, 0
        words: list[str] = []
        for i, text in enumerate(cells):
            if text and parse_value(text).kind == "words":
                label, first = self._find(text), i + 1
                words.append(text)
                if label is None or label.kind not in {"row", "group"} or len(text) > 80:
                    return None
        said = {"", *words}
        values = tuple(parse_value(text) for text in cells[first:])
        if label is None or label.kind != "row" or any(text not in said for text in cells[:first]):
            return None
        if len(values) != self.width(label.id) or any(value.kind != "number" for value in values):
            return None
        return KnownRow(label, tuple(words), first, values)

    def _twins(self, row_id: str) -> tuple[str, ...]:
        """The rows that bear the same label as this one, in printed order; itself alone as a rule."""
        rows = [row for block in self.table.blocks for row in block.rows]
        label = next((canonical(row.label) for row in rows if row.id == row_id), "")
        return tuple(row.id for row in rows if canonical(row.label) == label) or (row_id,)

    def _cells(self, row_id: str) -> tuple[CellId, ...]:
        return tuple(CellId(f"{self.table.id}.{row_id}.{column}") for column in self.row_columns(row_id))

    def unit(self, row_id: str, column_id: str) -> str:
        """The unit the form expects in that cell, "" when it names none."""
        return self._units.get((row_id, column_id), "")

    def _sums(self, row_id: str) -> tuple[Sum, ...]:
        """The identities that hold inside one row, as positions of its columns; a foreign row's are its block's."""
        block = next((b for b in self.table.blocks if any(row.id == row_id for row in b.foreign_rows)), None)
        if block is not None:
            return self._sums(block.rows[0].id)
        places = {cell: i for i, cell in enumerate(self.cells(row_id))}
        return tuple(
            (places[identity.left[0]], tuple(places[c] for c in identity.right))
            for identity in self.table.identities
            if identity.left[0] in places and all(c in places for c in identity.right)
        )

    @cached_property
    def between(self) -> tuple[Identity, ...]:
        """The identities between rows."""
        return tuple(i for i in self.table.identities if len({c.rpartition(".")[0] for c in i.left + i.right}) > 1)

    @cached_property
    def _columns(self) -> dict[str, tuple[str, ...]]:
        return {
            row.id: tuple(c.id for c in block.columns)
            for block in self.table.blocks
            for row in (*block.rows, *block.foreign_rows)
        }

    @cached_property
    def _units(self) -> dict[tuple[str, str], str]:
        return {
            (row.id, column.id): row.unit or column.unit
            for block in self.table.blocks
            for row in (*block.rows, *block.foreign_rows)
            for column in block.columns
        }

    def _add_block(self, block: Block) -> None:
        table = self.table.id
        for name in (block.head, block.corner, block.over):
            self._add(name, Label("mark", table, name, name))
        for column in block.columns:
            for name, match in _names(column.label, column.printed_as):
                self._add(name, Label("head", table, column.id, column.label, match))
            self._add(column.under, Label("mark", table, column.under, column.under))
        for row in (*block.rows, *block.foreign_rows):
            for group in row.under:
                self._add(group, Label("group", table, group, group))
        for row in (*block.rows, *block.foreign_rows):
            for name, match in _names(row.label, row.printed_as):
                self._add(name, Label("row", table, row.id, row.label, match))

    def _add(self, name: str, label: Label) -> None:
        if not name:
            return
        for form in (canonical(name), without_numbering(canonical(name))):
            known = self._exact.get(form)
            if known is None or (known.kind == "group" and label.kind == "row" and label.id in self._own):
                self._exact[form] = label

    def _find(self, text: str) -> Label | None:
        """The label a text is, exactly or but for its numbering; None when it is none."""
        form = canonical(text)
        if not form or len(form) > 120:
            return None
        found = self._exact.get(form)
        if found is None:
            found = self._exact.get(without_numbering(form))
            if found is not None and found.kind == "head" and numbering(form):
                return None
        if found is None and (note := _NOTE.search(text)) and note.start() > 2:
            return self._find(text[: note.start()])
        return found

    def is_numbered(self, text: str) -> bool:
        return bool(numbering(canonical(text)))

    def _guess(self, text: str) -> Label | None:
        """The one label a text is a misprint of; None when none or several come near."""
        form = without_numbering(canonical(text))
        if not 3 <= len(form) <= 120:
            return None
        allowed = 1 if len(form) <= 7 else max(2, len(form) // 5)
        near = process.extract(form, self._fuzzy, scorer=OSA.distance, score_cutoff=allowed, limit=4)
        best: dict[tuple[str, str], tuple[float, str]] = {}
        for name, distance, _ in near:
            label = self._exact[name]
            key = (label.kind, label.id)
            if key not in best or distance < best[key][0]:
                best[key] = (distance, name)
        ranked = sorted(best.values())
        if not ranked or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < 1):
            return None
        label = self._exact[ranked[0][1]]
        return Label(label.kind, label.table, label.id, label.expected, "misprint")

    @cached_property
    def scanner(self) -> re.Pattern[str]:
        """Finds labels anywhere inside a longer text, whatever spaces and punctuation stand between characters."""
        names = {form for form in self._exact if len(form) >= 2} - {"其他"}
        if self.table.id == "t3":
            names -= {"总计"}
        numbered = {canonical(row.label) for b in self.table.blocks for row in b.rows if canonical(row.label)}
        spelled = sorted({without_numbering(n) for n in names} | numbered, key=len, reverse=True)
        body = "|".join(_GAP.join(map(re.escape, name)) for name in spelled)
        tail = r"|3\s*[.．、]\s*其他(?!处理|法律|结果|组织)|[（(]七[)）]\s*总计" if self.table.id == "t3" else ""
        return re.compile(f"{_NUMBERED}(?:{body}){tail}")


def _names(label: str, printed_as: tuple[str, ...]) -> Iterator[tuple[str, Match]]:
    yield label, "exact"
    for name in printed_as:
        yield name, "alias"


@cache
def lexicon_of(edition_id: str, table_id: str) -> Lexicon:
    """The lexicon of one table of an edition, made once."""
    return Lexicon(edition(edition_id).table(table_id))
