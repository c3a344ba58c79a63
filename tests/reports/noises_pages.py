"""Noise that pages, forms and printers bring in; each noise says what the document still tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from tests.reports.builders import APPLICANTS
from tests.reports.layouts import Layout
from tests.reports.noises import Noise, anywhere, named, relabel, sample, unless_glued
from tests.reports.sheets import Box, Grid, Sheet

MARK = "\ue000"
GROUPS = ("denied", "unavailable", "refused", "other")


def on_pages(layout: Layout) -> bool:
    return layout.kind == "html" and layout.name != "preformatted"


def _tagged(sheet: Sheet, share: float, markup: str, *, before: bool = False) -> None:
    """Put markup behind, or before, some of the figures."""
    for cell in sample(sheet, share):
        text = sheet.shown[cell]
        sheet.shown[cell] = MARK + text if before else text + MARK
    sheet.text_edits.append(lambda document: document.replace(MARK, markup))


# ── markup ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def raised_notes(sheet: Sheet) -> None:
    """A raised number of a note behind a figure: 3² is 3."""
    _tagged(sheet, 0.1, sheet.rng.choice(("<sup>2</sup>", "<sup>[1]</sup>", '<sup style="x">①</sup>')))


def struck_figures(sheet: Sheet) -> None:
    """The figure before a correction, struck out."""
    tag = sheet.rng.choice(("s", "del", "strike"))
    _tagged(sheet, 0.1, f"<{tag}>5</{tag}>", before=True)


def unseen_markup(sheet: Sheet) -> None:
    """What a browser does not show: comments, scripts, hidden spans."""
    unseen = ("<!-- 9 -->", "<script>8</script>", '<span style="display:none">7</span>', "<style>x{top:6px}</style>")
    _tagged(sheet, 0.2, sheet.rng.choice(unseen))


def hidden_cells(sheet: Sheet) -> None:
    """A cell before the figures that a browser does not show."""
    for cell in [c for c in sheet.shown if c.startswith("t3.") and c.endswith(".natural_person")]:
        sheet.shown[cell] = MARK + sheet.shown[cell]
    hidden = sheet.rng.choice(('style="display:none"', 'style="display: none;"', "hidden"))
    sheet.text_edits.append(lambda document: document.replace(f"<td>{MARK}", f"<td {hidden}>9</td><td>"))
    sheet.text_edits.append(lambda document: document.replace(MARK, ""))


def merged_figures(sheet: Sheet) -> None:
    """A total that spans two rows: does it count for the second?"""
    at = sheet.rng.randint(0, 5)
    for grid in sheet.draw("t3"):
        for row in _rows_of(grid, "t3.denied.")[at + 1 : at + 2]:
            sheet.undecided |= {row[-1].cell} if row[-1].cell else set()

    def edit(_table: str, grid: Grid) -> Grid:
        rows = _rows_of(grid, "t3.denied.")
        if len(rows) > at + 1:
            first, second = rows[at], rows[at + 1]
            first[-1].rowspan = 2
            second.pop()
        return grid

    sheet.grid_edits.append(edit)


def one_zero_for_all(sheet: Sheet) -> None:
    """One 0 over the full width of a row."""
    rows = [cells for cells in sheet.rows_of("t3") if {sheet.shown[c] for c in cells} == {"0"}][:3]
    for cells in rows:
        sheet.zeros |= set(cells)

    def edit(_table: str, grid: Grid) -> Grid:
        for row in grid:
            values = [b for b in row if b.cell]
            if [b.cell for b in values] in rows:
                row[-len(values) :] = [Box("0", "value", colspan=7)]
        return grid

    sheet.grid_edits.append(edit)


def _rows_of(grid: Grid, start: str) -> list[list[Box]]:
    return [row for row in grid if any((box.cell or "").startswith(start) for box in row)]


# ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def strange_units(sheet: Sheet) -> None:
    """Counts with a unit that counts something else."""
    for cell in sample(sheet, 0.05):
        spec = sheet.report.edition.spec(cell)
        if spec is not None and not spec.unit:
            sheet.shown[cell] += sheet.rng.choice(("%", "元", "万元", "亿", "天"))
            sheet.undecided.add(cell)


def powers_of_ten(sheet: Sheet) -> None:
    for cell, value in sheet.expected.items():
        if value is not None and value >= 1000:
            sheet.shown[cell] = f"{value:.1E}"
            sheet.undecided.add(cell)


def stops_behind(sheet: Sheet) -> None:
    for cell in sample(sheet, 0.2):
        sheet.shown[cell] += sheet.rng.choice(("。", "；", "，", "、", ";"))


def vague_figures(sheet: Sheet) -> None:
    for cell in sample(sheet, 0.1):
        sheet.shown[cell] = sheet.rng.choice(("约{}", "{}余", "{}多", "近{}", ">{}", "≈{}")).format(sheet.shown[cell])
        sheet.undecided.add(cell)


def currency_signs(sheet: Sheet) -> None:
    """￥ before an amount: in 元 or, as the head says, in 万元?"""
    for cell in sample(sheet, 1.0):
        spec = sheet.report.edition.spec(cell)
        if spec is not None and spec.unit == "万元":
            sheet.shown[cell] = sheet.rng.choice("￥¥") + sheet.shown[cell]
            sheet.undecided.add(cell)


# ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def group_sums(sheet: Sheet) -> None:
    """A row with sums for each group: subtotals, not outcomes."""
    values = {cell: sheet.report.value(cell) or 0 for cell in sheet.expected}

    def sums(group: str) -> list[Box]:
        of_group = [cell for cell in values if cell.startswith(f"t3.{group}.")]
        columns = [f".{name}" for name in (*APPLICANTS, "total")]
        return [Box(str(sum(values[c] for c in of_group if c.endswith(end))), "value") for end in columns]

    def edit(table: str, grid: Grid) -> Grid:
        rows: Grid = []
        for row in grid:
            opened = [b for b in row if b.kind == "label" and 1 < b.rowspan < 10]
            cells = [b.cell for b in row if b.cell]
            group = cells[0].split(".")[1] if cells else ""
            if table == "t3" and opened and group in GROUPS:
                rows.append([replace(b, rowspan=b.rowspan + 1) for b in row if b.rowspan > 10])
                rows[-1] += [replace(opened[0], rowspan=1, colspan=2), *sums(group)]
                rows.append([Box("", "label", rowspan=opened[0].rowspan), *row[row.index(opened[0]) + 1 :]])
            else:
                rows.append(row)
        for box in (box for row in rows for box in row if box.kind == "label" and box.rowspan > 10):
            box.rowspan = len(rows) - next(i for i, row in enumerate(rows) if box in row) - 1
        return rows

    sheet.grid_edits.append(edit)


def rows_of_others(sheet: Sheet) -> None:
    """Rows that the form does not have, with figures of their own."""

    def edit(table: str, grid: Grid) -> Grid:
        at = next((i for i, row in enumerate(grid) if any(b.text == "行政许可" for b in row)), None)
        if table != "t2" or at is None:
            return grid
        width = sum(box.colspan for box in grid[at]) - 1
        more = [Box("12", "value"), *(Box("", "label") for _ in range(width - 1))]
        return [*grid[: at + 1], [Box("其中：演示县住房局", "label"), *more], *grid[at + 1 :]]

    sheet.grid_edits.append(edit)


def suits_broken(sheet: Sheet) -> None:
    """The fifteen figures of Table 4 on three lines."""

    def edit(_table: str, grid: Grid) -> Grid:
        values = next((row for row in grid if len([b for b in row if b.cell]) == 15), None)
        if values is None:
            return grid
        return [*(row for row in grid if row is not values), values[:5], values[5:10], values[10:]]

    sheet.grid_edits.append(edit)


# ── documents ───────────────────────────────────────────────────────────────────────────────────────────────────────


def other_word_for_total(sheet: Sheet) -> None:
    relabel(sheet, lambda text: text.replace("总计", "合计"))


def headings_absent(sheet: Sheet) -> None:
    """The sections that hold tables have no heading."""
    sections = tuple(replace(s, title="" if s.number in (2, 3, 4) else s.title) for s in sheet.report.sections)
    sheet.report = replace(sheet.report, sections=sections)


def headings_decorated(sheet: Sheet) -> None:
    form = sheet.rng.choice(("## {}", "**{}**", "　　{}　", "{}：", "【{}】", "第{}部分　{}"))
    sections = tuple(
        replace(s, title=form.format(*((s.title[0], s.title[2:]) if "部分" in form else (s.title,))))
        for s in sheet.report.sections
    )
    sheet.report = replace(sheet.report, sections=sections)


def tables_behind(sheet: Sheet) -> None:
    """All tables stand behind the date, as appendices."""
    sheet.tables_last = True


def running_heads(sheet: Sheet) -> None:
    """Title and page number come again at each break."""
    sheet.between = (sheet.report.title, "— 5 —")
    sheet.breaks |= {"t2": [7], "t3": sheet.rng.sample(range(4, 28), 3)}


def _all() -> Iterator[Noise]:
    for spoil in (raised_notes, struck_figures, unseen_markup, hidden_cells, one_zero_for_all):
        yield named(spoil, on_pages)
    yield named(merged_figures, lambda layout: on_pages(layout) and layout.name != "all-repeated")
    for spoil in (strange_units, powers_of_ten, stops_behind, vague_figures, currency_signs, running_heads):
        yield named(spoil, unless_glued)
    for spoil in (group_sums, rows_of_others, suits_broken, other_word_for_total, headings_absent):
        yield named(spoil, unless_glued)
    for spoil in (headings_decorated, tables_behind):
        yield named(spoil, anywhere)


PAGE_NOISES: Mapping[str, Noise] = MappingProxyType({noise.name: noise for noise in _all()})
