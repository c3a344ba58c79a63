"""A report as a PDF document for the archive, set on the page of GB/T 9704."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from gongkai.bilingual import Text
from gongkai.errors import GongkaiError
from gongkai.reports.model import Report
from gongkai.reports.optional import optional_module
from gongkai.reports.render.drawing import (
    Box,
    Drawing,
    Part,
    one_line,
    parts_of,
    second_level,
    signature_insets,
    signature_of,
    table_widths,
    title_lines,
    title_of,
)
from gongkai.reports.render.fonts import MISSING, FontShelf, font_shelf

TYPE_AREA = 442.2  # points
TEXT_SIZE, SMALLEST = 10.5, 4.0
DIGIT = 0.58  # width of a digit in its own size, at most
MOST_ROWS_TOGETHER = 40
LONGEST_KEPT = 400
STANDARDS: tuple[tuple[str, ...], ...] = (("a-2a", "ua-1"), ("a-2b",), ())
"""Archive and accessibility profiles, tried in this order."""
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)

NO_FANGSONG = Text("没有仿宋字体，正文以“{font}”代替。", "No FangSong font was found; the text is set in {font}.")
NO_GLYPH = Text(
    "现有字体缺少以下字符，以“{mark}”代替：{letters}。",
    "The fonts at hand lack these characters, shown as {mark}: {letters}.",
)
NO_STANDARD = Text(
    "文字内容达不到无障碍归档标准，改用{standards}。",
    "The text allows no accessible archive profile; {standards} is used.",
)
OTHER = Text("排版提示：{words}", "The typesetter says: {words}")


def report_to_pdf(report: Report, *, notices: list[Text] | None = None) -> bytes:
    """The document, tagged, PDF/A-2a and PDF/UA-1 where its text allows; the same report and fonts give the same bytes.

    notices  when given, receives what the reader of the document should know of fonts and missing characters
    raises   GongkaiError ("missing-extra", "no-chinese-font", "typesetting-failed")
    """
    shelf = font_shelf()
    said: list[Text] = []
    if not shelf.has_fangsong:
        said.append(NO_FANGSONG.format(font=shelf.roles["body"][0]))
    source = _source(report, shelf, said)
    data, standards, warnings = _compiled(source, report, shelf)
    if standards != STANDARDS[0]:
        said.append(NO_STANDARD.format(standards=", ".join(standards) or "PDF"))
    said += [OTHER.format(words=warning) for warning in warnings]
    if notices is not None:
        notices.extend(said)
    return data


def _compiled(source: str, report: Report, shelf: FontShelf) -> tuple[bytes, tuple[str, ...], list[str]]:
    """The document in the strictest profile that it fulfils, that profile, and what the typesetter warns of."""
    typst = optional_module("typst", extra="pdf", form=Text("PDF文件", "PDF files"))
    day, reason = report.dated, ""
    for standards in STANDARDS:
        try:
            data, warnings = typst.compile_with_warnings(
                (resources.files(__package__) / "report.typ").read_bytes(),
                format="pdf",
                font_paths=shelf.loaded,
                sys_inputs={"report": source},
                pdf_standards=list(standards),
                timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC) if day else NO_DATE,
            )
        except typst.TypstError as error:
            reason = error.message
        else:
            return data, standards, [warning.message for warning in warnings]
    raise GongkaiError(
        "typesetting-failed",
        Text(f"排版失败：{reason}", f"The typesetter failed: {reason}"),
        where=one_line(report.source),
    )


def _source(report: Report, shelf: FontShelf, notices: list[Text]) -> str:
    """The data of the document as JSON; characters that no font has are replaced, and a notice names them."""
    values = _document(report, shelf)
    text = json.dumps(values, ensure_ascii=False)
    missing = shelf.missing(text)
    if missing:
        named = "、".join(f"U+{ord(letter):04X}" for letter in missing)
        notice = NO_GLYPH.format(mark=MISSING if not shelf.missing(MISSING) else "?", letters=named)
        notices.append(notice)
        values["notes"] = [notice.zh]
        mark = MISSING if not shelf.missing(MISSING) else "?"
        text = json.dumps(values, ensure_ascii=False).translate({ord(letter): mark for letter in missing})
    return text


def _document(report: Report, shelf: FontShelf) -> dict[str, Any]:
    parts = parts_of(report)
    signature = signature_of(report)
    return {
        "title": title_of(report),
        "title_lines": title_lines(report),
        "title_weight": "regular" if shelf.roles["title"][0].startswith(("FZ", "ST")) else "bold",
        "heading_weight": "bold" if shelf.is_sans else "regular",
        "author": [one_line(report.body)] if one_line(report.body) else [],
        "day": [report.dated.year, report.dated.month, report.dated.day] if report.dated else None,
        "fonts": {role: shelf.chain(role) for role in shelf.roles},
        "parts": [_part(part, is_last=part is parts[-1]) for part in parts],
        "signature": [
            {"text": line, "inset": inset} for line, inset in zip(signature, signature_insets(signature), strict=True)
        ],
        "notes": [],
    }


def _part(part: Part, *, is_last: bool) -> dict[str, Any]:
    return {
        "heading": part.heading,
        "paragraphs": [*_paragraphs(part, is_last=is_last)],
        "tables": [_table(drawing) for drawing in part.tables],
    }


def _paragraphs(part: Part, *, is_last: bool) -> Iterator[dict[str, Any]]:
    """Running text; the last paragraph of all stays with the signature."""
    for i, paragraph in enumerate(part.paragraphs):
        kai, rest = second_level(paragraph)
        kept = is_last and i + 1 == len(part.paragraphs) and not part.tables and len(paragraph) <= LONGEST_KEPT
        yield {"heading": bool(kai) and not rest and not kai.endswith("。"), "kai": kai, "text": rest, "last": kept}


def _table(drawing: Drawing) -> dict[str, Any]:
    widths = [width * TYPE_AREA for width in table_widths(drawing)]
    head, body = drawing.rows[: drawing.head_rows], drawing.rows[drawing.head_rows :]
    return {
        "widths": widths,
        "padding": _padding(drawing),
        "stays": len(drawing.rows) <= MOST_ROWS_TOGETHER,
        "head": [_cell(box, widths) for row in head for box in row],
        "body": [_cell(box, widths) for row in body for box in row],
    }


def _padding(drawing: Drawing) -> float:
    """Room above and below a line of the table: the long ones are close, the short ones open."""
    if drawing.table.is_one_row:
        return 11.0
    return 6.0 if drawing.label_columns == 1 and drawing.width > 2 else 3.4


def _cell(box: Box, widths: list[float]) -> dict[str, Any]:
    """A cell; a figure too long for its column is set smaller, never broken."""
    size = TEXT_SIZE
    if box.kind == "value" and box.text:
        room = sum(widths[box.column : box.column + box.colspan]) - 3
        size = max(SMALLEST, min(TEXT_SIZE, room / (len(box.text) * DIGIT)))
    return {
        "text": box.text,
        "kind": box.kind,
        "rowspan": box.rowspan,
        "colspan": box.colspan,
        "size": round(size, 2),
    }
