"""Office files written by hand, part by part, so that a test can put any trap into them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def docx(body: str, *, numbering: str = "", styles: str = "", start: str = "") -> bytes:
    """A Word document of this body; `start` stands before the root element."""
    parts = {"word/document.xml": f"{start}<w:document {SPACES}><w:body>{body}</w:body></w:document>"}
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {SPACES}>{numbering}</w:numbering>"
    if styles:
        parts["word/styles.xml"] = f"<w:styles {SPACES}>{styles}</w:styles>"
    return zipped(parts)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    """A paragraph; bare text becomes a run."""
    content = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def tc(content: str, properties: str = "") -> str:
    content = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(cells: Iterable[str], properties: str = "") -> str:
    row = "".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{row}</w:tr>"


def tbl(*rows: str | Iterable[str]) -> str:
    """A table; a row given as texts becomes one."""
    return f"<w:tbl>{''.join(row if isinstance(row, str) else tr(row) for row in rows)}</w:tbl>"


def abstract_list(*levels: tuple[str, str], shape: str = "0") -> str:
    """A list whose levels are (number format, text)."""
    inside = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{shape}">{inside}</w:abstractNum>'


def num(number: str, *, shape: str = "0", inside: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{shape}"/>{inside}</w:num>'


def listed(number: str, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(*sheets: str, styles: str = "", strings: str = "", state: str = "visible", book: str = "") -> bytes:
    """A workbook of these sheets; `state` is that of all but the first."""
    named = "".join(
        f'<sheet name="Sheet{i}" sheetId="{i}" state="{state if i > 1 else "visible"}" r:id="r{i}"/>'
        for i in range(1, len(sheets) + 1)
    )
    links = {f"r{i}": ("worksheet", f"sheet{i}.xml") for i in range(1, len(sheets) + 1)}
    parts = {f"xl/sheet{i}.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>' for i, sheet in enumerate(sheets, 1)}
    parts["xl/workbook.xml"] = f'<workbook xmlns="{SHEET}" xmlns:r="{LINKS}">{book}<sheets>{named}</sheets></workbook>'
    if styles:
        links["r98"] = ("styles", "styles.xml")
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>'
    if strings:
        links["r99"] = ("sharedStrings", "strings.xml")
        parts["xl/strings.xml"] = f'<sst xmlns="{SHEET}">{strings}</sst>'
    told = "".join(f'<Relationship Id="{i}" Type="{LINKS}/{kind}" Target="{to}"/>' for i, (kind, to) in links.items())
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{space}">{told}</Relationships>'
    return zipped(parts)


def c(spot: str, value: str, look: str = "") -> str:
    """A cell: a number as number, words as words; `look` are further attributes."""
    is_number = value.lstrip("-").replace(".", "", 1).isdigit()
    inside = f"<v>{value}</v>" if is_number else f"<is><t>{value}</t></is>" if value else ""
    kind = "" if is_number or not value else 't="inlineStr"'
    return f'<c r="{spot}" {kind} {look}>{inside}</c>'


def rows(*lines: str) -> str:
    """Sheet data; a line is a row of cells, or a whole row element."""
    data = "".join(line if line.startswith("<row") else f"<row>{line}</row>" for line in lines)
    return f"<sheetData>{data}</sheetData>"


def ods(table: str, styles: str = "") -> bytes:
    """An ODS workbook with this content of its spreadsheet."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    styled = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return zipped({"content.xml": f"<office:document-content {spaces}>{styled}{body}</office:document-content>"})
