"""A report to the JSON object of docs/reference/cells.md, and that object to text without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from gongkai.reports.findings import Finding
from gongkai.reports.model import Cell, Figure, Number, Report, Section

JsonNumber = int | float | Decimal
JsonValue = str | bool | None | JsonNumber | list["JsonValue"] | dict[str, "JsonValue"]
JsonObject = dict[str, JsonValue]

# 1 - doubt is rounded so that the doubt comes back as it was
CONFIDENCE_DECIMALS = 12


def report_to_json(report: Report, findings: Sequence[Finding] = ()) -> JsonObject:
    """The object that `gongkai read` prints for a report.

    findings  those of the checker; the reader's own observations are printed before them in any case
    returns   plain values; a number is a Decimal only where a float would change it. `lines` are not carried.
    """
    return {
        "source": report.source,
        "title": report.title,
        "body": report.body or None,
        "division": report.division or None,
        "year": report.year,
        "format": report.edition_id,
        "edition": report.edition_id,
        "dated": report.dated.isoformat() if report.dated else None,
        "dated_printed": report.dated_printed or None,
        "signed": report.signed or None,
        "period": [day.isoformat() for day in report.period] if report.period else None,
        "status": report.status,
        "sections": [_section(section) for section in report.sections],
        "cells": {cell: _number(content.value) for cell, content in report.all_cells()},
        "provenance": {cell: entry for cell, content in report.all_cells() if (entry := _provenance(content))},
        "figures": [_figure(figure) for figure in report.figures],
        "findings": [*_findings(report.observations, findings)],
        "confidence": {
            cell: round(1 - content.doubt, CONFIDENCE_DECIMALS)
            for cell, content in report.all_cells()
            if content.doubt > 0
        },
        "reasons": {cell: content.reason for cell, content in report.all_cells() if content.reason},
    }


def json_text(values: JsonObject) -> str:
    """The object on one line; a Decimal is written digit for digit, a lone surrogate as its escape."""
    return _text(values).encode("utf-8", errors="backslashreplace").decode("utf-8")


def _text(value: JsonValue) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(key)}: {_text(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_text, value)) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _number(value: Number | None) -> JsonNumber | None:
    if value is None or isinstance(value, int):
        return value
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else value


def _provenance(cell: Cell) -> JsonObject | None:
    """Where a cell stands and how it is printed; None for a cell that has neither."""
    if cell.place is None and not cell.printed and not cell.unit:
        return None
    entry: JsonObject = {}
    if cell.place is not None:
        entry["line"] = cell.place.line
    entry["text"] = cell.printed
    if cell.place is not None and cell.place.page:
        entry["page"] = cell.place.page
    if cell.place is not None and cell.place.box is not None:
        entry["box"] = list(cell.place.box)
    if cell.unit:
        entry["unit"] = cell.unit
    return entry


def _section(section: Section) -> JsonObject:
    return {
        "number": section.number,
        "title": section.title,
        "first_line": section.first_line,
        "last_line": section.last_line,
        "text": section.text,
    }


def _figure(figure: Figure) -> JsonObject:
    return {
        "measure": figure.measure,
        "value": _number(figure.value),
        "unit": figure.unit,
        "approx": figure.approx,
        "implied": figure.implied,
        "line": figure.line,
        "text": figure.text,
    }


def _findings(observed: Sequence[Finding], checked: Iterable[Finding]) -> Iterator[JsonObject]:
    """The reader's observations, marked as such, then every finding that is not one of them."""
    for finding in observed:
        yield {**_finding(finding), "observed": True}
    for finding in checked:
        if finding not in observed:
            yield _finding(finding)


def _finding(finding: Finding) -> JsonObject:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "where": list(finding.where),
        "message": finding.message.zh,
        "message_en": finding.message.en,
        "evidence": finding.evidence,
        "hint": finding.hint.zh if finding.hint else None,
        "hint_en": finding.hint.en if finding.hint else None,
        "cite": finding.cite,
    }
