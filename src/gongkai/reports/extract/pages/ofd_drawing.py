"""What an OFD page draws: text objects letter by letter, and the straight strokes of its paths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from lxml import etree

from gongkai.bilingual import Text
from gongkai.reports.extract.pages.page import MAX_SIGNS, Rule, Sign, within
from gongkai.reports.extract.pages.pdf_rules import MAX_OBJECTS, OBJECTS, Found

POINT = 72 / 25.4
ASCENT, DESCENT = 0.8, 0.12
MAX_DEPTH = 8
MAX_STEPS = 4_000
SIGNS = Text("一页的字符", "signs on a page")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_STEP = re.compile(r"[A-Za-z]|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")

Matrix = tuple[float, float, float, float, float, float]
ONE: Matrix = (1, 0, 0, 1, 0, 0)


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute."""
    return [float(n) for n in _NUMBER.findall((text or "")[:20_000])]


class Drawing:
    """Collects signs and rules in points, and pictures (their area, their resource) in millimetres.

    shift  from the coordinates of the page to its upper left corner, in millimetres
    units  composite objects by id
    """

    def __init__(self, shift: tuple[float, float], units: Mapping[str, etree._Element], source: str) -> None:
        self.signs: list[Sign] = []
        self.images: list[tuple[float, str]] = []
        self._found = Found()
        self._source = source
        self._units = units
        self._base: Matrix = (POINT, 0, 0, POINT, shift[0] * POINT, shift[1] * POINT)
        self._objects = 0

    @property
    def across(self) -> list[Rule]:
        return self._found.across

    @property
    def down(self) -> list[Rule]:
        return self._found.down

    def take(self, root: etree._Element) -> None:
        """Everything that the page or template draws."""
        self._walk(root, self._base, 0)

    def _walk(self, root: etree._Element, base: Matrix, depth: int) -> None:
        stack = [root]
        while stack:
            element = stack.pop()
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            self._objects += 1
            within(self._objects, MAX_OBJECTS * 4, OBJECTS, self._source)
            if element.get("Visible", "true").lower() == "false":
                continue
            if name == "TextObject":
                self._text(element, base)
            elif name == "PathObject":
                self._path(element, base)
            elif name == "ImageObject":
                box = numbers(element.get("Boundary"))
                if len(box) == 4:
                    self.images.append((abs(box[2] * box[3]), element.get("ResourceID", "")))
            elif name == "CompositeObject" and depth < MAX_DEPTH:
                unit = self._units.get(element.get("ResourceID", ""))
                if unit is not None:
                    self._walk(unit, _placed(element, base), depth + 1)
            else:
                stack.extend(reversed(list(element)))

    def _text(self, element: etree._Element, base: Matrix) -> None:
        if element.get("Alpha") == "0" or (element.get("Fill") == "false" and element.get("Stroke") != "true"):
            return
        matrix = _placed(element, base)
        size = next(iter(numbers(element.get("Size"))), 3.5)
        x = y = 0.0
        for code in element:
            if not isinstance(code.tag, str) or etree.QName(code).localname != "TextCode" or not code.text:
                continue
            x = next(iter(numbers(code.get("X"))), x)
            y = next(iter(numbers(code.get("Y"))), y)
            letters = code.text.strip("\r\n")
            within(len(self.signs) + len(letters), MAX_SIGNS, SIGNS, self._source)
            steps = zip(_deltas(code.get("DeltaX"), letters), _deltas(code.get("DeltaY"), letters), strict=True)
            has_steps = bool(code.get("DeltaX") or code.get("DeltaY"))
            for letter, (right, down) in zip(letters, steps, strict=True):
                wide = size if ord(letter) > 0x2E7F else size * 0.5
                self._letter(letter, (x, y), (wide, size), matrix)
                x, y = x + (right if has_steps else wide), y + down

    def _letter(self, letter: str, at: tuple[float, float], size: tuple[float, float], matrix: Matrix) -> None:
        if letter.isspace():
            return
        a, b, c, d, e, f = matrix
        (x, y), (wide, high) = at, size
        inset = 0.06 * wide
        corners = [(x + inset, y - ASCENT * high), (x + wide - inset, y + DESCENT * high)]
        (x0, y0), (x1, y1) = ((a * px + c * py + e, b * px + d * py + f) for px, py in corners)
        base = b * x + d * y + f
        self.signs.append(Sign(letter, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), base))

    def _path(self, element: etree._Element, base: Matrix) -> None:
        matrix = _placed(element, base)
        data = next((e.text for e in element if etree.QName(e).localname == "AbbreviatedData"), None)
        if element.get("Fill") == "true" and element.get("Stroke") == "false":
            for part in _parts(data, matrix):
                self._add(part)
        elif element.get("Stroke") != "false":
            for part in _parts(data, matrix):
                for pair in pairwise(part):
                    self._add(pair)

    def _add(self, points: Sequence[tuple[float, float]]) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self._found.add(min(xs), min(ys), max(xs), max(ys))


def _placed(element: etree._Element, base: Matrix) -> Matrix:
    """From the object's own coordinates to points on the page."""
    box, own = numbers(element.get("Boundary")), numbers(element.get("CTM"))
    left, top = (box[0], box[1]) if len(box) == 4 else (0.0, 0.0)
    a, b, c, d, e, f = own if len(own) == 6 else ONE
    m, n, o, p, q, r = base
    e, f = e + left, f + top
    return a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r


def _deltas(text: str | None, letters: str) -> list[float]:
    """How far to go after each letter; "g n v" stands for n times v."""
    words = (text or "").split()
    steps: list[float] = []
    at = 0
    while at < len(words) and len(steps) < len(letters):
        if words[at] == "g" and at + 2 < len(words):
            count = int(next(iter(numbers(words[at + 1])), 0))
            steps += [next(iter(numbers(words[at + 2])), 0.0)] * max(0, min(count, len(letters)))
            at += 3
        else:
            steps += numbers(words[at])[:1]
            at += 1
    steps += [steps[-1] if steps else 0.0] * (len(letters) - len(steps))
    return steps[: len(letters)]


def _parts(data: str | None, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The straight parts of a path; what is bent ends one."""
    a, b, c, d, e, f = matrix
    part: list[tuple[float, float]] = []
    words: list[Any] = _STEP.findall((data or "")[:200_000])[:MAX_STEPS]
    at = 0
    while at < len(words):
        kind = words[at]
        count = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}.get(kind)
        given = [w for w in words[at + 1 : at + 1 + (count or 0)] if not w.isalpha()]
        if count is None or len(given) != count:
            at += 1
            continue
        at += 1 + count
        if kind == "C":
            part = [*part, part[0]] if part else part
            continue
        x, y = float(given[-2]), float(given[-1])
        point = (a * x + c * y + e, b * x + d * y + f)
        if kind == "L" and part:
            part.append(point)
        else:
            if len(part) > 1:
                yield part
            part = [point]
    if len(part) > 1:
        yield part
