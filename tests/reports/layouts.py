"""Text documents as county websites, crawlers and converters lay them out."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from unicodedata import east_asian_width

from gongkai.reports.model import Number, Report
from gongkai.reports.schema import CellId
from tests.reports.sheets import Box, Grid, Sheet, Slot, sheet_of, spread

RowLines = Callable[[list[Slot], random.Random], list[str]]


@dataclass(frozen=True)
class Layout:
    """One way to write a sheet.

    keeps_blanks  a blank cell can be told from its neighbours
    spaces_part   cells are told apart by spaces, so none may stand inside a cell
    tells_all     every figure of a clean sheet can be read without doubt
    encoding      of a document that comes as bytes, "" when it comes as text
    pack          makes the file of what was written, for kinds that are no text
    """

    name: str
    write: Callable[[Sheet], str]
    kind: str = "text"
    keeps_blanks: bool = True
    spaces_part: bool = False
    tells_all: bool = True
    encoding: str = ""
    pack: Callable[[str], bytes] | None = None


@dataclass(frozen=True)
class Written:
    """A document and what a reader must find in it.

    expected   value of each cell, None where the document shows none
    undecided  cells that the document does not tell: None or doubt is right
    zeros      cells of rows that print nothing but zeros, too few or too many: 0 or None is right
    """

    document: str | bytes
    report: Report
    expected: Mapping[CellId, Number | None]
    undecided: frozenset[CellId]
    zeros: frozenset[CellId]


def written(layout: Layout, report: Report, seed: int, *noises: Callable[[Sheet], None]) -> Written:
    """The report in that layout, spoilt by the noises in order."""
    sheet = sheet_of(report, random.Random(f"{layout.name}/{seed}"))
    for spoil in noises:
        spoil(sheet)
    if len(noises) > 1:
        _forget_zeros(sheet)
    if not layout.keeps_blanks:
        _forget_places(sheet)
    if layout.name == "glued":
        _forget_joints(sheet)
    document = layout.write(sheet)
    for edit in sheet.text_edits:
        document = edit(document)
    if layout.pack is not None:
        return Written(
            layout.pack(document), report, sheet.expected, frozenset(sheet.undecided), frozenset(sheet.zeros)
        )
    file = document.encode(layout.encoding, "xmlcharrefreplace") if layout.encoding else document
    return Written(file, report, sheet.expected, frozenset(sheet.undecided), frozenset(sheet.zeros))


def _forget_places(sheet: Sheet) -> None:
    """Where blanks leave no trace, a row with some blanks does not tell which column its figures belong to."""
    for table in sheet.report.edition.tables:
        for cells in sheet.rows_of(table.id):
            if 0 < sum(not sheet.shown[cell] for cell in cells) < len(cells):
                all_zero = {sheet.shown[cell] for cell in cells} == {"0", ""}
                (sheet.zeros if all_zero else sheet.undecided).update(cells)


def _forget_zeros(sheet: Sheet) -> None:
    """Where noises meet, a row of zeros and blanks may lose its shape."""
    for table in sheet.report.edition.tables:
        for cells in sheet.rows_of(table.id):
            if {sheet.shown[cell] for cell in cells} <= {"0", ""}:
                sheet.zeros |= set(cells)


def _forget_joints(sheet: Sheet) -> None:
    for table in sheet.report.edition.tables:
        for cells in sheet.rows_of(table.id):
            if len(cells) > 1 and any(sheet.shown[cell] != "0" for cell in cells):
                sheet.undecided |= set(cells)


# ── the frame ───────────────────────────────────────────────────────────────────────────────────────────────────────


def text_document(sheet: Sheet, write_table: Callable[[Sheet, Grid], list[str]]) -> str:
    """Title, six sections, tables where they belong, signature and date."""

    def tables(section: int) -> list[str]:
        lines: list[str] = []
        for table in sheet.tables_of(section):
            for i, grid in enumerate(sheet.draw(table)):
                lines += (*(sheet.between if i else ()), *write_table(sheet, grid))
            lines.append("")
        return lines

    lines = [sheet.report.title, ""]
    for section in sheet.report.sections:
        lines += [section.title, *section.text.splitlines(), *(tables(section.number) or [""])]
    return "\n".join([*lines, sheet.report.signed, sheet.report.dated_printed, "", *tables(0)])


def by_rows(row_lines: RowLines) -> Callable[[Sheet], str]:
    """A writer that lays out each row of the grid for itself."""

    def write_table(sheet: Sheet, grid: Grid) -> list[str]:
        return [line for row in spread(grid) for line in row_lines(row, sheet.rng)]

    return lambda sheet: text_document(sheet, write_table)


def own(row: list[Slot]) -> list[Box]:
    return [slot.box for slot in row if not slot.covered]


def leaf_and_values(row: list[Slot]) -> list[Box]:
    """The boxes of a row without its group labels; of a head row, all."""
    boxes = own(row)
    labels = [box for box in boxes if box.kind == "label"]
    return [box for box in boxes if box.kind != "label" or box is labels[-1]]


# ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def tabs(row: list[Slot], _rng: random.Random) -> list[str]:
    return ["\t".join(slot.text for slot in row)]


def tabs_trimmed(row: list[Slot], _rng: random.Random) -> list[str]:
    return ["\t".join(slot.text for slot in row).rstrip("\t")]


def tabs_without_groups(row: list[Slot], _rng: random.Random) -> list[str]:
    return ["\t".join(box.text for box in leaf_and_values(row))]


def cell_lines(row: list[Slot], _rng: random.Random) -> list[str]:
    return [box.text for box in own(row) if box.text]


def led_cell_lines(row: list[Slot], _rng: random.Random) -> list[str]:
    """A tab before each cell, an empty cell where a span goes on downwards, a blank line after each row."""
    return [*(f"\t{slot.text}" for slot in row if slot.covered != "across"), ""]


def pipe_ends(row: list[Slot], _rng: random.Random) -> list[str]:
    """A pipe after each cell; the places that spans cover come as pipes after the row."""
    rest = sum(slot.covered == "across" for slot in row)
    return [f"{box.text} |".lstrip() for box in own(row)] + (["|" * rest] if rest else [])


def single_spaces(row: list[Slot], _rng: random.Random) -> list[str]:
    return [" ".join(box.text.replace(" ", "") for box in own(row) if box.text)]


def wide_spaces(row: list[Slot], _rng: random.Random) -> list[str]:
    return ["\u3000\u3000".join(box.text.replace(" ", "") for box in own(row) if box.text)]


def semicolons(row: list[Slot], _rng: random.Random) -> list[str]:
    return [";".join(slot.text for slot in row)]


def commas(row: list[Slot], _rng: random.Random) -> list[str]:
    line = io.StringIO()
    csv.writer(line).writerow(slot.text for slot in row)
    return [line.getvalue().rstrip("\r\n")]


def label_then_figures(row: list[Slot], _rng: random.Random) -> list[str]:
    labels = [box.text for box in own(row) if box.kind != "value"]
    figures = " ".join(box.text for box in own(row) if box.kind == "value" and box.text)
    return [*filter(None, labels), *filter(None, [figures])]


def wrapped_labels(row: list[Slot], rng: random.Random) -> list[str]:
    """The last label breaks at any place; its figures stand on the first or on the second line."""
    *groups, label = [box.text for box in own(row) if box.kind != "value"] or [""]
    figures = [box.text for box in own(row) if box.kind == "value"]
    if len(label) < 4 or not figures:
        return [" ".join(filter(None, (*groups, label, *figures)))]
    at = rng.randint(2, len(label) - 1)
    lines = [[*groups, label[:at]], [label[at:]]]
    lines[rng.randint(0, 1)] += figures
    return [" ".join(filter(None, line)) for line in lines]


def figures_amid_label(row: list[Slot], rng: random.Random) -> list[str]:
    """A label over three lines with the figures on the middle one, as centred cells come out of a page."""
    *groups, label = [box.text for box in own(row) if box.kind != "value"] or [""]
    figures = [box.text for box in own(row) if box.kind == "value"]
    if len(label) < 12 or not figures:
        return [" ".join(filter(None, (*groups, label, *figures)))]
    first, second = sorted(rng.sample(range(3, len(label) - 2), 2))
    middle = " ".join(filter(None, (*groups, label[first:second], *figures)))
    return [label[:first], middle, label[second:]]


# ── whole tables ────────────────────────────────────────────────────────────────────────────────────────────────────


def markdown_table(_sheet: Sheet, grid: Grid) -> list[str]:
    rows = [f"| {' | '.join(slot.text for slot in row)} |" for row in spread(grid)]
    rule = "|" + "---|" * len(spread(grid)[0])
    return ["", rows[0], rule, *rows[1:], ""]


def markdown_repeated(_sheet: Sheet, grid: Grid) -> list[str]:
    """Markdown from a converter that writes the text of a span into each of its places."""
    rows = [f"|{'|'.join(_repeated(slot) for slot in row)}|" for row in spread(grid)]
    return ["", rows[0], "|" + ":--|" * len(spread(grid)[0]), *rows[1:], ""]


def _repeated(slot: Slot) -> str:
    return slot.text if slot.box.kind == "value" else slot.box.text


def aligned(_sheet: Sheet, grid: Grid) -> list[str]:
    """Columns held by spaces, a full-width character two places wide."""
    rows = spread(grid)
    columns = range(len(rows[0]))
    widths = [2 + max((_width(r[j].text) for r in rows if r[j].box.colspan == 1), default=0) for j in columns]
    return [_padded(row, widths).rstrip() for row in rows]


def _padded(row: list[Slot], widths: list[int]) -> str:
    """A box that spans columns may use their width; what is longer still pushes the rest to the right."""
    line, column = "", 0
    for slot, width in zip(row, widths, strict=True):
        line += " " * (column - _width(line)) + slot.text
        column += width
        if slot.text and _width(line) >= column and slot.box.colspan == 1:
            line += "  "
    return line


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)


def box_drawing(_sheet: Sheet, grid: Grid) -> list[str]:
    """Frames made of characters, as old terminals and mail programs print them."""
    rows = [f"│{'│'.join(slot.text for slot in row)}│" for row in spread(grid)]
    rule = "─".join("├┼┤")
    return [line for row in rows for line in (rule, row)]


def grid_borders(_sheet: Sheet, grid: Grid) -> list[str]:
    """Frames of plus and minus signs; a long label goes on in the line below, its other cells blank there."""
    lines = []
    for row in spread(grid):
        lines.append("+----" * len(row) + "+")
        texts = [slot.text for slot in row]
        while any(texts):
            lines.append(f"| {' | '.join(text[:12] for text in texts)} |")
            texts = [text[12:] for text in texts]
    return lines


def glued(sheet: Sheet) -> str:
    """A crawler's text: the cells of each table without anything between them."""

    def write_table(_sheet: Sheet, grid: Grid) -> list[str]:
        return ["".join(box.text for row in grid for box in row)]

    return text_document(sheet, write_table)


def _text_layouts() -> Iterator[Layout]:
    yield Layout("tabs", by_rows(tabs))
    yield Layout("tabs-trimmed", by_rows(tabs_trimmed))
    yield Layout("tabs-without-groups", by_rows(tabs_without_groups))
    yield Layout("cell-lines", by_rows(cell_lines), keeps_blanks=False)
    yield Layout("led-cell-lines", by_rows(led_cell_lines))
    yield Layout("pipe-ends", by_rows(pipe_ends), keeps_blanks=False)
    yield Layout("markdown", lambda sheet: text_document(sheet, markdown_table))
    yield Layout("markdown-repeated", lambda sheet: text_document(sheet, markdown_repeated))
    yield Layout("aligned", lambda sheet: text_document(sheet, aligned), spaces_part=True)
    yield Layout("single-spaces", by_rows(single_spaces), keeps_blanks=False, spaces_part=True)
    yield Layout("wide-spaces", by_rows(wide_spaces), keeps_blanks=False, spaces_part=True)
    yield Layout("box-drawing", lambda sheet: text_document(sheet, box_drawing))
    yield Layout("grid-borders", lambda sheet: text_document(sheet, grid_borders))
    yield Layout("commas", by_rows(commas))
    yield Layout("semicolons", by_rows(semicolons))
    yield Layout("label-then-figures", by_rows(label_then_figures), keeps_blanks=False, spaces_part=True)
    yield Layout("wrapped-labels", by_rows(wrapped_labels), keeps_blanks=False, spaces_part=True, tells_all=False)
    yield Layout(
        "figures-amid-label", by_rows(figures_amid_label), keeps_blanks=False, spaces_part=True, tells_all=False
    )
    yield Layout("tabs-gbk", by_rows(tabs), encoding="gb18030")
    yield Layout("tabs-utf16", by_rows(tabs), encoding="utf-16")
    yield Layout("glued", glued, keeps_blanks=False, tells_all=False)


TEXT_LAYOUTS: Mapping[str, Layout] = MappingProxyType({layout.name: layout for layout in _text_layouts()})
