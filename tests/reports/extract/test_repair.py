"""Cells recognised from pictures: sums confirm them, other readings of the picture mend them, doubt is always told."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from gongkai.reports.check.subject import TRUSTED_DOUBT
from gongkai.reports.editions import edition
from gongkai.reports.extract.repair import ALONE, BY_SUMS, SMALL, UNSURE, repair
from gongkai.reports.extract.source import SecondLook
from gongkai.reports.model import Cell, Number, Place
from gongkai.reports.schema import CellId
from tests.reports.builders import random_report

FORM = edition("2021")
GRANTED, TOTAL = CellId("t3.granted.enterprise"), CellId("t4.review.total")
LICENSES = CellId("t2.licensing.decisions")

Looks = dict[CellId, list[tuple[str, float]]]


class Scan:
    """The cells of a made-up report as if recognised from a picture; `looks` is what a second look gives."""

    def __init__(self) -> None:
        report = random_report(random.Random(8))
        self.true = {cell: content.value for cell, content in report.all_cells()}
        self.cells = {
            cell: Cell(value, str(value), Place(1, 1, (float(at), 0.0, float(at) + 1, 1.0)))
            for at, (cell, value) in enumerate(self.true.items())
        }
        self.certainty = {self._key(cell): 0.99 for cell in self.cells}
        self.looks: Looks = {}
        self.looked: list[CellId] = []

    def _key(self, cell: CellId) -> tuple[int, tuple[float, float, float, float]]:
        place = self.cells[cell].place
        assert place is not None
        assert place.box is not None
        return place.page, place.box

    def misread(self, cell: CellId, value: Number | None, printed: str, *, doubt: float = 0.0) -> None:
        self.cells[cell] = replace(self.cells[cell], value=value, printed=printed, doubt=doubt)

    def look(self, places: Sequence[Place]) -> list[list[tuple[str, float]]]:
        at = {content.place: cell for cell, content in self.cells.items()}
        self.looked = [at[place] for place in places]
        return [self.looks.get(cell, [(self.cells[cell].printed, 0.99)] * 2) for cell in self.looked]

    def repaired(self) -> list[str]:
        return [found.rule for found in repair(self.cells, FORM, SecondLook(self.certainty, self.look))]


def test_cells_in_sums_that_hold_are_left_alone() -> None:
    scan = Scan()

    assert scan.repaired() == [ALONE]
    assert all(not content.doubt for cell, content in scan.cells.items() if cell.startswith(("t3.", "t4.")))
    assert not any(cell.startswith(("t3.", "t4.")) for cell in scan.looked)


def test_a_misread_figure_gives_way_to_the_reading_that_fits_with_a_doubt() -> None:
    scan = Scan()
    true = scan.true[GRANTED]
    scan.misread(GRANTED, 777, "777")
    scan.looks[GRANTED] = [(str(true), 0.8), ("777", 0.9)]

    assert scan.repaired() == [BY_SUMS, ALONE]
    assert (scan.cells[GRANTED].value, scan.cells[GRANTED].reason) == (true, BY_SUMS)
    assert scan.cells[GRANTED].doubt
    assert scan.cells[GRANTED].printed == "777"


def test_cells_that_share_one_place_take_nothing_from_its_picture() -> None:
    scan = Scan()
    row = [cell for cell in scan.cells if cell.startswith("t3.granted.")]
    place = scan.cells[row[0]].place
    for cell in row:
        scan.cells[cell] = replace(scan.cells[cell], value=None, printed="", place=place, doubt=0.6)
        scan.looks[cell] = [("15", 0.9)]

    assert UNSURE in scan.repaired()
    assert {scan.cells[cell].value for cell in row} == {None}
    assert all(scan.cells[cell].doubt for cell in row)


def test_a_letter_like_a_digit_is_one_reading() -> None:
    scan = Scan()
    scan.misread(GRANTED, None, "".join("O" if d == "0" else d for d in str(scan.true[GRANTED])), doubt=0.6)
    scan.looks[GRANTED] = [("O" if scan.true[GRANTED] == 0 else str(scan.true[GRANTED]), 0.7)] * 2

    scan.repaired()

    assert scan.cells[GRANTED].value == scan.true[GRANTED]
    assert scan.cells[GRANTED].doubt


def test_what_a_sum_demands_is_never_put_in_without_a_reading_of_it() -> None:
    scan = Scan()
    wrong = (scan.true[TOTAL] or 0) + 1
    scan.misread(TOTAL, wrong, str(wrong))

    scan.repaired()

    assert scan.cells[TOTAL].value == wrong


def test_a_figure_without_a_sum_bears_a_small_doubt_when_every_look_agrees() -> None:
    scan = Scan()

    scan.repaired()

    assert LICENSES in scan.looked
    assert (scan.cells[LICENSES].doubt, scan.cells[LICENSES].reason) == (SMALL, ALONE)
    assert SMALL <= TRUSTED_DOUBT


def test_a_figure_without_a_sum_is_doubted_when_looks_differ() -> None:
    scan = Scan()
    scan.looks[LICENSES] = [("12345", 0.99), (scan.cells[LICENSES].printed, 0.99)]

    assert scan.repaired() == [UNSURE, ALONE]
    assert scan.cells[LICENSES].reason == UNSURE
    assert scan.cells[LICENSES].value == scan.true[LICENSES]


def test_a_figure_recognised_with_little_certainty_is_doubted() -> None:
    scan = Scan()
    scan.certainty[scan._key(LICENSES)] = 0.6

    scan.repaired()

    assert scan.cells[LICENSES].doubt


def test_two_misreadings_that_could_each_be_the_one_are_both_left_in_doubt() -> None:
    scan = Scan()
    first, second = CellId("t4.review.upheld"), CellId("t4.review.corrected")
    for cell in (first, second):
        value = scan.true[cell] or 0
        scan.looks[cell] = [(str(value + 1), 0.9)] * 2
    wrong = (scan.true[TOTAL] or 0) + 1
    scan.misread(TOTAL, wrong, str(wrong))

    scan.repaired()

    assert (scan.cells[first].value, scan.cells[second].value) == (scan.true[first], scan.true[second])
    assert scan.cells[first].doubt
    assert scan.cells[second].doubt
