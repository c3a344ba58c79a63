"""What is no report is refused with its place."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import GongkaiError, InvalidInput, UnknownEdition, UnreadableSource
from gongkai.reports.model import BLANK
from gongkai.reports.serial import read_json, report_from_json, report_to_json
from tests.reports.builders import seeded_report

GOOD: dict[str, Any] = dict(report_to_json(seeded_report(1)))
CELL = "t3.received.total"


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("cells", {CELL: "2"}, f"cells.{CELL}"),
        ("cells", {CELL: True}, f"cells.{CELL}"),
        ("cells", {CELL: float("nan")}, f"cells.{CELL}"),
        ("cells", {CELL: 10**19}, f"cells.{CELL}"),
        ("cells", {CELL: 1e300}, f"cells.{CELL}"),
        ("cells", {"t9.x.y": 1}, "cells.t9.x.y"),
        ("cells", [1], "cells"),
        ("cells", {}, "cells"),
        ("provenance", {CELL: {"line": -1}}, f"provenance.{CELL}.line"),
        ("provenance", {CELL: {"box": [1, 2]}}, f"provenance.{CELL}.box"),
        ("provenance", {CELL: {"colour": 1}}, f"provenance.{CELL}.colour"),
        ("confidence", {CELL: 1.5}, f"confidence.{CELL}"),
        ("sections", [{"number": "one"}], "sections[0].number"),
        ("figures", [{"measure": "site_posts"}], "figures[0].value"),
        ("findings", [{"severity": "fatal"}], "findings[0].severity"),
        ("dated", "2024-13-01", "dated"),
        ("period", ["2024-01-01"], "period"),
        ("year", 2021.5, "year"),
        ("edition", "2019", "edition"),
        ("colour", "red", "colour"),
    ],
)
def test_wrong_shape_is_refused_with_its_place(key: str, value: object, where: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        report_from_json({**copy.deepcopy(GOOD), key: value})

    assert refused.value.code == "invalid-report-json"
    assert refused.value.where == where


def test_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownEdition):
        report_from_json({**GOOD, "format": "1999", "edition": "1999"})


@pytest.mark.parametrize("source", [b"", b"{", b"\xff\xfe", b"[" * 200_000, b'{"a": 1, "a": 2}', b"1" * 5000])
def test_what_is_no_json_is_unreadable(source: bytes) -> None:
    with pytest.raises(UnreadableSource) as refused:
        read_json(source, where="report.json")

    assert refused.value.where == "report.json"


def test_missing_cell_is_blank_and_not_zero() -> None:
    report = report_from_json({"format": "2021", "cells": {CELL: 2}})

    assert report.value(CELL) == 2
    assert report.cells["t3.received.natural_person"] == BLANK  # type: ignore[index]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, CELL]), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(GOOD)), ANYTHING, max_size=5))
def test_hostile_object_is_read_or_refused(values: dict[str, object]) -> None:
    with suppress(GongkaiError):
        report_from_json({**copy.deepcopy(GOOD), **values})


@given(st.binary(max_size=60) | ANYTHING.map(lambda value: json.dumps(value).encode()))
def test_hostile_bytes_are_read_or_refused(source: bytes) -> None:
    with suppress(GongkaiError):
        read_json(source, where="x")
