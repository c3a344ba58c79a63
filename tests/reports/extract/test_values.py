"""What one cell's text says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.reports.extract.values import in_unit, parse_value


@pytest.mark.parametrize("text", ["", " ", "\u3000", "/", "-", "—", "——", "／", "\u200b", "\ufeff "])
def test_blank_cell_is_not_zero(text: str) -> None:
    value = parse_value(text)

    assert value.kind == "blank"
    assert value.number is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("１２", 12),
        ("1,234", 1234),
        ("12，345", 12345),
        ("+177", 177),
        ("－71", -71),
        ("2 0", 20),
        ("653.3", Decimal("653.3")),
        ("22（其中修订16件）", 22),
        ("16件", 16),
        ("0；", 0),
    ],
)
def test_number_is_read_as_printed(text: str, number: int | Decimal) -> None:
    assert parse_value(text).number == number


@pytest.mark.parametrize("text", ["无", "约0", "O", "l5", "12/3", "1.2.3", "见附件", "十二", "9" * 70])
def test_words_are_no_number(text: str) -> None:
    assert parse_value(text).number is None


def test_digits_too_many_for_one_figure_keep_their_print() -> None:
    value = parse_value("1020312000120000000")

    assert value.number is None
    assert value.digits == "1020312000120000000"


@pytest.mark.parametrize(
    ("number", "printed", "expected", "result"),
    [
        (251000, "元", "万元", Decimal("25.1")),
        (603, "万元", "万元", 603),
        (2, "亿元", "万元", 20000),
        (3, "万", "", 30000),
        (7, "件", "", 7),
    ],
)
def test_amount_is_turned_into_the_unit_of_the_form(
    number: int, printed: str, expected: str, result: int | Decimal
) -> None:
    assert in_unit(number, printed, expected) == result
