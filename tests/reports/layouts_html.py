"""HTML documents as county websites and office programs lay them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from types import MappingProxyType

from tests.reports.layouts import TEXT_LAYOUTS, Layout, own
from tests.reports.sheets import Box, Grid, Sheet, Slot, spread

WriteTable = Callable[[Grid], str]

NAVIGATION = """<table class="top"><tr><td><a href="/">首页</a></td><td><a href="/zwgk/">政务公开</a></td>
<td><a href="/bsfw/">办事服务</a></td><td>今天是 2026 年 3 月 2 日</td></tr></table>"""
METADATA = """<table class="meta"><tr><td>索引号：</td><td>000014349/2026-00012</td><td>主题分类：</td>
<td>政务公开</td></tr>
<tr><td>发布机构：</td><td>演示县人民政府办公室</td>
<td>发布日期：</td><td>2026-01-20 09:30</td></tr>
<tr><td>浏览次数：</td><td>1024</td><td>字号：</td><td>大 中 小</td></tr></table>"""
SHARE = """<div class="share">分享到：<a>微信</a><a>微博</a></div>
<table><tr><td>1</td><td>2</td><td>3</td></tr></table>"""
FOOTER = """<table class="foot"><tr><td>主办：演示县人民政府办公室</td><td>网站标识码：0000000000</td></tr>
<tr><td colspan="2">上一篇：无 下一篇：无</td></tr></table><script>var total = 12;</script>"""


def page(sheet: Sheet, write_table: WriteTable, *, head: str = '<meta charset="utf-8">') -> str:
    """A whole page: title, sections, tables where they belong, signature and date."""
    return f"<!DOCTYPE html><html><head>{head}{_title(sheet)}</head><body>{body(sheet, write_table)}</body></html>"


def _title(sheet: Sheet) -> str:
    return f"<title>{escape(sheet.report.title)}</title>"


def body(sheet: Sheet, write_table: WriteTable) -> str:

    def tables(section: int) -> list[str]:
        parts: list[str] = []
        for table in sheet.tables_of(section):
            for i, grid in enumerate(sheet.draw(table)):
                parts += [f"<p>{line}</p>" for line in sheet.between if line] if i else []
                parts.append(write_table(grid))
        return parts

    parts = [f"<h1>{escape(sheet.report.title)}</h1>"]
    for section in sheet.report.sections:
        parts += [f"<p>{escape(line)}</p>" for line in (section.title, *section.text.splitlines())]
        parts += tables(section.number)
    parts += [f"<p>{escape(line)}</p>" for line in (sheet.report.signed, sheet.report.dated_printed)]
    return "\n".join([*parts, *tables(0)])


def _spans(box: Box) -> str:
    down = f' rowspan="{box.rowspan}"' if box.rowspan > 1 else ""
    across = f' colspan="{box.colspan}"' if box.colspan > 1 else ""
    return down + across


def _rows(cells: Iterator[list[str]]) -> str:
    return "<table>" + "\n".join(f"<tr>{''.join(row)}</tr>" for row in cells) + "</table>"


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def spans(grid: Grid) -> str:
    """The national form with its merged cells."""
    return _rows([f"<td{_spans(box)}>{escape(box.text)}</td>" for box in row] for row in grid)


def head_cells(grid: Grid) -> str:
    """thead, tbody and th; capital tags; a caption."""
    tag = {"head": "TH", "label": "TH", "value": "TD"}
    rows = [
        "<TR>" + "".join(f"<{tag[b.kind]}{_spans(b)}>{escape(b.text)}</{tag[b.kind]}>" for b in row) + "</TR>"
        for row in grid
    ]
    top = next((i for i, row in enumerate(grid) if any(b.cell for b in row)), 0)
    head, rest = "".join(rows[:top]), "".join(rows[top:])
    return f"<TABLE><THEAD>{head}</THEAD><TBODY>{rest}</TBODY></TABLE>"


def blanks_for_spans(grid: Grid) -> str:
    return _rows([f"<td>{escape(slot.text)}</td>" for slot in row] for row in spread(grid))


def labels_repeated(grid: Grid) -> str:
    """No spans: the text of a merged label or head stands in each of its places."""
    return _rows([f"<td>{escape(_repeated(slot))}</td>" for slot in row] for row in spread(grid))


def _repeated(slot: Slot) -> str:
    return slot.text if slot.box.kind == "value" else slot.box.text


def all_repeated(grid: Grid) -> str:
    """No spans: merged figures, too, stand in each of their places."""
    return _rows([f"<td>{escape(slot.box.text)}</td>" for slot in row] for row in spread(grid))


def row_tables(grid: Grid) -> str:
    """Each row a table of its own."""
    return "".join(
        "<table><tr>" + "".join(f"<td>{escape(slot.text)}</td>" for slot in row) + "</tr></table>"
        for row in spread(grid)
    )


def unclosed(grid: Grid) -> str:
    """Neither rows nor cells are closed, attributes go without quotes."""
    rows = (
        "<tr>" + "".join(f"<td{_spans(box).replace(chr(34), '')}>{escape(box.text)}" for box in row) for row in grid
    )
    return "<table border=1>" + "\n".join(rows) + "</table>"


def paragraphs(grid: Grid) -> str:
    """The table is lost: a paragraph for each cell."""
    return "".join(f"<p>{escape(box.text) or '&nbsp;'}</p>" for row in grid for box in row)


def breaks(grid: Grid) -> str:
    """The table is lost: a line for each row, cells parted by no-break spaces."""
    rows = ("&nbsp;&nbsp;".join(escape(box.text) for box in own(row) if box.text) for row in spread(grid))
    return "<p>" + "<br>".join(rows) + "</p>"


def boxes_in_divs(grid: Grid) -> str:
    """A grid of divs drawn by a style sheet."""
    rows = (
        '<div class="row">' + "".join(f'<div class="cell">{escape(slot.text)}</div>' for slot in row) + "</div>"
        for row in spread(grid)
    )
    return '<div class="table">' + "".join(rows) + "</div>"


def preformatted(grid: Grid) -> str:
    return "<pre>" + "\n".join("\t".join(escape(slot.text) for slot in row) for row in spread(grid)) + "</pre>"


WORD_CELL = (
    "width=47 valign=center style='width:35.1pt;border-top:none;border-left:none;border-bottom:solid windowtext 1.0pt;"
    "border-right:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt'"
)
WORD_PARAGRAPH = "class=MsoNormal align=center style='text-align:center;line-height:15.0pt;mso-pagination:widow-orphan'"
WORD_RUN = "style='font-size:10.5pt;font-family:仿宋_GB2312;mso-bidi-font-family:宋体;color:black;mso-font-kerning:0pt'"


def word(grid: Grid) -> str:
    """As a word processor saves it: paragraphs and spans in each cell, digits apart, a last row of empty places."""
    rows = (
        "<tr style='mso-yfti-irow:0;height:21.0pt'>"
        + "".join(f"<td {WORD_CELL}{_spans(box)}><p {WORD_PARAGRAPH}>{_runs(box.text)}</p></td>" for box in row)
        + "</tr>"
        for row in grid
    )
    width = len(spread(grid)[0])
    props = "<![if !supportMisalignedColumns]><tr height=0>" + "<td width=47></td>" * width + "</tr><![endif]>"
    return f"<table class=MsoTableGrid>{''.join(rows)}{props}</table>"


def _runs(text: str) -> str:
    """Digits and Chinese go to spans of their own, each digit apart; an empty cell holds a no-break space."""
    if not text:
        return f"<span lang=EN-US {WORD_RUN}><o:p>&nbsp;</o:p></span>"
    runs = "".join(f"<span lang=EN-US>{escape(c)}</span>" if c.isascii() else escape(c) for c in text)
    return f"<span {WORD_RUN}>{runs}<o:p></o:p></span>"


def label_breaks(grid: Grid) -> str:
    """Labels broken by br and by paragraphs, as narrow columns are forced."""
    return _rows([f"<td{_spans(b)}>{_broken(b)}</td>" for b in row] for row in grid)


def _broken(box: Box) -> str:
    if box.kind == "value" or len(box.text) < 4:
        return escape(box.text)
    at = len(box.text) // 2
    first, second = escape(box.text[:at]), escape(box.text[at:])
    return f"{first}<br/>{second}" if box.kind == "head" else f"<p>{first}</p>\n<p>{second}</p>"


def upright_labels(grid: Grid) -> str:
    """Group labels written downwards, one character a line."""
    return _rows(
        [f"<td{_spans(b)}>{'<br>'.join(b.text) if b.rowspan > 1 else escape(b.text)}</td>" for b in row] for row in grid
    )


def list_rows(grid: Grid) -> str:
    """A list with an item for each row."""
    rows = (f"<li>{' '.join(escape(box.text) for box in own(row) if box.text)}</li>" for row in spread(grid))
    return f"<ul>{''.join(rows)}</ul>"


def term_lists(grid: Grid) -> str:
    """Labels as terms, figures as their descriptions."""
    tag = {"head": "dt", "label": "dt", "value": "dd"}
    cells = (f"<{tag[box.kind]}>{escape(box.text)}</{tag[box.kind]}>" for row in grid for box in row)
    return f"<dl>{''.join(cells)}</dl>"


def with_hidden_copy(grid: Grid) -> str:
    """The table twice: once for wide screens, once hidden for narrow ones."""
    return f'{spans(grid)}<div class="phone" style="display:none">{spans(grid)}</div>'


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def nested(sheet: Sheet) -> str:
    """The whole page hangs in tables."""
    inner = f"<table><tr><td><table><tr><td>{body(sheet, spans)}</td></tr></table></td></tr></table>"
    return (
        f"<html><head>{_title(sheet)}</head><body><table width=100%><tr><td>{NAVIGATION}</td></tr>"
        f"<tr><td rowspan=2>公开目录</td><td>{METADATA}{inner}</td></tr><tr><td>{FOOTER}</td></tr></table>"
        "</body></html>"
    )


def site(sheet: Sheet) -> str:
    """Navigation, metadata and share buttons come first, each with a table of its own."""
    return (
        f'<html><head><meta charset="utf-8">{_title(sheet)}<style>td{{width:20px}}</style></head><body>'
        f"{NAVIGATION}{METADATA}{SHARE}<div id=zoom>{body(sheet, spans)}</div><!-- 12 34 -->{FOOTER}</body></html>"
    )


def said_gb2312(sheet: Sheet) -> str:
    return page(sheet, spans, head='<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')


def unsaid(sheet: Sheet) -> str:
    return page(sheet, spans, head="")


def _html_layouts() -> Iterator[Layout]:
    keeping = (
        *(spans, head_cells, blanks_for_spans, labels_repeated, row_tables, unclosed, word, label_breaks),
        *(upright_labels, with_hidden_copy, boxes_in_divs, preformatted),
    )
    for table in keeping:
        yield Layout(_name(table), _paged(table), "html")
    yield Layout("all-repeated", _paged(all_repeated), "html", tells_all=False)
    yield Layout("paragraphs", _paged(paragraphs), "html")
    yield Layout("list-rows", _paged(list_rows), "html", keeps_blanks=False, spaces_part=True)
    yield Layout("term-lists", _paged(term_lists), "html")
    yield Layout("breaks", _paged(breaks), "html", keeps_blanks=False, spaces_part=True)
    yield Layout("nested", nested, "html")
    yield Layout("site", site, "html")
    yield Layout("gbk", said_gb2312, "html", encoding="gbk")
    yield Layout("gbk-unsaid", unsaid, "html", encoding="gb18030")
    yield Layout("utf8-bom", unsaid, "html", encoding="utf-8-sig")
    yield Layout("utf8-unsaid", unsaid, "html", encoding="utf-8")
    yield Layout("utf8-said-gb2312", said_gb2312, "html", encoding="utf-8")
    yield Layout("utf16", unsaid, "html", encoding="utf-16")


def _name(function: Callable[..., object]) -> str:
    return function.__name__.replace("_", "-")


def _paged(table: WriteTable) -> Callable[[Sheet], str]:
    return lambda sheet: page(sheet, table)


HTML_LAYOUTS: Mapping[str, Layout] = MappingProxyType({layout.name: layout for layout in _html_layouts()})
LAYOUTS: Mapping[str, Layout] = MappingProxyType({**TEXT_LAYOUTS, **HTML_LAYOUTS})
