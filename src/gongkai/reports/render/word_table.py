"""A national table in WordprocessingML: merges, widths and order of the form."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from xml.sax.saxutils import escape

from gongkai.reports.render.drawing import Box, Drawing, table_widths

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPE_AREA = 8844  # 156 mm in twentieths of a point
ROW, ROOMY_ROW, TALL_ROW = 340, 454, 680
DIGIT = 105  # the width of a digit of 10.5 points
MOST_ROWS_TOGETHER = 40


def table_xml(drawing: Drawing) -> str:
    """The table element. Its rows do not split; a table that fits on a page stays on one."""
    widths = column_widths(drawing)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    stays = len(drawing.rows) <= MOST_ROWS_TOGETHER
    rows = "".join(_row(drawing, i, widths, stays=stays) for i in range(len(drawing.rows)))
    return f"<w:tbl>{_properties()}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def column_widths(drawing: Drawing) -> list[int]:
    """Widths that fill the type area exactly, in the proportions of the form."""
    ends = [0.0]
    for share in table_widths(drawing):
        ends.append(ends[-1] + share)
    edges = [round(end * TYPE_AREA) for end in ends]
    return [right - left for left, right in pairwise(edges)]


def _properties() -> str:
    thick, thin = 'w:val="single" w:color="auto" w:sz="8"', 'w:val="single" w:color="auto" w:sz="4"'
    edges = "".join(f"<w:{side} {thick}/>" for side in ("top", "left", "bottom", "right"))
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 30), ("left", 57), ("bottom", 30), ("right", 57))
    )
    return (
        f'<w:tblPr><w:tblW w:w="{TYPE_AREA}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{edges}<w:insideH {thin}/><w:insideV {thin}/></w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def _row(drawing: Drawing, at: int, widths: list[int], *, stays: bool) -> str:
    is_head = at < drawing.head_rows
    is_alone = drawing.table.is_one_row and not is_head
    together = (stays and at + 1 < len(drawing.rows)) or is_head
    header = "<w:tblHeader/>" if is_head else ""
    is_short = drawing.width > 2 and drawing.label_columns == 1
    least = TALL_ROW if is_alone else ROOMY_ROW if is_short else ROW
    height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>'
    cells = "".join(_cell(box, starts, widths, together) for box, starts in _cells_of(drawing, at))
    return f'<w:tr><w:trPr><w:cantSplit/>{height}{header}<w:jc w:val="center"/></w:trPr>{cells}</w:tr>'


def _cells_of(drawing: Drawing, at: int) -> Iterator[tuple[Box, bool]]:
    """The cells of a row as Word wants them: a cell that began above stands there again, empty."""
    for column, box in enumerate(drawing.squares[at]):
        if box.column == column:
            yield box, box.row == at


def _cell(box: Box, starts: bool, widths: list[int], together: bool) -> str:
    span = f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""
    merge = ""
    if box.rowspan > 1:
        merge = '<w:vMerge w:val="restart"/>' if starts else "<w:vMerge/>"
    width = sum(widths[box.column : box.column + box.colspan])
    text = box.text if starts else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    kept = "<w:keepNext/>" if together else ""
    aligned = '<w:jc w:val="left"/>' if box.kind == "label" else ""
    narrow, fit = "", ""
    if box.kind == "value":
        narrow = '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
        fit = "<w:tcFitText/>" if len(text) * DIGIT > width else ""
    shape = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{narrow}{fit}<w:vAlign w:val="center"/>'
    return (
        f"<w:tc><w:tcPr>{shape}</w:tcPr>"
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{kept}{aligned}</w:pPr>{run}</w:p></w:tc>'
    )
