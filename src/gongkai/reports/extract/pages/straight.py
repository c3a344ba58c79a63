"""A scanned page set straight, and the rule lines in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
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
LONG, HIGH = 0.3, 0.17  # inches of the shortest rule across, and down: that of one row
THICK, THICK_APART = 0.045, 0.065  # inches of the thickest rule; of two close together
BRIDGED = 0.012  # inches of a gap in a rule
APART = 0.036  # inches between the dashes of a rule, or between the rules of boxes drawn apart
DASH = 0.012  # inches of the shortest dash
DARK, FIGURE = 150.0, 0.035  # shade of ink; inches of the smallest figure
THROUGH = 0.5  # of its length: what runs through writing so far is made of strokes
SLIGHT, NEXT = 0.05, 3.0


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
        """A box in points of the straight page, where it stands on the page as scanned; `unturned` is the way back."""
        a, b, c, d, e, f = self.back
        left, top, right, bottom = (v / self.scale for v in box)
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (top, bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1)

    def unturned(self, box: Box) -> Box:
        """A box of the page as scanned where it stands on the straight page, in points."""
        a, b, c, d, e, f = (v / self.scale for v in self.back)
        left, top, right, bottom = box
        x, y = (left + right) / 2 - e * self.scale, (top + bottom) / 2 - f * self.scale
        x, y = (d * x - c * y), (a * y - b * x)
        cos, sin = abs(a), abs(b)
        wide, high = (right - left), (bottom - top)
        by = cos * cos - sin * sin
        wide, high = (cos * wide - sin * high) / by, (cos * high - sin * wide) / by
        return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


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


def rules_in(
    page: Straight, *, source: str, writing: tuple[Sequence[Box], Sequence[Box]] = ((), ())
) -> tuple[list[Rule], list[Rule]]:
    """The rules across and down, in points.

    writing  the boxes of letters through which no rule runs across, and of those through which none runs down
    """
    cv2, np = imaging(source)
    dots = 72 / page.scale
    size = max(15, round(dots * 0.12)) | 1
    noise = noise_of(cv2, np, page.gray)
    calm = cv2.GaussianBlur(page.gray, (0, 0), CALMED * dots / 200) if noise > LITTLE_NOISE else page.gray
    depth = 12 + min(12.0, noise)
    dark = cv2.adaptiveThreshold(calm, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, size, depth)
    turned = [(top, left, bottom, right) for left, top, right, bottom in writing[1]]
    return (
        _rules(cv2, np, dark, page.scale, writing[0], LONG),
        _rules(cv2, np, dark.T.copy(), page.scale, turned, HIGH),
    )


def _rules(cv2: Any, np: Any, dark: Any, scale: float, writing: Sequence[Box], long: float) -> list[Rule]:
    """The level rules of so many inches or more, whole or in dashes.

    Strokes of letters side by side may look like one, those of letters one below the other do not.
    """
    dots = 72 / scale
    whole = [_scaled(run, scale) for run in _runs(cv2, np, dark, (long, BRIDGED, THICK), dots)]
    dashes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, max(3, round(dots * DASH))), np.uint8))
    dashed = [_scaled(run, scale) for run in _runs(cv2, np, dashes, (LONG, APART, THICK_APART), dots)]
    parts = [part for rule in dashed if (part := _without_strokes(rule, writing)) is not None]
    sure = [rule for rule in whole if long == HIGH and rule.end - rule.start > LONG * 72]
    found = [*whole, *(part for part in parts if not any(_repeats(part, rule) for rule in whole))]
    return [r for r in found if r in sure or _covered(r, writing) <= THROUGH * (r.end - r.start)]


def _scaled(run: tuple[float, float, float], scale: float) -> Rule:
    at, start, end = run
    return Rule(at * scale, start * scale, end * scale)


def _repeats(rule: Rule, other: Rule) -> bool:
    is_within = other.start - NEXT <= rule.start and rule.end <= other.end + NEXT
    return abs(rule.at - other.at) < NEXT / 2 and is_within


def _letters_on(rule: Rule, writing: Sequence[Box]) -> list[tuple[float, float]]:
    """Where letters begin and end through which a rule runs, in order."""
    return sorted(
        (left, right)
        for left, top, right, bottom in writing
        if left < rule.end and right > rule.start and top + SLIGHT * (bottom - top) < rule.at < bottom
    )


def _covered(rule: Rule, writing: Sequence[Box]) -> float:
    return sum(min(right, rule.end) - max(left, rule.start) for left, right in _letters_on(rule, writing))


def _without_strokes(rule: Rule, writing: Sequence[Box]) -> Rule | None:
    """The rule without strokes of letters at its ends; None when little is left."""
    start, end = rule.start, rule.end
    letters = _letters_on(rule, writing)
    for left, right in letters:
        if left <= start + NEXT:
            start = max(start, right)
    for left, right in reversed(letters):
        if right >= end - NEXT:
            end = min(end, left)
    return Rule(rule.at, start, end) if end - start >= LONG * 72 else None


def noise_of(cv2: Any, np: Any, gray: Any) -> float:
    """How grainy the paper is, in shades of grey."""
    mask = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    grain = np.abs(cv2.filter2D(gray[::2].astype(np.float32), -1, mask))
    return float(np.median(grain)) / (0.6745 * 6)


def _runs(
    cv2: Any, np: Any, dark: Any, widths: tuple[float, float, float], dots: float
) -> list[tuple[float, float, float]]:
    """Long level runs of dark dots: at, start, end. Runs that drift by a dot or two are one.

    widths  of the shortest run, the gaps that are bridged, and the thickest run, in inches
    """
    least, gap, thick_most = widths
    long, bridged = round(dots * least), max(3, round(dots * gap))
    thick = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, bridged), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    count, _, stats, centres = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for i in range(1, count):
        left, _, wide, high, area = (int(v) for v in stats[i])
        if wide >= long and area / max(1, wide) <= max(6.0, dots * thick_most) + 3 and high <= dots * 0.2 + wide * 0.02:
            found.append((float(centres[i][1]), float(left), float(left + wide)))
    return found


def has_ink(gray: Any, dots: float, *, source: str) -> bool:
    """Whether something as high or wide as a figure is written in a picture without rules.

    dots  for an inch
    """
    cv2, np = imaging(source)
    if gray.size == 0:
        return False
    dark = (gray < min(DARK, float(gray.mean()) - 40)).astype(np.uint8)
    least = dots * FIGURE
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    return any(max(int(wide), int(high)) >= least for _, _, wide, high, _ in stats[1:])


def largest_size(width: int, height: int) -> bool:
    """Whether an image is small enough to be opened."""
    return width * height <= 50_000_000 and max(width, height) <= 20_000 and not math.isnan(width)
