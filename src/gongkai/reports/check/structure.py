"""The parts of a report: title, preamble, six sections, aspects of the overview, statements, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.bilingual import Text
from gongkai.reports.check.declared import wording
from gongkai.reports.check.subject import Passage, Subject
from gongkai.reports.check.years import title_place
from gongkai.reports.findings import Finding, Severity, finding
from gongkai.reports.model import Section
from gongkai.reports.schema import CellId, SectionSpec

_MARKS = re.compile(r"[\s#*、，,．.：:（）()·“”\"]+")
_NUMERAL = re.compile(r"^[\s#*]*[（(]?[一二三四五六七八九十][)）]?[、.．\s]*")
_HEAD = re.compile(
    r"(?:^|(?<=[。；;：:]))(?:[（(][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]是|\d{1,2}[.．、])([^。；;：:]{2,40})"
)


def check_structure(subject: Subject) -> Iterator[Finding]:
    """Findings on what a report must print beside its figures."""
    report = subject.report
    if report.edition.sections and (report.sections or report.lines):
        yield from _sections(subject)
        yield from _titles(subject)
        yield from _aspects(subject)
        yield from _fee_statement(subject)
    if report.sections or report.lines:
        yield from _title(subject)
        yield from _signature(subject)
    if report.lines and report.sections:
        yield from _preamble(subject)


def _sections(subject: Subject) -> Iterator[Finding]:
    """Missing sections are an error, sections out of order a warning."""
    report = subject.report
    present = [section.number for section in report.sections]
    missing = [spec for spec in report.edition.sections if spec.number not in present and not _is_inline(subject, spec)]
    if missing:
        where = tuple(f"section {spec.number}" for spec in missing)
        words = _listed(missing, Text("缺少{title}", "{title} is missing"))
        yield finding("sections", where, evidence=words.zh, sections=words)
    elif present != sorted(present) or len(set(present)) < len(present):
        severity: Severity = "warning"
        where = tuple(f"section {n}" for n in dict.fromkeys(present))
        words = Text("顺序不对", "the order is wrong")
        yield finding("sections", where, evidence=" ".join(map(str, present)), severity=severity, sections=words)


def _is_inline(subject: Subject, spec: SectionSpec) -> bool:
    """Whether a heading, with its number, stands inside a line of text and could not be cut off."""
    numeral = spec.title.partition("、")[0]
    names = {core_of(name) for name in (spec.title, *spec.printed_as)}
    for line in subject.report.lines:
        for part in line.split(f"{numeral}、")[1:]:
            core = core_of(part[:60])
            if any(core.startswith(name) for name in names if len(name) > 3):
                return True
    return False


def _listed(specs: list[SectionSpec], pattern: Text) -> Text:
    titles = [Text(f"“{spec.title}”", f"section {spec.number}") for spec in specs]
    title = Text("".join(t.zh for t in titles), ", ".join(t.en for t in titles))
    return pattern.format(title=title)


def core_of(title: str) -> str:
    """A title without number, spaces and punctuation.

    >>> core_of("### 四、政府信息公开行政复议、行政诉讼情况")
    '政府信息公开行政复议行政诉讼情况'
    """
    return _MARKS.sub("", _NUMERAL.sub("", title))


def _titles(subject: Subject) -> Iterator[Finding]:
    specs = {spec.number: spec for spec in subject.report.edition.sections}
    for section in subject.report.sections:
        spec = specs.get(section.number)
        if spec and section.title and not core_of(section.title).startswith(core_of(spec.title)):
            printed, expected = " ".join(section.title.split()), spec.title
            place = _place(section)
            yield finding("section-title", (place,), evidence=printed, printed=printed, expected=expected)


def _place(section: Section) -> str:
    return f"line {section.first_line}" if section.first_line else f"section {section.number}"


def _aspects(subject: Subject) -> Iterator[Finding]:
    passages = subject.by_section.get(1, ())
    if not passages:
        return
    heads = [match[1] for passage in passages for match in _HEAD.finditer(passage.text)]
    text = "".join(passage.text for passage in passages)
    missing = [
        aspect.label
        for aspect in wording().aspects
        if not any(word in head for head in heads for word in aspect.heads)
        and not any(word in text for word in aspect.text)
    ]
    if missing:
        words = Text("、".join(label.zh for label in missing), ", ".join(label.en for label in missing))
        yield finding("missing-aspect", ("section 1",), evidence=words.zh, aspects=words)


def _fee_statement(subject: Subject) -> Iterator[Finding]:
    """Section 6 tells of processing fees; the duty came with the 2021 edition."""
    section = subject.report.section(6)
    if subject.report.edition_id != "2021" or section is None:
        return
    passages: tuple[Passage, ...] = subject.by_section.get(6, ())
    text = "".join(p.text for p in passages)
    if any(word in text + section.title for word in wording().fee_statement):
        return
    lapsed = CellId("t3.other.fee_lapsed.total")
    where = (passages[0].place if passages else _place(section), *((lapsed,) if subject.firm.get(lapsed) else ()))
    yield finding("missing-fee-statement", where, evidence=text[:24])


def _title(subject: Subject) -> Iterator[Finding]:
    title = "".join(subject.report.title.split())
    if not title:
        yield finding("missing-title", ("line 1",))
    elif wording().statutory_title not in title:
        yield finding("report-title", (title_place(subject),), evidence=title, printed=title)


def _signature(subject: Subject) -> Iterator[Finding]:
    report = subject.report
    signed, body = "".join(report.signed.split()), "".join(report.body.split())
    if not signed and report.dated is None:
        last = next((n for n in range(len(report.lines), 0, -1) if report.lines[n - 1].strip()), 0)
        yield finding("missing-signature", (f"line {last}" if last else "section 6",))
    elif signed and body and not signed.startswith(body) and not body.startswith(signed):
        place = next((p.place for p in reversed(subject.passages) if signed in p.text), "section 6")
        where = tuple(dict.fromkeys((title_place(subject), place)))
        yield finding("inconsistent-body-name", where, evidence=f"{body} / {signed}", title=body, signed=signed)


def _preamble(subject: Subject) -> Iterator[Finding]:
    """Legal basis, period and number of the notice, before the overview or in its first paragraph."""
    words = wording()
    title = "".join(subject.report.title.split())
    before = [p for p in subject.of(0) if p.text not in title]
    first = [*before, *subject.by_section.get(1, ())[:1]]
    text = "".join(p.text for p in first)
    place = first[0].place if first else "section 1"
    if not any(word in text for word in words.preamble):
        yield finding("missing-preamble", (place,))
        return
    if subject.report.period is None and not any(word in text for word in words.period):
        yield finding("missing-period", (place,))
    notice = next((p for p in first if words.format_notice.search(p.text)), None)
    if notice and not words.document_number.search(text):
        yield finding("missing-document-number", (notice.place,))
