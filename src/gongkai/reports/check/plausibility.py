"""What the figures of one report's tables cannot or can hardly be: powers, signs, stocks, proportions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.bilingual import Text
from gongkai.reports.check.declared import relations
from gongkai.reports.check.subject import Subject
from gongkai.reports.findings import Finding, finding
from gongkai.reports.model import Number
from gongkai.reports.schema import CellId

MOST_DECIMALS = 4

# row -> columns that make up its stock: (stock of the year, added, removed) or (stock before, change)
_STOCK_2021 = ("in_force", "issued", "repealed")
_STOCK_2019 = ("total", "disclosed", "")
_DOCUMENTS = ("t2.rules", "t2.normative_docs")


def check_plausibility(subject: Subject) -> Iterator[Finding]:
    """Findings on Tables 2, 3 and 4 that need no relation of the form."""
    yield from _values(subject)
    if subject.report.edition_id == "2014":
        return
    yield from _powers(subject)
    yield from _nothing_done(subject)
    yield from _stocks(subject)
    yield from _items_before(subject)
    yield from _lawsuits(subject)
    yield from _denials(subject)


def _values(subject: Subject) -> Iterator[Finding]:
    for cell, value in subject.firm.items():
        if value is None or (type(value) is int and value >= 0):
            continue
        spec = subject.report.edition.spec(cell)
        if spec is None:
            continue
        if value < 0 and not spec.column.signed:
            yield finding("negative-value", (cell,), evidence=str(value), cell=spec.label, value=value)
        if not isinstance(value, Decimal) or value == value.to_integral_value():
            continue
        if not spec.decimals and spec.unit != "万元":
            yield finding("impossible-count", (cell,), evidence=str(value), words=Text(str(value), str(value)))
        elif _decimals(value) > MOST_DECIMALS:
            yield finding("too-many-decimals", (cell,), evidence=str(value), cell=spec.label, value=value)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _powers(subject: Subject) -> Iterator[Finding]:
    if subject.kind is None or subject.kind.may_make_rules is not False:
        return
    cells = [c for c in subject.report.edition.cells if c.startswith("t2.rules.")]
    offending = tuple(c for c in cells if subject.firm.get(c))
    if not offending:
        return
    figures = " / ".join(_printed(subject.read.get(c)) for c in cells)
    name = subject.report.body or subject.report.division or subject.kind.label.zh
    body = Text(name, f"{name} ({subject.kind.label.en})")
    yield finding("rules-without-power", offending, evidence=figures, body=body, figures=figures)


def _nothing_done(subject: Subject) -> Iterator[Finding]:
    """A whole government without a single licence and penalty."""
    cells = [CellId(f"t2.{row}.decisions") for row in ("licensing", "penalty")]
    if not (subject.kind and subject.kind.is_government) or any(subject.firm.get(c) != 0 for c in cells):
        return
    more = [c for c in (CellId("t2.coercion.decisions"), CellId("t2.fees.amount")) if subject.firm.get(c) == 0]
    where = (*cells, *more)
    yield finding("implausible-zero", where, evidence=" / ".join("0" for _ in where), kind=subject.kind.label)


def _stocks(subject: Subject) -> Iterator[Finding]:
    """The stock at the beginning of the year, from the stock at its end."""
    is_new = subject.report.edition_id == "2021"
    stock, added, removed = _STOCK_2021 if is_new else _STOCK_2019
    empty: list[tuple[CellId, ...]] = []
    for row in _DOCUMENTS:
        where = tuple(CellId(f"{row}.{column}") for column in (stock, added, removed) if column)
        end, new, *rest = (subject.firm.get(cell) for cell in where)
        gone = rest[0] if rest else 0
        if end is None or new is None or gone is None or (is_new and row == "t2.rules" and not _makes_rules(subject)):
            continue
        if end - new + gone < 0:
            figures = f"{end} - {new}{f' + {gone}' if rest else ''} = {end - new + gone}"
            yield finding("stock-derived", where, evidence=figures, row=_row(subject, where[0]), figures=figures)
        elif end and end == new and not gone:
            empty.append(where)
    if empty:
        figures = ", ".join(" / ".join(_printed(subject.firm.get(cell)) for cell in where) for where in empty)
        labels = [_row(subject, where[0]) for where in empty]
        names = Text("”“".join(label.zh for label in labels), ", ".join(label.en for label in labels))
        cells = tuple(cell for where in empty for cell in where)
        yield finding("implausible-stock", cells, evidence=figures, row=names, figures=figures)


def _makes_rules(subject: Subject) -> bool:
    """Rules of a body without the power to make them are remarked on already."""
    return subject.kind is None or subject.kind.may_make_rules is not False


def _items_before(subject: Subject) -> Iterator[Finding]:
    """2019 edition: the items of the year before and their change cannot come out below zero."""
    for cell, value in subject.firm.items():
        if value is None or not cell.startswith("t2.") or not cell.endswith(".change"):
            continue
        before = CellId(cell.replace(".change", ".previous"))
        previous = subject.firm.get(before)
        if previous is not None and previous + value < 0:
            figures = f"{previous} {'+' if value >= 0 else '-'} {abs(value)} = {previous + value}"
            yield finding("stock-derived", (before, cell), evidence=figures, row=_row(subject, cell), figures=figures)


def _lawsuits(subject: Subject) -> Iterator[Finding]:
    direct, after = subject.figure("t4.direct.total"), subject.figure("t4.after_review.total")
    received, reviews = subject.figure("t3.received.total"), subject.figure("t4.review.total")
    carried = subject.figure("t3.carried_in.total") or 0
    if direct is not None and after is not None and received is not None and direct + after > received + carried:
        yield finding(
            "litigation-exceeds-requests",
            (CellId("t4.direct.total"), CellId("t4.after_review.total"), CellId("t3.received.total")),
            evidence=f"{direct} + {after} > {received} + {carried}",
            suits=direct + after,
            requests=received,
        )
    if after is not None and reviews is not None and after > reviews:
        yield finding(
            "suits-after-review-exceed-reviews",
            (CellId("t4.after_review.total"), CellId("t4.review.total")),
            evidence=f"{after} > {reviews}",
            suits=after,
            reviews=reviews,
        )


def _denials(subject: Subject) -> Iterator[Finding]:
    shares, handled = relations().denial_shares, subject.figure("t3.handled_total.total")
    for row in shares.rows if handled else ():
        cell = CellId(f"{row}.total")
        count = subject.firm.get(cell)
        if handled and count and count >= shares.count and count * 100 >= handled * shares.percent:
            share = round(Decimal(count) * 100 / Decimal(handled), 1)
            label = _row(subject, cell)
            yield finding(
                "large-denial-share", (cell,), evidence=f"{count} / {handled}", row=label, count=count, share=share
            )


def _row(subject: Subject, cell: CellId) -> Text:
    spec = subject.report.edition.cells[cell]
    return Text(spec.row.label, spec.row.id)


def _printed(value: Number | None) -> str:
    return "blank" if value is None else str(value)
