"""What a Word document says of its paragraphs elsewhere: numbers printed by lists, and styles that hide text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from gongkai.errors import InvalidInput
from gongkai.text.numerals import to_chinese

LEVELS = 9
MAX_COUNT = 99_999
LONGEST = 12
"""Letters of the pattern of a number."""

_PLACE = re.compile(r"%([1-9])")
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"}
    | {"taiwaneseCountingThousand", "chineseLegalSimplified", "ideographDigital", "taiwaneseDigital"}
)
_SERIES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
}
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LEGAL = str.maketrans("一二三四五六七八九〇十百千", "壹贰叁肆伍陆柒捌玖零拾佰仟")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the level above whose step begins it anew, None for any."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    is_legal: bool = False
    restart: int | None = None


@dataclass
class Lists:
    """The lists of a document and how far each has counted."""

    levels: Mapping[str, tuple[str, Mapping[int, Level], Mapping[int, int]]] = field(default_factory=dict)
    styled: Mapping[tuple[str, str], int] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next_number(self, number: str, level: int) -> str:
        """The number that stands before the next paragraph of this list, as printed; "" for a bullet."""
        if number not in self.levels or not 0 <= level < LEVELS:
            return ""
        shape, levels, starts = self.levels[number]
        counts = self._counts.setdefault(shape, [None] * LEVELS)
        if level in starts and (number, level) not in self._begun:
            self._begun.add((number, level))
            counts[level] = None
        at = counts[level]
        begin = starts.get(level, levels.get(level, Level()).start)
        counts[level] = begin if at is None else at + 1
        for below in range(level + 1, LEVELS):
            restart = levels.get(below, Level()).restart
            if restart is None or level < restart:
                counts[below] = None
        return self._printed(levels, level, counts)

    def _printed(self, levels: Mapping[int, Level], level: int, counts: list[int | None]) -> str:
        shown = levels.get(level)
        if shown is None or shown.form == "bullet":
            return ""

        def number(place: re.Match[str]) -> str:
            which = int(place.group(1)) - 1
            of = levels.get(which, Level())
            count = counts[which]
            return printed_number(of.start if count is None else count, "decimal" if shown.is_legal else of.form)

        return _PLACE.sub(number, shown.text)


@lru_cache(maxsize=4096)
def printed_number(count: int, form: str) -> str:
    """A count in a number format of Word.

    >>> printed_number(12, "chineseCounting"), printed_number(3, "decimalEnclosedCircle")
    ('十二', '③')
    """
    if form == "none":
        return ""
    if not 0 <= count <= MAX_COUNT:
        return str(count)
    if form in _CHINESE:
        return _chinese(count, form)
    if form in _SERIES:
        series = _SERIES[form]
        return series[count - 1] if 0 < count <= len(series) else str(count)
    if form == "decimalZero":
        return f"{count:02}"
    if form == "decimalFullWidth":
        return str(count).translate({ord("0") + i: ord("０") + i for i in range(10)})
    if form in {"lowerLetter", "upperLetter"} and count:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters[:20].upper() if form == "upperLetter" else letters[:20]
    if form in {"lowerRoman", "upperRoman"}:
        roman = _roman(count)
        return roman if form == "upperRoman" else roman.lower()
    return str(count)


def _chinese(count: int, form: str) -> str:
    if form in {"ideographDigital", "taiwaneseDigital"}:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(count))
    try:
        words = to_chinese(count)
    except InvalidInput:
        return str(count)
    return words.translate(_LEGAL) if form == "chineseLegalSimplified" else words


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    words = ""
    for value, letters in _ROMAN:
        words += letters * (count // value)
        count %= value
    return words


# ── numbering.xml ───────────────────────────────────────────────────────────────────────────────────────────────────


def lists_of(root: etree._Element | None, w: str) -> Lists:
    """The lists of the part on numbering; `w` is the namespace in braces."""
    if root is None:
        return Lists()
    shapes: dict[str, dict[int, Level]] = {}
    linked: dict[str, str] = {}
    named: dict[str, str] = {}
    styled: dict[tuple[str, str], int] = {}
    for shape in root.iterchildren(f"{w}abstractNum"):
        shape_id = shape.get(f"{w}abstractNumId", "")
        shapes[shape_id] = dict(_levels(shape, w))
        styled |= {(shape_id, style): at for at, style in _styles_of_levels(shape, w)}
        if style := _value(shape, f"{w}numStyleLink", w):
            linked[shape_id] = style
        if style := _value(shape, f"{w}styleLink", w):
            named[style] = shape_id
    levels: dict[str, tuple[str, Mapping[int, Level], Mapping[int, int]]] = {}
    by_number: dict[tuple[str, str], int] = {}
    for number in root.iterchildren(f"{w}num"):
        number_id = number.get(f"{w}numId", "")
        shape_id = _value(number, f"{w}abstractNumId", w)
        shape_id = named.get(linked.get(shape_id, ""), shape_id)
        changed = {**shapes.get(shape_id, {})}
        starts: dict[int, int] = {}
        for override in number.iterchildren(f"{w}lvlOverride"):
            at = _whole(override.get(f"{w}ilvl"), 0)
            changed |= dict(_levels(override, w))
            if begin := _value(override, f"{w}startOverride", w):
                starts[at] = _whole(begin, 1)
        levels[number_id] = (shape_id, changed, starts)
        by_number |= {(number_id, style): at for (of, style), at in styled.items() if of == shape_id}
    return Lists(levels, by_number)


def _levels(shape: etree._Element, w: str) -> Iterator[tuple[int, Level]]:
    for level in shape.iterchildren(f"{w}lvl"):
        restart = _value(level, f"{w}lvlRestart", w)
        yield (
            _whole(level.get(f"{w}ilvl"), 0),
            Level(
                _whole(_value(level, f"{w}start", w), 0),
                _value(level, f"{w}numFmt", w) or "decimal",
                _value(level, f"{w}lvlText", w)[:LONGEST],
                is_on(level.find(f"{w}isLgl"), w),
                _whole(restart, 0) if restart else None,
            ),
        )


def _styles_of_levels(shape: etree._Element, w: str) -> Iterator[tuple[int, str]]:
    for level in shape.iterchildren(f"{w}lvl"):
        if style := _value(level, f"{w}pStyle", w):
            yield _whole(level.get(f"{w}ilvl"), 0), style


# ── styles.xml ──────────────────────────────────────────────────────────────────────────────────────────────────────


Marks = Mapping[str, bool]
"""What hides, strikes out or raises text, by the name of the property; what is not said is missing."""

_MARKS = frozenset({"vanish", "specVanish", "strike", "dstrike", "vertAlign"})


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says that matters for reading.

    number  the list it puts its paragraphs in, with the level where it names one
    """

    based_on: str = ""
    is_title: bool = False
    marks: Marks = field(default_factory=dict)
    number: tuple[str, int | None] | None = None


class Styles:
    """Styles with what they inherit. `plain` is the style of paragraphs that name none."""

    def __init__(self, root: etree._Element | None, w: str) -> None:
        self._w = w
        self._named: dict[str, etree._Element] = {}
        self._whole: dict[str, Style] = {}
        self.plain = ""
        for style in root.iterchildren(f"{w}style") if root is not None else ():
            style_id = style.get(f"{w}styleId", "")
            self._named[style_id] = style
            if style.get(f"{w}type") == "paragraph" and style.get(f"{w}default") in {"1", "true", "on"}:
                self.plain = style_id

    def __getitem__(self, style_id: str) -> Style:
        """The style with what it inherits from those it is based on."""
        if style_id not in self._whole:
            self._whole[style_id] = self._inherited(style_id)
        return self._whole[style_id]

    def _inherited(self, style_id: str) -> Style:
        found, seen = Style(), {""}
        while style_id not in seen and (element := self._named.get(style_id)) is not None:
            seen.add(style_id)
            style = _style(element, self._w)
            is_title = found.is_title or style.is_title
            found = Style("", is_title, {**style.marks, **found.marks}, found.number or style.number)
            style_id = style.based_on
        return found


def _style(style: etree._Element, w: str) -> Style:
    number = style.find(f"{w}pPr/{w}numPr")
    listed = None
    if number is not None and (number_id := _value(number, f"{w}numId", w)):
        level = _value(number, f"{w}ilvl", w)
        listed = (number_id, _whole(level, 0) if level else None)
    is_title = _value(style, f"{w}name", w).casefold() in {"title", "标题"}
    return Style(_value(style, f"{w}basedOn", w), is_title, marks_of(style.find(f"{w}rPr"), w), listed)


def marks_of(properties: etree._Element | None, w: str) -> Marks:
    """Which of the marks run properties set or take away."""
    said: dict[str, bool] = {}
    for child in properties if properties is not None else ():
        name = tag_name(child.tag)
        if name == "vertAlign":
            said[name] = child.get(f"{w}val") in {"superscript", "subscript"}
        elif name in _MARKS:
            said[name] = is_on(child, w)
    return said


def is_on(element: etree._Element | None, w: str) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and element.get(f"{w}val", "1") not in {"0", "false", "off"}


@lru_cache(maxsize=1024)
def tag_name(tag: object) -> str:
    """A tag without its namespace; "" for that of a node which is no element."""
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def _value(element: etree._Element, tag: str, w: str) -> str:
    child = element.find(tag)
    return child.get(f"{w}val", "") if child is not None else ""


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise
