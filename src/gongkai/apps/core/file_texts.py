"""What a file says: its texts, those of files packed in it or attached to it, and where there is what nobody can read.

Rows of workbooks keep their cells apart by tabs, so that the head of a column tells what its cells hold.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from lxml import etree

from gongkai.apps.core.attachments_kinds import open_packed, read_member, sniffed
from gongkai.apps.core.secrecy_files import DEPTH, inner_files, passages
from gongkai.apps.core.secrecy_pdf import pdf_texts
from gongkai.apps.core.secrecy_xml import LARGE_BYTES, is_xml_part, joined, xml_passages
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.compound import Compound
from gongkai.reports.extract.doc_parts import WordFile
from gongkai.reports.extract.excel_binary import MAX_VALUES, BinaryWorkbook

SHEETS, STRINGS = "xl/worksheets/", "xl/sharedStrings.xml"
_PARSER = {"resolve_entities": False, "no_network": True, "recover": True, "huge_tree": False}


def texts_in(data: bytes, depth: int = 0) -> Iterator[str | None]:
    """Every text, some of them twice; None for each part that cannot be read: a picture, a scanned page, a sealed file.

    raises  InvalidInput where the file cannot be looked into
    """
    kind = sniffed(data)
    if depth > DEPTH:
        yield None
        return
    if kind != "zip":
        yield from _own_texts(data, kind)
    for _name, inner in inner_files(data, kind):
        yield from texts_in(inner, depth + 1)


def _own_texts(data: bytes, kind: str) -> Iterator[str | None]:
    if kind == "pdf":
        yield from pdf_texts(data)
    elif kind == "xlsx":
        yield from _workbook(data)
    elif kind in ("doc", "xls"):
        yield from _binary(data, kind)
    elif kind in ("docx", "pptx", "ofd", "text"):
        found = [passage.text for passage in passages(data, kind)]
        yield from found if any(text.strip() for text in found) else [None]
    else:
        yield None


def _workbook(data: bytes) -> Iterator[str | None]:
    with open_packed(data) as packed:
        strings = [joined(one) for one in _elements(packed, STRINGS, "si")] if STRINGS in packed.namelist() else []
        for member in packed.infolist():
            name = member.filename
            if name.startswith(SHEETS) and name.endswith(".xml"):
                if member.file_size > LARGE_BYTES:
                    yield None
                    continue
                yield "\n".join("\t".join(_cells(row, strings)) for row in _elements(packed, name, "row"))
            if is_xml_part(name) and name != STRINGS and not name.startswith(f"{SHEETS}_rels/"):
                yield from (passage.text for passage in xml_passages(read_member(packed, member), name))


def _cells(row: etree._Element, strings: list[str]) -> Iterator[str]:
    for cell in row.iter("{*}c"):
        kept = cell.findtext("{*}v") or ""
        is_shared = cell.get("t") == "s" and kept.isdecimal() and int(kept) < len(strings)
        yield strings[int(kept)] if is_shared else kept or joined(cell)


def _elements(packed: zipfile.ZipFile, name: str, wanted: str) -> Iterator[etree._Element]:
    root = etree.fromstring(read_member(packed, packed.getinfo(name)), etree.XMLParser(**_PARSER))  # type: ignore[arg-type]
    yield from () if root is None else root.iter(f"{{*}}{wanted}")


def _binary(data: bytes, kind: str) -> Iterator[str | None]:
    """The text of a Word or Excel file of 97–2003, as far as it can be read."""
    try:
        if kind == "doc":
            with Compound(data, source="") as files:
                yield "".join(WordFile(files).letters()).replace("\0", "").replace("\a", "\t").replace("\r", "\n")
            return
        workbook = BinaryWorkbook(data, source="", most=MAX_VALUES)
        for place in workbook.book.sheets:
            rows: dict[int, list[str]] = {}
            for cell in workbook.cells(place) if place.is_worksheet else ():
                rows.setdefault(cell.row, []).append("" if cell.value is None else _shown(cell.value))
            yield "\n".join("\t".join(rows[number]) for number in sorted(rows))
    except UnreadableSource:
        yield None


def _shown(value: str | float) -> str:
    """A whole number without its point, as people read it."""
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
