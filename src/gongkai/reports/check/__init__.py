"""The auditor: what is wrong, doubtful or missing in one report."""

from gongkai.reports.check.runner import check_report

__all__ = ["check_report"]
