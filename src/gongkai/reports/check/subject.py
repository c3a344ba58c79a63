"""What a check looks at: the report, its body, the year before, and the running text with its places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.reports.check.declared import Kind, bodies
from gongkai.reports.model import Number, Report
from gongkai.reports.schema import CellId

TABLE_SECTIONS = frozenset({2, 3, 4})

# A reading with more doubt than this is not held against a report.
TRUSTED_DOUBT = 0.25

_NOISE = re.compile(r"[\s\u3000*#>`]+|\[bookmark:[^\]]*\]")
_PREAMBLE, _END = 0, 7


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of the running text, without spaces and marks of formatting.

    section  0 before the first section, 7 after the last
    line     0 when the source has no lines
    """

    section: int
    line: int
    text: str
    raw: str

    @property
    def place(self) -> str:
        return f"line {self.line}" if self.line else f"section {min(max(self.section, 1), 6)}"


@dataclass(frozen=True)
class Subject:
    """A report under examination."""

    report: Report
    kind: Kind | None = None
    previous: Report | None = None

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The running text in order; the sections that hold tables are left out."""
        if self.report.lines and any(section.first_line for section in self.report.sections):
            return tuple(_from_lines(self.report))
        return tuple(
            Passage(section.number, 0, _compact(line), line)
            for section in self.report.sections
            if section.number not in TABLE_SECTIONS
            for line in section.text.splitlines()
            if line.strip()
        )

    @cached_property
    def by_section(self) -> dict[int, tuple[Passage, ...]]:
        numbers = {passage.section for passage in self.passages}
        return {n: tuple(p for p in self.passages if p.section == n) for n in numbers}

    def of(self, *sections: int) -> Iterator[Passage]:
        for section in sections:
            yield from self.by_section.get(section, ())

    @property
    def has_text(self) -> bool:
        return bool(self.passages)

    @cached_property
    def read(self) -> dict[CellId, Number | None]:
        """Figures as read."""
        return {cell: content.value for cell, content in self.report.cells.items()}

    @cached_property
    def firm(self) -> dict[CellId, Number | None]:
        """Figures that may be held against the report: a doubtful one counts as blank."""
        return {
            cell: content.value if content.doubt <= TRUSTED_DOUBT else None
            for cell, content in self.report.cells.items()
        }

    def figure(self, cell: str) -> Number | None:
        """The figure of a cell that is not in doubt, None when there is none."""
        return self.firm.get(CellId(cell))


def subject_of(report: Report, *, previous: Report | None = None, body_kind: str | None = None) -> Subject:
    """The report with the kind of its body. Raises InvalidInput for an unknown kind or a wrong year before."""
    if body_kind is not None and body_kind not in bodies().kinds:
        known = ", ".join(bodies().kinds)
        words = Text(f"没有“{body_kind}”这一类机关。", f"There is no kind of body {body_kind!r}.")
        raise InvalidInput("unknown-body-kind", words, hint=Text(f"可用：{known}。", f"Kinds: {known}."))
    if previous and None not in (previous.year, report.year) and (previous.year or 0) + 1 != report.year:
        words = Text(
            f"{previous.year}年度的报告不是{report.year}年度的上一年。",
            f"The report on {previous.year} is not that of the year before {report.year}.",
        )
        raise InvalidInput("not-the-year-before", words)
    return Subject(report, bodies().kinds[body_kind] if body_kind else kind_of(report), previous)


def kind_of(report: Report) -> Kind | None:
    """The kind of body that the names in a report tell, None when none does."""
    for name in (report.body, report.signed, report.division):
        if found := kind_of_name(name):
            return found
    return None


def kind_of_name(name: str) -> Kind | None:
    """The kind of body a name tells.

    >>> [kind_of_name(n).id for n in ("甲乙县人民政府", "丙丁市人民政府", "戊己自治州人民政府")]
    ['county', 'city', 'prefecture']
    """
    bare = _NOISE.sub("", name)
    if not bare:
        return None
    local = bodies().province.sub("", bare)
    for pattern in bodies().names:
        if pattern.pattern.search(local if pattern.is_local else bare):
            return bodies().kinds[pattern.kind]
    return None


def _from_lines(report: Report) -> Iterator[Passage]:
    section_of: dict[int, int] = {}
    starts: list[int] = []
    for section in report.sections:
        if section.first_line:
            starts.append(section.first_line)
            section_of |= dict.fromkeys(range(section.first_line, section.last_line + 1), section.number)
    first, headings = min(starts), frozenset(starts)
    for number, line in enumerate(report.lines, 1):
        section_number = section_of.get(number, _PREAMBLE if number < first else _END)
        if section_number not in TABLE_SECTIONS and number not in headings and not line.isspace() and line:
            yield Passage(section_number, number, _compact(line), line)


def _compact(line: str) -> str:
    return _NOISE.sub("", line)
