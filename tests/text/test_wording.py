"""Words of a dictionary, dates that cannot be, and places in HTML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.text.contradictions import contradictions
from gongkai.text.markup import images_without_words, marked, replaced, words_of
from gongkai.text.wording import Dictionary, wrong_words

LETTERS = st.text("甲乙丙", max_size=12)


@given(words=st.lists(st.text("甲乙丙", min_size=1, max_size=4), max_size=8), text=LETTERS)
def test_dictionary_finds_what_a_plain_search_finds(words: list[str], text: str) -> None:
    found = {(one.word, one.start, one.end) for one in Dictionary(dict.fromkeys(words, "")).find(text)}

    assert found == {
        (word, start, start + len(word)) for word in words for start in range(len(text)) if text.startswith(word, start)
    }


def test_wrong_words_say_the_right_ones() -> None:
    found = [(one.word, one.says) for one in wrong_words().find("各单位要认真布署，再接再励。")]

    assert found == [("布署", "部署"), ("再接再励", "再接再厉")]


def test_dates_that_cannot_be_are_found() -> None:
    text = "2026年2月30日起，2026年3月4日（星期四）开会，公示期为2026年3月9日至2026年3月2日。"

    assert [one.fault for one in contradictions(text)] == ["no_such_day", "wrong_weekday", "ends_before_it_begins"]


def test_dates_that_agree_are_left_alone() -> None:
    text = "2026年3月4日（星期三）召开，公示期为2026年3月9日至2026年3月13日，2025年1月1日发布。"

    assert list(contradictions(text)) == []


def test_number_in_two_halves_is_marked_and_masked_through_its_tags() -> None:
    body = "<p>电话<strong>138</strong>00138000 &amp; 其他</p>"
    words = words_of(body)
    start = words.text.index("138")
    span = (start, start + 11)

    assert replaced(body, words, [span], lambda place: place >= start + 3) == (
        "<p>电话<strong>138</strong>******** &amp; 其他</p>"
    )
    assert marked(body, words, [span]) == (
        "<p>电话<strong><mark>138</mark></strong><mark>00138000</mark> &amp; 其他</p>"
    )


def test_blocks_and_cells_part_words() -> None:
    assert "13800\n" in words_of("<p>13800</p><p>138000</p>").text
    assert "13800\t" in words_of("<td>13800</td><td>138000</td>").text


def test_image_without_words_is_counted() -> None:
    assert images_without_words('<img src="a"><img src="b" alt=" "><img src="c" alt="大桥通车">') == 2
