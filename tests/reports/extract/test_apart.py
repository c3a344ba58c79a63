"""What a library of C does wrong with a file ends a child of ours and nothing else."""

from __future__ import annotations

import pytest

from gongkai.errors import UnreadableSource
from gongkai.reports.extract import apart
from gongkai.reports.extract.apart import GaveUp, call_apart


def test_a_function_answers_from_another_process() -> None:
    assert call_apart("os:getpid") == call_apart("os:getpid") != apart.os.getpid()


def test_a_refusal_comes_back_as_it_was_raised() -> None:
    with pytest.raises(UnreadableSource) as refused:
        call_apart("gongkai.reports.extract.pages.pdf:packed_pages", b"%PDF-1.7", "报告.pdf")

    assert (refused.value.code, refused.value.where) == ("broken-file", "报告.pdf")
    assert refused.value.hint is not None


@pytest.mark.parametrize(
    ("place", "arguments"),
    [
        pytest.param("os:abort", (), id="an abort"),
        pytest.param("ctypes:string_at", (0,), id="a wrong address"),
        pytest.param("builtins:bytearray", (3 << 30,), id="too much memory"),
        pytest.param("builtins:int", ("x",), id="an error"),
    ],
)
def test_an_end_of_the_child_is_told_and_the_next_call_finds_another(place: str, arguments: tuple[object, ...]) -> None:
    with pytest.raises(GaveUp):
        call_apart(place, *arguments)

    assert call_apart("builtins:len", "公开") == 2


def test_a_call_that_never_comes_back_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    call_apart("os:getpid")
    monkeypatch.setattr(apart, "WAIT", 0.2)

    with pytest.raises(GaveUp):
        call_apart("time:sleep", 30)


@pytest.mark.slow
def test_a_call_that_keeps_a_core_busy_is_ended() -> None:
    with pytest.raises(GaveUp):
        call_apart("builtins:pow", 7, 10**9)
