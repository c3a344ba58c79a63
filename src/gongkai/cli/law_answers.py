"""What the answers of the law commands share: one value for JSON, rows for CSV, lines and a table for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from gongkai.bilingual import Language, Text
from gongkai.cli.output import Row
from gongkai.errors import InvalidInput
from gongkai.law import DayRow, Rule, WorkingCalendar, load_calendar

Json = dict[str, object]

KIND_WORDS = {
    "working_day": Text("工作日", "working day"),
    "weekend": Text("周末", "weekend"),
    "off_day": Text("放假", "day off"),
    "working_weekend": Text("调休上班", "worked weekend"),
    "local_off": Text("地方放假", "local day off"),
    "local_working": Text("地方上班", "local working day"),
}


@dataclass(frozen=True)
class Answer:
    """One answer in every form. `heads` and `rows` are the CSV; `lines` and the table are for a person."""

    value: object
    heads: Sequence[str] = ()
    rows: Iterable[Row] = ()
    lines: Sequence[Text] = ()
    table_heads: Sequence[Text] = ()
    table_rows: Iterable[Row] = ()


def calendar_of(overlay: Path | None) -> WorkingCalendar:
    return load_calendar(overlay)


def rule_value(rule: Rule, language: Language) -> Json:
    printed = rule.cite.printed.in_language(language)
    return {"cite": rule.cite.id, "cite_text": printed, "status": rule.status}


def day_value(row: DayRow, language: Language) -> Json:
    return {
        "day": str(row.day),
        "working": row.is_working,
        "kind": row.kind,
        "occasion": row.occasion.in_language(language) if row.occasion else None,
        "source": row.source.in_language(language) if row.source else None,
        "status": row.status,
        "provisional": row.provisional,
    }


def days_of(span: tuple[date, date]) -> list[date]:
    return [span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1)]


def year_span(year: int) -> tuple[date, date]:
    """First and last day of a year. Raises InvalidInput for a year that is none."""
    if not 1 <= year <= 9999:
        raise InvalidInput("year-wrong", Text("年份不对。", "There is no such year."), where="--year")
    return date(year, 1, 1), date(year, 12, 31)


def calendar_answer(calendar: WorkingCalendar, span: tuple[date, date], language: Language) -> Answer:
    """Every day of a span; a person sees those that are not what their weekday says."""
    days = [calendar.describe(day) for day in days_of(span)]
    working = sum(row.is_working for row in days)
    one = len(days) == 1
    value: Json = {
        "from": str(span[0]),
        "to": str(span[1]),
        "working_days": working,
        "announced_through": str(calendar.announced_through),
        "provisional": calendar.is_provisional(span[1]),
        "notices": _notices(calendar, days, language),
        "days": [day_value(row, language) for row in days],
    }
    words = Text(
        "{first} 至 {last}：工作日 {count} 天；通知已定至 {through}。",
        "{first} to {last}: {count} working days; notices reach to {through}.",
    ).format(first=span[0], last=span[1], count=working, through=calendar.announced_through)
    shown = days if one else [row for row in days if row.kind not in ("working_day", "weekend")]
    heads, rows = day_table(shown, language)
    csv_heads = ("day", "working", "kind", "occasion", "source", "status", "provisional")
    csv_rows = [tuple(_cell(part) for part in day_value(row, language).values()) for row in days]
    return Answer(value, csv_heads, csv_rows, [words], heads, rows)


def _notices(calendar: WorkingCalendar, days: Iterable[DayRow], language: Language) -> list[Json]:
    """The notices that arrange any of the days, in order of their years."""
    found = {notice.year: notice for notice in (calendar.notice_of(row.day) for row in days) if notice is not None}
    return [
        {
            "year": year,
            "title": notice.printed.in_language(language),
            "number": notice.number,
            "issued_on": iso(notice.issued_on),
            "changed_by": notice.changed_by,
            "link": notice.link,
            "status": notice.status,
        }
        for year, notice in sorted(found.items())
    ]


def _cell(part: object) -> str:
    if isinstance(part, bool):
        return "true" if part else "false"
    return "" if part is None else str(part)


def day_table(days: Iterable[DayRow], language: Language) -> tuple[tuple[Text, ...], list[Row]]:
    heads = (Text("日期", "day"), Text("类别", "kind"), Text("事由", "occasion"), Text("依据", "source"))
    rows: list[Row] = [
        (
            str(row.day),
            KIND_WORDS[row.kind].in_language(language),
            row.occasion.in_language(language) if row.occasion else None,
            row.source.in_language(language) if row.source else None,
        )
        for row in days
    ]
    return heads, rows


def iso(day: date | None) -> str | None:
    return None if day is None else str(day)
