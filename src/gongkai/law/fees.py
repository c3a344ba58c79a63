"""The information processing fee: by item or by page, progressive on the excess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law.parameters import Band, Value, parameter

Method = Literal["by_item", "by_page"]
_UNITS: dict[Method, Text] = {"by_item": Text("件", "item"), "by_page": Text("页", "page")}

_MOST = 1_000_000  # no rule of law: brackets are listed one by one, and no request reaches this


@dataclass(frozen=True, slots=True)
class FeeLine:
    """Units of one bracket, from `first` through `last`, at one rate."""

    first: int
    last: int
    rate_yuan: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def yuan(self) -> int:
        return self.count * self.rate_yuan


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee with the brackets that make it up and the tariff it rests on.

    already   items of the same applicant that fee notices of the month have counted before
    """

    yuan: int
    method: Method
    units: int
    already: int
    lines: tuple[FeeLine, ...]
    tariff: Value

    @property
    def unit(self) -> Text:
        return _UNITS[self.method]


@dataclass(frozen=True, slots=True)
class CountedRequest:
    """One request of an applicant to one body, as the monthly count sees it.

    items          smallest reasonable units it splits into; refusals count too
    resubmission   a corrected request (ogi2019/30) is not a new item
    """

    received_on: date
    items: int = 1
    resubmission: bool = False


def fee_by_item(items: int, *, already: int = 0, on: date | None = None) -> Fee:
    """What `items` more items cost after `already` in the same calendar month.

    on      day of the fee notice; the newest tariff when absent
    law     fee2020; ogi2019/42: a fee may be charged, it need not
    raises  InvalidInput for a negative or absurd count, or a day before the tariff was in force

    >>> fee_by_item(31).yuan
    2200
    """
    tariff = _tariff("ogi.fee.by_item", on)
    _check_count("items", items)
    _check_count("already", already)
    lines = _lines(tariff.bands, already + 1, already + items)
    return Fee(sum(line.yuan for line in lines), "by_item", items, already, lines, tariff)


def fee_by_page(pages: int, *, on: date | None = None) -> Fee:
    """What `pages` pages cost that are given on paper, by mail or as copied files.

    Information that is already public is shown, not charged; a page of a data file is taken as A4.
    on      day of the fee notice; the newest tariff when absent
    law     fee2020
    raises  InvalidInput for a negative or absurd count, or a day before the tariff was in force

    >>> fee_by_page(101).yuan
    720
    """
    tariff = _tariff("ogi.fee.by_page", on)
    _check_count("pages", pages)
    lines = _lines(tariff.bands, 1, pages)
    return Fee(sum(line.yuan for line in lines), "by_page", pages, 0, lines, tariff)


def fee_for_request(
    *, items: int | None = None, pages: int | None = None, already: int = 0, on: date | None = None
) -> Fee:
    """The fee of one request by the one method chosen for it.

    raises InvalidInput when both methods are given, or none, or `already` beside pages
    """
    if (items is None) == (pages is None):
        words = Text("按件和按量只能选一种，且须选一种。", "Choose one method: items or pages, never both.")
        raise InvalidInput("fee-one-method", words, where="items, pages")
    if items is not None:
        return fee_by_item(items, already=already, on=on)
    if already:
        words = Text("按量计收不累计本月已计件数。", "Pages are not added to the items of the month.")
        raise InvalidInput("fee-one-method", words, where="already")
    assert pages is not None
    return fee_by_page(pages, on=on)


def items_in_month(requests: Iterable[CountedRequest], month_of: date) -> int:
    """Items of one applicant at one body in the calendar month of a day, by day of receipt.

    law    fee2020 for the calendar month; by day of receipt, per body and without resubmissions by inference
    """
    return sum(
        request.items
        for request in requests
        if (request.received_on.year, request.received_on.month) == (month_of.year, month_of.month)
        and not request.resubmission
    )


def _tariff(key: str, on: date | None) -> Value:
    rule = parameter(key)
    return rule.latest if on is None else rule.on(on)


def _check_count(name: str, count: int) -> None:
    if count < 0:
        words = Text(f"数量不能为负：{count}。", f"A count cannot be negative: {count}.")
        raise InvalidInput("count-negative", words, where=name)
    if count > _MOST:
        words = Text(f"数量过大：{count}。", f"The count is too large: {count}.")
        raise InvalidInput("count-too-large", words, where=name)


def _lines(bands: tuple[Band, ...], first: int, last: int) -> tuple[FeeLine, ...]:
    """Units `first` through `last` cut at the brackets; free ones are lines at 0."""
    lines: list[FeeLine] = []
    while first <= last:
        end, rate = _bracket(bands, first)
        stop = last if end is None else min(end, last)
        lines.append(FeeLine(first, stop, rate))
        first = stop + 1
    return tuple(lines)


def _bracket(bands: tuple[Band, ...], unit: int) -> tuple[int | None, int]:
    """The last unit of the bracket a unit lies in, None when it is open, and the rate there."""
    place = max(place for place, band in enumerate(bands) if band.first <= unit)
    band = bands[place]
    end = bands[place + 1].first - 1 if place + 1 < len(bands) else None
    if band.every is None:
        return end, band.rate
    step = (unit - band.first) // band.every
    return band.first + (step + 1) * band.every - 1, band.rate + step * band.adds
