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
from gongkai.reports.extract.pages.images import pictures, size_of
from gongkai.reports.extract.pages.scan import page_of
from gongkai.reports.extract.pages.straight import Straight, rules_in, straightened
from tests.reports.prints import typeset
from tests.reports.scans import Scanner
from tests.reports.scoring import Score, faults, tally


def ruled_page(angle: float = 0.0) -> np.ndarray:
    """A page with a table of four columns and six rows."""
    page = np.full((1400, 1000), 255, np.uint8)
    for y in range(300, 901, 100):
        cv2.line(page, (100, y), (900, y), 0, 2)
    for x in range(100, 901, 200):
        cv2.line(page, (x, 300), (x, 900), 0, 2)
    turn = cv2.getRotationMatrix2D((500, 700), angle, 1.0)
    return cv2.warpAffine(page, turn, (1000, 1400), borderValue=255)


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


@pytest.mark.slow
@pytest.mark.parametrize(
    "scanner",
    [
        Scanner(dpi=150, skew=1.0, noise=6, quality=60),
        Scanner(dpi=200, skew=3.0, blur=0.8, quality=35),
        Scanner(dpi=300, noise=14, shade=40),
    ],
)
def test_no_cell_of_a_made_up_scan_is_silently_wrong(scanner: Scanner) -> None:
    document, data = typeset(31, variant="big")

    report = read_report(scanner.scan(data, 31))

    assert faults(document, report) == []
    scored = tally(document, report)
    assert scored[Score.RIGHT] + scored[Score.DOUBTED] >= 0.99 * scored.total()
