"""The sheets of an XLSX workbook, from its XML: what is hidden is left out, numbers look as they do on the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from gongkai.reports.extract.excel_numbers import CODES, shown_number
from gongkai.reports.extract.sheets import Sheet
from gongkai.reports.extract.word_lists import tag_name
from gongkai.reports.extract.zipped import Archive, main_part, relations

MAX_MERGES = 100_000

_SPOT = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ON = frozenset({"1", "true", "on"})


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share.

    formats  number format of each cell style; `struck` are the styles whose text is struck out,
             `ruled` those that draw a border
    """

    strings: Sequence[str] = ()
    formats: Sequence[str] = ()
    struck: frozenset[int] = frozenset()
    ruled: frozenset[int] = frozenset()
    is_1904: bool = False


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet as the workbook lists it, and the part that holds it."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Which parts make a workbook. `texts` is the part with the texts that cells name by number, "" for none."""

    sheets: Sequence[SheetPart]
    texts: str
    book: Book


def plan_of(archive: Archive) -> Plan:
    """The worksheets of a workbook in order and its styles. Raises UnreadableSource."""
    main = main_part(archive, otherwise="xl/workbook.xml")
    root = archive.xml(main)
    s = root.tag[: root.tag.find("}") + 1]
    targets = {name: (kind, target) for name, kind, target in relations(archive, main) if target in archive}
    sheets = []
    for entry in root.iterfind(f"{s}sheets/{s}sheet"):
        kind, target = targets.get(entry.get(_ID, "") or entry.get(_STRICT_ID, ""), ("", ""))
        if kind == "worksheet":
            sheets.append(SheetPart(entry.get("name", ""), target, entry.get("state", "visible") != "visible"))
    parts = dict(targets.values())
    shape = root.find(f"{s}workbookPr")
    book = _book(archive, parts.get("styles", ""), s)
    is_1904 = shape is not None and shape.get("date1904", "0") in _ON
    return Plan(sheets, parts.get("sharedStrings", ""), replace(book, is_1904=is_1904))


def xlsx_sheets(archive: Archive) -> Iterator[Sheet]:
    """Every worksheet in order, hidden ones without their content."""
    plan = plan_of(archive)
    book = replace(plan.book, strings=_strings(archive, plan.texts))
    for told in plan.sheets:
        sheet = Sheet(told.name, is_hidden=told.is_hidden)
        if not sheet.is_hidden:
            root = archive.xml(told.part)
            _fill(sheet, root, root.tag[: root.tag.find("}") + 1], book)
        yield sheet


def _strings(archive: Archive, part: str) -> tuple[str, ...]:
    if not part:
        return ()
    root = archive.xml(part)
    return tuple(_words(item) for item in root.iterchildren(f"{root.tag[: root.tag.find('}') + 1]}si"))


def _book(archive: Archive, part: str, s: str) -> Book:
    """The styles of a workbook."""
    if not part:
        return Book()
    look = archive.xml(part)
    codes = dict(CODES)
    codes |= {_whole(f.get("numFmtId")): f.get("formatCode", "") for f in look.iterfind(f"{s}numFmts/{s}numFmt")}
    styles = look.findall(f"{s}cellXfs/{s}xf")
    formats = tuple(codes.get(_whole(xf.get("numFmtId")), "") for xf in styles)
    struck = {i for i, font in enumerate(look.iterfind(f"{s}fonts/{s}font")) if _is_struck(font)}
    ruled = {i for i, border in enumerate(look.iterfind(f"{s}borders/{s}border")) if _is_drawn(border)}
    return Book((), formats, _using(styles, "fontId", struck), _using(styles, "borderId", ruled))


def _using(styles: Sequence[etree._Element], part: str, wanted: set[int]) -> frozenset[int]:
    """The cell styles that use one of these fonts or borders."""
    return frozenset(i for i, style in enumerate(styles) if _whole(style.get(part)) in wanted)


def _is_drawn(border: etree._Element) -> bool:
    return any(side.get("style", "none") != "none" for side in border)


def _is_struck(font: etree._Element) -> bool:
    return any(tag_name(child.tag) == "strike" and child.get("val", "1") in _ON for child in font)


def _fill(sheet: Sheet, root: etree._Element, s: str, book: Book) -> None:
    """Put the cells that are shown into the sheet; what is hidden is counted."""
    hidden = {
        column
        for col in root.iterfind(f"{s}cols/{s}col")
        if col.get("hidden", "0") in _ON
        for column in range(_whole(col.get("min")) - 1, min(_whole(col.get("max")), 20_000))
    }
    row_at = -1
    for row in root.iterfind(f"{s}sheetData/{s}row"):
        row_at = _whole(row.get("r")) - 1 if row.get("r") else row_at + 1
        is_hidden = row.get("hidden", "0") in _ON
        column = -1
        for cell in row.iterchildren(f"{s}c"):
            spot = spot_of(cell.get("r", ""))
            column = spot[1] if spot else column + 1
            text = _text(cell, s, book)
            if text and (is_hidden or column in hidden):
                sheet.left_out += 1
            elif text:
                sheet.put(row_at, column, text)
            elif _whole(cell.get("s")) in book.ruled:
                sheet.ruled.add(row_at)
    for i, merge in enumerate(root.iterfind(f"{s}mergeCells/{s}mergeCell")):
        first, _, last = merge.get("ref", "").partition(":")
        one, other = spot_of(first), spot_of(last)
        if one and other and i < MAX_MERGES:
            sheet.spans[one] = (max(1, other[0] - one[0] + 1), max(1, other[1] - one[1] + 1))


def spot_of(reference: str) -> tuple[int, int] | None:
    """Row and column of a place, from 0.

    >>> spot_of("AB12")
    (11, 27)
    """
    match = _SPOT.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _text(cell: etree._Element, s: str, book: Book) -> str:
    kind, style = cell.get("t", "n"), _whole(cell.get("s"))
    if style in book.struck:
        return ""
    if kind == "inlineStr":
        inline = cell.find(f"{s}is")
        return _words(inline) if inline is not None else ""
    value = cell.findtext(f"{s}v") or ""
    if kind == "s":
        at = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else len(book.strings)
        return book.strings[at] if at < len(book.strings) else ""
    if kind == "n" and value:
        code = book.formats[style] if style < len(book.formats) else ""
        return shown_number(value, code, is_1904=book.is_1904)
    if kind == "b":
        return "TRUE" if value in _ON else "FALSE"
    return value


def _words(item: etree._Element) -> str:
    """A text with its runs; readings over characters and what is struck out or raised are left out."""
    words = []
    for part in item:
        name = tag_name(part.tag)
        if name == "t":
            words.append(part.text or "")
        elif name == "r":
            looks = next((child for child in part if tag_name(child.tag) == "rPr"), None)
            if looks is None or not (_is_struck(looks) or _is_raised(looks)):
                words += [child.text or "" for child in part if tag_name(child.tag) == "t"]
    return "".join(words)


def _is_raised(looks: etree._Element) -> bool:
    return any(tag_name(child.tag) == "vertAlign" and child.get("val") != "baseline" for child in looks)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0
