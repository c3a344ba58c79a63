"""The relations the form itself demands: totals of rows and columns, and the balance of requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.bilingual import Text
from gongkai.reports.check.subject import TRUSTED_DOUBT, Subject
from gongkai.reports.editions import edition
from gongkai.reports.findings import Finding, Severity, finding
from gongkai.reports.model import Number, Report
from gongkai.reports.schema import CellId, Edition, Identity, Row

BLANK_ZH, BLANK_EN = "空白", "blank"

_HANDLED_SUM = "t3-handled-sum"
_ROW_SUM = "t3-row-sum"
_BALANCE = "t3-balance"


@dataclass(frozen=True, slots=True)
class Relation:
    """An identity with what its message names.

    instead  foreign cells that stand for the own cells they replace when all of those are blank
    """

    identity: Identity
    row: Text
    column: Text
    instead: tuple[tuple[CellId, frozenset[CellId]], ...] = ()
    is_foreign: bool = False


def check_arithmetic(subject: Subject) -> Iterator[Finding]:
    """Findings t3-balance, t3-handled-sum, t3-row-sum, t4-sum, t3-row-incomplete, t3-balance-unverifiable.

    A blank or doubtful figure may be anything from 0 up: an error is claimed only when nothing it could be
    makes the relation hold. A relation that fails through doubtful figures alone is a warning.
    """
    unverifiable: list[Identity] = []
    for relation in relations_of(subject.report.edition_id):
        if relation.is_foreign and not any(cell in subject.read for cell in relation.identity.right):
            continue
        identity = _as_printed(relation, subject.read)
        firm = subject.firm
        if cannot_hold([firm.get(c) for c in identity.left], [firm.get(c) for c in identity.right]):
            yield _broken(relation, identity, subject.read, "error")
            continue
        read = subject.read
        left, right = [read.get(c) for c in identity.left], [read.get(c) for c in identity.right]
        if cannot_hold(left, right):
            yield _broken(relation, identity, read, "warning")
        elif identity.rule == _ROW_SUM and _is_incomplete(identity, subject.report):
            yield _incomplete(relation, identity, subject.report)
        elif identity.rule == _BALANCE and None in (*left, *right) and any(v is not None for v in (*left, *right)):
            unverifiable.append(identity)
    if unverifiable:
        yield _unverifiable(unverifiable, subject.report)


def cannot_hold(left: Sequence[Number | None], right: Sequence[Number | None]) -> bool:
    """Whether no filling of the blanks with numbers from 0 up makes both sums equal.

    >>> cannot_hold([5], [2, None]), cannot_hold([5], [6, None]), cannot_hold([5], [2, 2])
    (False, True, True)
    """
    known_left = sum(v for v in left if v is not None)
    known_right = sum(v for v in right if v is not None)
    open_left, open_right = None in left, None in right
    if open_left:
        return not open_right and known_left > known_right
    return known_right > known_left if open_right else known_left != known_right


@cache
def relations_of(edition_id: str) -> tuple[Relation, ...]:
    """The identities of an edition, those of foreign rows added."""
    form = edition(edition_id)
    own = tuple(_relation(form, identity) for identity in form.identities)
    return own + tuple(_foreign_rows(form))


def _relation(form: Edition, identity: Identity) -> Relation:
    spec = form.cells[identity.left[0]]
    row, column = _row_label(spec.row), Text(spec.column.label, spec.column.id)
    instead = tuple(
        (cell, frozenset(own for own in identity.right if form.cells[own].row.outcome == foreign.row.outcome))
        for cell, foreign in form.foreign_cells.items()
        if identity.rule == _HANDLED_SUM and foreign.column.id == spec.column.id
    )
    return Relation(identity, row, column, instead)


def _foreign_rows(form: Edition) -> Iterator[Relation]:
    """The row sum of each foreign row, built after that of an own row."""
    model = next((i for i in form.identities if i.rule == _ROW_SUM), None)
    for row in {spec.row.id: spec.row for spec in form.foreign_cells.values()}.values() if model else ():
        assert model is not None
        columns = [[form.cells[c].column for c in side] for side in (model.left, model.right)]
        left, right = (tuple(CellId(f"t3.{row.id}.{c.id}") for c in side) for side in columns)
        total = Text(columns[0][0].label, columns[0][0].id)
        yield Relation(Identity(_ROW_SUM, left, right), _row_label(row), total, is_foreign=True)


def _row_label(row: Row) -> Text:
    return Text(row.label, row.id)


def _as_printed(relation: Relation, read: Mapping[CellId, Number | None]) -> Identity:
    """The identity with printed foreign rows in place of own rows that are blank."""
    right = relation.identity.right
    for cell, replaced in relation.instead:
        if read.get(cell) is not None and all(read.get(own) is None for own in replaced):
            right = (*(c for c in right if c not in replaced), cell)
    return Identity(relation.identity.rule, relation.identity.left, right) if relation.instead else relation.identity


def _broken(
    relation: Relation, identity: Identity, read: Mapping[CellId, Number | None], severity: Severity
) -> Finding:
    telling = [c for c in identity.right if read.get(c)] if len(identity.right) > 2 else list(identity.right)
    figures = f"{_sum(identity.left, read)} ≠ {_sum(telling, read) if telling else '0'}"
    words = Text(figures.replace(BLANK_EN, BLANK_ZH), figures)
    return finding(
        identity.rule,
        (*identity.left, *telling),
        evidence=figures,
        severity=severity,
        row=relation.row,
        column=relation.column,
        figures=words,
    )


def _sum(cells: Sequence[CellId], read: Mapping[CellId, Number | None]) -> str:
    return " + ".join(BLANK_EN if read.get(c) is None else str(read[c]) for c in cells)


def _is_incomplete(identity: Identity, report: Report) -> bool:
    """A total above 0 over cells that print nothing; figures the reader inferred do not count as printed."""
    total = report.cell(identity.left[0])
    if not total.value or total.doubt > TRUSTED_DOUBT:
        return False
    parts = [report.cell(c) for c in identity.right]
    return all(part.value is None or (part.doubt > 0 and not part.printed) for part in parts)


def _incomplete(relation: Relation, identity: Identity, report: Report) -> Finding:
    total = report.value(identity.left[0])
    return finding(
        "t3-row-incomplete",
        (*identity.left, *identity.right),
        evidence=f"{BLANK_EN} × {len(identity.right)}; {total}",
        row=relation.row,
        total=total,
    )


def _unverifiable(identities: Sequence[Identity], report: Report) -> Finding:
    cells = [c for i in identities for c in (*i.left, *i.right) if report.value(c) is None]
    specs = [spec for c in cells if (spec := report.edition.spec(c))]
    labels = {spec.row.id: _row_label(spec.row) for spec in specs}.values()
    rows = Text("、".join(f"“{label.zh}”" for label in labels), ", ".join(label.en for label in labels))
    return finding(
        "t3-balance-unverifiable", tuple(cells), evidence=f"{len(identities)} × blank", rows=rows, count=len(identities)
    )
