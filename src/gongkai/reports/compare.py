"""Reports side by side: years of one body, several bodies, or what was declared against what was recomputed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from importlib import resources
from typing import Literal

from gongkai.bilingual import Text
from gongkai.declarations import read_mapping
from gongkai.errors import InvalidInput
from gongkai.reports.editions import EDITION_IDS, edition
from gongkai.reports.measures import label_of, measures
from gongkai.reports.model import Number, Report
from gongkai.reports.schema import CellId

Basis = Literal["years", "bodies", "recomputed"]
About = Literal["cell", "measure", "rate"]

# figure: a number; approx: 余, 约; blank: the cell is printed without a number; absent: the edition has no such cell,
# or the text does not tell the measure
State = Literal["figure", "approx", "blank", "absent"]

RATE_DECIMALS = Decimal("0.01")

# room for counts of any length
_ROOM = Context(prec=200)


@dataclass(frozen=True, slots=True)
class Compared:
    """What one report says: a number, or why there is none."""

    value: Number | None
    state: State
    doubt: float = 0.0


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One cell, measure or rate over the reports, in the order of the reports.

    comparable  whether the values mean the same in all reports that have one
    change      last value minus the first, None unless comparable and both are numbers
    percent     that change in per cent of the first value, two decimals, None when the first is 0
    note        why the values are not on one footing, None otherwise
    """

    id: str
    about: About
    label: Text
    unit: str
    values: tuple[Compared, ...]
    comparable: bool
    change: Number | None = None
    percent: Decimal | None = None
    note: Text | None = None

    @property
    def differs(self) -> bool:
        """Whether two reports give different numbers; blanks are no numbers."""
        return len({v.value for v in self.values if v.value is not None}) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Reports side by side, with one row for each cell, measure and rate that any of them has."""

    basis: Basis
    heads: tuple[Text, ...]
    rows: tuple[ComparisonRow, ...]

    def row(self, row_id: str) -> ComparisonRow:
        """The row of that cell, measure or rate. Raises KeyError."""
        for row in self.rows:
            if row.id == row_id:
                return row
        raise KeyError(row_id)

    def differences(self) -> tuple[ComparisonRow, ...]:
        return tuple(row for row in self.rows if row.differs)


@dataclass(frozen=True, slots=True)
class Near:
    """Cells of one edition that come near a cell of another."""

    edition: str
    cells: tuple[CellId, ...]
    note: Text


@dataclass(frozen=True, slots=True)
class Rate:
    """A quotient that a comparison adds: sum of `over` by sum of `of`, cells or measures; `percent` times 100."""

    id: str
    label: Text
    over: tuple[str, ...]
    of: tuple[str, ...]
    percent: bool


@dataclass(frozen=True, slots=True)
class Footing:
    """Data of data/comparison.yaml."""

    shared: Mapping[frozenset[str], tuple[tuple[str, ...], tuple[str, ...]]]
    near: Mapping[CellId, tuple[Near, ...]]
    rates: tuple[Rate, ...]


def compare_reports(reports: Sequence[Report], *, basis: Basis | None = None) -> Comparison:
    """Two or more reports side by side.

    basis   years, bodies or recomputed; told from the reports when not given: one body and several years,
            one body and one year (what it declared, then what was recomputed), or several bodies
    raises  InvalidInput for fewer than two reports
    """
    if len(reports) < 2:
        raise InvalidInput("too-few-reports", Text("比较至少需要两份报告。", "A comparison needs two reports."))
    basis = basis or _basis(reports)
    rows = (*_cell_rows(reports), *_measure_rows(reports), *_rate_rows(reports))
    return Comparison(basis, tuple(_head(n, report, basis) for n, report in enumerate(reports)), rows)


def is_comparable(cell: CellId, editions: Iterable[str]) -> bool:
    """Whether a cell means the same in all of these editions."""
    several = sorted(set(editions))
    pairs = [frozenset((a, b)) for n, a in enumerate(several) for b in several[n + 1 :]]
    return all(_shares(cell, pair) for pair in pairs)


@cache
def footing() -> Footing:
    """What editions share, what comes near, and which rates are computed."""
    path = resources.files("gongkai.reports") / "data" / "comparison.yaml"
    data = read_mapping(path.read_text(encoding="utf-8"), where="reports/data/comparison.yaml")
    near: dict[CellId, tuple[Near, ...]] = {}
    for entry in data["near"]:
        for column in _columns() if "{column}" in entry["cell"] else ("",):
            cell = CellId(entry["cell"].format(column=column))
            cells = tuple(CellId(name.format(column=column)) for name in entry["sum"])
            near[cell] = (*near.get(cell, ()), Near(entry["edition"], cells, Text(**entry["note"])))
    return Footing(
        {frozenset(e["between"]): (tuple(e["cells"]), tuple(e["except"])) for e in data["editions"]},
        near,
        tuple(
            Rate(e["id"], Text(e["zh"], e["en"]), tuple(e["over"]), tuple(e["of"]), e["percent"]) for e in data["rates"]
        ),
    )


def _columns() -> tuple[str, ...]:
    return tuple(column.id for column in edition(EDITION_IDS[-1]).table("t3").blocks[0].columns)


def _shares(cell: str, pair: frozenset[str]) -> bool:
    cells, exceptions = footing().shared.get(pair, ((), ()))
    return _begins(cell, cells) and not _begins(cell, exceptions)


def _begins(cell: str, prefixes: Iterable[str]) -> bool:
    return any(cell == prefix or cell.startswith(f"{prefix}.") for prefix in prefixes)


def _basis(reports: Sequence[Report]) -> Basis:
    if len({"".join(r.body.split()) or r.division for r in reports}) > 1:
        return "bodies"
    return "years" if len({r.year for r in reports}) > 1 else "recomputed"


def _head(number: int, report: Report, basis: Basis) -> Text:
    name = report.body or report.division or report.source
    if basis == "recomputed":
        return Text("填报", "declared") if number == 0 else Text("重新计算", "recomputed")
    year = str(report.year or "")
    return Text(f"{name}{year}", f"{name} {year}".strip()) if basis == "bodies" else Text(year, year)


def _cell_rows(reports: Sequence[Report]) -> Iterator[ComparisonRow]:
    """The cells of the oldest edition, those that newer ones add, then foreign ones that were printed."""
    editions = sorted({report.edition_id for report in reports})
    cells: dict[CellId, None] = {}
    for edition_id in editions:
        cells |= dict.fromkeys(edition(edition_id).cells)
    cells |= dict.fromkeys(cell for report in reports for cell in report.edition.foreign_cells if cell in report.cells)
    for cell in cells:
        values, notes = zip(*(_cell(report, cell) for report in reports), strict=True)
        note = next((note for note in notes if note), None)
        told = {r.edition_id for r, v in zip(reports, values, strict=True) if v.state != "absent"}
        same = note is None and is_comparable(cell, told)
        spec = next(s for form in editions if (s := edition(form).spec(cell)))
        if same or note or len(told) < 2:
            yield _row(cell, "cell", spec.label, spec.unit, values, comparable=same, note=note)
        else:
            yield _row(cell, "cell", spec.label, spec.unit, values, comparable=False, note=_OTHER_FOOTING)


_OTHER_FOOTING = Text("两版格式口径不同，不可直接比较。", "The editions count this on different footings.")


def _cell(report: Report, cell: CellId) -> tuple[Compared, Text | None]:
    """What a report has in a cell, or in the cells of its edition that come near it."""
    if cell in report.edition.cells or cell in report.cells:
        content = report.cell(cell)
        state: State = "blank" if content.value is None else "figure"
        near = _nearest(report, cell) if state == "blank" else None
        return near or (Compared(content.value, state, content.doubt), None)
    return _nearest(report, cell) or (Compared(None, "absent"), None)


def _nearest(report: Report, cell: CellId) -> tuple[Compared, Text] | None:
    for near in footing().near.get(cell, ()):
        if near.edition == report.edition_id:
            contents = [report.cell(name) for name in near.cells]
            figures = [content.value for content in contents if content.value is not None]
            if len(figures) < len(contents):
                return Compared(None, "blank"), near.note
            return Compared(sum(figures), "figure", max(content.doubt for content in contents)), near.note
    return None


def _measure_rows(reports: Sequence[Report]) -> Iterator[ComparisonRow]:
    told = {figure.measure for report in reports for figure in report.figures}
    for measure_id in sorted(told, key=_measure_order):
        known = measures().get(measure_id)
        values = tuple(_measure(report, measure_id) for report in reports)
        yield _row(measure_id, "measure", label_of(measure_id), known.unit if known else "", values, comparable=True)


def _measure_order(measure_id: str) -> tuple[int, str]:
    order = {name: n for n, name in enumerate(measures())}
    return order.get(measure_id, len(order)), measure_id


def _measure(report: Report, measure_id: str) -> Compared:
    figure = next(report.figures_of(measure_id), None)
    if figure is None:
        return Compared(None, "absent")
    return Compared(figure.value, "approx" if figure.approx else "figure")


def _rate_rows(reports: Sequence[Report]) -> Iterator[ComparisonRow]:
    for rate in footing().rates:
        values = tuple(_rate(report, rate) for report in reports)
        if any(value.value is not None for value in values):
            yield _row(rate.id, "rate", rate.label, "%" if rate.percent else "", values, comparable=True)


def _rate(report: Report, rate: Rate) -> Compared:
    over, of = ([_anything(report, name) for name in names] for names in (rate.over, rate.of))
    states = {part.state for part in (*over, *of)}
    if "absent" in states or "blank" in states:
        return Compared(None, "absent" if "absent" in states else "blank")
    whole = Decimal(sum(part.value for part in of if part.value is not None))
    if not whole:
        return Compared(None, "absent")
    value = Decimal(sum(part.value for part in over if part.value is not None)) * (100 if rate.percent else 1) / whole
    doubt = max(part.doubt for part in (*over, *of))
    return Compared(
        value.quantize(RATE_DECIMALS, ROUND_HALF_UP, _ROOM), "approx" if "approx" in states else "figure", doubt
    )


def _anything(report: Report, name: str) -> Compared:
    """A cell of the report's edition, or a measure of its text."""
    if name in report.edition.cells:
        return _cell(report, CellId(name))[0]
    return _measure(report, name)


def _row(
    row_id: str,
    about: About,
    label: Text,
    unit: str,
    values: tuple[Compared, ...],
    *,
    comparable: bool,
    note: Text | None = None,
) -> ComparisonRow:
    first, last = values[0].value, values[-1].value
    change: Number | None = None
    percent: Decimal | None = None
    if comparable and first is not None and last is not None:
        change = last - first
        if first:
            percent = (Decimal(change) * 100 / Decimal(first)).quantize(RATE_DECIMALS, ROUND_HALF_UP, _ROOM)
    return ComparisonRow(row_id, about, label, unit, values, comparable, change, percent, note)
