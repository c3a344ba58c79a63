"""Cases of the rules about tables and years: each rule tripped, and nearly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gongkai.reports.model import Report
from tests.reports.check.cases import Case, Cases
from tests.reports.plain import doubted, plain

NP = "natural_person"
APPLICANTS = (NP, "enterprise", "research", "social", "legal_service", "other")
THREE_ROWS = ("correction_lapsed", "fee_lapsed", "misc")


def one_row_other(np: int, total: int) -> Report:
    """The plain report with the one row 其他处理 of 2019 in place of the three; np more requests handled."""
    blank = {f"t3.other.{row}.{c}": None for row in THREE_ROWS for c in (*APPLICANTS, "total")}
    one = {f"t3.other.{c}": 0 for c in APPLICANTS} | {f"t3.other.{NP}": np, "t3.other.total": total}
    more = {f"t3.{row}.{c}": n + np for row in ("received", "handled_total") for c, n in ((NP, 8), ("total", 10))}
    return plain({**blank, **one, **more}, told={"requests_received": 10 + np})


def year_before(**cells: int) -> Report:
    return plain({k.replace("__", "."): v for k, v in cells.items()}, year=2020)


CONTINUOUS = {f"t3__carried_out__{NP}": 1, "t3__carried_out__total": 1, "t2__normative_docs__in_force": 37}

TRIPS: Cases = {
    "t3-balance": (
        Case(lambda: plain({f"t3.received.{NP}": 9}), "error", f"t3.received.{NP}"),
        Case(lambda: plain({"t3.carried_out.total": 2}), "error", "t3.carried_out.total"),
        Case(lambda: plain({f"t3.received.{NP}": 30, f"t3.carried_in.{NP}": None}), "error"),
        Case(lambda: doubted(plain({f"t3.received.{NP}": 7}), f"t3.received.{NP}"), "warning"),
    ),
    "t3-handled-sum": (
        Case(lambda: plain({"t3.handled_total.total": 0}), "error", "t3.handled_total.total"),
        Case(lambda: plain({"t3.granted.total": None, "t3.handled_total.total": 2}), "error"),
        Case(lambda: doubted(plain({"t3.granted.total": 8}), "t3.granted.total"), "warning"),
        Case(
            lambda: plain({"t3.handled_total.total": 10, **dict.fromkeys(_rows("total")), "t3.other.total": 1}), "error"
        ),
    ),
    "t3-row-sum": (
        Case(lambda: plain({"t3.denied.process.total": 2}), "error", "t3.denied.process.total"),
        Case(lambda: doubted(plain({f"t3.denied.process.{NP}": 2}), f"t3.denied.process.{NP}"), "warning"),
        Case(lambda: one_row_other(2, 3), "error", "t3.other.total"),
    ),
    "t3-row-incomplete": (
        Case(lambda: plain({f"t3.granted.{c}": None for c in APPLICANTS}), "error", "t3.granted.total"),
    ),
    "t3-balance-unverifiable": (Case(lambda: plain({"t3.handled_total.total": None}), where="t3.handled_total.total"),),
    "t4-sum": (
        Case(lambda: plain({"t4.review.total": 0}), "error", "t4.review.total"),
        Case(lambda: doubted(plain({"t4.review.upheld": 1}), "t4.review.upheld"), "warning"),
    ),
    "rules-without-power": (
        Case(lambda: plain({"t2.rules.in_force": 1}), "error", "t2.rules.in_force"),
        Case(lambda: plain({"t2.rules.made": 1}, form="2019"), "error", "t2.rules.made"),
        Case(lambda: plain({"t2.rules.issued": 1}, body="甲乙市丙丁区人民政府", signed="", division=""), "error"),
        Case(lambda: plain({"t2.rules.issued": 1}, body="", signed="", division=""), "error", body_kind="township"),
    ),
    "implausible-zero": (
        Case(lambda: plain({"t2.licensing.decisions": 0, "t2.penalty.decisions": 0}), where="t2.penalty.decisions"),
    ),
    "stock-derived": (
        Case(lambda: plain({"t2.normative_docs.in_force": 1}), where="t2.normative_docs.in_force"),
        Case(lambda: plain({"t2.licensing.change": -101}, form="2019"), where="t2.licensing.change"),
    ),
    "implausible-stock": (
        Case(lambda: plain({"t2.normative_docs.repealed": 0, "t2.normative_docs.in_force": 5})),
        Case(lambda: plain({"t2.normative_docs.total": 5}, form="2019"), where="t2.normative_docs.total"),
    ),
    "negative-value": (Case(lambda: plain({"t2.penalty.decisions": -3}), where="t2.penalty.decisions"),),
    "too-many-decimals": (Case(lambda: plain({"t2.fees.amount": Decimal("1.23456")}), where="t2.fees.amount"),),
    "litigation-exceeds-requests": (Case(lambda: plain({"t4.direct.upheld": 12, "t4.direct.total": 12})),),
    "suits-after-review-exceed-reviews": (
        Case(lambda: plain({"t4.after_review.other": 3, "t4.after_review.total": 3})),
    ),
    "large-denial-share": (Case(lambda: plain({"t3.refused.excessive.total": 5}), where="t3.refused.excessive.total"),),
    "t3-carry-over": (
        Case(plain, "error", f"t3.carried_in.{NP}", previous=lambda: year_before(t3__carried_out__natural_person=3)),
        Case(lambda: plain(body="新立县人民政府"), "warning", previous=lambda: year_before(t3__carried_out__total=3)),
    ),
    "t4-pending": (Case(plain, previous=lambda: year_before(t4__review__pending=3), where="t4.review.total"),),
    "stock-continuity": (
        Case(plain, previous=lambda: year_before(t2__normative_docs__in_force=90), where="t2.normative_docs.in_force"),
        Case(lambda: plain(form="2019"), previous=lambda: plain({"t2.licensing.change": 7}, form="2019", year=2019)),
    ),
    "deadline": (
        Case(lambda: plain(dated=date(2022, 4, 1)), where="line 27"),
        Case(lambda: plain(dated=date(2022, 2, 1), body="演示县统计局")),
        Case(lambda: plain(dated=date(2022, 2, 1)), body_kind="department"),
    ),
    "dated-early": (Case(lambda: plain(dated=date(2021, 11, 30))),),
    "format-year": (
        Case(lambda: plain(year=2020)),
        Case(lambda: plain(form="2019", year=2021)),
    ),
}

HOLDS: Cases = {
    "t3-balance": (
        Case(lambda: plain({f"t3.carried_in.{NP}": None, f"t3.received.{NP}": 5})),
        Case(lambda: plain({"t3.received.total": None, "t3.handled_total.total": None})),
    ),
    "t3-handled-sum": (
        Case(lambda: plain({"t3.granted.total": None})),
        Case(lambda: one_row_other(2, 2)),
        Case(lambda: plain({"t3.other.total": 4})),
    ),
    "t3-row-sum": (
        Case(lambda: plain({f"t3.granted.{c}": None for c in APPLICANTS})),
        Case(lambda: plain({f"t3.granted.{NP}": None})),
        Case(lambda: one_row_other(2, 2)),
    ),
    "t3-row-incomplete": (
        Case(lambda: plain({f"t3.partial.{c}": None for c in APPLICANTS})),
        Case(lambda: plain({f"t3.granted.{c}": None for c in APPLICANTS[1:]})),
    ),
    "t3-balance-unverifiable": (
        Case(
            lambda: plain({f"t3.{r}.total": None for r in ("received", "carried_in", "handled_total", "carried_out")})
        ),
    ),
    "t4-sum": (Case(lambda: plain({f"t4.review.{c}": None for c in ("upheld", "corrected", "other", "pending")})),),
    "rules-without-power": (
        Case(lambda: plain({"t2.rules.issued": 1}, body="甲乙市人民政府", signed="", division="")),
        Case(lambda: plain({"t2.rules.issued": 1}, body="甲乙自治区人民政府", signed="", division="")),
        Case(lambda: plain({"t2.rules.issued": 1}, body="甲乙自治州人民政府", signed="", division="")),
        Case(lambda: plain({"t2.rules.issued": 1}, body="", signed="", division="")),
        Case(lambda: doubted(plain({"t2.rules.issued": 1}), "t2.rules.issued")),
    ),
    "implausible-zero": (
        Case(lambda: plain({"t2.licensing.decisions": 0, "t2.penalty.decisions": 0}, body="演示县统计局")),
        Case(lambda: plain({"t2.penalty.decisions": 0})),
    ),
    "stock-derived": (
        Case(lambda: plain({"t2.normative_docs.in_force": 3})),
        Case(lambda: plain({"t2.licensing.change": -100}, form="2019")),
    ),
    "implausible-stock": (
        Case(lambda: plain({"t2.normative_docs.in_force": 5})),
        Case(lambda: plain({"t2.normative_docs.issued": 0, "t2.normative_docs.in_force": 0})),
    ),
    "negative-value": (Case(lambda: plain({"t2.licensing.change": -71}, form="2019")),),
    "too-many-decimals": (Case(lambda: plain({"t2.fees.amount": Decimal("1.23450")})),),
    "litigation-exceeds-requests": (Case(lambda: plain({"t4.direct.upheld": 11, "t4.direct.total": 11})),),
    "suits-after-review-exceed-reviews": (
        Case(lambda: plain({"t4.after_review.other": 2, "t4.after_review.total": 2})),
    ),
    "large-denial-share": (Case(lambda: plain({"t3.refused.excessive.total": 4})),),
    "t3-carry-over": (
        Case(plain, previous=lambda: year_before(**CONTINUOUS)),
        Case(lambda: plain({f"t3.carried_in.{NP}": None}), previous=lambda: year_before(t3__carried_out__total=1)),
    ),
    "t4-pending": (Case(plain, previous=lambda: year_before(t4__review__pending=2)),),
    "stock-continuity": (
        Case(plain, previous=lambda: year_before(**CONTINUOUS)),
        Case(plain, previous=lambda: plain(form="2019")),
    ),
    "deadline": (
        Case(lambda: plain(dated=date(2022, 3, 31))),
        Case(lambda: plain(dated=date(2022, 1, 31), body="演示县统计局")),
        Case(lambda: plain(dated=date(2022, 5, 1)), body_kind="township"),
        Case(lambda: plain(dated=date(2022, 5, 1), body="甲乙大学", signed="", division="")),
    ),
    "dated-early": (Case(lambda: plain(dated=date(2021, 12, 31))),),
    "format-year": (Case(lambda: plain(form="2019")), Case(lambda: plain(year=None))),
}


def _rows(column: str) -> tuple[str, ...]:
    return tuple(f"t3.other.{row}.{column}" for row in THREE_ROWS)
