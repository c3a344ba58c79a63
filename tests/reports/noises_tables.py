"""Noise in the build of tables: rows, columns, breaks; each noise says what the document still tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from gongkai.reports.schema import CellId
from tests.reports.builders import APPLICANTS, seeded_report
from tests.reports.layouts import Layout
from tests.reports.noises import CELL_NOISES, Noise, anywhere, named, unless_glued
from tests.reports.noises_pages import PAGE_NOISES
from tests.reports.sheets import Box, Grid, Sheet, spread

PAGE_MARKS = ("- 4 -", "— 4 —", "－4－", "4", "第4页 共9页", "4 / 9")


def boxes_of(grid: Grid, cells: list[CellId]) -> tuple[list[Box], list[int]]:
    """The row of the grid that prints these cells, and where they stand in it."""
    row = next((r for r in grid if any(b.cell == cells[0] for b in r)), [])
    return row, [i for i, b in enumerate(row) if b.cell in cells]


# ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def absent_row(sheet: Sheet) -> None:
    own = [cells for cells in sheet.rows_of("t3") if cells[0] in sheet.report.edition.cells]
    row = sheet.rng.choice(own)[0].rpartition(".")[0]
    sheet.absent_rows.add(row)
    for cell in [cell for cell in sheet.expected if cell.rpartition(".")[0] == row]:
        sheet.expected[cell] = None


def absent_table(sheet: Sheet) -> None:
    sheet.grid_edits.append(lambda table, grid: [[Box("（略）", "label")]] if table == "t4" else grid)
    for cell in [cell for cell in sheet.expected if cell.startswith("t4.")]:
        sheet.expected[cell] = None


def _misshapen(sheet: Sheet, change: Callable[[list[Box], list[int]], None], *, count: int, full: bool = False) -> None:
    """Change the figures of some rows of Table 3, or `full` ones, so that their columns cannot be told for sure.

    Where a row prints nothing but zeros it does not matter which zero stands where. A row that another noise has
    put out of shape is passed over: two changes could make it whole again, with other figures.
    """
    left = [cells for cells in sheet.rows_of("t3") if cells[-1] not in sheet.misshapen]
    left = [cells for cells in left if not full or all(sheet.shown[cell] for cell in cells)]
    chosen = sheet.rng.sample(left, min(count, len(left)))
    sheet.misshapen.update(cells[-1] for cells in chosen)
    for cells in chosen:
        all_zero = {sheet.shown[cell] for cell in cells} <= {"0", ""}
        (sheet.zeros if all_zero else sheet.undecided).update(cells)

    def edit(_table: str, grid: Grid) -> Grid:
        for cells in chosen:
            row, places = boxes_of(grid, cells)
            if len(places) == len(cells):
                change(row, places)
        return grid

    sheet.grid_edits.append(edit)


def six_of_seven(sheet: Sheet) -> None:
    """Rows that print six figures for seven columns."""
    lost = sheet.rng.randrange(7)

    def lose(row: list[Box], places: list[int]) -> None:
        del row[places[lost]]

    _misshapen(sheet, lose, count=sheet.rng.randint(1, 20))


def eight_of_seven(sheet: Sheet) -> None:
    """Rows with a figure too many; where one was blank, it would be made whole."""
    at = sheet.rng.randrange(7)
    _misshapen(sheet, lambda row, places: row.insert(places[at], Box("0", "value")), count=2, full=True)


def glued_rows(sheet: Sheet) -> None:
    """All seven figures in one cell without anything between them."""

    def glue(row: list[Box], places: list[int]) -> None:
        text = "".join(row[i].text for i in places)
        row[places[0] : places[-1] + 1] = [Box(text, "value", colspan=7)]

    _misshapen(sheet, glue, count=3)


def glued_pair(sheet: Sheet) -> None:
    """Two neighbours in one cell."""

    def glue(row: list[Box], places: list[int]) -> None:
        row[places[1]].text += row[places[2]].text
        del row[places[2]]

    _misshapen(sheet, glue, count=2)


def lost_labels(sheet: Sheet) -> None:
    """Rows whose label is blank: only order and sums tell which they are."""
    chosen = _leaf_rows(sheet, 2)
    sheet.undecided |= {cell for cells in chosen for cell in cells}

    def edit(_table: str, grid: Grid) -> Grid:
        for cells in chosen:
            row, places = boxes_of(grid, cells)
            if places:
                row[places[0] - 1].text = ""
        return grid

    sheet.grid_edits.append(edit)


def label_below(sheet: Sheet) -> None:
    """Rows whose label is cut off and stands in a row of its own below the figures."""
    chosen = _leaf_rows(sheet, 3)
    sheet.undecided |= {cell for cells in chosen for cell in cells}

    def edit(_table: str, grid: Grid) -> Grid:
        for cells in chosen:
            row, places = boxes_of(grid, cells)
            if places:
                at = next(i for i, r in enumerate(grid) if r is row)
                grid.insert(at + 1, [replace(row[0]), *(Box("", "label") for _ in places)])
                row[0].text = ""
                _stretch(grid, at)
        return grid

    sheet.grid_edits.append(edit)


def _leaf_rows(sheet: Sheet, count: int) -> list[list[CellId]]:
    """Some rows of Table 3 that open no group."""
    rows = [[box.cell for box in row if box.cell] for row in sheet.draw("t3")[0] if len(row) == 8]
    whole = [cells for cells in rows if len(cells) == 7]
    return sheet.rng.sample(whole, min(count, len(whole)))


def _stretch(grid: Grid, at: int) -> None:
    """Let the labels that span row `at` also span the row put in after it."""
    for i, row in enumerate(grid[: at + 1]):
        for box in row:
            if box.rowspan > 1 and i <= at < i + box.rowspan:
                box.rowspan += 1


def rows_swapped(sheet: Sheet) -> None:
    """Two rows of one group stand in the other order, each with its label."""
    at = sheet.rng.randint(1, 6)

    def edit(_table: str, grid: Grid) -> Grid:
        rows = [i for i, row in enumerate(grid) if any("denied" in (b.cell or "") for b in row)]
        if len(rows) > at + 1:
            grid[rows[at]], grid[rows[at + 1]] = grid[rows[at + 1]], grid[rows[at]]
        return grid

    sheet.grid_edits.append(edit)


def subtotal_rows(sheet: Sheet) -> None:
    """A row 小计 closes the group of denials."""
    sums = [
        str(sum(sheet.report.value(c) or 0 for c in sheet.expected if c.startswith("t3.denied.") and c.endswith(w)))
        for w in (*(f".{a}" for a in APPLICANTS), ".total")
    ]

    def edit(table: str, grid: Grid) -> Grid:
        rows = [i for i, row in enumerate(grid) if any("denied" in (b.cell or "") for b in row)]
        if rows and table == "t3":
            _stretch(grid, rows[-1])
            grid.insert(rows[-1] + 1, [Box("小计", "label"), *(Box(text, "value") for text in sums)])
        return grid

    sheet.grid_edits.append(edit)


def group_rows(sheet: Sheet) -> None:
    """Group labels on rows of their own, over the full width."""

    def edit(table: str, grid: Grid) -> Grid:
        if table != "t3":
            return grid
        rows: Grid = []
        for row in grid:
            groups = [b for b in row if b.kind == "label" and b.rowspan > 1]
            rows += [[Box(b.text, "label", colspan=8)] for b in groups]
            rows.append([replace(b, colspan=1) if b.kind != "head" else b for b in row if b not in groups])
        for box in rows[0][:1]:
            box.colspan = 1
        return rows

    sheet.grid_edits.append(edit)


# ── columns ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _column_added(sheet: Sheet, text: Callable[[int, bool], str], *, last: bool, table: str = "t3") -> None:
    def edit(name: str, grid: Grid) -> Grid:
        for i, row in enumerate(grid) if name == table else ():
            head = all(box.kind == "head" for box in row)
            row.insert(len(row) if last else 0, Box(text(i, head), "head" if head else "label"))
        return grid

    sheet.grid_edits.append(edit)


def serial_numbers(sheet: Sheet) -> None:
    _column_added(sheet, lambda i, head: ("序号" if i == 0 else "") if head else str(i - 2), last=False)


def remarks(sheet: Sheet) -> None:
    words = sheet.rng.choice((("", ""), ("含转办", ""), ("见说明", "2")))
    _column_added(sheet, lambda i, head: ("备注" if i == 0 else "") if head else words[i % 2], last=True)


def blank_column(sheet: Sheet) -> None:
    for table in ("t2", "t3", "t4"):
        _column_added(sheet, lambda _i, _head: "", last=True, table=table)


def unit_column(sheet: Sheet) -> None:
    def edit(name: str, grid: Grid) -> Grid:
        for i, row in enumerate(grid) if name == "t3" else ():
            values = [j for j, box in enumerate(row) if box.cell]
            if values:
                row.insert(values[0], Box("件", "label"))
            elif i == 0:
                row.insert(1, Box("单位", "head", rowspan=3))
        return grid

    sheet.grid_edits.append(edit)


def total_before_other(sheet: Sheet) -> None:
    """总计 stands before 其他, head and figures alike."""

    def edit(table: str, grid: Grid) -> Grid:
        heads = [b for row in grid for b in row if b.kind == "head" and b.text in ("总计", "合计", "其他")]
        if table == "t3" and len(heads) == 2:
            heads[0].text, heads[1].text = heads[1].text, heads[0].text
        for row in grid if table == "t3" else ():
            values = [i for i, box in enumerate(row) if box.cell]
            if len(values) == 7:
                row[values[5]], row[values[6]] = row[values[6]], row[values[5]]
        return grid

    sheet.grid_edits.append(edit)


def subtotal_column(sheet: Sheet) -> None:
    """A subtotal of legal persons between 其他 and 总计."""

    def edit(table: str, grid: Grid) -> Grid:
        for i, row in enumerate(grid) if table == "t3" else ():
            values = [b for b in row if b.cell]
            if len(values) == 7:
                figures = [sheet.report.value(b.cell or "") or 0 for b in values[1:6]]
                row.insert(len(row) - 1, Box(str(sum(figures)), "value"))
            elif all(b.kind == "head" for b in row):
                wide = next((b for b in row if b.colspan in (5, 7)), None)
                if wide is not None:
                    wide.colspan += 1
                elif i == 2:
                    row.append(Box("小计", "head"))
        return grid

    sheet.grid_edits.append(edit)


def wrong_spans(sheet: Sheet) -> None:
    """Heads that span fewer or more columns than stand under them (行政诉讼 7 of 10)."""

    def edit(table: str, grid: Grid) -> Grid:
        for box in grid[0]:
            if box.kind == "head" and box.colspan in (7, 10):
                box.colspan = 7 if table == "t4" else 8
        return grid

    sheet.grid_edits.append(edit)


# ── breaks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _break(sheet: Sheet, between: tuple[str, ...], *, times: int = 1) -> None:
    sheet.between = between
    sheet.breaks |= {"t2": [sheet.rng.randint(3, 12)], "t3": sheet.rng.sample(range(4, 28), times)}


def page_break(sheet: Sheet) -> None:
    _break(sheet, ("",))


def page_break_in_group(sheet: Sheet) -> None:
    """Group labels cut in two by the break."""
    sheet.carry = "cut"
    _break(sheet, ("",))


def page_break_repeating(sheet: Sheet) -> None:
    """Group labels and head printed again after the break."""
    sheet.carry, sheet.repeats_head = "repeat", True
    _break(sheet, ("", sheet.rng.choice(PAGE_MARKS), ""))


def page_numbers(sheet: Sheet) -> None:
    _break(sheet, (sheet.rng.choice(PAGE_MARKS),), times=4)


# ── documents ───────────────────────────────────────────────────────────────────────────────────────────────────────


def suits_apart(sheet: Sheet) -> None:
    sheet.suits_as = "tables"


def suits_in_rows(sheet: Sheet) -> None:
    sheet.suits_as = "rows"


def headings_reworded(sheet: Sheet) -> None:
    sections = tuple(
        replace(s, title=next(iter(spec.printed_as), s.title))
        for s, spec in zip(sheet.report.sections, sheet.report.edition.sections, strict=True)
    )
    sheet.report = replace(sheet.report, sections=sections)


def headings_renumbered(sheet: Sheet) -> None:
    """Numbering that restarts: 一、 over every section."""
    sections = tuple(replace(s, title="一" + s.title[1:]) for s in sheet.report.sections)
    sheet.report = replace(sheet.report, sections=sections)


def footnotes(sheet: Sheet) -> None:
    """A note with figures of its own below each table."""

    def edit(_table: str, grid: Grid) -> Grid:
        width = len(spread(grid)[0])
        return [*grid, [Box("注：1.以上数据含乡镇12个；2.统计截至12月31日。", "label", colspan=width)]]

    sheet.grid_edits.append(edit)


def two_years(sheet: Sheet) -> None:
    """The figures of the year before follow in a second table of the same form: which year is meant?"""
    before = seeded_report(sheet.rng.randrange(10**6), edition_id=sheet.report.edition_id)
    cells = [cell for cell in sheet.shown if cell.startswith("t3.")]
    sheet.undecided |= set(cells)
    old = {cell: str(before.value(cell) or 0) for cell in cells}

    def edit(table: str, grid: Grid) -> Grid:
        if table != "t3":
            return grid
        copy = [[replace(b, text=old[b.cell] if b.cell else b.text) for b in row] for row in grid]
        return [*grid, *copy]

    sheet.grid_edits.append(edit)


def glued_to_numbers(sheet: Sheet) -> None:
    """The last figure of a row stuck to the number of the next label."""
    rows = sheet.draw("t3")[0]
    for row, below in pairwise(rows):
        if row[-1].cell and below[0].text[:2] in {f"{n}." for n in range(1, 9)}:
            sheet.undecided.add(row[-1].cell)
    sheet.text_edits.append(lambda text: re.sub(r"(\d)\n(\d[.])(?=\D)", r"\1\2", text))


def _lines(layout: Layout) -> bool:
    return layout.name in ("cell-lines", "single-spaces", "label-then-figures")


def _grids(layout: Layout) -> bool:
    return layout.kind == "html" and layout.name not in ("paragraphs", "breaks", "all-repeated")


def _all() -> Iterator[Noise]:
    for spoil in (absent_row, absent_table, rows_swapped, subtotal_rows, serial_numbers, remarks, blank_column):
        yield named(spoil, unless_glued)
    for spoil in (six_of_seven, eight_of_seven, glued_rows, glued_pair, lost_labels, label_below, group_rows):
        yield named(spoil, unless_glued)
    for spoil in (unit_column, total_before_other, subtotal_column, suits_apart, suits_in_rows, footnotes):
        yield named(spoil, anywhere)
    for spoil in (page_break, page_break_in_group, page_break_repeating, page_numbers):
        yield named(spoil, unless_glued)
    for spoil in (headings_reworded, headings_renumbered, two_years):
        yield named(spoil, anywhere)
    yield Noise("wrong-spans", wrong_spans, _grids)
    yield Noise("glued-to-numbers", glued_to_numbers, _lines)


TABLE_NOISES: Mapping[str, Noise] = MappingProxyType({noise.name: noise for noise in _all()})
NOISES: Mapping[str, Noise] = MappingProxyType({**CELL_NOISES, **TABLE_NOISES, **PAGE_NOISES})
