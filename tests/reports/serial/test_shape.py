"""The JSON Schema fits what is printed, and the committed file is the generated one."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from gongkai.reports.editions import EDITION_IDS
from gongkai.reports.model import Report
from gongkai.reports.serial import json_text, report_schema, report_to_json, schema_text
from tests.reports.builders import reports, seeded_report

VALIDATOR = jsonschema.Draft202012Validator(report_schema())


def printed(report: Report) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(json_text(report_to_json(report)))
    return values


def test_committed_schema_is_the_generated_one() -> None:
    path = resources.files("gongkai.reports") / "data" / "report.schema.json"

    assert path.read_text(encoding="utf-8") == schema_text()


def test_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(report_schema())


@given(reports(*EDITION_IDS))
def test_every_printed_report_fits_the_schema(report: Report) -> None:
    VALIDATOR.validate(printed(report))


@pytest.mark.parametrize(
    "change",
    [
        {"cells": {}},
        {"format": "1999"},
        {"edition": "2019"},
        {"confidence": {"t9.x.y": 0.5}},
        {"sections": [{"number": 1}]},
        {"colour": "red"},
    ],
)
def test_schema_refuses_what_is_no_report(change: dict[str, object]) -> None:
    assert not VALIDATOR.is_valid({**printed(seeded_report(1)), **change})
