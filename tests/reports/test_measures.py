"""The vocabulary of measures and its strict reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.errors import InvalidDeclaration, InvalidInput
from gongkai.reports.measures import load_measures, measure, measures

PLAIN = "{zh: 件数, en: Items, unit: 件, kind: count, section: 1}"


def test_a_measure_is_known_by_its_id() -> None:
    found = measure("site_posts")

    assert (found.app, found.unit, found.kind) == ("disclosure", "条", "count")
    assert found.label.zh
    assert found.label.en


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no_such_measure"):
        measure("no_such_measure")


def test_every_rate_names_its_two_counts() -> None:
    rates = [m for m in measures().values() if m.kind == "rate"]

    assert rates
    assert all(measures()[m.numerator].unit and measures()[m.denominator].unit and m.unit == "%" for m in rates)


def test_every_part_says_of_what_and_by_which_dimension() -> None:
    assert all(bool(m.part_of) == ("=" in m.dimension) for m in measures().values())


def test_every_measure_of_the_published_reports_is_declared(shared: Path) -> None:
    told = {n["measure"] for f in (shared / "gold").glob("*.json") for n in json.loads(f.read_text())["narrative"]}

    assert told <= set(measures())


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (f"a: {PLAIN}\na: {PLAIN}\n", "yaml:2"),
        ("a: {zh: 件数, en: Items, unit: 件, kind: count, section: 1, colour: red}", "test.yaml: a|/a.yaml: a"),
        ("a: {zh: 件数, en: Items, unit: 件, kind: count}", "Missing keys: section"),
        ("a: {zh: 件数, en: Items, unit: 件, kind: guess, section: 1}", "guess"),
        ("a: {zh: 率, en: R, unit: '%', kind: rate, section: 1, numerator: b, denominator: a, decimals: 1}", "'b'"),
        ("- a", "mapping"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_place(source: str, place: str) -> None:
    with pytest.raises(InvalidDeclaration, match=place):
        load_measures({"a": source})


def test_a_measure_of_two_apps_is_refused() -> None:
    with pytest.raises(InvalidDeclaration, match="declared twice"):
        load_measures({"a": f"x: {PLAIN}", "b": f"x: {PLAIN}"})
