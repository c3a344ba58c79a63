"""What each event does to the clock, and what the law refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from gongkai.errors import InvalidInput
from gongkai.law.deadlines.clock import Clock
from gongkai.law.deadlines.events import Event, EventKind
from gongkai.law.deadlines.pauses import Pause
from gongkai.law.deadlines.steps import State
from gongkai.law.deadlines.words import WORDS
from gongkai.law.parameters import Rule, parameter

_REPLIES: tuple[EventKind, ...] = ("reply_posted", "reply_delivered")
_FROM_OTHERS: tuple[EventKind, ...] = ("consultation_delivered", "consultation_answered")
_MAY_FOLLOW: Mapping[State, tuple[EventKind, ...]] = {
    "awaiting_correction": ("correction_received", "correction_lapsed", *_FROM_OTHERS, *_REPLIES),
    "awaiting_fee": ("fee_paid", "fee_lapsed", *_FROM_OTHERS, *_REPLIES),
    "answered": ("reply_delivered",),
    "lapsed": (),
}
_ONLY_BEFORE_DUE: tuple[EventKind, ...] = (
    "correction_asked",
    "consultation_sent",
    "reasons_asked",
    "delay_set",
    "fee_noticed",
    "extended",
)


def take(clock: Clock, event: Event) -> None:
    """Apply one event to the clock.

    raises MoveRefused with the article when the law does not allow it now;
           InvalidInput when the event does not fit the ones before it
    """
    may_follow = _MAY_FOLLOW.get(clock.state)
    if may_follow is not None and event.kind not in may_follow:
        rule = Rule.of(clock.base_days)
        raise clock.refuse("clock-waits", rule, on=event.on, state=WORDS[clock.state])
    if event.kind in _ONLY_BEFORE_DUE:
        due = clock.due(clock.calendar, open_until=event.on)
        if event.on > due:
            code = "extension-late" if event.kind == "extended" else "clock-expired"
            raise clock.refuse(code, Rule.of(clock.base_days), on=event.on, due=due)
    clock.pass_to(event.on)
    _MOVES[event.kind](clock, event)
    clock.last_on = event.on


# correction: ogi2019/30


def _correction_asked(clock: Clock, event: Event) -> None:
    times, limit = clock.law("ogi.correction.times"), clock.law("ogi.correction.notice_days")
    if times.value is not None and clock.corrections >= times.number:
        raise clock.refuse("correction-twice", Rule.of(times), times=times.number)
    if limit.value is not None:
        last = clock.calendar.add(clock.received_on, limit.number)
        if event.on > last:
            raise clock.refuse("correction-late", Rule.of(limit), on=event.on, last=last, days=limit.number)
    if event.until is not None and event.until <= event.on:
        raise clock.refuse("correction-time", Rule.of(limit), on=event.on, until=event.until)
    clock.corrections += 1
    clock.note("correction_asked", event.on, Rule.of(limit))
    clock.state, clock.awaited_by = "awaiting_correction", event.until


def _correction_received(clock: Clock, event: Event) -> None:
    rule = Rule.of(clock.law("ogi.correction.clock"))
    if clock.state != "awaiting_correction":
        raise clock.refuse("correction-not-asked", rule, on=event.on)
    until = clock.awaited_by
    is_late = until is not None and event.on > until
    clock.restart("correction_late" if is_late else "correction_received", event.on, rule, until=until)


def _correction_lapsed(clock: Clock, event: Event) -> None:
    rule = Rule.of(clock.law("ogi.correction.silence"))
    if clock.state != "awaiting_correction":
        raise clock.refuse("correction-not-asked", rule, on=event.on)
    if clock.awaited_by is None or event.on <= clock.awaited_by:
        raise clock.refuse("correction-not-lapsed", rule, on=event.on)
    clock.note("correction_lapsed", event.on, rule)
    clock.state, clock.awaited_by = "lapsed", None


# consultation: ogi2019/32, 33(3), 34


def _consultation_sent(clock: Clock, event: Event) -> None:
    assert event.to is not None
    limit = None if event.to == "other_organ" else clock.law(f"ogi.{event.to}.answer_days").value
    if event.letter is not None and any(pause.letter == event.letter for pause in clock.pauses):
        words = WORDS["letter-twice"].format(letter=event.letter)
        raise InvalidInput("letter-twice", words, where=event.letter)
    assert limit is None or isinstance(limit, int)
    effect = clock.law("ogi.consultation.clock" if event.to == "third_party" else "ogi.consultation.organs_clock")
    stops = effect.choice == "pauses"
    is_full = clock.running(event.on) >= clock.base_days.number + clock.extension
    key = "sent_when_delayed" if clock.delayed_to else "sent_when_full" if is_full else "consultation_sent"
    key = key if stops else "sent_running_on"
    clock.note(key, event.on, Rule.of(effect), to=WORDS[event.to], until=clock.delayed_to)
    clock.pauses.append(Pause(event.to, event.letter, event.on, limit, stops=stops))


def _consultation_delivered(clock: Clock, event: Event) -> None:
    place = _letter(clock, event, "delivered_on")
    pause = clock.pauses[place] = replace(clock.pauses[place], delivered_on=event.on)
    silence = pause.silence_on(clock.calendar)
    key = "consultation_delivered" if silence is None else f"delivered_{pause.to}"
    clock.note(key, event.on, clock.consultation_rule(pause.to), last=silence, to=WORDS[pause.to])


def _consultation_answered(clock: Clock, event: Event) -> None:
    place = _letter(clock, event, "answered_on")
    pause = clock.pauses[place]
    silence = pause.silence_on(clock.calendar)
    clock.pauses[place] = replace(pause, answered_on=event.on)
    is_late = silence is not None and event.on > silence
    goes_on = pause.stops and clock.goes_on(event.on)
    key = "answered_late" if is_late else "consultation_answered" if goes_on else "opinion_received"
    rule = clock.consultation_rule(pause.to)
    clock.note(key, event.on, rule, to=WORDS[pause.to], last=silence)


def _letter(clock: Clock, event: Event, missing: str) -> int:
    """The place of the letter an event speaks of, among those that still lack this fact."""
    places = [
        place
        for place, pause in enumerate(clock.pauses)
        if getattr(pause, missing) is None and pause.answered_on is None and event.letter in (None, pause.letter)
    ]
    if len(places) == 1:
        return places[0]
    code = "letter-unknown" if not places else "letter-ambiguous"
    raise InvalidInput(code, WORDS[code].format(on=event.on), where=event.letter or event.kind)


# extension and delay: ogi2019/33(2), 35


def _extended(clock: Clock, event: Event) -> None:
    assert event.days is not None
    assert event.approved_on is not None
    longest, times = clock.law("ogi.reply.extension_days"), clock.law("ogi.reply.extensions")
    if clock.extensions >= times.number:
        raise clock.refuse("extension-twice", Rule.of(longest), times=times.number)
    if event.days > longest.number:
        raise clock.refuse("extension-too-long", Rule.of(longest), days=event.days, longest=longest.number)
    if event.approved_on > event.on:
        raise clock.refuse("extension-unapproved", Rule.of(longest), on=event.on, approved=event.approved_on)
    if event.approved_on < clock.received_on:
        received = clock.received_on
        raise clock.refuse("approval-early", Rule.of(longest), approved=event.approved_on, received=received)
    if clock.delayed_to is not None:
        raise clock.refuse("extension-after-delay", clock.cited("ogi2019/35"), until=clock.delayed_to)
    clock.extension, clock.extensions = event.days, clock.extensions + 1
    clock.note("extended", event.on, Rule.of(longest), days=event.days)


def _reasons_asked(clock: Clock, event: Event) -> None:
    clock.reasons_asked = True
    clock.note("reasons_asked", event.on, Rule.of(clock.law("ogi.reasons.clock")))


def _reasons_received(clock: Clock, event: Event) -> None:
    if not clock.reasons_asked:
        raise clock.refuse("reasons-not-asked", clock.cited("ogi2019/35"), on=event.on)
    clock.reasons_received = True
    clock.note("reasons_received", event.on, clock.cited("ogi2019/35"))


def _delay_set(clock: Clock, event: Event) -> None:
    assert event.until is not None
    rule = clock.cited("ogi2019/35")
    if not clock.reasons_asked:
        raise clock.refuse("reasons-not-asked", rule, on=event.on)
    if not clock.reasons_received:
        raise clock.refuse("reasons-not-received", rule, on=event.on)
    if event.until <= clock.due(clock.calendar, open_until=event.on):
        raise clock.refuse("delay-not-later", rule, until=event.until)
    clock.delayed_to = event.until
    clock.note("delay_set", event.on, rule, until=event.until)


# fee: fee2020


def _fee_noticed(clock: Clock, event: Event) -> None:
    rule, times = parameter("ogi.fee.payment_days").on(event.on), parameter("ogi.fee.times").on(event.on)
    if clock.fees >= times.number:
        raise clock.refuse("fee-twice", Rule.of(times), on=event.on, times=times.number)
    clock.fees += 1
    clock.awaited_by = clock.calendar.add(event.on, rule.number)
    clock.note("fee_noticed", event.on, Rule.of(rule), last=clock.awaited_by)
    clock.state = "awaiting_fee"


def _fee_paid(clock: Clock, event: Event) -> None:
    rule = Rule.of(parameter("ogi.fee.clock").on(event.on))
    if clock.state != "awaiting_fee":
        raise clock.refuse("fee-not-noticed", rule, on=event.on)
    assert clock.awaited_by is not None
    if event.on > clock.awaited_by:
        raise clock.refuse("fee-late", rule, on=event.on, last=clock.awaited_by)
    clock.restart("fee_paid", event.on, rule)


def _fee_lapsed(clock: Clock, event: Event) -> None:
    rule = Rule.of(parameter("ogi.fee.payment_days").on(event.on))
    if clock.state != "awaiting_fee":
        raise clock.refuse("fee-not-noticed", rule, on=event.on)
    assert clock.awaited_by is not None
    if event.on <= clock.awaited_by:
        raise clock.refuse("fee-not-lapsed", rule, on=event.on, last=clock.awaited_by)
    clock.note("fee_lapsed", event.on, rule)
    clock.state, clock.awaited_by = "lapsed", None


# reply: ogi2019/33, 40; q235


def _reply_posted(clock: Clock, event: Event) -> None:
    rule = Rule.of(parameter("ogi.delivery.posting").on(event.on))
    if event.carrier == "other":
        clock.note("posted_otherwise", event.on, rule)
        return
    _note_reply(clock, "reply_posted", event, rule)


def _reply_delivered(clock: Clock, event: Event) -> None:
    rule = Rule.of(parameter("ogi.delivery.posting").on(event.on))
    if clock.delivered_on is not None:
        raise clock.refuse("reply-twice", rule, on=event.on, first=clock.delivered_on)
    clock.delivered_on = event.on
    if clock.state == "answered":
        clock.note("delivered_after_posting", event.on, rule)
        return
    _note_reply(clock, "reply_delivered", event, rule)


def _note_reply(clock: Clock, key: str, event: Event, rule: Rule) -> None:
    due = clock.answer(event.on)
    verdict = "no_due" if due is None else "in_time" if clock.kept else "late"
    clock.note(key, event.on, rule, verdict=WORDS[verdict].format(due=due))


_MOVES: Mapping[EventKind, Callable[[Clock, Event], None]] = {
    "correction_asked": _correction_asked,
    "correction_received": _correction_received,
    "correction_lapsed": _correction_lapsed,
    "consultation_sent": _consultation_sent,
    "consultation_delivered": _consultation_delivered,
    "consultation_answered": _consultation_answered,
    "extended": _extended,
    "reasons_asked": _reasons_asked,
    "reasons_received": _reasons_received,
    "delay_set": _delay_set,
    "fee_noticed": _fee_noticed,
    "fee_paid": _fee_paid,
    "fee_lapsed": _fee_lapsed,
    "reply_posted": _reply_posted,
    "reply_delivered": _reply_delivered,
}
