"""What a case is: a report that trips a rule, or one that comes near and does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongkai.reports.check import check_report
from gongkai.reports.findings import Finding, Severity
from gongkai.reports.model import Figure, Number, Report

Made = Callable[[], Report]


@dataclass(frozen=True)
class Case:
    """A report with what the checker is told beside it.

    severity  of the finding, when the rule has more than one
    where     a place that the finding must name
    """

    made: Made
    severity: Severity | None = None
    where: str = ""
    previous: Made | None = None
    body_kind: str | None = None

    def found(self, rule: str) -> list[Finding]:
        previous = self.previous() if self.previous else None
        return [f for f in check_report(self.made(), previous=previous, body_kind=self.body_kind) if f.rule == rule]


Cases = Mapping[str, tuple[Case, ...]]


def figure(measure: str, value: Number, unit: str = "件", *, approx: bool = False) -> Figure:
    return Figure(measure, value, unit, approx, text=f"{value}{unit}")
