"""A page on which a person compares the source with what was read: every cell boxed, doubts and findings beside."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib import resources

from gongkai.bilingual import Language, Text
from gongkai.reports.extract.pages.pictures import Picture, pictures_of
from gongkai.reports.findings import Finding, rules
from gongkai.reports.model import Cell, Report
from gongkai.reports.schema import CellId

TITLE = Text("读取核对", "What was read, to be confirmed")
KEYS = Text(
    "按 j／k 到下一个、上一个存疑的格，按空格记为已核对。",
    "j and k go to the next and last cell in doubt; the space bar marks it as seen.",
)
DOUBTED = Text("存疑的格（{count}）", "Cells in doubt ({count})")
FOUND = Text("发现（{count}）", "Findings ({count})")
NO_DOUBT = Text("没有存疑的格。", "No cell is in doubt.")
BLANK = Text("空白", "blank")
PRINTED = Text("印为“{printed}”", "printed “{printed}”")
PAGE = Text("第{number}页", "page {number}")
LINE = Text("第{number}行", "line {number}")
TABLE = Text("表{number}", "table {number}")
LINES = Text("文本", "Text")
SURENESS = Text("把握{percent}%", "{percent}% sure")


def proof_page(reads: Sequence[tuple[Report, Sequence[Finding], bytes]], *, language: Language = "zh") -> Iterator[str]:
    """The page, in parts; it needs no other file and no other host.

    reads  each report with its findings and the bytes it was read from
    """
    script, style = _resource("proof.js"), _resource("proof.css")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    title = escape(TITLE.in_language(language))
    yield f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if language == "zh" else "en"}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{style}</style></head>'
    yield f"<body><header><h1>{title}</h1><p>{escape(KEYS.in_language(language))}</p></header>"
    for number, (report, findings, data) in enumerate(reads, 1):
        yield from _Proof(report, findings, language, f"r{number}").parts(data)
    yield f"<script>{script}</script></body></html>\n"


def _resource(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


class _Proof:
    def __init__(self, report: Report, findings: Sequence[Finding], language: Language, prefix: str) -> None:
        self._report, self._findings = report, findings
        self._language: Language = language
        self._prefix = prefix
        self._cells = {cell: content for cell, content in report.all_cells() if content.place is not None}
        self._unplaced = {cell: c for cell, c in report.all_cells() if c.place is None and c.doubt}
        self._named = {where for finding in findings for where in finding.where}

    def say(self, text: Text, **values: object) -> str:
        return escape(text.format(**values).in_language(self._language))

    def parts(self, data: bytes) -> Iterator[str]:
        report = self._report
        pages = {c.place.page for c in self._cells.values() if c.place and c.place.page and c.place.box}
        pictures = pictures_of(data, pages, source=report.source)
        yield f"<main><h2>{escape(report.title or report.source)}</h2><p>{escape(report.source)}</p>"
        yield '<div class="proof"><div class="pages">'
        for number, picture in pictures.items():
            yield from self._page(number, picture)
        if not pictures:
            yield from self._lines()
        yield '</div><div class="side">'
        yield from self._found()
        yield from self._doubts()
        yield "</div></div></main>"

    def _page(self, number: int, picture: Picture) -> Iterator[str]:
        kind, size = picture.kind, f"{picture.width:.1f} {picture.height:.1f}"
        content = base64.b64encode(picture.data).decode()
        name = self.say(PAGE, number=number)
        yield f'<figure><figcaption>{name}</figcaption><svg viewBox="0 0 {size}" role="img" aria-label="{name}">'
        yield f'<image href="data:{kind};base64,{content}" width="{picture.width:.1f}" height="{picture.height:.1f}"/>'
        for cell, content_of in self._cells.items():
            if content_of.place is not None and content_of.place.page == number and content_of.place.box is not None:
                yield self._box(cell, content_of, content_of.place.box)
        yield "</svg></figure>"

    def _box(self, cell: CellId, content: Cell, box: tuple[float, float, float, float]) -> str:
        left, top, right, bottom = box
        kind = self._kind(cell, content)
        size = max(4.0, min(7.0, (bottom - top) * 0.45))
        return (
            f'<g id="{self._prefix}-{cell}" class="cell {kind}"><title>{self._told(cell, content)}</title>'
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{max(2, right - left):.1f}" '
            f'height="{max(2, bottom - top):.1f}"/>'
            f'<text x="{right - 1:.1f}" y="{top + size:.1f}" font-size="{size:.1f}">{self._value(content)}</text></g>'
        )

    def _kind(self, cell: CellId, content: Cell) -> str:
        if content.doubt:
            return "doubt"
        return "found" if cell in self._named else "sure"

    def _value(self, content: Cell) -> str:
        if content.value is not None:
            return escape(str(content.value))
        return "?" if content.doubt else "·"

    def _told(self, cell: CellId, content: Cell) -> str:
        value = str(content.value) if content.value is not None else BLANK.in_language(self._language)
        told = f"{self._name(cell)}：{value}"
        if content.printed:
            told += " · " + PRINTED.format(printed=content.printed).in_language(self._language)
        return escape(f"{told} · {self._why(content)}" if content.doubt else told)

    def _name(self, where: str) -> str:
        """A cell, a row, a table or a line of the text, as the form names it."""
        edition = self._report.edition
        spec = edition.spec(CellId(where))
        if spec is not None:
            return spec.label.zh
        kind, _, number = where.partition(" ")
        if kind == "line" and number.isdigit():
            return LINE.format(number=number).in_language(self._language)
        blocks = [(table.id, block) for table in edition.tables for block in table.blocks]
        rows = {f"{t}.{row.id}": row.label for t, block in blocks for row in (*block.rows, *block.foreign_rows)}
        tables = {table.id: TABLE.format(number=table.id[1:]).in_language(self._language) for table in edition.tables}
        return rows.get(where) or tables.get(where, where)

    def _why(self, content: Cell) -> str:
        rule = rules().get(content.reason)
        why = rule.title.in_language(self._language) if rule else content.reason
        return f"{why} · {SURENESS.format(percent=round(100 * (1 - content.doubt))).in_language(self._language)}"

    def _lines(self) -> Iterator[str]:
        """The text form, where the source has no pages."""
        cells: dict[int, list[CellId]] = {}
        for cell, content in self._cells.items():
            if content.place is not None:
                cells.setdefault(content.place.line, []).append(cell)
        yield f"<figure><figcaption>{self.say(LINES)}</figcaption><ol>"
        for number, line in enumerate(self._report.lines, 1):
            marks = "".join(
                f'<span id="{self._prefix}-{cell}" class="cell {self._kind(cell, self._cells[cell])}" '
                f'title="{self._told(cell, self._cells[cell])}">{self._value(self._cells[cell])}</span>'
                for cell in cells.get(number, ())
            )
            yield f'<li value="{number}">{escape(line)} {marks}</li>'
        yield "</ol></figure>"

    def _doubts(self) -> Iterator[str]:
        doubted = sorted(((cell, c) for cell, c in self._cells.items() if c.doubt), key=lambda pair: _order(pair[1]))
        yield f"<h3>{self.say(DOUBTED, count=len(doubted) + len(self._unplaced))}</h3>"
        if not doubted and not self._unplaced:
            yield f"<p>{self.say(NO_DOUBT)}</p>"
            return
        yield '<ul class="doubts">'
        for cell, content in doubted:
            yield f'<li><a href="#{self._prefix}-{cell}">{self._told(cell, content)}</a></li>'
        for cell, content in self._unplaced.items():
            yield f"<li>{self._told(cell, content)}</li>"
        yield "</ul>"

    def _found(self) -> Iterator[str]:
        yield f'<h3>{self.say(FOUND, count=len(self._findings))}</h3><ul class="found">'
        for finding in self._findings:
            links = " ".join(self._link(where) for where in finding.where)
            message = escape(finding.message.in_language(self._language))
            yield f'<li class="{finding.severity}"><p>{message}</p><p>{links}</p></li>'
        yield "</ul>"

    def _link(self, where: str) -> str:
        known: Mapping[CellId, Cell] = self._cells
        cell = CellId(where)
        name = escape(self._name(where))
        return f'<a href="#{self._prefix}-{where}" title="{escape(where)}">{name}</a>' if cell in known else name


def _order(content: Cell) -> tuple[int, float, float]:
    """Where a cell stands: page by page, from top to bottom, from left to right."""
    place = content.place
    if place is None:
        return 0, 0.0, 0.0
    return place.page, place.box[1] if place.box else float(place.line), place.box[0] if place.box else 0.0
