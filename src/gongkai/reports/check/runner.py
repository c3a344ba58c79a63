"""The checker: every rule run over one report, the findings in a stable order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from gongkai.reports.check.arithmetic import check_arithmetic
from gongkai.reports.check.continuity import check_calendar, check_continuity
from gongkai.reports.check.narrative import check_narrative
from gongkai.reports.check.numbering import check_numbering
from gongkai.reports.check.phrases import check_phrases
from gongkai.reports.check.plausibility import check_plausibility
from gongkai.reports.check.privacy import check_privacy
from gongkai.reports.check.remarks import check_remarks
from gongkai.reports.check.structure import check_structure
from gongkai.reports.check.subject import Subject, subject_of
from gongkai.reports.check.years import check_years
from gongkai.reports.findings import SEVERITIES, Finding
from gongkai.reports.model import Report
from gongkai.reports.schema import CellId

Check = Callable[[Subject], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    check_arithmetic,
    check_plausibility,
    check_continuity,
    check_calendar,
    check_structure,
    check_years,
    check_narrative,
    check_phrases,
    check_remarks,
    check_numbering,
    check_privacy,
)

_LINE = re.compile(r"line (\d+)")
_SECTION = re.compile(r"section (\d)")


def check_report(
    report: Report, *, previous: Report | None = None, body_kind: str | None = None
) -> tuple[Finding, ...]:
    """Everything an auditor says of a report, its reader's observations included.

    previous   the report of the year before, for carry-over and stocks
    body_kind  county, city, prefecture, department …; read from the names in the report when not given
    returns    errors first, then by place
    raises     InvalidInput for an unknown kind of body, or when `previous` is not of the year before
    """
    subject = subject_of(report, previous=previous, body_kind=body_kind)
    found = list(report.observations)
    for check in CHECKS:
        found.extend(check(subject))
    if len(found) < 2:
        return tuple(found)
    order = {cell: n for n, cell in enumerate(report.edition.cells)}
    found.sort(key=lambda f: (SEVERITIES.index(f.severity), _position(f.where[0], report, order), f.rule, f.where))
    return tuple(found)


def _position(where: str, report: Report, order: Mapping[CellId, int]) -> tuple[float, int]:
    """Where in the report a place stands: its line when that is known, then the printed order of the cells."""
    if match := _LINE.match(where):
        return float(match[1]), 0
    if match := _SECTION.match(where):
        section = report.section(int(match[1]))
        return float(section.first_line if section else 0) or int(match[1]) * 1e6, 0
    cell = CellId(where)
    place = report.cell(cell).place
    table_section = {"t2": 2, "t3": 3, "t4": 4}.get(where.partition(".")[0], 1)
    line = float(place.line) if place and place.line else table_section * 1e6
    return line, order.get(cell, len(order))
