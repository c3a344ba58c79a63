"""The reports of members added up to that of their government, with what is missing, blank or in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Literal

from gongkai.bilingual import Text
from gongkai.declarations import read_mapping
from gongkai.errors import InvalidInput
from gongkai.reports.findings import Finding, Severity, finding
from gongkai.reports.model import Cell, Number, Report
from gongkai.reports.schema import CellId

# a sum that leaves blanks out may be anything from its figure up
INCOMPLETE_DOUBT = 0.6

Taken = Literal["own", "none"]


@dataclass(frozen=True, slots=True)
class Sum:
    """One cell over the members.

    value     the sum of the figures that are printed; None when nobody printed one, or the cell is not added up
    blanks    members that left the cell blank
    doubtful  members whose figure was read with doubt
    note      why the cell is not added up; None when it is
    """

    value: Number | None
    blanks: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    note: Text | None = None

    @property
    def is_complete(self) -> bool:
        return self.value is not None and not self.blanks and not self.doubtful


@dataclass(frozen=True)
class Aggregate:
    """What the members add up to.

    report    the sums as a report: a sum that leaves a blank out is doubtful, a cell nobody filled is blank
    sums      each cell with its blanks and doubts
    members   names of the bodies that were added up, the government's own part included
    missing   members that were expected and have no report
    findings  missing-member and blank-member
    """

    report: Report
    sums: Mapping[CellId, Sum] = field(repr=False)
    members: tuple[str, ...]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


def aggregate_reports(
    children: Iterable[Report], *, expected_members: Iterable[str] | None = None, own: Report | None = None
) -> Aggregate:
    """The reports of members, and the government's own part, added up cell by cell.

    expected_members  names of the bodies that have to report; those without one are listed as missing
    own               the report on the government's own office, without its members
    raises            InvalidInput when there is nothing to add, when editions or years are mixed, or when a body
                      stands twice
    """
    members = tuple(children)
    parts = (own, *members) if own else members
    _refuse_mixed(parts)
    _refuse_twice(parts)
    names = [_name(part) for part in parts]
    missing = tuple(name for name in dict.fromkeys(expected_members or ()) if _bare(name) not in set(map(_bare, names)))
    sums = {cell: _sum(cell, parts, names, own) for cell in _cells(parts)}
    first = own or parts[0]
    report = Report(
        first.edition_id,
        MappingProxyType({cell: _as_cell(total) for cell, total in sums.items()}),
        body=own.body if own else "",
        division=own.division if own else "",
        year=first.year,
        status="partial" if missing else "complete",
    )
    return Aggregate(report, MappingProxyType(sums), tuple(names), missing, tuple(_findings(report, sums, missing)))


def check_against_members(parent: Report, aggregate: Aggregate) -> tuple[Finding, ...]:
    """Findings tree-sum: cells of a government's report that are not the sum of its members.

    An error where the sum is complete, or where the members alone exceed it; a warning where only doubtful
    figures stand against it; a remark where blanks or missing members could explain the difference.
    raises  InvalidInput when the report has another edition or year
    """
    _refuse_mixed((parent, aggregate.report))
    found = []
    for cell, total in aggregate.sums.items():
        printed = parent.cell(cell)
        if total.note or total.value is None or printed.value is None or printed.value == total.value:
            continue
        spec = parent.edition.spec(cell)
        found.append(
            finding(
                "tree-sum",
                (cell,),
                evidence=f"{printed.value} ≠ {total.value}",
                severity=_weigh(printed, total, is_whole=not aggregate.missing),
                cell=spec.label if spec else Text(cell, cell),
                printed=printed.value,
                sum=total.value,
            )
        )
    return tuple(found)


def _weigh(printed: Cell, total: Sum, *, is_whole: bool) -> Severity:
    assert printed.value is not None
    assert total.value is not None
    if printed.doubt or total.doubtful:
        return "warning"
    is_exceeded = total.value > printed.value
    return "error" if is_exceeded or (is_whole and not total.blanks) else "info"


@cache
def not_additive() -> Mapping[str, tuple[Taken, Text]]:
    """Prefixes of cells that are not added up: what is taken instead, and why."""
    where = "reports/data/aggregation.yaml"
    path = resources.files("gongkai.reports") / "data" / "aggregation.yaml"
    listed = read_mapping(path.read_text(encoding="utf-8"), where=where)["not_additive"]
    return MappingProxyType({entry["cells"]: (entry["take"], Text(**entry["note"])) for entry in listed})


def _sum(cell: CellId, parts: Sequence[Report], names: Sequence[str], own: Report | None) -> Sum:
    if exception := next((e for prefix, e in not_additive().items() if cell.startswith(f"{prefix}.")), None):
        take, note = exception
        return Sum(own.value(cell) if own and take == "own" else None, note=note)
    is_foreign = cell not in parts[0].edition.cells
    figures = [(name, part.cell(cell)) for name, part in zip(names, parts, strict=True)]
    known = [content.value for _, content in figures if content.value is not None]
    return Sum(
        sum(known) if known else None,
        () if is_foreign else tuple(name for name, content in figures if content.value is None),
        tuple(name for name, content in figures if content.value is not None and content.doubt),
    )


def _cells(parts: Sequence[Report]) -> Iterator[CellId]:
    """The cells of the edition, then the foreign ones that any part prints."""
    form = parts[0].edition
    yield from form.cells
    yield from (cell for cell in form.foreign_cells if any(part.value(cell) is not None for part in parts))


def _as_cell(total: Sum) -> Cell:
    if total.value is None:
        return Cell()
    doubt = 0.0 if not (total.blanks or total.doubtful) else INCOMPLETE_DOUBT
    return Cell(total.value, doubt=doubt, reason="blank-member" if total.blanks else "")


def _findings(report: Report, sums: Mapping[CellId, Sum], missing: tuple[str, ...]) -> Iterator[Finding]:
    if missing:
        names = _names(missing)
        where = ("section 1",)
        yield finding("missing-member", where, evidence=", ".join(missing), count=len(missing), names=names)
    for cell, total in sums.items():
        if total.blanks and total.value is not None:
            spec = report.edition.spec(cell)
            label = spec.label if spec else Text(cell, cell)
            names = _names(total.blanks)
            yield finding(
                "blank-member",
                (cell,),
                evidence=", ".join(total.blanks),
                cell=label,
                count=len(total.blanks),
                names=names,
            )


def _names(names: tuple[str, ...]) -> Text:
    return Text("、".join(names), ", ".join(names))


def _name(report: Report) -> str:
    return report.body or report.division or report.source


def _bare(name: str) -> str:
    return "".join(name.split())


def _refuse_mixed(parts: Sequence[Report]) -> None:
    if not parts:
        raise InvalidInput("nothing-to-add", Text("没有可以汇总的报告。", "There is no report to add up."))
    editions = sorted({part.edition_id for part in parts})
    if len(editions) > 1:
        listed = ", ".join(editions)
        raise InvalidInput(
            "mixed-editions",
            Text(f"不同版本的报告不能汇总：{listed}。", f"Reports of several editions cannot be added up: {listed}."),
            hint=Text("请各单位改用同一版本。", "Ask the members for one edition."),
        )
    years = sorted({part.year for part in parts if part.year is not None})
    if len(years) > 1:
        listed = ", ".join(map(str, years))
        words = Text(f"不同年度的报告不能汇总：{listed}。", f"Reports on several years cannot be added up: {listed}.")
        raise InvalidInput("mixed-years", words)


def _refuse_twice(parts: Sequence[Report]) -> None:
    for name, times in Counter(_bare(part.body) for part in parts if part.body).items():
        if times > 1:
            words = Text(f"“{name}”的报告出现了两次。", f"There are two reports by {name}.")
            raise InvalidInput("member-twice", words)
