"""Scans and pictures: set straight, ruled, recognised; every cell right or doubted."""

from __future__ import annotations

import json
import struct
import sys
import tracemalloc
from decimal import Decimal
from pathlib import Path

import cv2
import numpy as np
import pytest

from gongkai.errors import GongkaiError, UnreadableSource
from gongkai.reports import check_report, read_report
from gongkai.reports.extract.pages.engine import Letter
from gongkai.reports.extract.pages.images import pictures, size_of
from gongkai.reports.extract.pages.lattice import grids_of
from gongkai.reports.extract.pages.scan import page_of
from gongkai.reports.extract.pages.straight import Straight, rules_in, straightened
from tests.reports.prints import typeset
from tests.reports.scans import Scanner
from tests.reports.scoring import Score, faults, tally
from tests.turns import in_turn


def ruled_page(angle: float = 0.0) -> np.ndarray:
    """A page with a table of four columns and six rows."""
    page = np.full((1400, 1000), 255, np.uint8)
    for y in range(300, 901, 100):
        cv2.line(page, (100, y), (900, y), 0, 2)
    for x in range(100, 901, 200):
        cv2.line(page, (x, 300), (x, 900), 0, 2)
    turn = cv2.getRotationMatrix2D((500, 700), angle, 1.0)
    return cv2.warpAffine(page, turn, (1000, 1400), borderValue=255)


def boxes_apart(angle: float = 0.0) -> np.ndarray:
    """The same table at 200 dpi, each cell in a box of its own, two points from the next."""
    page = np.full((2339, 1654), 255, np.uint8)
    for y in range(300, 600, 50):
        for x in range(100, 1300, 300):
            cv2.rectangle(page, (x, y), (x + 294, y + 44), 0, 2)
    turn = cv2.getRotationMatrix2D((827, 1169), angle, 1.0)
    return cv2.warpAffine(page, turn, (1654, 2339), borderValue=255)


def dashed_page() -> np.ndarray:
    page = np.full((2339, 1654), 255, np.uint8)
    for y in range(300, 601, 50):
        for x in range(100, 1300, 10):
            page[y : y + 2, x : x + 5] = 60
    for x in range(100, 1301, 300):
        for y in range(300, 600, 10):
            page[y : y + 5, x : x + 2] = 60
    return page


def open_page() -> np.ndarray:
    """Rules inside the table, none around it."""
    page = np.full((2339, 1654), 255, np.uint8)
    for y in range(350, 600, 50):
        page[y : y + 2, 100:1300] = 0
    for x in range(400, 1300, 300):
        page[550:600, x : x + 2] = 0
    return page


def fields_in(page: np.ndarray) -> list[tuple[int, int]]:
    """Columns and rows of each table on a page."""
    straight = straightened(page, 200, source="")
    grids, _ = grids_of(page_of(1, straight, [], source=""))
    return [(len(grid.xs) - 1, len(grid.ys) - 1) for grid in grids]


@pytest.mark.parametrize("angle", [0.0, 1.4, -3.0])
def test_boxes_drawn_close_together_are_the_cells_of_one_table(angle: float) -> None:
    assert fields_in(boxes_apart(angle)) == [(4, 6)]


def test_dashes_make_a_rule() -> None:
    assert fields_in(dashed_page()) == [(4, 6)]


def test_rules_that_end_level_at_an_open_side_are_kept() -> None:
    straight = straightened(open_page(), 200, source="")

    page = page_of(1, straight, [], source="")

    assert [round(rule.at / straight.scale / 10) for rule in page.down] == [40, 70, 100]


def test_no_dashed_rule_runs_through_letters() -> None:
    straight = Straight(dashed_page(), 0.36, (0.36, 0, 0, 0.36, 0, 0))
    letters = [(36.0 + 9 * i, 104.0, 45.0 + 9 * i, 113.0) for i in range(48)]

    across, _ = rules_in(straight, source="", writing=(letters, []))

    assert [round(rule.at / 0.36 / 50) for rule in across] == [7, 8, 9, 10, 11, 12]


def test_a_place_on_the_scan_is_found_again_on_the_straight_page() -> None:
    straight = straightened(ruled_page(2.3), 120, source="")
    box = (100.0, 200.0, 160.0, 214.0)

    assert straight.unturned(straight.box(box)) == pytest.approx(box, abs=0.3)


@pytest.mark.slow
def test_a_rule_taken_for_a_figure_is_not_read() -> None:
    page = ruled_page()
    cv2.putText(page, "0", (125, 365), cv2.FONT_HERSHEY_DUPLEX, 1.2, 0, 2)
    straight = Straight(page, 0.6, (0.6, 0, 0, 0.6, 0, 0))
    line = [Letter("1", (98.0, 335.0, 112.0, 370.0), 0.9), Letter("0", (122.0, 335.0, 152.0, 370.0), 0.9)]

    read = page_of(1, straight, [line], source="")

    assert "".join(sign.text for sign in read.signs) == "0"


@pytest.mark.slow
def test_a_small_figure_that_was_not_recognised_in_a_large_cell_is_read_by_itself() -> None:
    page = ruled_page()
    cv2.putText(page, "7", (125, 365), cv2.FONT_HERSHEY_DUPLEX, 0.6, 0, 1)

    read = page_of(1, Straight(page, 0.6, (0.6, 0, 0, 0.6, 0, 0)), [], source="")

    assert "".join(sign.text for sign in read.signs) == "7"


@pytest.mark.parametrize("angle", [-3.0, -0.7, 0.0, 1.2, 3.0])
def test_rules_are_found_on_a_page_laid_askew(angle: float) -> None:
    straight = straightened(ruled_page(angle), 120, source="")

    across, down = rules_in(straight, source="")

    assert (len(across), len(down)) == (7, 5)


def test_places_are_those_of_the_page_as_scanned() -> None:
    straight = straightened(ruled_page(2.0), 120, source="")
    across, _ = rules_in(straight, source="")

    top = straight.box((60.0, across[0].at, 540.0, across[0].at))

    assert top[3] - top[1] == pytest.approx(480 * np.sin(np.radians(2.0)), abs=2)


def test_strokes_of_letters_are_no_rules() -> None:
    page = np.full((800, 800), 255, np.uint8)
    cv2.putText(page, "EEHH TTLL 1234567890", (40, 300), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 2)

    read = page_of(1, Straight(page, 0.36, (0.36, 0, 0, 0.36, 0, 0)), [], source="")

    assert (read.across, read.down) == ([], [])


def test_an_image_with_too_many_dots_is_refused_before_it_is_opened() -> None:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 20_000, 10_000, 8, 0, 0, 0, 0)

    with pytest.raises(UnreadableSource) as refused:
        read_report(head, source="大.png")

    assert (refused.value.code, refused.value.where) == ("image-too-large", "大.png")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\nrest", b"\xff\xd8\xff\xe0rest", b"II*\x00rest", b"MM\x00*"])
def test_a_damaged_image_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSource) as refused:
        read_report(data)

    assert refused.value.code == "broken-file"


@pytest.mark.parametrize("kind", [".png", ".jpg", ".tiff"])
def test_the_size_of_an_image_is_known_from_its_head(kind: str) -> None:
    data = cv2.imencode(kind, np.zeros((30, 50), np.uint8))[1].tobytes()

    assert size_of(data) == (50, 30)


def test_pages_of_a_tiff_are_unpacked_one_at_a_time() -> None:
    pages = [np.full((2_000, 2_000), shade, np.uint8) for shade in (255, 0, 128)]
    data = cv2.imencodemulti(".tiff", pages)[1].tobytes()
    tracemalloc.start()

    shades = [int(page[0, 0]) for page in pictures(data, source="a.tiff")]

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert shades == [255, 0, 128]
    assert most < 2.5 * pages[0].nbytes


def test_missing_ocr_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)

    with pytest.raises(GongkaiError) as refused:
        read_report(Scanner(dpi=40).scan(typeset(2)[1]), source="scan.pdf")

    assert refused.value.code == "missing-extra"
    assert refused.value.hint is not None
    assert "gongkai[ocr]" in refused.value.hint.en


@pytest.mark.slow
def test_row_66_every_cell_of_a_published_scan_is_right_or_doubted(shared: Path) -> None:
    answer = json.loads((shared / "corpus/hongze-2023-scan.gold.json").read_text("utf-8"), parse_float=Decimal)

    report = read_report(shared / "corpus/hongze-2023-scan.pdf")

    wrong = [c for c, v in answer["cells"].items() if report.value(c) != v]
    assert [cell for cell in wrong if not report.cell(cell).doubt] == []
    assert len(wrong) <= 2
    totals = {f.where[0] for f in check_report(report) if f.rule == "t4-sum"}
    assert totals == {"t4.review.total", "t4.after_review.total"}


SCANNERS = (
    Scanner(dpi=200, skew=3.0, blur=0.8, quality=35),
    Scanner(dpi=150, skew=1.0, noise=6, quality=60),
    Scanner(dpi=300, noise=14, shade=40),
)


@pytest.mark.slow
@pytest.mark.parametrize("scanner", in_turn(SCANNERS, 0, 3))
def test_no_cell_of_a_made_up_scan_is_silently_wrong(scanner: Scanner) -> None:
    document, data = typeset(31, variant="big")

    report = read_report(scanner.scan(data, 31))

    assert faults(document, report) == []
    scored = tally(document, report)
    assert scored[Score.RIGHT] + scored[Score.DOUBTED] >= 0.99 * scored.total()
