"""A report as one line of JSON."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.reports.findings import Finding
from gongkai.reports.model import Report
from gongkai.reports.serial import json_text, report_to_json


def report_to_jsonl(report: Report, findings: Sequence[Finding] = ()) -> bytes:
    """The object of `report_to_json` on one line of UTF-8, line end included."""
    return f"{json_text(report_to_json(report, findings))}\n".encode()
