"""Index numbers: made by the pattern of the body, and told apart from what is none. law: ogi2019/12(3)."""

from __future__ import annotations

from datetime import date

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.numbers import next_number
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.rules import rule_of
from gongkai.apps.disclosure.vocabulary import index_form, index_patterns

SHORTEST = 8


def is_index_number(text: str) -> bool:
    """Whether it looks like one, whoever gave it.

    >>> is_index_number("11630225015987653B/2026-00017"), is_index_number("2026-17")
    (True, False)
    """
    return index_form().fullmatch(text) is not None


def next_index_number(body: PublicBody, formed_on: date) -> str:
    """The next number of a body for the year in which the information was formed. Call it last in the transaction.

    Unique and never given again; a number is lost with the draft that had it, so there may be gaps.
    """
    pattern = index_patterns()[rule_of(body, formed_on).index_pattern].pattern
    code = code_of(body)
    while True:
        serial = next_number(f"disclosure.index.{body.pk}.{formed_on.year}")
        number = pattern.format(code=code, year=formed_on.year, month=formed_on.month, serial=serial)
        if not Publication.objects.filter(index_number=number).exists():  # an imported one may have it
            return number


def code_of(body: PublicBody) -> str:
    """What the number begins with: its credit code, else the division code, else its place in this register."""
    if body.credit_code:
        return body.credit_code
    held = body.division_code
    return held if len(held) > SHORTEST else f"{held or '0'}-{body.pk:0{SHORTEST}}"[-18:].lstrip("-")
