"""Parameters of law: what is loaded, what is refused, what holds on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.errors import InvalidDeclaration, InvalidInput
from gongkai.law.declarations import STATUSES, read_declaration
from gongkai.law.parameters import Parameter, all_parameters, parameter, parameter_rows, read_parameter

GOOD = """a.rule:
  label: {zh: 期限, en: Time limit}
  unit: working_day
  values:
    2008-05-01: {value: 15, cite: ogi2008/24(2), status: memory}
    2019-05-15: {value: 20, cite: ogi2019/33(2), status: verified}
"""


def read(path: Path, text: str) -> Parameter:
    path.write_text(text, encoding="utf-8")
    [(key, entry)] = read_declaration(path).named()
    return read_parameter(key, entry)


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2008, 5, 1), 15), (date(2019, 5, 14), 15), (date(2019, 5, 15), 20), (date(2026, 11, 22), 20)],
)
def test_the_reply_time_changed_on_the_day_the_new_regulations_began(day: date, value: int) -> None:
    assert parameter("ogi.reply.base_days").on(day).number == value


def test_a_value_carries_its_citation_and_status() -> None:
    value = parameter("ogi.reply.base_days").on(date(2026, 1, 1))

    assert (value.cite.id, value.status, value.valid_to) == ("ogi2019/33(2)", "verified", None)


def test_a_rule_is_refused_before_it_is_in_force() -> None:
    with pytest.raises(InvalidInput) as caught:
        parameter("ogi.reply.base_days").on(date(2008, 4, 30))

    assert caught.value.code == "rule-not-in-force"


def test_an_unknown_parameter_is_refused_by_name() -> None:
    with pytest.raises(InvalidInput) as caught:
        parameter("ogi.reply.base_day")

    assert caught.value.where == "ogi.reply.base_day"


@pytest.mark.parametrize(
    ("wrong", "by", "line"),
    [
        ("unit: working_day", "unit: fortnight", 3),
        ("unit: working_day", "unit: working_day\n  colour: red", 4),
        ("status: memory", "status: hearsay", 5),
        ("{value: 15, cite: ogi2008/24(2), status: memory}", "{value: 15, status: memory}", 5),
        ("cite: ogi2019/33(2)", "cite: ogi2020/33(2)", 6),
        ("value: 20", "value: twenty", 6),
        ("2019-05-15", "2007-05-15", 6),
        ("2019-05-15", "2008-05-01", 6),
        ("2019-05-15", "someday", 6),
        ("zh: 期限, en: Time limit", "zh: 期限", 2),
    ],
)
def test_a_wrong_parameter_is_refused_with_its_line(tmp_path: Path, wrong: str, by: str, line: int) -> None:
    with pytest.raises(InvalidDeclaration) as caught:
        read(tmp_path / "a.yaml", GOOD.replace(wrong, by, 1))

    assert caught.value.where.endswith(f"a.yaml:{line}")


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidDeclaration) as caught:
        read(tmp_path / "a.yaml", GOOD + "a.rule: {}\n")

    assert caught.value.where.endswith("a.yaml:7")


def test_bands_that_do_not_ascend_are_refused(tmp_path: Path) -> None:
    bands = "[{first: 1, rate: 0}, {first: 31, rate: 1}, {first: 11, rate: 2}]"
    text = GOOD.replace("unit: working_day", "unit: yuan_band").replace("value: 15", f"value: {bands}")

    with pytest.raises(InvalidDeclaration):
        read(tmp_path / "a.yaml", text)


def test_a_choice_without_words_is_refused(tmp_path: Path) -> None:
    choices = "unit: choice\n  choices:\n    pauses: {zh: 暂停, en: stops}"
    text = GOOD.replace("unit: working_day", choices).replace("value: 15", "value: pauses")

    with pytest.raises(InvalidDeclaration) as caught:
        read(tmp_path / "a.yaml", text.replace("value: 20", "value: restarts"))

    assert caught.value.where.endswith("a.yaml:4")


def test_a_choice_is_printed_in_words() -> None:
    rule = parameter("ogi.co_maker.silence")

    assert rule.printed(rule.latest).zh == "视为同意"


def test_the_values_of_every_parameter_are_listed_with_label_and_status_in_two_languages() -> None:
    rows = parameter_rows()

    assert len(rows) == sum(len(rule.values) for rule in all_parameters().values())
    assert all(row.label.zh and row.label.en and row.value.zh and row.value.en for row in rows)
    assert {row.status for row in rows} <= set(STATUSES)


def test_a_verified_value_cites_an_instrument_in_force_when_it_begins() -> None:
    wrong = [
        (row.id, row.valid_from)
        for row in parameter_rows()
        if row.status == "verified"
        and row.cite.instrument.valid_from is not None
        and row.valid_from < row.cite.instrument.valid_from
    ]

    assert wrong == []
