"""Years in the running text that are not the year of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gongkai.reports.check.declared import wording
from gongkai.reports.check.subject import Passage, Subject
from gongkai.reports.findings import Finding, Severity, finding

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_SENTENCE = re.compile(r"[^。；;！？]+")
_CLAUSE = re.compile(r"[^。；;！？，,]+")
_QUOTED = re.compile(r"《[^》]*》|〔[^〕]*〕|“[^”]*”|（[^（）]*）|\([^()]*\)")
_PERIOD = re.compile(r"((?:19|20)\d\d)年1月1日(?:起)?(?:至|到|—|-|－|–|~|～)+(?:((?:19|20)\d\d)年)?12月31日")
_PRESENTS = re.compile(r"现将[^。]{0,40}?((?:19|20)\d\d)年")

_TOLD = (1, 5)

# characters after a year within which words of a plan make it a plan
PLAN_WITHIN = 30
# characters around a year that are looked at
NEAR = 120

# what a year opens, when the paragraph does not name the year of the report
Opening = Literal["section", "sentence", ""]


@dataclass(frozen=True, slots=True)
class _Said:
    """A year in a sentence; `years_ago` from the year of the report, below 0 for a later one."""

    year: re.Match[str]
    years_ago: int
    opening: Opening
    is_compared: bool
    section: int

    @property
    def before(self) -> str:
        return self.year.string[max(0, self.year.start() - NEAR) : self.year.start()]

    @property
    def after(self) -> str:
        return self.year.string[self.year.end() : self.year.end() + NEAR]


def check_years(subject: Subject) -> Iterator[Finding]:
    """Findings wrong-year: title, period, opening of the overview and of the problems, counts of another year.

    The year before is an error; a year further off is a warning. What is planned, compared or dated by month
    in another year is right.
    """
    year = subject.report.year
    if year is None:
        return
    yield from _in_title(subject, year)
    if subject.report.period and not subject.report.lines:
        for told in {day.year for day in subject.report.period} - {year}:
            yield finding("wrong-year", ("section 1",), evidence=str(told), year=year, printed=told)
    for passage in subject.passages:
        if stated := _stated(passage, year) or _narrated(subject, passage, year):
            told, severity = stated
            yield finding(
                "wrong-year",
                (passage.place,),
                evidence=_clause(passage.text, told),
                severity=severity,
                year=year,
                printed=told,
            )


def _clause(text: str, year: int) -> str:
    """The clause of a text that names the year, at most 40 characters of it."""
    named = [clause for clause in _CLAUSE.findall(text) if f"{year}年" in _QUOTED.sub("", clause)]
    return (named[0] if named else text)[:40]


def _in_title(subject: Subject, year: int) -> Iterator[Finding]:
    title = "".join(subject.report.title.split())
    others = [int(y) for y in _YEAR.findall(title)]
    if others and year not in others:
        yield finding("wrong-year", (title_place(subject),), evidence=title, year=year, printed=others[0])


def title_place(subject: Subject) -> str:
    """The line on which the title begins; the first when the text form is not known."""
    title = "".join(subject.report.title.split())
    for passage in subject.of(0):
        if len(passage.text) > 3 and title.startswith(passage.text):
            return passage.place
    return "line 1"


def _stated(passage: Passage, year: int) -> tuple[int, Severity] | None:
    """The year a period or a sentence of presentation names, when it is another one."""
    if passage.section > 1:
        return None
    for match in (_PERIOD.search(passage.text), _PRESENTS.search(_QUOTED.sub("", passage.text))):
        for told in (int(y) for y in (match.groups() if match else ()) if y):
            if told != year:
                return told, "error"
    return None


def _narrated(subject: Subject, passage: Passage, year: int) -> tuple[int, Severity] | None:
    """The other year that a sentence of the overview or of the problems tells of."""
    if passage.section not in _TOLD or "年" not in passage.text:
        return None
    text = _QUOTED.sub("", passage.text)
    is_first = passage is subject.by_section[passage.section][0]
    for match in _SENTENCE.finditer(text):
        years = [(int(m[1]), m) for m in _YEAR.finditer(match[0])]
        if not years or any(told == year for told, _ in years):
            continue
        is_compared = any(word in match[0] for word in wording().years.comparison)
        for told, found in years:
            opening = _opening(found, is_first and not match.start(), f"{year}年" in text)
            if severity := _weigh(_Said(found, year - told, opening, is_compared, passage.section)):
                return told, severity
    return None


def _opening(found: re.Match[str], is_first: bool, has_own_year: bool) -> Opening:
    if found.start() or has_own_year:
        return ""
    return "section" if is_first else "sentence"


def _weigh(said: _Said) -> Severity | None:
    """How wrong a year in a sentence is; None when it may rightly be another one."""
    words, is_near = wording().years, abs(said.years_ago) == 1
    is_counted = words.count.search(said.after) is not None
    if is_near and is_counted and words.as_of_end.search(said.before[-2:] + said.year[0] + said.after):
        return "error"
    if words.linked_before.search(said.before) or words.linked_after.match(said.after):
        return None
    is_plan = said.section != 1 or any(word in said.after[:PLAN_WITHIN] for word in words.plan)
    if said.years_ago < 0 and is_plan:
        return None
    if said.opening == "section" or (is_counted and not said.is_compared):
        return "error" if is_near else "warning"
    return "warning" if said.opening and is_near else None
