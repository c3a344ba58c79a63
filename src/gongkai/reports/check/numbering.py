"""Numbers of headings and points that are used twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.reports.check.subject import Subject
from gongkai.reports.findings import Finding, finding

NUMERALS = "一二三四五六七八九十"

_POINT = re.compile(r"(?:^|(?<=[。；;：:，,、.）)]))([一二三四五六七八九十])是(?![否不])")
_HEAD = re.compile(r"^[（(]([一二三四五六七八九十])[)）]")
_TOP = re.compile(r"^([一二三四五六七八九十])、(?=.{2,30}$)")


def check_numbering(subject: Subject) -> Iterator[Finding]:
    """Findings duplicate-numbering: 一是 二是 二是; （一）（二）（二）; a second 一、 inside a section."""
    yield from _section_titles(subject)
    for section in (1, 5, 6):
        point = head = 0
        for passage in subject.of(section):
            if match := _TOP.match(passage.text):
                yield from _nested(subject, passage.place, passage.text, match[1])
            if match := _HEAD.match(passage.text):
                number = _value(match[1])
                if number == head > 1:
                    yield _twice(passage.place, f"（{match[1]}）", f"（{_numeral(number + 1)}）")
                head, point = number, 0
            for match in _POINT.finditer(passage.text):
                number = _value(match[1])
                if number == point > 1:
                    yield _twice(passage.place, f"{match[1]}是", f"{_numeral(number + 1)}是")
                point = number


def _section_titles(subject: Subject) -> Iterator[Finding]:
    """A printed section number that is not the section's own."""
    for section in subject.report.sections:
        match = re.match(r"[\s#*]*([一二三四五六七八九十])[、.．]", section.title)
        if match and _value(match[1]) != section.number:
            place = f"line {section.first_line}" if section.first_line else f"section {section.number}"
            yield _twice(place, f"{match[1]}、", f"{_numeral(section.number)}、")


def _nested(subject: Subject, place: str, text: str, numeral: str) -> Iterator[Finding]:
    """A heading inside a section that bears the number of a section of the report."""
    if text.endswith(("。", "；", "，")):
        return
    for section in subject.report.sections:
        if section.number == _value(numeral):
            first = f"line {section.first_line}" if section.first_line else f"section {section.number}"
            yield finding(
                "duplicate-numbering",
                tuple(dict.fromkeys((first, place))),
                evidence=text,
                number=f"{numeral}、",
                expected="（一）",
            )


def _twice(place: str, number: str, expected: str) -> Finding:
    return finding("duplicate-numbering", (place,), evidence=number, number=number, expected=expected)


def _value(numeral: str) -> int:
    return NUMERALS.index(numeral) + 1


def _numeral(value: int) -> str:
    return NUMERALS[value - 1] if value <= len(NUMERALS) else str(value)
