"""Numbers of documents: however typed, one form."""

from __future__ import annotations

import pytest

from gongkai.text.document_numbers import document_number


@pytest.mark.parametrize(
    "typed",
    [
        "示政办发〔2021〕7号",
        "示政办发[2021]7号",
        "示政办发【2021】7号",
        "示政办发（2021）7号",
        "示政办发(２０２１) 第07号",
        " 示政办发 ﹝2021﹞ 7 号 ",
        "示政办发［2021］7",
    ],
)
def test_any_brackets_and_widths_give_one_number(typed: str) -> None:
    assert document_number(typed) == "示政办发〔2021〕7号"


def test_number_without_a_year_keeps_its_words() -> None:
    assert document_number("县政府令 第12号") == "县政府令第12号"
    assert document_number("") == ""
