"""Pages that are pictures: set straight, ruled, and read by OCR; and a second look at single cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongkai.bilingual import Text
from gongkai.reports.extract.pages.engine import Letter, lines_in, texts_of
from gongkai.reports.extract.pages.lattice import GridCell, grids_of
from gongkai.reports.extract.pages.page import Box, Page, Rule, Sign, within
from gongkai.reports.extract.pages.straight import Straight, has_ink, imaging, rules_in, straightened
from gongkai.reports.model import Place

MAX_SCANS = 60
SCANNED = Text("扫描页", "scanned pages")
NARROW = 0.55
INSET, LOW, ROOM = 2.0, 0.15, 2.5
REACH = 6.0
TOUCHING = 4.0
FIGURES = "0123456789.,+-"
OPEN, LEVEL = 3, 2.0
FLAT, UPRIGHT = "一-—_二=:：;；十+", "1Il|丨!‖Ⅱ:：;；十+┆┊i[]"
"""What a rule across, and a rule down, may be taken for."""
STROKES = FLAT + UPRIGHT


@dataclass(slots=True)
class Scans:
    """Scanned pages, and their pictures for a second look at single cells."""

    source: str = ""
    pages: dict[int, Page] = field(default_factory=dict)
    straight: dict[int, Straight] = field(default_factory=dict)
    boxes: dict[tuple[int, Box], Box] = field(default_factory=dict)

    def add(self, number: int, gray: Any, dpi: float) -> None:
        """Read one more page."""
        within(len(self.pages) + 1, MAX_SCANS, SCANNED, self.source)
        picture = straightened(gray, dpi, source=self.source)
        lines = lines_in(picture.gray, source=self.source)
        self.straight[number] = picture
        self.pages[number] = page_of(number, picture, lines, source=self.source)
        self._remember(self.pages[number])

    def _remember(self, page: Page) -> None:
        """Which box of the straight picture each cell's place on the scan is."""
        for grid in grids_of(page)[0]:
            for cell in grid.cells:
                self.boxes[page.number, page.shown(cell.box)] = cell.box
                cell.signs.clear()

    def look(self, places: Sequence[Place]) -> list[list[tuple[str, float]]]:
        """The cells at these places read again, each in several sizes."""
        crops: list[Any] = []
        counts = []
        for place in places:
            made = self._crops(place)
            counts.append(len(made))
            crops += made
        texts = iter(texts_of(crops, source=self.source))
        return [[next(texts) for _ in range(count)] for count in counts]

    def _crops(self, place: Place) -> list[Any]:
        picture = self.straight.get(place.page)
        if place.box is None or picture is None:
            return []
        box = self.boxes.get((place.page, place.box))
        if box is None:  # no rules around it: it is as large as what stands there
            left, top, right, bottom = picture.unturned(place.box)
            box = left - ROOM, top - ROOM, right + ROOM, bottom + ROOM
        crop = cell_crop(picture, box)
        return [] if crop is None else enlarged(crop, source=self.source)


Look = Callable[[Sequence[Place]], list[list[tuple[str, float]]]]


def page_of(number: int, picture: Straight, lines: Sequence[Sequence[Letter]], *, source: str) -> Page:
    """The page with the signs and rules of its picture; cells with ink but without signs are read one by one."""
    height, width = picture.gray.shape
    scale = picture.scale
    signs = [_sign(letter, scale) for line in lines for letter in line]
    across, down = rules_in(picture, source=source, writing=(_boxes(signs, FLAT), _boxes(signs, UPRIGHT)))
    across, down = _meeting(across, down), _meeting(down, across)
    page = Page(number, width * scale, height * scale, signs, across, down, is_scan=True, back=picture.box)
    missed = [cell for grid in grids_of(page)[0] for cell in grid.cells if _is_missed(picture, cell, source)]
    crops = [(cell, crop) for cell in missed if (crop := cell_crop(picture, cell.box)) is not None]
    found = texts_of([crop for _, crop in crops], source=source)
    unread = {id(sign) for cell, _ in crops for sign in cell.signs}
    page.signs = [sign for sign in page.signs if id(sign) not in unread]
    for (cell, _), (text, certainty) in zip(crops, found, strict=True):
        page.signs += _signs_in(cell, text or "?", certainty)
    return page


def _boxes(signs: Sequence[Sign], strokes: str) -> list[Box]:
    """Where signs stand, other than those for which a rule may be taken."""
    return [sign.box for sign in signs if sign.text not in strokes]


def _sign(letter: Letter, scale: float) -> Sign:
    left, top, right, bottom = (v * scale for v in letter.box)
    inset = 0.1 * (bottom - top)
    return Sign(letter.text, left, top + inset, right, bottom - inset, bottom - inset, letter.certainty)


def _signs_in(cell: GridCell, text: str, certainty: float) -> list[Sign]:
    """The letters of a text set in the middle of a cell."""
    left, top, right, bottom = cell.box
    size = min(bottom - top, 12.0) * NARROW
    start, base = (left + right - size * len(text)) / 2, (top + bottom + size) / 2
    return [
        Sign(sign, start + i * size, base - size, start + (i + 1) * size, base, base, certainty)
        for i, sign in enumerate(text)
    ]


def _meeting(rules: Sequence[Rule], others: Sequence[Rule]) -> list[Rule]:
    """The rules that begin and end at another one, or are long: strokes of letters are neither.

    At an open side of a table they end at nothing, but several on one level.
    """
    kept = []
    for rule in rules:
        ends = [
            any(abs(o.at - end) <= REACH and o.start - REACH <= rule.at <= o.end + REACH for o in others)
            for end in (rule.start, rule.end)
        ]
        if all(ends) or rule.end - rule.start > 150 or (any(ends) and _is_level(rule, rules, is_end=ends[0])):
            kept.append(rule)
    return kept


def _is_level(rule: Rule, rules: Sequence[Rule], *, is_end: bool) -> bool:
    """Whether several rules end, or begin, where this one does."""
    if is_end:
        level = {round(o.at / REACH) for o in rules if abs(o.end - rule.end) <= LEVEL}
    else:
        level = {round(o.at / REACH) for o in rules if abs(o.start - rule.start) <= LEVEL}
    return len(level) >= OPEN


def _dots(picture: Straight, box: Box) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    scale, inset = picture.scale, min(INSET, LOW * (bottom - top))
    return (
        max(0, round((left + inset) / scale)),
        max(0, round((top + inset) / scale)),
        round((right - inset) / scale),
        round((bottom - inset) / scale),
    )


def _is_missed(picture: Straight, cell: GridCell, source: str) -> bool:
    """Whether a cell has ink but no signs, or a rule was taken for one of the signs of a figure."""
    if cell.signs:
        return all(s.text in FIGURES or s.text in STROKES for s in cell.signs) and any(
            s.text in STROKES and min(s.middle - cell.box[0], cell.box[2] - s.middle) < TOUCHING for s in cell.signs
        )
    left, top, right, bottom = _dots(picture, cell.box)
    return has_ink(picture.gray[top:bottom, left:right], 72 / picture.scale, source=source)


def cell_crop(picture: Straight, box: Box) -> Any:
    """The picture of what is written in a cell, its empty sides cut off; None when nothing is."""
    left, top, right, bottom = _dots(picture, box)
    inner = picture.gray[top:bottom, left:right]
    if inner.size == 0 or min(inner.shape) < 6:
        return None
    dark = inner < min(160.0, float(inner.mean()) - 30)
    rows, columns = dark.any(axis=1).nonzero()[0], dark.any(axis=0).nonzero()[0]
    if len(rows) == 0:
        return None
    pad = 4
    return inner[
        max(0, rows[0] - pad) : rows[-1] + 1 + pad,
        max(0, columns[0] - pad) : columns[-1] + 1 + pad,
    ].copy()


def enlarged(crop: Any, *, source: str) -> list[Any]:
    """The crop as it is, and half as large again, smoothed."""
    cv2, _ = imaging(source)
    larger = cv2.resize(crop, None, fx=1.6, fy=1.6, interpolation=cv2.INTER_CUBIC)
    return [crop, cv2.GaussianBlur(larger, (3, 3), 0)]


def gray_picture(drawn: tuple[int, int, bytes], *, source: str) -> Any:
    """Width, height and shades of grey as a picture."""
    _, np = imaging(source)
    width, height, dots = drawn
    return np.frombuffer(dots, np.uint8).reshape(height, width)
