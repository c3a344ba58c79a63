"""Office files as counties hand them in: merged cells, texts in many runs, tables of tabs, one long sheet."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from html import escape
from types import MappingProxyType

from tests.reports.layouts import Layout, by_rows, tabs
from tests.reports.office97_files import row as doc_row
from tests.reports.office97_files import row_shape, word97
from tests.reports.office_files import docx, ods, p, run, tc, tr, xlsx
from tests.reports.sheets import Box, Grid, Sheet, Slot, spread

CellText = Callable[[str, random.Random], str]
TWIPS = 600


def _flow(sheet: Sheet, paragraph: Callable[[str], str], table: Callable[[Grid], str]) -> str:
    """Title, sections with their tables, signature and date."""

    def tables(section: int) -> Iterator[str]:
        for name in sheet.tables_of(section):
            for i, grid in enumerate(sheet.draw(name)):
                yield from (paragraph(line) for line in sheet.between if i)
                yield table(grid)

    parts = [paragraph(sheet.report.title)]
    for section in sheet.report.sections:
        parts += [paragraph(line) for line in (section.title, *section.text.splitlines())]
        parts += tables(section.number)
    parts += [paragraph(line) for line in (sheet.report.signed, sheet.report.dated_printed)]
    return "".join([*parts, *tables(0)])


# ── Word ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def whole(text: str, _rng: random.Random) -> str:
    return p(run(escape(text)) if text else "")


def in_runs(text: str, rng: random.Random) -> str:
    """A run for every letter or two, some of them inserted later, with a deleted word and a bookmark between them."""
    runs, at = "", 0
    while at < len(text):
        size = rng.randint(1, 2)
        piece = run(escape(text[at : at + size]), "<w:b/>" if rng.random() < 0.3 else "")
        runs += f"<w:ins>{piece}</w:ins>" if rng.random() < 0.2 else f"{piece}<w:bookmarkEnd/>"
        at += size
    gone = "<w:del><w:r><w:delText>8</w:delText></w:r></w:del>" + run("9", "<w:vanish/>")
    return p(runs + gone) if text else p(gone)


def _word(cell_text: CellText) -> Callable[[Sheet], str]:
    def table(sheet: Sheet, grid: Grid) -> str:
        return f"<w:tbl>{''.join(tr(_word_cells(row, cell_text, sheet.rng)) for row in spread(grid))}</w:tbl>{p('')}"

    return lambda sheet: _flow(sheet, lambda line: cell_text(line, sheet.rng), lambda grid: table(sheet, grid))


def _word_cells(row: list[Slot], cell_text: CellText, rng: random.Random) -> Iterator[str]:
    seen: list[object] = []
    for slot in row:
        if slot.covered == "across" or (slot.covered and any(slot.box is box for box in seen)):
            continue
        seen.append(slot.box)
        wide = f'<w:gridSpan w:val="{slot.box.colspan}"/>' if slot.box.colspan > 1 else ""
        down = "<w:vMerge/>" if slot.covered else '<w:vMerge w:val="restart"/>' if slot.box.rowspan > 1 else ""
        yield tc(cell_text(slot.text, rng), wide + down)


def _tabbed(text: str) -> bytes:
    return docx("".join(p(_with_tabs(line)) for line in text.split("\n")))


def _with_tabs(line: str) -> str:
    return "<w:r>" + "<w:tab/>".join(f"<w:t>{escape(cell)}</w:t>" for cell in line.split("\t")) + "</w:r>"


def _doc_text(sheet: Sheet) -> str:
    """The paragraphs of a DOC as JSON, which text edits leave whole."""

    def paragraph(line: str) -> str:
        return json.dumps([line + "\r", ""], ensure_ascii=False) + "\n"

    def table(grid: Grid) -> str:
        lines = (_doc_row(row) for row in spread(grid))
        return "".join(json.dumps([t, said.hex()], ensure_ascii=False) + "\n" for row in lines for t, said in row)

    return _flow(sheet, paragraph, table)


def _doc_row(row: list[Slot]) -> list[tuple[str, bytes]]:
    texts, edges, flags = [], [0], []
    seen: list[object] = []
    for i, slot in enumerate(row):
        if slot.covered and any(slot.box is box for box in seen):
            edges[-1] = (i + 1) * TWIPS
            continue
        seen.append(slot.box)
        texts.append("" if slot.covered else slot.text)
        flags.append(0x20 if slot.covered else 0x60 if slot.box.rowspan > 1 else 0)
        edges.append((i + 1) * TWIPS)
    return doc_row(texts, row_shape(edges, flags))


def _doc(text: str) -> bytes:
    told = [json.loads(line) for line in text.splitlines()]
    return word97(*((words, bytes.fromhex(said)) for words, said in told))


# ── sheets ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sheet(*, as_text: bool) -> Callable[[Sheet], str]:
    """The rows of one long sheet; merged cells stand behind them."""

    def write(sheet: Sheet) -> str:
        merges, lines = [], []
        for at, row in enumerate(_sheet_rows(sheet), 1):
            cells = ""
            for j, slot in enumerate(row):
                text = slot.text
                if not slot.covered and (slot.box.rowspan, slot.box.colspan) != (1, 1):
                    merges.append(f"{_letters(j)}{at}:{_letters(j + slot.box.colspan - 1)}{at + slot.box.rowspan - 1}")
                is_number = not as_text and text.isascii() and text.replace(".", "", 1).isdigit() and len(text) < 15
                value = f"<v>{text}</v>" if is_number else f"<is><t>{escape(text)}</t></is>"
                kind = "" if is_number else ' t="inlineStr"'
                cells += f'<c r="{_letters(j)}{at}"{kind}>{value}</c>' if text else f'<c r="{_letters(j)}{at}" s="1"/>'
            lines.append(f'<row r="{at}">{cells}</row>')
        merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
        return f"<sheetData>{''.join(lines)}</sheetData><mergeCells>{merged}</mergeCells>"

    return write


def _sheet_rows(sheet: Sheet) -> list[list[Slot]]:
    """Every row of the sheet; a paragraph is a row of one place."""
    rows: list[list[Slot]] = []

    def paragraph(line: str) -> str:
        rows.append([Slot(Box(line, "label"))])
        return ""

    def table(grid: Grid) -> str:
        rows.extend(spread(grid))
        return ""

    _flow(sheet, paragraph, table)
    return rows


def _letters(column: int) -> str:
    return chr(ord("A") + column)


def _workbook(data: str) -> bytes:
    frame = (
        '<borders><border/><border><left style="thin"/></border></borders><cellXfs><xf/><xf borderId="1"/></cellXfs>'
    )
    return xlsx(data, styles=frame)


def _ods_text(sheet: Sheet) -> str:
    lines = ""
    for row in _sheet_rows(sheet):
        cells = ""
        for slot in row:
            spans = f' table:number-rows-spanned="{slot.box.rowspan}" table:number-columns-spanned="{slot.box.colspan}"'
            text = f"<text:p>{escape(slot.text)}</text:p>" if slot.text else ""
            cells += (
                "<table:covered-table-cell/>" if slot.covered else f"<table:table-cell{spans}>{text}</table:table-cell>"
            )
        lines += f"<table:table-row>{cells}</table:table-row>"
    return f"<table:table>{lines}</table:table>"


def _office_layouts() -> Iterator[Layout]:
    yield Layout("docx-spans", _word(whole), "office", pack=docx)
    yield Layout("docx-runs", _word(in_runs), "office", pack=docx)
    yield Layout("docx-tabs", by_rows(tabs), "office", pack=_tabbed)
    yield Layout("doc-cells", _doc_text, "office", pack=_doc)
    yield Layout("xlsx-sheet", _sheet(as_text=False), "office", pack=_workbook)
    yield Layout("xlsx-texts", _sheet(as_text=True), "office", pack=_workbook)
    yield Layout("ods-sheet", _ods_text, "office", pack=ods)


OFFICE_LAYOUTS: Mapping[str, Layout] = MappingProxyType({layout.name: layout for layout in _office_layouts()})
