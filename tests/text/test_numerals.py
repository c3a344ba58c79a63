"""Numbers as officials print them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import InvalidInput
from gongkai.text.numerals import Numeral, fold_width, parse_number, parse_numeral, to_chinese

WHOLE = st.integers(0, 10**12 - 1)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@given(WHOLE)
def test_chinese_words_parse_back(value: int) -> None:
    assert parse_number(to_chinese(value)) == value


@given(WHOLE)
def test_thousands_separators_parse_back(value: int) -> None:
    assert parse_number(f"{value:,}") == value


@given(WHOLE)
def test_full_width_digits_parse_back(value: int) -> None:
    assert parse_number(str(value).translate(FULL_WIDTH)) == value


@given(st.decimals(0, 10**8, places=4))
def test_decimals_stay_as_printed(value: Decimal) -> None:
    assert str(parse_number(str(value))) == str(value)


@given(st.integers(-(10**9), 10**9))
def test_signs_parse_back(value: int) -> None:
    assert parse_number(f"{value:+d}".replace("-", "－")) == value


@given(st.text(max_size=60))
def test_garbage_never_raises(text: str) -> None:
    parse_number(text)
    parse_numeral(text)


@given(st.text(max_size=200))
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold_width(text)) == len(text)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("三十二", 32),
        ("十五", 15),
        ("两", 2),
        ("一百零五", 105),
        ("二〇二二", 2022),
        ("两万三千", 23000),
        ("86.3万", 863000),
        ("三点五", Decimal("3.5")),
    ],
)
def test_a_style_is_read(printed: str, value: int | Decimal) -> None:
    assert parse_number(printed) == value


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2万余", Numeral(20000, approx=True)),
        ("150余万", Numeral(1500000, approx=True)),
        ("一百余", Numeral(100, approx=True)),
        ("近一万", Numeral(10000, approx=True)),
        ("约3", Numeral(3, approx=True)),
        ("百分之九十五", Numeral(95, percent=True)),
        ("94.68％", Numeral(Decimal("94.68"), percent=True)),
    ],
)
def test_vagueness_and_percent_are_kept(printed: str, expected: Numeral) -> None:
    assert parse_numeral(printed) == expected


@pytest.mark.parametrize("printed", ["", "余", "12,34", "1.2.3", "9" * 16, "三三十", "条"])
def test_what_is_no_number_gives_none(printed: str) -> None:
    assert parse_number(printed) is None


def test_a_negative_number_has_no_words() -> None:
    with pytest.raises(InvalidInput):
        to_chinese(-1)
