"""Years in the running text that are not the year of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from gongkai.reports.check.declared import wording
from gongkai.reports.check.subject import Passage, Subject
from gongkai.reports.findings import Finding, Severity, finding

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_SENTENCE = re.compile(r"[^。；;！？]+")
_QUOTED = re.compile(r"《[^》]*》|〔[^〕]*〕|“[^”]*”|（[^（）]*）|\([^()]*\)")
_PERIOD = re.compile(r"((?:19|20)\d\d)年1月1日(?:起)?(?:至|到|—|-|－|–|~|～)+(?:((?:19|20)\d\d)年)?12月31日")
_PRESENTS = re.compile(r"现将[^。]{0,40}?((?:19|20)\d\d)年")

_TOLD = (1, 5)

# characters after a year within which words of a plan make it a plan
PLAN_WITHIN = 30

# what a year opens, when the paragraph does not name the year of the report
Opening = Literal["section", "sentence", ""]


def check_years(subject: Subject) -> Iterator[Finding]:
    """Findings wrong-year: title, period, opening of the overview and of the problems, counts of another year.

    The year before is an error; a year further off is a warning. What is planned, compared or dated by month
    in another year is right.
    """
    year = subject.report.year
    if year is None:
        return
    yield from _in_title(subject, year)
    for passage in subject.passages:
        if stated := _stated(passage, year) or _narrated(subject, passage, year):
            told, severity = stated
            yield finding(
                "wrong-year",
                (passage.place,),
                evidence=passage.text[:24],
                severity=severity,
                year=year,
                printed=told,
            )


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
        for told, found in years:
            opening = _opening(found, is_first and not match.start(), f"{year}年" in text)
            if severity := _weigh(match[0], found, year - told, opening, passage.section):
                return told, severity
    return None


def _opening(found: re.Match[str], is_first: bool, has_own_year: bool) -> Opening:
    if found.start() or has_own_year:
        return ""
    return "section" if is_first else "sentence"


def _weigh(sentence: str, found: re.Match[str], years_ago: int, opening: Opening, section: int) -> Severity | None:
    """How wrong a year in a sentence is; None when it may rightly be another one."""
    words = wording().years
    before, after = sentence[: found.start()], sentence[found.end() :]
    is_near = abs(years_ago) == 1
    is_counted = words.count.search(after) is not None
    if is_near and is_counted and words.as_of_end.search(sentence):
        return "error"
    if words.linked_before.search(before) or words.linked_after.match(after):
        return None
    if years_ago < 0 and (section != 1 or any(word in after[:PLAN_WITHIN] for word in words.plan)):
        return None
    is_compared = any(word in sentence for word in words.comparison)
    if opening == "section":
        return "error" if is_near else "warning"
    if is_counted and not is_compared:
        return "error" if is_near else "warning"
    return "warning" if opening and is_near else None
