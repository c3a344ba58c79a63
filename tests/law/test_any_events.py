"""Whatever happens to a request, the clock answers soundly or refuses in words."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import InvalidInput, MoveRefused
from gongkai.law import Deadline, Event, load_calendar, request_deadline
from gongkai.law.deadlines import EVENT_KINDS

CALENDAR = load_calendar()


@st.composite
def happenings(draw: st.DrawFn) -> tuple[date, list[Event]]:
    """A day of receipt between 2008 and 2026 and up to eight events of any kind, in order of dates."""
    received_on = draw(st.dates(date(2008, 5, 1), date(2026, 12, 31)))
    day, events = received_on, []
    for kind in draw(st.lists(st.sampled_from(EVENT_KINDS), max_size=8)):
        day += timedelta(days=draw(st.integers(0, 20)))
        events.append(
            Event(
                kind,
                day,
                to=draw(st.sampled_from(["third_party", "co_maker", "other_organ"])),
                letter=draw(st.sampled_from([None, "A", "B"])),
                days=draw(st.integers(1, 25)),
                approved_on=day - timedelta(days=draw(st.integers(-1, 5))),
                until=day + timedelta(days=draw(st.integers(-1, 60))),
                carrier=draw(st.sampled_from(["china_post", "other"])),
            )
        )
    return received_on, events


def answered(received_on: date, events: list[Event]) -> Deadline | None:
    """The answer of the clock to the longest history it does not refuse."""
    found = None
    for length in range(len(events) + 1):
        try:
            found = request_deadline(received_on, events[:length], calendar=CALENDAR)
        except (MoveRefused, InvalidInput):
            return found
    return found


@given(case=happenings())
def test_any_history_gets_a_sound_answer_or_a_refusal(case: tuple[date, list[Event]]) -> None:
    found = answered(*case)

    assert found is not None
    if found.due_on is None:
        assert found.state in ("consulting", "awaiting_correction", "awaiting_fee", "lapsed", "answered")
    else:
        assert found.earliest is not None
        assert found.latest is not None
        assert case[0] < found.earliest <= found.due_on <= found.latest


@given(case=happenings())
def test_the_steps_of_any_history_stand_in_order_and_count_what_passed(case: tuple[date, list[Event]]) -> None:
    found = answered(*case)

    assert found is not None
    days = [step.on for step in found.steps]
    assert days == sorted(days)
    assert all(step.days >= 0 and step.words.zh and step.words.en and "{" not in step.words.zh for step in found.steps)


@given(case=happenings())
def test_a_history_is_kept_or_late_only_once_it_is_answered(case: tuple[date, list[Event]]) -> None:
    found = answered(*case)

    assert found is not None
    assert (found.kept is not None) == (found.state == "answered")
