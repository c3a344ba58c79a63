"""The day of receipt: which fact fixes it for each channel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal, get_args

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law.citation import Citation, cite_of
from gongkai.law.declarations import DATA, Entry, LinedMap, Status, read_declaration

Channel = Literal["in_person", "post_signed", "post_ordinary", "online", "fax", "email", "other_office"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)

Fact = Literal["submitted_on", "signed_on", "arrived_on", "confirmed_on"]
_FACTS: tuple[Fact, ...] = get_args(Fact)


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What is known of an incoming request; a day not known is None.

    submitted_on   handed in, or sent off by the applicant
    arrived_on     reached the body or its system
    signed_on      signed for by the body
    confirmed_on   confirmed between the disclosure office and the applicant
    """

    channel: Channel
    submitted_on: date | None = None
    arrived_on: date | None = None
    signed_on: date | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReceiptRule:
    """How one channel fixes the day of receipt in one period."""

    channel: Channel
    label: Text
    fixed_by: Fact
    may_not_be_refused: bool
    same_day: bool
    cite: Citation
    status: Status
    valid_from: date
    note: Text | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The day of receipt, None while the fact that fixes it is still missing.

    late_contact   an ordinary letter was confirmed later than the day it arrived
    """

    received_on: date | None
    rule: ReceiptRule
    late_contact: bool = False

    @property
    def waits_for(self) -> Fact | None:
        return self.rule.fixed_by if self.received_on is None else None


def day_of_receipt(facts: ReceiptFacts) -> Receipt:
    """The day from which the clock counts; that day itself is not counted.

    law    ogi2019/31; q207 for what was sent to another office
    raises InvalidInput when no day at all is known, a day is before one it must follow, or there was no rule then

    >>> facts = ReceiptFacts("online", arrived_on=date(2026, 1, 14), confirmed_on=date(2026, 1, 15))
    >>> day_of_receipt(facts).received_on
    datetime.date(2026, 1, 15)
    """
    known = [day for day in (facts.submitted_on, facts.arrived_on, facts.signed_on, facts.confirmed_on) if day]
    if not known:
        words = Text("没有任何日期，无法认定收到日。", "No day is known; receipt cannot be fixed.")
        raise InvalidInput("receipt-without-day", words, where=facts.channel)
    _check_order(facts)
    rule = receipt_rule(facts.channel, max(known))
    fixed: date | None = getattr(facts, rule.fixed_by)
    came = facts.arrived_on or facts.signed_on
    is_late = rule.same_day and came is not None and fixed is not None and fixed > came
    return Receipt(fixed, rule, is_late)


def _check_order(facts: ReceiptFacts) -> None:
    """Refuse what was signed for, arrived or confirmed before it was sent, or confirmed before it came."""
    sent, came = facts.submitted_on, facts.arrived_on or facts.signed_on
    pairs = ((sent, facts.arrived_on), (sent, facts.signed_on), (sent, facts.confirmed_on), (came, facts.confirmed_on))
    for first, then in pairs:
        if first is not None and then is not None and then < first:
            words = Text(f"{then} 早于其前的 {first}。", f"{then} is before {first}, which it must follow.")
            raise InvalidInput("receipt-out-of-order", words, where=facts.channel)


def receipt_rule(channel: Channel, day: date) -> ReceiptRule:
    """The rule of a channel in force on a day."""
    for rule in reversed(receipt_rules()[channel]):
        if rule.valid_from <= day:
            return rule
    words = Text("该渠道当时尚无规定。", "There was no rule for this channel then.")
    raise InvalidInput("rule-not-in-force", words, where=f"{channel} {day}")


@cache
def receipt_rules() -> dict[Channel, tuple[ReceiptRule, ...]]:
    """Every rule by channel, oldest first."""
    entry = read_declaration(DATA / "receipts.yaml")
    entry.only(*CHANNELS)
    return {channel: _read_channel(channel, entry.entry(channel)) for channel in CHANNELS}


def _read_channel(channel: Channel, entry: Entry) -> tuple[ReceiptRule, ...]:
    entry.only("label", "basic", "values")
    rules = []
    for day, values in entry.dated("values"):
        assert isinstance(values, LinedMap)
        rules.append(replace(_read_rule(channel, entry, Entry(values, entry.file)), valid_from=day))
    return tuple(rules)


def _read_rule(channel: Channel, parent: Entry, entry: Entry) -> ReceiptRule:
    entry.only("fixed_by", "same_day", "cite", "status", "note")
    fixed_by = entry.choice("fixed_by", _FACTS)
    return ReceiptRule(
        channel=channel,
        label=parent.words("label"),
        fixed_by=next(fact for fact in _FACTS if fact == fixed_by),
        may_not_be_refused=parent.truth("basic"),
        same_day=entry.truth("same_day", default=False),
        cite=cite_of(entry),
        status=entry.status(),
        valid_from=date.min,
        note=entry.words_or_none("note"),
    )
