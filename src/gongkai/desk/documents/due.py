"""How the due days of documents come about, in words."""

from __future__ import annotations

from datetime import date

from gongkai.bilingual import Text
from gongkai.law import TimeLimit

COUNTED = Text("自{day}的次日起算{number}{unit}，依据{cite}。", "{number} {unit} after {day}, under {cite}.")
UNITS = {
    "working_day": Text("个工作日", "working days"),
    "calendar_day": Text("日", "days"),
}


def derived(limit: TimeLimit, day: date) -> Text:
    """How a due day comes about, in words; `day` is the one it is counted from."""
    return COUNTED.format(day=day, number=limit.rule.number, unit=UNITS[limit.unit], cite=limit.rule.cite.printed)
