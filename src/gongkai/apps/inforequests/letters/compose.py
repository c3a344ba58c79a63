"""A letter from its kind and its facts: paragraphs in our own words, every required element in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.declarations import Entry, read_file
from gongkai.law import LetterKind, parameter

_PLACE = re.compile(r"\{([a-z_]+)\}")
_STOPS = "。；;．. \u3000\t"
WORDING = Path(__file__).parent / "wording.yaml"
WITHOUT_OPENING = frozenset({"receipt", "assistance_letter"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter speaks of.

    given      what its elements say, by element id; days as printed
    you        how the addressee is spoken to
    day        the day for which periods of the law are asked: that of the letter
    received   the day of receipt, whose law counts for consultations; None where it does not matter
    """

    given: Mapping[str, str]
    wanted: str
    you: str
    day: date
    received: date
    tariff: str = ""


def printed_day(day: date) -> str:
    """Arabic numerals, no zero before them.

    >>> printed_day(date(2026, 3, 4))
    '2026年3月4日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def composed(kind: LetterKind, facts: Facts) -> tuple[str, ...]:
    """The paragraphs, without the remedy block. Raises InvalidInput naming an element that is missing."""
    kind.check(facts.given)
    values = _values(kind, facts)
    lines = list(paragraphs_of(kind.id))
    if kind.to == "applicant" and kind.id not in WITHOUT_OPENING:
        lines.insert(0, _wording().string("opening"))
    return tuple(part for line in lines for part in _filled(line, values).split("\n") if part.strip())


def reply_slip(issuer: str) -> tuple[str, ...]:
    """The lines of the slip that goes with a consultation."""
    return tuple(line.replace("{issuer}", issuer) for line in _wording().strings("slip"))


def paragraphs_of(kind: str) -> tuple[str, ...]:
    """The wording of a kind with its places unfilled."""
    return _wording().entry("kinds").strings(kind)


def standing_words() -> Mapping[str, str]:
    """The sentences that follow from the law, by element."""
    law = _wording().entry("law")
    return {key: law.string(key) for key in map(str, law.values)}


@cache
def _wording() -> Entry:
    entry = Entry(read_file(WORDING, where=WORDING.name), WORDING.name)
    entry.only("opening", "law", "kinds", "slip")
    return entry


def _values(kind: LetterKind, facts: Facts) -> dict[str, str]:
    base = parameter("ogi.reply.base_days").on(facts.received)
    values = {key: value.strip().rstrip(_STOPS) for key, value in facts.given.items()}
    values |= {"you": facts.you, "wanted": facts.wanted.strip().rstrip(_STOPS), "tariff": facts.tariff}
    values |= {"cite": kind.cite.printed.zh, "base_cite": base.cite.printed.zh}
    values["third_party_days"] = _period("ogi.third_party.answer_days", facts.received)
    values["fee_days_number"] = _period("ogi.fee.payment_days", facts.day)
    needed = {element.id for element in kind.needs if element.by == "law"}
    standing = standing_words()
    return values | {key: _filled(standing[key], values) for key in needed}


def _period(key: str, day: date) -> str:
    found = parameter(key).find(day)
    return "" if found is None or found.value is None else str(found.number)


def _filled(line: str, values: Mapping[str, str]) -> str:
    """Places filled in one pass, so that braces in what people typed stay as they are."""
    return _PLACE.sub(lambda match: values[match[1]], line)
