"""What the checker says of the published reports, against what a good auditor says."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.reports.check import check_report
from tests.reports.published import CONTROLS, SEEDS, control, seed

# found in the layout by the reader, which has no part in these reports
LAYOUT = {"ragged-row", "blank-cells", "extra-cell", "misspelt-header", "table-head-shift", "unit-in-cell"}

ERRORS = {
    "000": [
        "impossible-count",
        "rules-without-power",
        "t3-balance",
        "t3-balance",
        "t3-handled-sum",
        "t3-row-incomplete",
        "text-vs-table",
        "wrong-year",
        "wrong-year",
    ],
    "001": [],
    "002": ["rules-without-power"],
    "003": [],
    "004": [],
}


def rule_ids(shared: Path, number: str, severity: str) -> list[str]:
    found = check_report(seed(shared, number).report)
    return sorted(finding.rule for finding in found if finding.severity == severity)


@pytest.mark.parametrize("number", SEEDS)
def test_the_errors_are_those_of_the_auditor(shared: Path, number: str) -> None:
    expected = [rule for rule in seed(shared, number).expected("error") if rule not in LAYOUT]

    assert rule_ids(shared, number, "error") == ERRORS[number] == expected


@pytest.mark.parametrize("number", SEEDS)
def test_the_warnings_are_those_of_the_auditor(shared: Path, number: str) -> None:
    expected = [rule for rule in seed(shared, number).expected("warning") if rule not in LAYOUT]

    assert rule_ids(shared, number, "warning") == expected


@pytest.mark.parametrize("name", CONTROLS)
def test_a_report_without_faults_has_no_error(shared: Path, name: str) -> None:
    assert [finding for finding in check_report(control(shared, name)) if finding.is_error] == []


def test_the_two_wrong_totals_of_a_district_are_found(shared: Path) -> None:
    errors = [finding for finding in check_report(control(shared, "hongze-2023")) if finding.is_error]

    assert [(error.rule, error.where[0]) for error in errors] == [
        ("t4-sum", "t4.review.total"),
        ("t4-sum", "t4.after_review.total"),
    ]


def test_the_column_of_each_wrong_sum_is_named(shared: Path) -> None:
    found = check_report(seed(shared, "000").report)

    assert {f.where[0] for f in found if f.rule == "t3-balance"} == {"t3.received.natural_person", "t3.received.total"}
    assert [f.where[0] for f in found if f.rule == "t3-handled-sum"] == ["t3.handled_total.total"]
    assert [f.where for f in found if f.rule == "rules-without-power"] == [("t2.rules.issued", "t2.rules.in_force")]
    assert [f.where for f in found if f.rule == "wrong-year"] == [("line 15",), ("line 107",)]


def test_no_evidence_repeats_a_mailbox(shared: Path) -> None:
    found = check_report(seed(shared, "000").report)

    assert all("1249202519" not in finding.evidence + str(finding.message) for finding in found)
