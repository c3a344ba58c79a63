"""Who has the power to make rules (规章)."""

from __future__ import annotations

from datetime import date

from gongkai.law.parameters import Value, parameter

_WITH_POWER = frozenset({"province", "city"})


def power_to_make_rules(body_kind: str, on: date) -> Value:
    """Whether a kind of body may make rules on a day: "may" or "may_not", with its citation.

    body_kind   as the register of bodies names kinds; all but provinces and cities are alike
    raises      InvalidInput before the Legislation Law was in force
    """
    return parameter(f"power.rules.{body_kind if body_kind in _WITH_POWER else 'other'}").on(on)
