"""A report as a page that stands alone: accessible, printable, without script and without any address outside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from gongkai.bilingual import Language, Text
from gongkai.reports.findings import SEVERITIES, Finding, rules
from gongkai.reports.model import Report
from gongkai.reports.render.drawing import (
    Box,
    Drawing,
    Part,
    clean,
    figure_text,
    one_line,
    parts_of,
    signature_of,
    title_of,
)
from gongkai.reports.render.html_style import STYLE
from gongkai.reports.schema import CellId

MOST_PLACES = 8
NUMBERED = re.compile("^[一二三四五六七八九十]+、")
HAN = ' lang="zh-Hans"'

SEVERITY_WORDS: Mapping[str, Text] = {
    "error": Text("▲ 错误", "▲ Error"),
    "warning": Text("◆ 警告", "◆ Warning"),
    "info": Text("● 提示", "● Note"),
}
BODY = Text("发布机关", "Issued by")
YEAR = Text("年度", "Year")
FORM = Text("格式", "Form")
DATED = Text("日期", "Date")
FINDINGS = Text("核查发现", "Findings of the check")
EVIDENCE = Text("依据：{evidence}", "Evidence: {evidence}")
PLACES = Text("位置：", "Where: ")
MORE_PLACES = Text("等{count}处", "and {count} more")
LINE = Text("第{number}行", "line {number}")
DOUBT = Text("读取存疑（把握{percent}%）", "Read with doubt (confidence {percent} %)")
PRINTED = Text("原文印作“{printed}”", "The source prints “{printed}”")
DOUBT_NOTE = Text("带点线的单元格在读取时存疑。", "Cells with a dotted underline were read with doubt.")
BLANK_NOTE = Text("空白表示原表未填，不等于0。", "A blank cell was left empty in the source; it is not 0.")
ABOUT = Text("{body}{year}政府信息公开工作年度报告", "Annual report on open government information {year} {body}")


def report_to_html(report: Report, findings: Sequence[Finding] = (), *, language: Language = "zh") -> str:
    """The page; `language` is that of what stands around the report, the report itself stays as it is.

    findings  shown in a panel and at their cells
    """
    page = _Page(report, findings, language)
    return "\n".join(page.lines()) + "\n"


class _Page:
    """One page in the making: what every piece of it must know."""

    def __init__(self, report: Report, findings: Sequence[Finding], language: Language) -> None:
        self.report = report
        self.language = language
        self.findings = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
        self.at_cell: dict[str, list[Finding]] = {}
        for finding in self.findings:
            for place in finding.where:
                self.at_cell.setdefault(place, []).append(finding)

    def say(self, text: Text, **values: object) -> str:
        """A wording in the language of the page, escaped."""
        filled = text.format(**values) if values else text
        return escape(clean(filled.in_language(self.language)))

    def lines(self) -> Iterator[str]:
        title, parts = escape(title_of(self.report)), parts_of(self.report)
        yield "<!doctype html>"
        yield f'<html lang="{"zh-Hans" if self.language == "zh" else "en"}">'
        yield '<head><meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        yield f"<title>{title}</title>"
        yield f'<meta name="description" content="{self._description()}">'
        yield f"<style>{STYLE}</style></head>"
        yield "<body><main>"
        yield f'<header class="gk-head"><h1{self.han}>{title}</h1>'
        yield from self._about()
        yield from self._notes(parts)
        yield "</header>"
        yield from self._panel()
        yield f"<article{self.han}>"
        for number, part in enumerate(parts, start=1):
            yield from self._part(part, number)
        yield from self._signature()
        yield "</article></main></body></html>"

    @property
    def han(self) -> str:
        """The language of the report itself, where the page speaks another."""
        return "" if self.language == "zh" else HAN

    def _description(self) -> str:
        year = self.report.year
        words = Text(f"{year}年" if year else "", f"for {year}," if year else "")
        return self.say(ABOUT, body=one_line(self.report.body), year=words)

    def _about(self) -> Iterator[str]:
        report = self.report
        day = report.dated.isoformat() if report.dated else one_line(report.dated_printed)
        body, year = escape(one_line(report.body)), str(report.year or "")
        facts = (
            (BODY, f"<span{self.han}>{body}</span>" if body else ""),
            (YEAR, year),
            (FORM, self.say(report.edition.label)),
            (DATED, f'<time datetime="{day}">{day}</time>' if report.dated else escape(day)),
        )
        shown = (f"<div><dt>{self.say(word)}</dt><dd>{value}</dd></div>" for word, value in facts if value)
        yield f'<dl class="gk-about">{"".join(shown)}</dl>'

    def _notes(self, parts: Sequence[Part]) -> Iterator[str]:
        """What dotted and blank cells mean, where there are any; apart from the tables, whose text is the report's."""
        boxes = [box for part in parts for drawing in part.tables for row in drawing.rows for box in row if box.cell]
        notes = [DOUBT_NOTE] if any(box.content.doubt for box in boxes) else []
        notes += [BLANK_NOTE] if any(box.number is None for box in boxes) else []
        if notes:
            yield f'<p class="gk-note">{" ".join(map(self.say, notes))}</p>'

    def _panel(self) -> Iterator[str]:
        if not self.findings:
            return
        counts = (
            f"{self.say(SEVERITY_WORDS[severity])} {count}"
            for severity in SEVERITIES
            if (count := sum(finding.severity == severity for finding in self.findings))
        )
        yield '<section class="gk-findings"><details open>'
        yield f"<summary>{self.say(FINDINGS)}　{' · '.join(counts)}</summary><ol>"
        for number, finding in enumerate(self.findings, start=1):
            yield from self._finding(finding, number)
        yield "</ol></details></section>"

    def _finding(self, finding: Finding, number: int) -> Iterator[str]:
        yield f'<li id="f{number}" class="gk-is-{finding.severity}">'
        word = self.say(SEVERITY_WORDS[finding.severity])
        yield f'<p><span class="gk-sev">{word}</span>{self.say(finding.message)}</p>'
        if finding.evidence:
            yield f'<p class="gk-more">{self.say(EVIDENCE, evidence=finding.evidence)}</p>'
        places = [self._place(place) for place in finding.where[:MOST_PLACES]]
        if len(finding.where) > MOST_PLACES:
            left = len(finding.where) if self.language == "zh" else len(finding.where) - MOST_PLACES
            places.append(self.say(MORE_PLACES, count=left))
        yield f'<p class="gk-more">{self.say(PLACES)}{self.say(Text("；", "; ")).join(places)}</p>'
        if finding.hint is not None:
            yield f'<p class="gk-more">{self.say(finding.hint)}</p>'
        yield "</li>"

    def _place(self, place: str) -> str:
        """A cell by its label with a link to it; a line or section in words."""
        spec = self.report.edition.spec(CellId(place))
        if spec is not None:
            return f'<a href="#{escape(place)}"{self.han}>{escape(spec.label.zh)}</a>'
        kind, _, number = place.partition(" ")
        if kind == "line":
            return self.say(LINE, number=number)
        section = next((s for s in self.report.edition.sections if f"section {s.number}" == place), None)
        return f"<span{self.han}>{escape(section.title)}</span>" if section else escape(clean(place))

    def _part(self, part: Part, number: int) -> Iterator[str]:
        if part.heading:
            yield f'<section aria-labelledby="s{number}"><h2 id="s{number}">{escape(part.heading)}</h2>'
        else:
            yield "<section>"
        if part.paragraphs:
            yield '<div class="gk-text">'
            yield from (f"<p>{escape(paragraph)}</p>" for paragraph in part.paragraphs)
            yield "</div>"
        for drawing in part.tables:
            yield from self._table(drawing, NUMBERED.sub("", part.heading) or self.report.edition.label.zh)
        yield "</section>"

    def _table(self, drawing: Drawing, caption: str) -> Iterator[str]:
        name = drawing.table.id
        year = f"（{self.report.year}年）" if self.report.year else ""
        yield f'<div class="gk-scroll" role="region" tabindex="0" aria-labelledby="{name}-caption">'
        yield f'<table class="gk-{name} {_kind(drawing)}">'
        yield f'<caption id="{name}-caption">{escape(caption + year)}</caption>'
        if drawing.label_columns > 1:
            yield "".join(f'<col class="gk-c{i}">' for i in range(drawing.label_columns))
        names = _names(drawing)
        for tag, rows in (("thead", drawing.rows[: drawing.head_rows]), ("tbody", drawing.rows[drawing.head_rows :])):
            if rows:
                lines = ("<tr>" + "".join(self._square(box, drawing, names) for box in row) + "</tr>" for row in rows)
                yield f"<{tag}>" + "\n".join(lines) + f"</{tag}>"
        yield "</table></div>"

    def _square(self, box: Box, drawing: Drawing, names: Mapping[Box, str]) -> str:
        spans = f' rowspan="{box.rowspan}"' if box.rowspan > 1 else ""
        spans += f' colspan="{box.colspan}"' if box.colspan > 1 else ""
        if box.kind != "value":
            sticky = f"gk-l{box.column}" if box.column < drawing.label_columns and box.colspan < drawing.width else ""
            classes = " ".join(filter(None, ("gk-h" if box.kind == "head" else "", sticky)))
            scope = "col" if box.kind == "head" else "row"
            mark = f' class="{classes}"' if classes else ""
            return f'<th id="{names[box]}" scope="{scope}"{mark}{spans}>{escape(box.text)}</th>'
        heads = " ".join(names[head] for head in _heads_of(box, drawing))
        return f'<td headers="{heads}"{spans}{self._marks(box)}>{escape(box.text)}</td>'

    def _marks(self, box: Box) -> str:
        """Class, anchor and explanation of a value: doubt, findings, a plain zero."""
        classes, words = [], []
        found = self.at_cell.get(box.cell or "", [])
        if found:
            classes.append(f"gk-{found[0].severity}")
            words += [finding.message.in_language(self.language) for finding in found]
        if box.content.doubt:
            classes.append("gk-doubt")
            words += self._doubt(box)
        if box.number == 0 and not classes:
            classes.append("gk-0")
        marks = f' id="{box.cell}"' if found else ""
        marks += f' class="{" ".join(classes)}"' if classes else ""
        explanation = Text("；", "; ").in_language(self.language).join(word.rstrip("。. ") for word in words)
        return marks + (f' title="{escape(one_line(explanation))}"' if words else "")

    def _doubt(self, box: Box) -> Iterator[str]:
        yield DOUBT.format(percent=round(100 * (1 - box.content.doubt))).in_language(self.language)
        known = rules().get(box.content.reason)
        if known is not None:
            yield known.title.in_language(self.language)
        if box.content.printed and box.content.printed != figure_text(box.number, None):
            yield PRINTED.format(printed=box.content.printed).in_language(self.language)

    def _signature(self) -> Iterator[str]:
        lines = "".join(f"<p>{escape(line)}</p>" for line in signature_of(self.report))
        if lines:
            yield f'<footer class="gk-signed">{lines}</footer>'


def _kind(drawing: Drawing) -> str:
    """The shape of a table, for its widths."""
    if drawing.label_columns > 1:
        return "gk-grouped"
    return "gk-one" if drawing.table.is_one_row else "gk-stacked"


def _names(drawing: Drawing) -> Mapping[Box, str]:
    """An id for every head and label, so that each figure can name those it stands under."""
    heads = [box for row in drawing.rows for box in row if box.kind != "value"]
    return {box: f"{drawing.table.id}h{i}" for i, box in enumerate(heads)}


def _heads_of(box: Box, drawing: Drawing) -> Iterator[Box]:
    """The labels left of a figure, then the heads above it, outermost first."""
    grid = drawing.squares
    for column in range(box.column):
        left = grid[box.row][column]
        if left.kind == "label" and (column == 0 or grid[box.row][column - 1] is not left):
            yield left
    above: list[Box] = []
    for row in range(box.row - 1, -1, -1):
        square = grid[row][box.column]
        if square.kind == "head":
            above += [square] if square not in above else []
        elif above:
            break
    yield from reversed(above)
