"""The page that `make demo` writes: every report with its findings and what was made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from gongkai.cli.tables import SEVERITY_WORDS
from gongkai.reports.findings import SEVERITIES, Finding
from gongkai.reports.model import Report

STYLE = """
:root{--ink:#1b1f27;--soft:#535b69;--paper:#fff;--ground:#f5f7fa;--line:#d5dae3;--blue:#163f7c;--red:#b3261e;
--amber:#8a5a00;--green:#1c6b3c}
@media (prefers-color-scheme:dark){:root{--ink:#e8ebf1;--soft:#a9b2c2;--paper:#1a1f28;--ground:#12161d;--line:#38414f;
--blue:#9dc0ff;--red:#ff9d94;--amber:#f0c46c;--green:#82d6a1}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans SC",
"Noto Sans CJK SC",sans-serif;text-autospace:normal}
main{max-width:64rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.3;margin:0 0 .5rem}h2{font-size:1.1rem;margin:0}
p{margin:.25rem 0}.soft{color:var(--soft)}
.sum{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1.25rem 0 2rem;padding:0;list-style:none}
.sum b{font-size:1.4rem;font-variant-numeric:tabular-nums;margin-inline-end:.35rem}
article,section{background:var(--paper);border:1px solid var(--line);border-radius:4px;padding:1rem 1.25rem;
margin:0 0 1rem}
article.bad{border-inline-start:4px solid var(--red)}
header{display:flex;flex-wrap:wrap;gap:.1rem 1rem;align-items:baseline}
code{font:.85em ui-monospace,Consolas,monospace;color:var(--soft);overflow-wrap:anywhere}
a{color:var(--blue)}a:focus-visible,.wide:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
ol{margin:.75rem 0;padding:0;list-style:none}
li.finding{display:grid;grid-template-columns:4.2rem 1fr;gap:0 .75rem;padding:.45rem 0;border-top:1px solid var(--line)}
.error{color:var(--red)}.warning{color:var(--amber)}.info{color:var(--blue)}.none{color:var(--green)}
.word{font-weight:600;white-space:nowrap}
.forms{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;margin:.5rem 0 0;list-style:none}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:start;padding:.3rem .75rem .3rem 0;border-top:1px solid var(--line)}
td:first-child,th:first-child{min-width:12em}td.n,th.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}.wide{overflow-x:auto}
"""

MARKS = {"error": "✕", "warning": "▲", "info": "●"}


@dataclass
class Shown:
    """One report on the page; `files` are the documents made of it, relative to the page."""

    report: Report
    findings: tuple[Finding, ...]
    files: list[str] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)


@dataclass(frozen=True)
class Sheet:
    """A small table on the page: a comparison, a sum."""

    title: str
    note: str
    heads: Sequence[str]
    rows: Sequence[Sequence[object]]


def index_page(shown: Sequence[Shown], sheets: Iterable[Sheet], files: Iterable[str]) -> str:
    """The whole page, Chinese with English beside it."""
    title = "年度报告演示"
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{STYLE}</style></head>\n<body><main>\n<h1>{title}</h1>\n"
        "<p>地名、机关和数字均为虚构。 <span lang='en' class='soft'>Invented places, bodies and figures.</span></p>\n"
        f"{''.join(_sum(shown))}\n{''.join(map(_article, shown))}{''.join(map(_sheet, sheets))}"
        f"<section><h2>数据 <span lang='en' class='soft'>Data</span></h2>{_links(files)}</section>\n"
        "</main></body></html>\n"
    )


def _sum(shown: Sequence[Shown]) -> Iterator[str]:
    yield f"<ul class='sum'><li><b>{len(shown)}</b>份报告 <span class='soft' lang='en'>reports</span></li>"
    for severity in SEVERITIES:
        count = sum(finding.severity == severity for one in shown for finding in one.findings)
        words = SEVERITY_WORDS[severity]
        yield f"<li class='{severity}'><b>{count}</b>{words.zh} <span class='soft' lang='en'>{words.en}</span></li>"
    yield "</ul>"


def _article(one: Shown) -> str:
    report = one.report
    findings = "".join(map(_finding, one.findings)) or (
        "<li class='finding'><span class='word none'>✓ 无</span>"
        "<span>没有发现问题。 <span lang='en' class='soft'>No findings.</span></span></li>"
    )
    return (
        f"<article{' class=bad' if one.has_errors else ''}><header><h2>{escape(report.body)} {report.year}</h2>"
        f"<span class='soft'>{escape(report.edition.label.zh)}</span><code>{escape(report.source)}</code></header>\n"
        f"<ol>{findings}</ol>{_links(one.files)}</article>\n"
    )


def _finding(finding: Finding) -> str:
    word = f"{MARKS[finding.severity]} {SEVERITY_WORDS[finding.severity].zh}"
    return (
        f"<li class='finding'><span class='word {finding.severity}'>{word}</span>"
        f"<span>{escape(finding.message.zh)}<br><span lang='en' class='soft'>{escape(finding.message.en)}</span>"
        f"<br><code>{escape(finding.rule)} · {escape(finding.where[0])}</code></span></li>\n"
    )


def _sheet(sheet: Sheet) -> str:
    heads = "".join(
        f"<th scope='col'{' class=n' if n else ''}>{escape(head)}</th>" for n, head in enumerate(sheet.heads)
    )
    rows = "".join(f"<tr>{''.join(map(_value, row))}</tr>" for row in sheet.rows)
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    frame = f"<div class='wide' tabindex='0' role='region' aria-label='{escape(sheet.title)}'>{table}</div>"
    return f"<section><h2>{escape(sheet.title)}</h2><p class='soft'>{escape(sheet.note)}</p>{frame}</section>\n"


def _value(value: object) -> str:
    if isinstance(value, str):
        return f"<td>{escape(value)}</td>"
    return f"<td class='n'>{'' if value is None else escape(str(value))}</td>"


def _links(files: Iterable[str]) -> str:
    items = "".join(f"<li><a href='{escape(name)}'>{escape(name.rpartition('/')[2])}</a></li>" for name in files)
    return f"<ul class='forms'>{items}</ul>" if items else ""
