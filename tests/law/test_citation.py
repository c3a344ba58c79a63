"""Citations as data and as printed."""

from __future__ import annotations

import pytest

from gongkai.errors import InvalidInput
from gongkai.law.citation import chinese_number, instruments, parse_citation


@pytest.mark.parametrize(
    ("cite", "printed"),
    [
        ("ogi2019/33(2)", "《中华人民共和国政府信息公开条例》第三十三条第二款"),
        ("ogi2019/20(8)", "《中华人民共和国政府信息公开条例》第二十条第（八）项"),
        ("review2023/23(1)(4)", "《中华人民共和国行政复议法（2023年修订）》第二十三条第一款第（四）项"),
        ("fee2020", "《政府信息公开信息处理费管理办法》"),
    ],
)
def test_a_citation_is_printed_as_lawyers_print_it(cite: str, printed: str) -> None:
    assert parse_citation(cite).printed.zh == printed


@pytest.mark.parametrize("cite", ["ogi2019/33(2)", "ogi2019/20(8)", "review2023/23(1)(4)", "ogi2019/30", "q235"])
def test_the_id_of_a_citation_reads_back_to_itself(cite: str) -> None:
    assert parse_citation(cite).id == cite


@pytest.mark.parametrize("cite", ["", "ogi2019/", "ogi2019/x", "nowhere/1", "ogi2019/33(2)(1)(1)", "OGI2019/1"])
def test_an_unknown_citation_is_refused(cite: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_citation(cite)

    assert caught.value.code == "citation-unknown"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (100, "一百"), (134, "一百三十四"), (105, "一百零五")],
)
def test_articles_are_numbered_in_chinese(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_a_described_instrument_is_not_printed_in_book_marks() -> None:
    printed = parse_citation("q235").printed.zh

    assert "《" not in printed
    assert printed.endswith("（国办公开办函〔2016〕235号）")


def test_an_instrument_that_replaces_another_begins_the_day_after_it_ends() -> None:
    known = instruments()
    pairs = [
        ("ogi2008", "ogi2019"),
        ("review1999", "review2023"),
        ("spc2011", "spc2025"),
        ("holidays2013", "holidays2024"),
    ]

    gaps = [
        (known[new].valid_from - known[old].valid_to).days  # type: ignore[operator]
        for old, new in pairs
    ]

    assert gaps == [1, 1, 1, 1]
