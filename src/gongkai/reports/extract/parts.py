"""The parts of a report around its tables: title, issuing body, year, dates, the six sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from gongkai.reports.editions import EDITION_IDS, edition
from gongkai.reports.extract.source import Document, Line
from gongkai.text.dates import find_periods, parse_date
from gongkai.text.labels import canonical, without_numbering
from gongkai.text.numerals import parse_number

_HEADING = re.compile(r"[\s#*_>]*(?P<number>[一二三四五六七八])\s*[、.．，,]\s*(?P<title>.+?)[\s*_]*")
_TITLE = re.compile(r"(?:信息|政务)公开.{0,12}(?:年度报告|年报|工作报告)")
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)\s*(?:年|年度)")
_HAN_YEAR = re.compile(r"(二[〇○零Ｏ0][一二三][〇○零一二三四五六七八九])年")
_PAGE_NUMBER = re.compile(r"[\s\-—–－]*\d{1,3}[\s\-—–－]*")
_BODY_END = (
    r"(?:人民政府办公室|人民政府办公厅|人民政府|政府办公室|管委会|管理委员会|委员会|办事处|办公室|[局厅委院校所队中心])"
)
_BODY = re.compile(rf"[\u4e00-\u9fff（）()·]{{2,40}}?{_BODY_END}(?=$|[\s\d（(二关])")
_WHOLE_BODY = re.compile(rf"[\u4e00-\u9fff（）()·\s]{{2,40}}{_BODY_END}")
_UNIT = re.compile(r".+?(?:自治县|自治州|自治区|自治旗|实验区|开发区|新区|林区|特区|县|市|区|旗|州|盟|省|镇|乡|街道)")
_BELOW_COUNTY = ("镇", "乡", "街道")
_LEADING_YEAR = re.compile(r"^(?:关于)?(?:(?:20\d\d|二[〇○零Ｏ0][一二三][〇○零一二三四五六七八九])年度?)?(?:关于)?")
_PLACE = re.compile(r"(?=([\u4e00-\u9fff]{2}(?:自治县|县|旗|市))(?!长|级|城|直|域|场|内|外|民|委|政府办|情|里))")
_NO_PLACE = ("各", "全", "本", "我", "该", "县", "市", "省", "城", "和", "由", "在", "对", "向", "门", "网")


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading: which section, its line, its title as printed, and whether the title is the form's."""

    number: int
    line: int
    title: str
    is_statutory: bool


@lru_cache(maxsize=4096)
def heading_of(text: str) -> tuple[int, str, bool] | None:
    """Section number, printed title and whether it is worded as in the form; None when the text is no heading."""
    if not 4 <= len(text) <= 80:
        return None
    match = _HEADING.fullmatch(text)
    form = canonical(match["title"]) if match else without_numbering(canonical(text))
    if form in _titles():
        number, is_statutory = _titles()[form]
        return (number, _bare(text), is_statutory) if match or is_statutory or len(form) > 4 else None
    if match is None or len(form) < 6:
        return None
    printed = "一二三四五六七八".index(match["number"]) + 1
    for name, (number, _) in _titles().items():
        if number == printed and len(name) >= 6 and OSA.distance(form, name, score_cutoff=4) <= min(4, len(name) // 3):
            return number, _bare(text), False
    return None


@cache
def _titles() -> dict[str, tuple[int, bool]]:
    titles: dict[str, tuple[int, bool]] = {}
    for edition_id in EDITION_IDS:
        for section in edition(edition_id).sections:
            titles[without_numbering(canonical(section.title))] = (section.number, True)
    for edition_id in EDITION_IDS:
        for section in edition(edition_id).sections:
            for name in section.printed_as:
                titles.setdefault(canonical(name), (section.number, False))
    return titles


def _bare(text: str) -> str:
    return text.strip().strip("#*_> ").strip()


@cache
def _run_on() -> re.Pattern[str]:
    names = "|".join(
        r"\s*".join(map(re.escape, section.title[2:]))
        for section in edition(EDITION_IDS[-1]).sections
        if len(section.title) > 6
    )
    return re.compile(rf"[一二三四五六]\s*、\s*(?:{names})")


def with_headings_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that hold a section heading and more cut before and after the heading."""
    result: list[Line] = []
    for line in lines:
        if line.is_row or len(line.cells) != 1 or not _may_run_on(line.cells[0]):
            result.append(line)
            continue
        at, text = 0, line.cells[0]
        for match in _run_on().finditer(text):
            if match.end() - match.start() >= len(text.strip()) or (len(text) < 200 and match.start() > 0):
                continue
            if text[at : match.start()].strip():
                result.append(Line(line.number, [text[at : match.start()]]))
            result.append(Line(line.number, [match.group()]))
            at = match.end()
        if at == 0:
            result.append(line)
        elif text[at:].strip():
            result.append(Line(line.number, [text[at:].lstrip("：:。. ")]))
    return result


def _may_run_on(text: str) -> bool:
    """Whether the text is long, or begins with the number of a section; what else could hold a heading and more."""
    return len(text) >= 200 or (len(text) >= 12 and text.lstrip()[:1] in "一二三四五六")


def headings(lines: Sequence[Line]) -> dict[int, Heading]:
    """The headings by the position of their line in `lines`; a table of contents in front is passed over."""
    found: list[tuple[int, Heading]] = []
    for position, line in enumerate(lines):
        text = line.cells[0] if len(line.cells) == 1 else "".join(line.cells)
        if len(text) > 80 or (line.is_row and sum(1 for cell in line.cells if cell.strip()) > 1):
            continue
        if known := heading_of(text):
            found.append((position, Heading(known[0], line.number, known[1], known[2])))
    numbers = [h.number for _, h in found]
    for end in range(len(found), 3, -1):
        head = found[:end]
        if head[-1][0] - head[0][0] < 2 * end and set(numbers[:end]) <= set(numbers[end:]):
            found = found[end:]
            break
    kept: dict[int, tuple[int, Heading]] = {}
    for position, heading in found:
        if heading.number not in kept or (heading.is_statutory and not kept[heading.number][1].is_statutory):
            kept[heading.number] = (position, heading)
    return dict(sorted(kept.values()))


def title_of(lines: Sequence[Line], page_title: str) -> str:
    """The title as printed, over two lines if it is; the page's own title when no line bears one; "" when none."""
    before: list[str] = []
    for line in lines:
        text = _bare(line.text)
        if not text:
            continue
        if len(text) <= 60 and _TITLE.search(text) and not text.endswith(("。", "；", "：", "，")):
            if not _BODY.match(text) and before and _WHOLE_BODY.fullmatch(before[-1]):
                return f"{before[-1]} {text}"
            return text
        before.append(text)
        if len(before) > 40:
            break
    page_title = re.split(r"[_|]|\s-\s", page_title)[0].strip()
    return page_title if _TITLE.search(page_title) else ""


def body_of(title: str) -> str:
    """The issuing body named in the title, "" when it names none."""
    bare = _LEADING_YEAR.sub("", re.sub(r"\s+", "", title))
    if match := _BODY.match(bare):
        return match.group()
    named = re.match(
        r"(?!政府信息公开|政务公开)[\u4e00-\u9fff（）()]{2,40}?(?=20\d\d年|关于|政府信息公开|政务公开)", bare
    )
    return named.group() if named else ""


def division_of(body: str, lines: Sequence[Line]) -> str:
    """The county or other division: the last one in the body's name, else the one the text speaks of most."""
    if body:
        units: list[str] = [unit.rpartition("局")[2] for unit in _UNIT.findall(body)]
        above = [unit for unit in units if not unit.endswith(_BELOW_COUNTY)]
        if units:
            return (above or units)[-1]
    seen: Counter[str] = Counter()
    for line in lines:
        if not line.is_row:
            seen.update(m for m in _PLACE.findall(line.text[:5000]) if not m.startswith(_NO_PLACE))
    best = seen.most_common(2)
    if not best or best[0][1] < 2 or (len(best) > 1 and best[1][1] == best[0][1]):
        return ""
    return best[0][0]


def year_of(title: str, lines: Sequence[Line], period: tuple[date, date] | None) -> int | None:
    """The year reported on: by the title, the period, else the year the text names most often."""
    if year := _year_in(title):
        return year
    if period:
        return period[0].year
    seen: Counter[int] = Counter()
    for line in lines:
        if not line.is_row:
            seen.update(int(y) for y in _YEAR.findall(line.text[:5000]))
    if not seen:
        return None
    most = max(seen.values())
    return min(year for year, count in seen.items() if count == most)


def _year_in(title: str) -> int | None:
    if match := _YEAR.search(title):
        return int(match.group(1))
    if match := _HAN_YEAR.search(re.sub(r"\s", "", title)):
        year = parse_number(match.group(1))
        return int(year) if year is not None else None
    return None


def period_of(lines: Sequence[Line]) -> tuple[date, date] | None:
    """The period the preamble says the figures cover."""
    for line in lines:
        if not line.is_row and "月" in line.text and (found := find_periods(line.text[:5000])):
            return found[0].period.first, found[0].period.last
    return None


@dataclass(frozen=True, slots=True)
class Signature:
    """The end of a report; `lines` are the positions of signature, date and page numbers."""

    signed: str
    dated: date | None
    dated_printed: str
    lines: frozenset[int]


def signature_of(lines: Sequence[Line], start: int) -> Signature:
    """Issuing body and date at the end: the last line behind position `start` that is a date, and the body before it.

    What follows the date (page numbers, the foot of a web page) belongs to no section.
    """
    last = next((p for p in range(len(lines) - 1, start, -1) if _is_date(lines[p])), None)
    if last is None:
        return _signature_without_date(lines, start)
    used = set(range(last, len(lines)))
    before = next((p for p in range(last - 1, start, -1) if lines[p].text.strip()), None)
    signed = ""
    if before is not None and _is_body(_bare(lines[before].text)):
        signed = re.sub(r"\s+", "", _bare(lines[before].text))
        used.add(before)
    printed = _bare(lines[last].text)
    return Signature(signed, parse_date(printed), printed, frozenset(used))


def _signature_without_date(lines: Sequence[Line], start: int) -> Signature:
    used: set[int] = set()
    for position in range(len(lines) - 1, start, -1):
        text = _bare(lines[position].text)
        if _is_body(text):
            used.add(position)
            return Signature(re.sub(r"\s+", "", text), None, "", frozenset(used))
        if text and not _PAGE_NUMBER.fullmatch(text):
            break
        used.add(position)
    return Signature("", None, "", frozenset(used))


def _is_date(line: Line) -> bool:
    return not line.is_row and len(line.text) <= 60 and parse_date(_bare(line.text)) is not None


def _is_body(text: str) -> bool:
    return len(text) <= 40 and _WHOLE_BODY.fullmatch(text) is not None


def section_spans(found: dict[int, Heading], lines: Sequence[Line], end: Signature) -> Iterator[tuple[Heading, range]]:
    """Each heading with the positions from its line to the last printed line of its content."""
    starts = sorted(found)
    for i, start in enumerate(starts):
        stop = starts[i + 1] if i + 1 < len(starts) else len(lines)
        while stop - 1 > start and (stop - 1 in end.lines or not lines[stop - 1].text.strip()):
            stop -= 1
        yield found[start], range(start, stop)


def is_report(document: Document) -> bool:
    """Whether the document speaks of an annual report on open government information at all."""
    return any("公开" in line for line in document.text)
