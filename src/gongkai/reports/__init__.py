"""The annual report: read it, check it, compare it, add it up, write it."""

from gongkai.reports.aggregate import Aggregate, aggregate_reports, check_against_members
from gongkai.reports.check import check_report
from gongkai.reports.compare import Comparison, ComparisonRow, compare_reports
from gongkai.reports.editions import edition, edition_for
from gongkai.reports.extract.reader import read_report
from gongkai.reports.findings import Finding, Rule, rule, rules
from gongkai.reports.model import Cell, Figure, Number, Place, Report, Section
from gongkai.reports.panel import PanelRow, to_panel
from gongkai.reports.render import FORMS, render_report
from gongkai.reports.schema import CellId, Edition

__all__ = [
    "FORMS",
    "Aggregate",
    "Cell",
    "CellId",
    "Comparison",
    "ComparisonRow",
    "Edition",
    "Figure",
    "Finding",
    "Number",
    "PanelRow",
    "Place",
    "Report",
    "Rule",
    "Section",
    "aggregate_reports",
    "check_against_members",
    "check_report",
    "compare_reports",
    "edition",
    "edition_for",
    "read_report",
    "render_report",
    "rule",
    "rules",
    "to_panel",
]
