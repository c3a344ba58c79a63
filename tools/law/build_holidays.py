"""Write data/holidays/*.yaml and data/festivals.yaml from the packages that hold the arranged days.

Run by hand when a notice appears: `python tools/law/build_holidays.py`. Needs the development packages
`chinesecalendar` (arranged days) and `holidays` (lunar festivals); the product itself never imports them.
A New Year swap in December stands in the notice of the year after, and so in that year's file.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import chinese_calendar
import holidays
import yaml

DATA = Path(__file__).parents[2] / "src/gongkai/law/data"
NOTICES = Path(__file__).with_name("notices.yaml")
CHANGES = {
    2015: ("国发明电〔2015〕1号", "http://www.gov.cn/zhengce/zhengceku/2015-05/13/content_9742.htm"),
    2019: ("国办发明电〔2019〕3号", "http://www.gov.cn/zhengce/zhengceku/2019-03/22/content_5375877.htm"),
    2020: ("国办发明电〔2020〕1号", "http://www.gov.cn/zhengce/zhengceku/2020-01/27/content_5472352.htm"),
}
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


def write_year(year: int, notice: dict[str, object]) -> None:
    tables: dict[str, dict[date, str]] = {"off_days": {}, "working_weekends": {}}
    for table, days in (
        ("off_days", chinese_calendar.holidays),
        ("working_weekends", chinese_calendar.workdays),
    ):
        for day, name in sorted(days.items()):
            festival = FESTIVALS[name]
            is_weekend = day.weekday() >= 5
            if notice_year(day, festival) == year and is_weekend == (table == "working_weekends"):
                tables[table][day] = festival
    number, issued_on, link = (notice.get(key) for key in ("number", "issued_on", "link"))
    lines = [
        f"# Days arranged for {year}: off days from Monday to Friday, and weekend days worked.",
        f"year: {year}",
        f"notice: {{number: {number or 'null'}, issued_on: {issued_on or 'null'}, link: {quoted(link)}}}",
    ]
    if year in CHANGES:
        lines.append(f"changed_by: {{number: {CHANGES[year][0]}, link: {quoted(CHANGES[year][1])}}}")
    lines.append(f"status: {'verified' if year == 2026 else 'secondhand'}")
    lines.append("source: chinesecalendar 1.11.0" + (", compared with the printed notice" if year == 2026 else ""))
    for table, rows in tables.items():
        lines.append(f"{table}:" if rows else f"{table}: {{}}")
        lines += [f"  {day}: {festival}" for day, festival in rows.items()]
    (DATA / "holidays" / f"{year}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def quoted(link: object) -> str:
    return f'"{link}"' if link else "null"


def write_festivals(years: range) -> None:
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
    (DATA / "festivals.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    notices = yaml.safe_load(NOTICES.read_text(encoding="utf-8"))
    for year in range(2004, 2027):
        write_year(year, notices.get(year, {}))
    write_festivals(range(2008, 2033))


if __name__ == "__main__":
    main()
