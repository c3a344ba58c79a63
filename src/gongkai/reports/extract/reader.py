"""A source read as an annual report: its tables cell by cell, its sections, its figures, and what was noticed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource, system_reason
from gongkai.reports.editions import EDITION_IDS, edition, edition_for
from gongkai.reports.extract import parts
from gongkai.reports.extract.disputes import observe_disputes
from gongkai.reports.extract.figures import find_figures
from gongkai.reports.extract.formats import reader_of
from gongkai.reports.extract.html import html_document
from gongkai.reports.extract.lexicon import lexicon_of
from gongkai.reports.extract.markdown import with_paragraphs
from gongkai.reports.extract.notes import layout_findings
from gongkai.reports.extract.repair import repair
from gongkai.reports.extract.resolve import resolve, resolve_one_row
from gongkai.reports.extract.resolved import Resolved
from gongkai.reports.extract.rows import Walker
from gongkai.reports.extract.source import MAX_BYTES, Document, Line, decode, text_document
from gongkai.reports.extract.unread import unread_cells
from gongkai.reports.extract.wrapped import name_rows
from gongkai.reports.model import Report, Section
from gongkai.reports.schema import Edition
from gongkai.reports.serial import read_json

_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"[a-z_]+"\s*:')
_HTML = re.compile(r"<(?:!doctype|html|head|body|table|div|p|meta|tr|td|h[1-6])\b", re.IGNORECASE)


def read_report(data: str | bytes | Path, *, source: str = "") -> Report:
    """Read a published annual report.

    data    a path, the bytes of a file, or its text; also the JSON of `report_to_json`
    source  the name to give in errors and in the report; the path when data is one
    returns a Report in which every cell of the edition is present: with its value, or blank, and with its doubt
    raises  UnreadableSource when the data is no text, too large, or no annual report
    """
    if isinstance(data, Path):
        source = source or str(data)
        data = _bytes_of(data, source)
    if isinstance(data, bytes) and _JSON.match(data) is not None:
        told = read_json(_within_limit(data, source), where=source)
        return replace(told, source=source or told.source)
    document = read_document(data, source=source)
    lines = parts.with_headings_apart(document.lines)
    found = parts.headings(lines)
    report_edition = _edition(document, lines)
    if report_edition is None or not parts.is_report(document):
        raise UnreadableSource(
            "no-report",
            Text("没有找到政府信息公开年度报告的内容。", "No annual report on open government information was found."),
            where=document.source,
        )
    return _report(document, lines, found, report_edition)


def read_document(data: str | bytes | Path, *, source: str = "") -> Document:
    """The lines and rows of a source, before anything is matched."""
    if isinstance(data, Path):
        source = source or str(data)
        data = _bytes_of(data, source)
    if isinstance(data, bytes) and (reader := reader_of(_within_limit(data, source))):
        return reader(data, source=source)
    text = decode(_within_limit(data, source), source=source) if isinstance(data, bytes) else data
    if len(text) > MAX_BYTES:
        raise _too_large(source)
    if _HTML.search(text[:20_000]):
        return html_document(with_paragraphs(text), source=source)
    return text_document(text, source=source)


def _bytes_of(path: Path, source: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableSource(
            "unreadable-file",
            Text("文件打不开：{why}。", "The file cannot be opened: {why}.").format(why=system_reason(error)),
            where=source,
        ) from error


def _within_limit(data: bytes, source: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise _too_large(source)
    return data


def _too_large(source: str) -> UnreadableSource:
    size = MAX_BYTES // 1024 // 1024
    return UnreadableSource(
        "too-large", Text(f"文件超过{size}兆字节。", f"The file is larger than {size} MB."), where=source
    )


def _edition(document: Document, lines: Sequence[Line]) -> Edition | None:
    """The edition whose own labels are printed most; else the one of the year; None when neither tells."""
    text = "".join("".join(document.text).split())
    marks = {e: sum(mark in text for mark in edition(e).marks) for e in EDITION_IDS}
    best = max(EDITION_IDS, key=lambda e: (marks[e], e))
    if marks[best]:
        return edition(best)
    year = parts.year_of(parts.title_of(lines, document.title), lines, parts.period_of(lines))
    return edition_for(year) if year and year >= 2014 else None


def _report(document: Document, lines: list[Line], found: dict[int, parts.Heading], report_edition: Edition) -> Report:
    first = min(found, default=len(lines))
    title = parts.title_of(lines[:first] if found else lines[:40], document.title)
    body = parts.body_of(title)
    period = parts.period_of(lines[: first + 5])
    end = parts.signature_of(lines, max(found, default=0))
    regions = _regions(lines, found, report_edition)
    tables, used = _tables(lines, regions, report_edition)
    cells = {cell: read for resolved in tables.values() for cell, read in resolved.cells.items()}
    cells |= unread_cells(report_edition, tables)
    noticed = list(layout_findings(report_edition, tables, document))
    if document.second is not None:
        noticed += repair(cells, report_edition, document.second)
    sections = tuple(
        Section(
            heading.number,
            heading.title,
            heading.line,
            _last_printed(lines[span[-1]]),
            "\n".join(_paragraphs(lines, span[1:], used)),
        )
        for heading, span in parts.section_spans(found, lines, end)
    )
    return Report(
        report_edition.id,
        cells,
        source=document.source,
        title=title,
        body=body,
        signed=end.signed,
        division=parts.division_of(body or end.signed, lines),
        year=parts.year_of(title, lines, period),
        dated=end.dated,
        dated_printed=end.dated_printed,
        period=period,
        sections=sections,
        figures=find_figures(_figure_lines(lines, found, used)),
        observations=tuple(noticed),
        lines=document.text,
        status="complete" if set(tables) == {t.id for t in report_edition.tables} else "partial",
    )


def _last_printed(line: Line) -> int:
    """The last line of the text form on which something of this line is printed."""
    if not line.cell_lines:
        return line.number
    return max(n for n, cell in zip(line.cell_lines, line.cells, strict=True) if cell.strip())


def _paragraphs(lines: Sequence[Line], span: range, used: set[int]) -> Iterator[str]:
    for position in span:
        line = lines[position]
        if not line.is_row and position not in used and line.text.strip():
            yield line.text.strip()


def _figure_lines(lines: Sequence[Line], found: dict[int, parts.Heading], used: set[int]) -> list[tuple[int, int, str]]:
    """The paragraphs with their line and section, tables left out."""
    section, paragraphs = 0, []
    for position, line in enumerate(lines):
        if position in found:
            section = found[position].number
        elif not line.is_row and position not in used and line.text.strip():
            paragraphs.append((line.number, section, line.text))
    return paragraphs


def _tables(
    lines: Sequence[Line], regions: Mapping[str, Sequence[int]], report_edition: Edition
) -> tuple[dict[str, Resolved], set[int]]:
    """The tables that were found, resolved; and the positions of the lines they were read from."""
    is_rowwise = sum(1 for line in lines if line.is_row and len(line.cells) > 4) >= 10
    is_streamed = sum(1 for line in lines if len(line.cells) == 1 and line.cells[0].strip().isdigit()) >= 40
    tables: dict[str, Resolved] = {}
    used: set[int] = set()
    for table_id, positions in regions.items():
        lexicon = lexicon_of(report_edition.id, table_id)
        if lexicon.table.is_one_row:
            observed, numbers = observe_disputes([lines[p] for p in positions], lexicon)
            if not observed:
                continue
            tables[table_id] = resolve_one_row(observed, lexicon)
        else:
            walker = Walker(lexicon, is_rowwise=is_rowwise, is_streamed=is_streamed)
            for position in positions:
                walker.feed(lines[position])
            table = walker.finish()
            name_rows(table, lexicon, report_edition.id)
            if not table.rows:
                continue
            numbers = table.lines
            tables[table_id] = resolve(table, lexicon)
        used.update(p for p in positions if lines[p].number in numbers)
    return tables, used


def _regions(lines: Sequence[Line], found: dict[int, parts.Heading], report_edition: Edition) -> dict[str, list[int]]:
    """Which lines belong to which table: by the headings, and by labels only that table prints."""
    by_section = {table.section: table.id for table in report_edition.tables}
    regions: dict[str, list[int]] = {table.id: [] for table in report_edition.tables}
    has_headings = any(h.number in by_section for h in found.values())
    current = "" if len(regions) > 1 else next(iter(regions))
    for position, line in enumerate(lines):
        if position in found:
            current = by_section.get(found[position].number, "")
            continue
        if line.is_row or not has_headings:
            current = _switched(line, current, report_edition) or current
        if current:
            regions[current].append(position)
    return regions


def _switched(line: Line, current: str, report_edition: Edition) -> str:
    """The table whose labels this line prints, when they are not labels of the current table."""
    for cell in line.cells:
        if len(cell) < 2 or cell.isdigit() or (current and lexicon_of(report_edition.id, current).find(cell)):
            continue
        for table in report_edition.tables:
            label = lexicon_of(report_edition.id, table.id).find(cell) if table.id != current else None
            if label is not None and (label.kind in {"row", "mark"} or len(cell) > 3):
                return table.id
    return ""
