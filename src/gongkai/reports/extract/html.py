"""HTML pages as lines and rows: innermost tables become rows with grid columns, everything else paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.source import MAX_LINES, Document, Line, lines_of_text
from gongkai.text.labels import with_common_characters

MAX_SPAN = 100
MAX_COLUMNS = 1000

_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "select", "option", "button", "iframe"}
    | {"s", "strike", "del", "sup", "sub", "rp", "rt"}
)
_MARKED = ("s", "strike", "del", "sup", "sub", "rp", "rt")
_HIDING_WORDS = ("display", "visibility", "size:0", "size: 0", "hidden", "DISPLAY", "VISIBILITY", "<script", "<style")
_HIDING = etree.XPath(
    "boolean(//@hidden | //table//script | //table//style | //table//select | //table//button | //table//svg"
    " | //@style[contains(., 'display') or contains(., 'visibility') or contains(., 'DISPLAY')"
    " or contains(., 'VISIBILITY') or contains(., 'size:0') or contains(., 'size: 0')])"
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.IGNORECASE)
_WHOLE = ("pre", "table")
_BREAKING = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)


def html_document(text: str, *, source: str) -> Document:
    """The lines and rows of an HTML page. Raises UnreadableSource when it has no element at all."""
    parser = etree.HTMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _unreadable(source) from error
    if root is None:
        raise _unreadable(source)
    page = _Page(hides=_may_hide(root, text))
    page.walk(root)
    page.end_paragraph()
    title = root.findtext(".//title") or ""
    return Document(source, tuple(page.text), page.lines, " ".join(title.split()))


def _unreadable(source: str) -> UnreadableSource:
    return UnreadableSource("unreadable-html", Text("HTML无法解析。", "The HTML cannot be parsed."), where=source)


def _may_hide(root: etree._Element, text: str) -> bool:
    """Whether any part of the page could be unseen by its readers; a quick look that spares asking every element."""
    if next(root.iter(*_MARKED), None) is not None:
        return True
    return any(word in text for word in _HIDING_WORDS) and bool(_HIDING(root))


class _Page:
    """Collects lines and rows; `hides` tells whether elements may be unseen."""

    def __init__(self, *, hides: bool) -> None:
        self._hides = hides
        self.text: list[str] = []
        self.lines: list[Line] = []
        self._words: list[str] = []
        self._tables = 0

    def walk(self, root: etree._Element) -> None:
        """Depth first without recursion, so that a page nested a hundred thousand deep is only a long one."""
        stack: list[tuple[etree._Element, bool]] = [(root, False)]
        while stack:
            element, is_closing = stack.pop()
            tag = element.tag
            if not isinstance(tag, str):
                self._add(element.tail)
                continue
            if is_closing:
                if tag in _BREAKING:
                    self.end_paragraph()
                self._add(element.tail)
                continue
            if tag in _SKIPPED or (self._hides and _is_unseen(element)):
                self._add(element.tail)
                continue
            if tag in _BREAKING:
                self.end_paragraph()
            if tag in _WHOLE and self._takes_whole(element, tag):
                self._add(element.tail)
                continue
            self._add(element.text)
            if len(element):
                stack.append((element, True))
                stack += [(child, False) for child in reversed(element)]
                continue
            if tag in _BREAKING:
                self.end_paragraph()
            self._add(element.tail)

    def _takes_whole(self, element: etree._Element, tag: str) -> bool:
        """Read a table of data, or text set as it stands; False for a table that only lays out the page."""
        if tag == "pre":
            self._preformatted(element)
        elif _is_data_table(element):
            self._table(element)
        else:
            return False
        return True

    def _add(self, words: str | None) -> None:
        if words:
            self._words.append(words)

    def end_paragraph(self) -> None:
        if not self._words:
            return
        text = with_common_characters(" ".join("".join(self._words).split()))
        self._words.clear()
        if text:
            self._line([text])

    def _line(self, cells: list[str], columns: list[int] | None = None, table: int = 0) -> None:
        self.text.append("\t".join(cells))
        if len(self.text) > MAX_LINES:
            raise UnreadableSource("too-long", Text("页面太长。", "The page is too long."))
        self.lines.append(Line(len(self.text), cells, columns or [], table))

    def _preformatted(self, element: etree._Element) -> None:
        raw = tuple(with_common_characters(line) for line in "".join(_seen_text(element)).splitlines())
        for line in lines_of_text(raw):
            self._line(line.cells, None, line.table)

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        taken: dict[int, int] = {}
        for row in table.iter("tr"):
            cells: list[str] = []
            columns: list[int] = []
            at = 0
            following: dict[int, int] = {}
            is_merged = False
            for cell in row.iterchildren("td", "th"):
                while at in taken:
                    at += 1
                if at > MAX_COLUMNS:
                    break
                cells.append(_cell_text(cell, hides=self._hides))
                columns.append(at)
                colspan, rowspan = cell.get("colspan"), cell.get("rowspan")
                if colspan is None and rowspan is None:
                    at += 1
                    continue
                wide, high = _span(colspan), _span(rowspan)
                is_merged = is_merged or (high > 1 and cells[-1].isdigit())
                if high > 1:
                    following.update((at + i, high) for i in range(wide))
                at += wide
            if taken:
                taken = {c: left - 1 for c, left in taken.items() if left > 1}
            for column, high in following.items():
                taken[column] = high - 1
            if cells:
                self._line(cells, columns, self._tables)
                self.lines[-1].is_merged = is_merged


def _is_data_table(table: etree._Element) -> bool:
    """Whether the table holds no other table and at least one row of two cells; else it only lays out the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    return any(sum(1 for cell in row if cell.tag in {"td", "th"}) > 1 for row in table.iter("tr"))


def _cell_text(cell: etree._Element, *, hides: bool) -> str:
    if len(cell) == 0:
        text = (cell.text or "").strip()
        return text if text.isascii() else with_common_characters(text)
    if hides:
        words = "".join(_seen_text(cell))
    else:
        words = etree.tostring(cell, method="text", encoding="unicode", with_tail=False)
    return with_common_characters("".join(words.split()) if any(c in words for c in "\n\r\t") else words.strip())


def _seen_text(element: etree._Element) -> Iterator[str]:
    """The text of an element that a reader sees: no struck out, raised or hidden parts."""
    hidden = [e for e in element.iterdescendants() if e.tag in _SKIPPED or _is_unseen(e)]
    if not hidden:
        yield from (t for t in element.itertext() if isinstance(t, str))
        return
    skipped = {d for e in hidden for d in e.iter()}
    if element.text:
        yield element.text
    for part in element.iterdescendants():
        if part not in skipped and part.text:
            yield part.text
        if part.tail and (part not in skipped or part in hidden) and not _is_within(part, skipped):
            yield part.tail


def _is_within(part: etree._Element, skipped: set[etree._Element]) -> bool:
    return part.getparent() in skipped


def _is_unseen(element: etree._Element) -> bool:
    if not element.attrib:
        return False
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _UNSEEN.search(style) is not None)


@lru_cache(maxsize=256)
def _span(value: str | None) -> int:
    """Columns or rows that a cell takes by its attribute; a missing or strange one is 1."""
    value = (value or "1").strip()
    return min(int(value), MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 6 and int(value) else 1
