"""The annual report: read it, check it, compare it, add it up, write it."""

from gongkai.reports.extract.reader import read_report

__all__ = ["read_report"]
