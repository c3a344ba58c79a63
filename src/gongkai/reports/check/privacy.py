"""Personal data printed in a report; evidence is masked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.bilingual import Text
from gongkai.reports.check.declared import wording
from gongkai.reports.check.subject import Passage, Subject
from gongkai.reports.findings import Finding, finding
from gongkai.text.personal_numbers import is_citizen_number

_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*[@＠]([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_MOBILE = re.compile(r"(?<![\d.-])1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d|\.\d)")
_CITIZEN = re.compile(r"(?<!\d)(\d{6})(\d{8})(\d{3}[\dXx])(?![\dA-Za-z])")

_TOLD = (1, 5, 6)


def check_privacy(subject: Subject) -> Iterator[Finding]:
    """Findings personal-contact, citizen-number and official-names."""
    named: list[tuple[Passage, int]] = []
    for passage in subject.passages:
        if contacts := tuple(_contacts(passage.raw)):
            what = Text("、".join(c.zh for c in contacts), ", ".join(c.en for c in contacts))
            yield finding("personal-contact", (passage.place,), evidence=what.zh, what=what)
        for match in _CITIZEN.finditer(passage.raw):
            if is_citizen_number(match[0]):
                masked = f"{match[1][:2]}{'*' * 14}{match[3][-2:]}"
                yield finding("citizen-number", (passage.place,), evidence=masked, masked=masked)
        if passage.section in _TOLD and (count := _officials(passage.text)):
            named.append((passage, count))
    if named:
        total = sum(count for _, count in named)
        yield finding("official-names", tuple(p.place for p, _ in named), evidence=f"× {total}", count=total)


def _officials(text: str) -> int:
    """How many people a line names with their office."""
    if not any(word in text for word in wording().offices):
        return 0
    return len(wording().officials.findall(text))


def _contacts(line: str) -> Iterator[Text]:
    """Private mailboxes and mobile numbers of a line, masked."""
    for match in _MAIL.finditer(line) if "@" in line or "＠" in line else ():
        if match[1].lower() in wording().private_mail:
            yield Text(f"私人邮箱****@{match[1]}", f"the private mailbox ****@{match[1]}")
    for match in _MOBILE.finditer(line):
        masked = f"{match[0][:3]}****{match[0][-2:]}"
        yield Text(f"手机号码{masked}", f"the mobile number {masked}")
