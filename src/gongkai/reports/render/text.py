"""A report as plain text: one paragraph or table row a line, cells apart by tabs."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.reports.model import Report
from gongkai.reports.render.drawing import Drawing, parts_of, signature_of, title_of


def report_to_text(report: Report) -> str:
    """Title, sections with their tables, signature and date; a blank line between the parts.

    A row of figures has a field for every cell, empty for a blank and for a group label that began above. A head row
    has a field for every column of the grid; a merged head stands in the first of its fields.
    """
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield title_of(report)
    for part in parts_of(report):
        yield ""
        if part.heading:
            yield part.heading
        yield from part.paragraphs
        for drawing in part.tables:
            yield ""
            yield from _table_rows(drawing)
    signature = signature_of(report)
    if signature:
        yield ""
        yield from signature


def _table_rows(drawing: Drawing) -> Iterator[str]:
    for i, row in enumerate(drawing.rows):
        is_head = all(box.kind == "head" for box in row)
        fields: list[str] = []
        for column, box in enumerate(drawing.squares[i]):
            if box.column == column or is_head:
                fields.append(box.text if box.row == i and box.column == column else "")
        yield "\t".join(fields)
