"""Write data/holidays/*.yaml and data/festivals.yaml from the packages that hold the arranged days.

Run by hand when a notice appears: `python tools/law/build_holidays.py`. Needs the development packages
`chinesecalendar` (arranged days) and `holidays` (lunar festivals); the product itself never imports them.
A New Year swap in December stands in the notice of the year after, and so in that year's file.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import chinese_calendar
import holidays
import yaml

DATA = Path(__file__).parents[2] / "src/gongkai/law/data"
NOTICES = Path(__file__).with_name("notices.yaml")
FESTIVALS = {
    "New Year's Day": "new_year",
    "Spring Festival": "spring_festival",
    "Tomb-sweeping Day": "tomb_sweeping",
    "Labour Day": "labour_day",
    "Dragon Boat Festival": "dragon_boat",
    "National Day": "national_day",
    "Mid-autumn Festival": "mid_autumn",
    "Anti-Fascist 70th Day": "victory_day_2015",
}
LUNAR = {
    "Chinese New Year (Spring Festival)": "spring_festival",
    "Tomb-Sweeping Day": "tomb_sweeping",
    "Dragon Boat Festival": "dragon_boat",
    "Mid-Autumn Festival": "mid_autumn",
}


def notice_year(day: date, festival: str) -> int:
    """The year whose notice arranges a day: December days of New Year belong to the next."""
    return day.year + (festival == "new_year" and day.month == 12)


def arranged(year: int, days: dict[date, str], *, on_weekends: bool) -> dict[date, str]:
    """The days of one notice that fall, or do not fall, on a weekend."""
    found = {}
    for day, name in sorted(days.items()):
        festival = FESTIVALS[name]
        if notice_year(day, festival) == year and (day.weekday() >= 5) == on_weekends:
            found[day] = festival
    return found


def write_year(year: int, notice: dict[str, Any], target: Path) -> None:
    number, issued_on, link = (notice.get(key) for key in ("number", "issued_on", "link"))
    lines = [
        f"# Days arranged for {year}: off days from Monday to Friday, and weekend days worked.",
        f"year: {year}",
        f"notice: {{number: {number or 'null'}, issued_on: {issued_on or 'null'}, link: {quoted(link)}}}",
    ]
    change = notice.get("changed_by")
    if change:
        lines.append(f"changed_by: {{number: {change['number']}, link: {quoted(change['link'])}}}")
    lines.append(f"status: {notice.get('status', 'secondhand')}")
    lines.append(f"source: {notice.get('source', 'chinesecalendar 1.11.0')}")
    tables = {
        "off_days": arranged(year, chinese_calendar.holidays, on_weekends=False),
        "working_weekends": arranged(year, chinese_calendar.workdays, on_weekends=True),
    }
    for table, rows in tables.items():
        lines.append(f"{table}:" if rows else f"{table}: {{}}")
        lines += [f"  {day}: {festival}" for day, festival in rows.items()]
    (target / "holidays" / f"{year}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def quoted(link: object) -> str:
    return f'"{link}"' if link else "null"


def write_festivals(years: range, target: Path) -> None:
    found: dict[str, list[date]] = {festival: [] for festival in LUNAR.values()}
    for year in years:
        calendar = holidays.China(years=year, language="en_US")
        for day, names in sorted(calendar.items()):
            for name in names.split("; "):
                festival = LUNAR.get(name)
                if festival and not any(known.year == year for known in found[festival]):
                    found[festival].append(day)
    lines = [
        "# First day of the festivals that move: Spring Festival (first day of the first lunar month), Qingming,",
        "# Dragon Boat, Mid-Autumn. Source: computed lunar dates of the package `holidays` 0.109; used only to",
        "# estimate years whose notice has not been issued, and to test those estimates against past years.",
        "status: inference",
    ]
    for festival, days in found.items():
        lines.append(f"{festival}:")
        lines += [f"  - {day}" for day in days]
    (target / "festivals.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def build(target: Path) -> None:
    """Write every table below a folder laid out as the data of the law."""
    (target / "holidays").mkdir(parents=True, exist_ok=True)
    for year, notice in yaml.safe_load(NOTICES.read_text(encoding="utf-8")).items():
        write_year(year, notice, target)
    write_festivals(range(2008, 2033), target)


if __name__ == "__main__":
    build(DATA)
