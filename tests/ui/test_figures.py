"""Pictures of figures: every bar inside its picture, to one scale from zero, its words within the edges."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gongkai.ui.figures import HALF_A_LABEL, bars


@given(values=st.lists(st.integers(0, 10**9), max_size=80))
def test_bars_stand_side_by_side_within_the_picture(values: list[int]) -> None:
    picture = bars("", [(str(n), value) for n, value in enumerate(values)])

    ends = [(bar.x, bar.x + bar.width) for bar in picture.bars]
    assert all(0 <= left < right <= picture.width for left, right in ends)
    assert all(right <= left + 0.11 for (_, right), (left, _) in pairwise(ends))
    assert all(bar.y >= 0 and bar.y + bar.height <= picture.base + 0.11 for bar in picture.bars)


def test_words_at_an_edge_begin_or_end_there() -> None:
    crowded = bars("", [(str(n), 1) for n in range(53)]).bars

    assert (crowded[0].anchor, crowded[26].anchor, crowded[-1].anchor) == ("start", "middle", "end")
    assert crowded[26].middle > HALF_A_LABEL


def test_height_follows_the_value() -> None:
    one, two = bars("", [("a", 50), ("b", 100)]).bars

    assert one.height * 2 == two.height
