"""The rule lines of a PDF page: strokes, thin filled rectangles and thin pictures, also those inside forms."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from gongkai.bilingual import Text
from gongkai.reports.extract.pages.page import Rule, quarter_turned, within

Matrix = tuple[float, float, float, float, float, float]

THIN = 3.2
SHORT = 2.0
MAX_OBJECTS = 60_000
MAX_SEGMENTS = 4_000
MAX_DEPTH = 6
OBJECTS = Text("一页的对象", "objects on a page")
PATH, IMAGE, FORM, TEXT = 2, 3, 5, 1
LINE_TO, MOVE_TO = 0, 2


@dataclass(slots=True)
class Found:
    """Rules across and down, the area that pictures cover, and whether some text is invisible."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictured: float = 0.0
    has_invisible: bool = False
    objects: int = 0

    def add(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Take a thin box for a rule; False when it is none."""
        wide, high = right - left, bottom - top
        if high <= THIN and wide > max(SHORT, high):
            self.across.append(Rule((top + bottom) / 2, left, right))
        elif wide <= THIN and high > SHORT:
            self.down.append(Rule((left + right) / 2, top, bottom))
        else:
            return wide <= THIN and high <= THIN
        return True

    def turn(self, turns: int, size: tuple[float, float]) -> None:
        """Turn all rules clockwise by so many quarters; `size` is the page's before."""
        width, height = size
        boxes = [(r.start, r.at, r.end, r.at) for r in self.across] + [(r.at, r.start, r.at, r.end) for r in self.down]
        for _ in range(turns):
            boxes = [quarter_turned(box, height) for box in boxes]
            width, height = height, width
        self.across = [Rule(b[1], b[0], b[2]) for b in boxes if b[2] - b[0] >= b[3] - b[1]]
        self.down = [Rule(b[0], b[1], b[3]) for b in boxes if b[2] - b[0] < b[3] - b[1]]


def rules_of(raw: Any, page: Any, matrix: Matrix, source: str) -> Found:
    """The rules of a page; `matrix` maps its coordinates to those of the page as shown."""
    found = Found()
    count = raw.FPDFPage_CountObjects(page)
    within(count, MAX_OBJECTS, OBJECTS, source)
    walker = _Walker(raw, found, source)
    for index in range(count):
        walker.take(raw.FPDFPage_GetObject(page, index), matrix, 0)
    return found


class _Walker:
    def __init__(self, raw: Any, found: Found, source: str) -> None:
        self._raw, self._found, self._source = raw, found, source
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._refs = [ctypes.byref(side) for side in self._sides]

    def take(self, item: Any, matrix: Matrix, depth: int) -> None:
        raw, found = self._raw, self._found
        found.objects += 1
        within(found.objects, MAX_OBJECTS, OBJECTS, self._source)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == TEXT:
            found.has_invisible = found.has_invisible or raw.FPDFTextObj_GetTextRenderMode(item) == 3
        elif kind == FORM and depth < MAX_DEPTH:
            inner = _times(_matrix_of(raw, item), matrix)
            for index in range(raw.FPDFFormObj_CountObjects(item)):
                self.take(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)
        elif kind in {PATH, IMAGE} and raw.FPDFPageObj_GetBounds(item, *self._refs):
            left, bottom, right, top = (side.value for side in self._sides)
            box = _mapped((left, bottom, right, top), matrix)
            if kind == IMAGE:
                if not found.add(*box):
                    found.pictured += (box[2] - box[0]) * (box[3] - box[1])
            elif not found.add(*box):
                self._strokes(item, matrix)

    def _strokes(self, item: Any, matrix: Matrix) -> None:
        """The straight strokes of a path that is more than one line; the edges of filled boxes count when thin."""
        raw = self._raw
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        count = raw.FPDFPath_CountSegments(item)
        if count > MAX_SEGMENTS:
            return
        lines = list(self._lines(item, count, _times(_matrix_of(raw, item), matrix)))
        if stroke.value:
            for part in lines:
                for (x0, y0), (x1, y1) in pairwise(part):
                    self._found.add(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        elif fill.value:
            for part in lines:
                xs, ys = [x for x, _ in part], [y for _, y in part]
                self._found.add(min(xs), min(ys), max(xs), max(ys))

    def _lines(self, item: Any, count: int, matrix: Matrix) -> list[list[tuple[float, float]]]:
        raw = self._raw
        a, b, c, d, e, f = matrix
        x, y = ctypes.c_float(), ctypes.c_float()
        lines: list[list[tuple[float, float]]] = []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == MOVE_TO or not lines:
                lines.append([point])
            elif kind == LINE_TO:
                lines[-1].append(point)
            else:
                lines.append([point])
            if raw.FPDFPathSegment_GetClose(segment):
                lines[-1].append(lines[-1][0])
        return lines


def _matrix_of(raw: Any, item: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return 1, 0, 0, 1, 0, 0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    m, n, o, p, q, r = then
    return a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r


def _mapped(box: tuple[float, float, float, float], matrix: Matrix) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    x0, x1 = a * left + c * bottom + e, a * right + c * top + e
    y0, y1 = b * left + d * bottom + f, b * right + d * top + f
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
