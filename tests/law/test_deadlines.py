"""Properties of the clock, its derivation, and the file of events."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import InvalidInput, MoveRefused
from gongkai.law import Deadline, Event, load_calendar, read_history, request_deadline

CALENDAR = load_calendar()
RECEIVED = st.dates(date(2019, 5, 15), date(2026, 3, 31))
JANUARY_15 = date(2026, 1, 15)


def deadline(received_on: date, *events: Event, as_of: date | None = None) -> Deadline:
    return request_deadline(received_on, events, calendar=CALENDAR, as_of=as_of)


def counted_day_by_day(base: date, days: int, pauses: Sequence[tuple[date, date]]) -> date:
    """The slow count: a day counts when it is worked and lies in no pause."""
    day = base
    while days:
        day += timedelta(days=1)
        days -= CALENDAR.is_working(day) and not any(start < day <= end for start, end in pauses)
    return day


def letters(pauses: Sequence[tuple[date, date]]) -> list[Event]:
    """The events of consultation letters, by date; letters are named by their place."""
    events = []
    for place, (sent_on, answered_on) in enumerate(pauses):
        events.append(Event("consultation_sent", sent_on, to="other_organ", letter=str(place)))
        events.append(Event("consultation_answered", answered_on, letter=str(place)))
    return sorted(events, key=lambda event: (event.on, event.kind == "consultation_answered"))


@st.composite
def requests_with_pauses(draw: st.DrawFn) -> tuple[date, list[tuple[date, date]]]:
    """A day of receipt and up to four consultations sent in its first days."""
    received_on = draw(RECEIVED)
    starts = draw(st.lists(st.integers(0, 10), max_size=4))
    lengths = draw(st.lists(st.integers(0, 60), min_size=len(starts), max_size=len(starts)))
    pauses = [
        (received_on + timedelta(days=start), received_on + timedelta(days=start + length))
        for start, length in zip(starts, lengths, strict=True)
    ]
    return received_on, pauses


@given(received_on=RECEIVED)
def test_the_due_day_equals_the_count_day_by_day(received_on: date) -> None:
    assert deadline(received_on).due_on == counted_day_by_day(received_on, 20, ())


@given(case=requests_with_pauses())
def test_paused_days_do_not_count_and_overlaps_count_once(case: tuple[date, list[tuple[date, date]]]) -> None:
    received_on, pauses = case

    assert deadline(received_on, *letters(pauses)).due_on == counted_day_by_day(received_on, 20, pauses)


@given(case=requests_with_pauses(), seed=st.randoms())
def test_the_order_of_overlapping_pauses_does_not_matter(case: tuple[date, list[tuple[date, date]]], seed: Any) -> None:
    received_on, pauses = case
    shuffled = list(pauses)
    seed.shuffle(shuffled)

    assert deadline(received_on, *letters(pauses)).due_on == deadline(received_on, *letters(shuffled)).due_on


@given(case=requests_with_pauses(), days=st.integers(1, 20))
def test_an_extension_adds_its_days_after_the_pauses(case: tuple[date, list[tuple[date, date]]], days: int) -> None:
    received_on, pauses = case
    events = letters(pauses)
    told_on = max([received_on, *(event.on for event in events)])
    extended = Event("extended", told_on, days=days, approved_on=told_on)

    assert deadline(received_on, *events, extended).due_on == counted_day_by_day(received_on, 20 + days, pauses)


@given(case=requests_with_pauses())
def test_the_days_of_the_steps_add_up_to_the_term(case: tuple[date, list[tuple[date, date]]]) -> None:
    received_on, pauses = case

    steps = deadline(received_on, *letters(pauses)).steps

    assert sum(step.days for step in steps) == steps[-1].running == 20
    assert [step.on for step in steps] == sorted(step.on for step in steps)


def test_every_step_names_its_article_and_how_it_was_checked() -> None:
    steps = deadline(JANUARY_15, *letters([(date(2026, 1, 20), date(2026, 1, 30))])).steps

    assert [step.rule.cite.id for step in steps] == ["ogi2019/31", "ogi2019/33(3)", "ogi2019/33(3)", "ogi2019/33(2)"]
    assert {step.rule.status for step in steps} == {"verified"}


def test_a_step_shows_the_holidays_it_passed() -> None:
    due = deadline(date(2026, 2, 10)).steps[-1]

    assert [row.day for row in due.special if row.is_working] == [date(2026, 2, 14), date(2026, 2, 28)]
    assert sum(not row.is_working for row in due.special) == 6


def test_a_refusal_names_the_article_in_both_languages() -> None:
    late = Event("extended", date(2026, 2, 13), days=5, approved_on=date(2026, 2, 12))

    with pytest.raises(MoveRefused) as caught:
        deadline(JANUARY_15, late)

    assert "第三十三条第二款" in caught.value.message.zh
    assert "art. 33(2)" in caught.value.message.en


def test_an_opinion_on_the_last_day_is_not_silence() -> None:
    sent = Event("consultation_sent", date(2026, 1, 20), to="third_party")
    delivered = Event("consultation_delivered", date(2026, 1, 22))
    answered = Event("consultation_answered", date(2026, 2, 12))

    words = [step.words.en for step in deadline(JANUARY_15, sent, delivered, answered).steps]

    assert not any("silent" in sentence for sentence in words)
    assert any("silent" in step.words.en for step in deadline(JANUARY_15, sent, delivered).steps)


def test_a_due_day_that_passed_stands_before_later_steps() -> None:
    late = Event("reply_delivered", date(2026, 2, 24))

    assert [step.on for step in deadline(JANUARY_15, late).steps] == [JANUARY_15, date(2026, 2, 12), date(2026, 2, 24)]


def test_an_extension_before_a_restart_is_not_carried_over() -> None:
    events = [
        Event("extended", date(2026, 1, 16), days=20, approved_on=date(2026, 1, 16)),
        Event("fee_noticed", date(2026, 1, 20)),
        Event("fee_paid", date(2026, 1, 22)),
    ]

    assert deadline(JANUARY_15, *events).due_on == counted_day_by_day(date(2026, 1, 22), 20, ())


def test_a_consultation_still_open_on_the_day_of_asking_is_told() -> None:
    sent = Event("consultation_sent", date(2026, 1, 20), to="third_party")
    delivered = Event("consultation_delivered", date(2026, 1, 22))

    before = deadline(JANUARY_15, sent, delivered, as_of=date(2026, 2, 11))
    after = deadline(JANUARY_15, sent, delivered, as_of=date(2026, 2, 12))

    assert (before.state, after.state) == ("consulting", "running")
    assert before.due_on == after.due_on == date(2026, 3, 13)


def test_the_earliest_due_day_of_an_open_clock_moves_with_the_day_of_asking() -> None:
    sent = Event("consultation_sent", date(2026, 1, 20), to="other_organ")

    found = deadline(JANUARY_15, sent, as_of=date(2026, 1, 30))

    assert (found.due_on, found.earliest) == (None, date(2026, 3, 2))


def test_asking_before_the_last_event_is_refused() -> None:
    with pytest.raises(InvalidInput):
        deadline(JANUARY_15, Event("reasons_asked", date(2026, 1, 20)), as_of=date(2026, 1, 19))


def test_a_reply_while_a_correction_is_awaited_is_in_time() -> None:
    events = [Event("correction_asked", date(2026, 1, 16)), Event("reply_delivered", date(2026, 6, 1))]

    assert deadline(JANUARY_15, *events).kept is True


def written(path: Path, value: object) -> Path:
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def test_a_file_of_events_is_read_with_its_day_of_receipt(tmp_path: Path) -> None:
    event = {"event": "extended", "date": "2026-02-10", "days": 5, "approved_on": "2026-02-09"}
    path = written(tmp_path / "a.json", {"received_on": "2026-01-15", "events": [event]})

    history = read_history(path)

    assert history.received_on == JANUARY_15
    assert history.events == (Event("extended", date(2026, 2, 10), days=5, approved_on=date(2026, 2, 9)),)


def test_one_of_two_opinions_does_not_set_the_clock_going() -> None:
    found = deadline(
        JANUARY_15,
        Event("consultation_sent", date(2026, 1, 20), to="third_party", letter="A"),
        Event("consultation_sent", date(2026, 1, 20), to="other_organ", letter="B"),
        Event("consultation_answered", date(2026, 1, 26), letter="A"),
        Event("consultation_answered", date(2026, 1, 30), letter="B"),
    )

    words = [step.words.zh for step in found.steps]
    assert words[3:5] == ["收到第三方的意见。", "收到其他机关的意见，自次日起继续计算。"]


@pytest.mark.parametrize(("day", "is_late"), [(30, False), (31, True)])
def test_a_correction_after_its_time_is_told_to_be_late(day: int, *, is_late: bool) -> None:
    found = deadline(
        JANUARY_15,
        Event("correction_asked", date(2026, 1, 20), until=date(2026, 1, 30)),
        Event("correction_received", date(2026, 1, day)),
    )

    assert ("正当理由" in found.steps[2].words.zh) is is_late


@pytest.mark.parametrize(("year", "cite"), [(2010, "ogi2008/24(2)"), (2026, "q235")])
def test_a_posted_reply_rests_on_the_rule_of_its_day(year: int, cite: str) -> None:
    found = deadline(date(year, 3, 1), Event("reply_posted", date(year, 3, 8), carrier="china_post"))

    assert found.steps[-1].rule.cite.id == cite


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"received_on": "2026-01-15", "events": []}', encoding="utf-8-sig")

    assert read_history(path).received_on == JANUARY_15


def test_a_repeated_key_is_told_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_history(written(tmp_path / "a.json", '{"events": [], "events": []}'))

    assert (caught.value.message.zh, "stands twice" in caught.value.message.en) == (
        "事件文件有误：键“events”重复",
        True,
    )


def test_a_bare_list_of_events_leaves_the_day_of_receipt_open(tmp_path: Path) -> None:
    assert read_history(written(tmp_path / "a.json", [])).received_on is None


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("{", "a.json:1"),
        ('{"events": [], "events": []}', "a.json"),
        ("[" * 100_000, "a.json"),
        ("[" + "9" * 5000 + "]", "a.json"),
        ([{"event": "fee_paid", "date": "2026-W03-4"}], "events[0].date"),
        ({"events": [], "colour": "red"}, "colour"),
        ({"received_on": "2026-1-5", "events": []}, "received_on"),
        ([{"event": "dream", "date": "2026-01-20"}], "events[0].event"),
        ([{"event": "fee_paid"}], "events[0].date"),
        ([{"event": "fee_paid", "date": "2026-02-30"}], "events[0].date"),
        ([{"event": "fee_paid", "date": "2026-02-20", "days": 3}], "events[0].days"),
        ([{"event": "consultation_sent", "date": "2026-02-20"}], "events[0].to"),
        ([{"event": "consultation_sent", "date": "2026-02-20", "to": "me"}], "events[0].to"),
        ([{"event": "extended", "date": "2026-02-20", "days": 0, "approved_on": "2026-02-20"}], "events[0].days"),
        (["fee_paid"], "events[0]"),
        ("7", "a.json"),
    ],
)
def test_a_wrong_file_of_events_is_refused_with_its_place(tmp_path: Path, value: object, place: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_history(written(tmp_path / "a.json", value))

    assert caught.value.where.endswith(place)
