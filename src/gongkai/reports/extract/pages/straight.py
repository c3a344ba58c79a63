"""A scanned page set straight, and the rule lines in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from gongkai.bilingual import Text
from gongkai.reports.extract.pages.page import Box, Rule
from gongkai.reports.extract.pages.pdf_rules import Matrix
from gongkai.reports.optional import optional_module

SCANS = Text("扫描件和图片", "scans and images")
WIDEST_SKEW, COARSE, FINE = 5.0, 0.25, 0.05
SMALL = 700
CALMED, LITTLE_NOISE = 1.1, 1.5
LONG = 0.3  # inches of the shortest rule
THICK = 0.045  # inches of the thickest rule
BRIDGED = 0.012  # inches of a gap in a rule


@dataclass(slots=True)
class Straight:
    """A page in shades of grey, dark on light, set straight.

    scale  points for each of its dots
    back   from its dots to points on the page as it was scanned
    """

    gray: Any
    scale: float
    back: Matrix

    def box(self, box: Box) -> Box:
        """A box in points of the straight page, where it stands on the page as scanned."""
        a, b, c, d, e, f = self.back
        left, top, right, bottom = (v / self.scale for v in box)
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (top, bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1)


def imaging(source: str) -> tuple[Any, Any]:
    """OpenCV and numpy. Raises InvalidInput when the extra is not installed."""
    cv2 = optional_module("cv2", extra="ocr", form=SCANS, where=source, is_read=True)
    return cv2, optional_module("numpy", extra="ocr", form=SCANS, where=source, is_read=True)


def straightened(gray: Any, dpi: float, *, source: str) -> Straight:
    """The page turned by the few degrees by which it was laid askew."""
    cv2, np = imaging(source)
    scale = 72 / dpi
    angle = _skew(cv2, np, gray)
    if abs(angle) < FINE:
        return Straight(gray, scale, (scale, 0, 0, scale, 0, 0))
    height, width = gray.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    made = cv2.warpAffine(gray, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    back = cv2.invertAffineTransform(turn) * scale
    (a, c, e), (b, d, f) = back.tolist()
    return Straight(made, scale, (a, b, c, d, e, f))


def _skew(cv2: Any, np: Any, gray: Any) -> float:
    """Degrees by which the page is to be turned so that its lines of writing and rules lie level."""
    factor = min(1.0, SMALL / gray.shape[1])
    small = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = (255 - small).astype(np.float32)
    dark[dark < 60] = 0
    height, width = dark.shape

    def level(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        profile = cv2.warpAffine(dark, turn, (width, height)).sum(axis=1)
        return float(((profile[1:] - profile[:-1]) ** 2).sum())

    steps = round(WIDEST_SKEW / COARSE)
    best = max((i * COARSE for i in range(-steps, steps + 1)), key=level)
    near = round(COARSE / FINE)
    return float(max((best + i * FINE for i in range(-near, near + 1)), key=level))


def rules_in(page: Straight, *, source: str) -> tuple[list[Rule], list[Rule]]:
    """The rules across and down, in points."""
    cv2, np = imaging(source)
    dots = 72 / page.scale
    size = max(15, round(dots * 0.12)) | 1
    noise = noise_of(cv2, np, page.gray)
    calm = cv2.GaussianBlur(page.gray, (0, 0), CALMED * dots / 200) if noise > LITTLE_NOISE else page.gray
    depth = 12 + min(12.0, noise)
    dark = cv2.adaptiveThreshold(calm, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, size, depth)
    long, bridged = round(dots * LONG), max(3, round(dots * BRIDGED))
    across = _runs(cv2, np, dark, (long, bridged), dots)
    down = _runs(cv2, np, dark.T.copy(), (long, bridged), dots)
    scale = page.scale
    return (
        [Rule(at * scale, start * scale, end * scale) for at, start, end in across],
        [Rule(at * scale, start * scale, end * scale) for at, start, end in down],
    )


def noise_of(cv2: Any, np: Any, gray: Any) -> float:
    """How grainy the paper is, in shades of grey."""
    mask = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    grain = np.abs(cv2.filter2D(gray[::2].astype(np.float32), -1, mask))
    return float(np.median(grain)) / (0.6745 * 6)


def _runs(cv2: Any, np: Any, dark: Any, lengths: tuple[int, int], dots: float) -> list[tuple[float, float, float]]:
    """Long level runs of dark dots: at, start, end. Runs that drift by a dot or two are one."""
    long, bridged = lengths
    thick = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, bridged), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    count, _, stats, centres = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for i in range(1, count):
        left, _, wide, high, area = (int(v) for v in stats[i])
        if wide >= long and area / max(1, wide) <= max(6.0, dots * THICK) + 3 and high <= dots * 0.2 + wide * 0.02:
            found.append((float(centres[i][1]), float(left), float(left + wide)))
    return found


def ink_in(gray: Any, box: tuple[int, int, int, int]) -> float:
    """The share of dark dots in a box, its margin left out."""
    left, top, right, bottom = box
    inner = gray[top:bottom, left:right]
    if inner.size == 0:
        return 0.0
    dark = inner < min(140.0, float(inner.mean()) - 40)
    return float(dark.mean())


def largest_size(width: int, height: int) -> bool:
    """Whether an image is small enough to be opened."""
    return width * height <= 50_000_000 and max(width, height) <= 20_000 and not math.isnan(width)
