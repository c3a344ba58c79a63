"""Every rule is tripped by what it is about, and not by what only looks like it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gongkai.reports.check import check_report
from gongkai.reports.findings import rules
from tests.reports.check import table_cases, text_cases
from tests.reports.check.cases import Case, Cases
from tests.reports.plain import plain

TRIPS: Cases = {**table_cases.TRIPS, **text_cases.TRIPS}
HOLDS: Cases = {**table_cases.HOLDS, **text_cases.HOLDS}

# stated by the aggregator and tested with it
OF_MEMBERS = {"tree-sum", "missing-member", "blank-member"}


def listed(cases: Cases) -> Iterator[object]:
    for rule, several in cases.items():
        for n, case in enumerate(several):
            yield pytest.param(rule, case, id=f"{rule}-{n}")


@pytest.mark.parametrize(("rule", "case"), list(listed(TRIPS)))
def test_a_rule_is_tripped(rule: str, case: Case) -> None:
    found = case.found(rule)

    assert found
    assert case.severity in (None, found[0].severity)
    assert not case.where or any(case.where in finding.where for finding in found)


@pytest.mark.parametrize(("rule", "case"), list(listed(HOLDS)))
def test_a_rule_is_not_tripped_by_what_comes_near(rule: str, case: Case) -> None:
    assert case.found(rule) == []


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_the_plain_report_has_no_finding(form: str) -> None:
    assert check_report(plain(form=form)) == ()


def test_every_rule_of_the_checker_is_tested_both_ways() -> None:
    layout = set(list(rules())[: list(rules()).index("t3-balance")])

    assert set(TRIPS) == set(rules()) - layout - OF_MEMBERS
    assert set(HOLDS) == set(TRIPS)


def test_every_severity_of_a_rule_occurs_in_a_case() -> None:
    for rule, cases in TRIPS.items():
        if len(rules()[rule].severities) > 1:
            told = {finding.severity for case in cases for finding in case.found(rule)}

            assert told == set(rules()[rule].severities), rule
