"""Word documents (DOCX) as lines and rows: what a page shows, taken from the XML without a layout engine."""

from __future__ import annotations

from collections.abc import Iterator
from string import hexdigits

from lxml import etree

from gongkai.reports.extract.collected import Collector, Square
from gongkai.reports.extract.source import Document
from gongkai.reports.extract.word_lists import Lists, Marks, Styles, is_on, lists_of, marks_of, tag_name
from gongkai.reports.extract.zipped import Archive, main_part

MAX_COLUMNS = 1000

_UNREAD = frozenset(
    {"pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "numPr", "docPr"}
    | {"del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "customXmlPr", "smartTagPr"}
    | {"footnoteReference", "endnoteReference", "commentReference", "annotationRef"}
)
"""Properties, what was deleted, field codes, readings over characters, marks of notes."""
_GAPS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_HYPHENS = {0x00AD: None, 0x001F: None, 0x001E: "-", 0x2011: "-"}
_SIGNS = {0xF0FC: "√", 0xF0FB: "×", 0xF0FE: "☑", 0xF0A8: "□", 0xF06F: "□", 0xF0B7: "·"}


def word_document(data: bytes, *, source: str) -> Document:
    """The lines and rows of a DOCX. Raises UnreadableSource."""
    archive = Archive(data, source=source)
    main = main_part(archive, otherwise="word/document.xml")
    root = archive.xml(main)
    w = root.tag[: root.tag.index("}") + 1] if root.tag.startswith("{") else ""
    folder = main.rpartition("/")[0]
    page = _Page(source, w, _parts_beside(archive, folder, w))
    body = root.find(f"{w}body")
    if body is None:
        raise archive.broken(main)
    page.blocks(body)
    page.end_paragraph()
    return page.collected.document()


def _parts_beside(archive: Archive, folder: str, w: str) -> tuple[Lists, Styles]:
    numbering, styles = (f"{folder}/{name}.xml".lstrip("/") for name in ("numbering", "styles"))
    return (
        lists_of(archive.xml(numbering) if numbering in archive else None, w),
        Styles(archive.xml(styles) if styles in archive else None, w),
    )


class _Page:
    """Walks the blocks of a document; the text of a paragraph gathers until the paragraph ends."""

    def __init__(self, source: str, w: str, beside: tuple[Lists, Styles]) -> None:
        self.collected = Collector(source)
        self._w = w
        self._lists, self._styles = beside
        self._words: list[str] = []
        self._boxes: list[etree._Element] = []
        self._codes: list[bool] = []
        self._is_title = False

    # blocks

    def blocks(self, parent: etree._Element) -> None:
        for name, element in self._unwrapped(parent):
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self.end_paragraph()
                self._table(element)

    def _unwrapped(self, parent: etree._Element) -> Iterator[tuple[str, etree._Element]]:
        """The blocks of a container, or the rows of a table or cells of a row, whatever is put around them."""
        for element in parent:
            name = tag_name(element.tag)
            if name in {"p", "tbl", "tr", "tc"}:
                yield name, element
            elif name == "AlternateContent":
                yield from self._unwrapped(_chosen(element))
            elif name == "sdt" and self._is_placeholder(element):
                continue
            elif name and name not in _UNREAD:
                yield from self._unwrapped(element)

    def _paragraph(self, element: etree._Element) -> None:
        properties = element.find(f"{self._w}pPr")
        self._words.append(self._text_of(element, properties))
        self._is_title = self._is_title or self._styles[self._style_of(properties)].is_title
        self._codes = [False for _ in self._codes]
        if properties is not None and self._is_mark_deleted(properties):
            return
        self.end_paragraph()
        while self._boxes:
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                self.blocks(box)
                self.end_paragraph()

    def end_paragraph(self) -> None:
        """What was gathered, a line at each break; the lines of a title belong together."""
        text = "".join(self._words)
        for line in [text.replace("\n", "")] if self._is_title else text.split("\n"):
            self.collected.paragraph(line)
        self._words.clear()
        self._is_title = False

    def _is_mark_deleted(self, properties: etree._Element) -> bool:
        """Whether the end of the paragraph is deleted, so that the next one goes on in it."""
        mark = properties.find(f"{self._w}rPr")
        return mark is not None and any(tag_name(child.tag) in {"del", "moveFrom"} for child in mark)

    def _is_placeholder(self, element: etree._Element) -> bool:
        return is_on(element.find(f"{self._w}sdtPr/{self._w}showingPlcHdr"), self._w)

    # tables

    def _table(self, table: etree._Element) -> None:
        """The rows; a row with a table inside lays out the page, so its cells are read as blocks."""
        w = self._w
        rows: list[list[Square]] = []
        for name, row in self._unwrapped(table):
            if name != "tr" or self._is_gone(row.find(f"{w}trPr"), "del", "hidden"):
                continue
            cells = [cell for name, cell in self._unwrapped(row) if name == "tc"]
            if any(next(cell.iterdescendants(f"{w}tbl"), None) is not None for cell in cells):
                self.collected.table(rows)
                rows = []
                for cell in cells:
                    self.blocks(cell)
                    self.end_paragraph()
            else:
                rows.append(self._row(row, cells))
        self.collected.table(rows)

    def _row(self, row: etree._Element, cells: list[etree._Element]) -> list[Square]:
        w = self._w
        properties = row.find(f"{w}trPr")
        at = self._number(properties, "gridBefore", 0)
        squares: list[Square] = []
        for cell in cells:
            shape = cell.find(f"{w}tcPr")
            if at > MAX_COLUMNS:
                break
            if self._is_gone(shape, "cellDel"):
                continue
            wide = max(1, self._number(shape, "gridSpan", 1))
            down = shape.find(f"{w}vMerge") if shape is not None else None
            across = shape.find(f"{w}hMerge") if shape is not None else None
            continues = down is not None and down.get(f"{w}val", "continue") == "continue"
            if across is None or across.get(f"{w}val", "continue") != "continue":
                squares.append(Square(at, "" if continues else self._cell_text(cell), continues))
            at += wide
        return squares

    def _number(self, properties: etree._Element | None, name: str, otherwise: int) -> int:
        found = properties.find(f"{self._w}{name}") if properties is not None else None
        value = found.get(f"{self._w}val", "") if found is not None else ""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else otherwise

    def _is_gone(self, properties: etree._Element | None, *marks: str) -> bool:
        return properties is not None and any(tag_name(child.tag) in marks for child in properties)

    def _cell_text(self, cell: etree._Element) -> str:
        """The paragraphs of a cell, one below the other, and what stands in its text boxes."""
        lines: list[str] = []
        waiting = [cell]
        while waiting:
            for name, block in self._unwrapped(waiting.pop(0)):
                if name == "p":
                    lines.append(self._text_of(block, block.find(f"{self._w}pPr")).strip())
                else:
                    waiting.append(block)
            waiting += self._boxes
            self._boxes = []
        return "\n".join(line for line in lines if line)

    # text

    def _text_of(self, paragraph: etree._Element, properties: etree._Element | None) -> str:
        style_id = self._style_of(properties)
        number = self._list_number(properties, style_id)
        words = "".join(self._runs(paragraph, self._styles[style_id].marks))
        if number and not words.strip() and self._is_mark_hidden(properties):
            return ""
        return number + words.lstrip(" \t") if number else words

    def _style_of(self, properties: etree._Element | None) -> str:
        named = properties.find(f"{self._w}pStyle") if properties is not None else None
        return named.get(f"{self._w}val", "") if named is not None else self._styles.plain

    def _list_number(self, properties: etree._Element | None, style_id: str) -> str:
        w = self._w
        own = properties.find(f"{w}numPr") if properties is not None else None
        listed = self._styles[style_id].number
        number, level = listed if listed is not None else ("", None)
        if own is not None:
            named = own.find(f"{w}numId")
            number = named.get(f"{w}val", "") if named is not None else number
            level = self._number(own, "ilvl", 0)
        elif number and level is None:
            level = self._lists.styled.get((number, style_id), 0)
        return self._lists.next_number(number, level or 0) if number else ""

    def _is_mark_hidden(self, properties: etree._Element | None) -> bool:
        mark = properties.find(f"{self._w}rPr") if properties is not None else None
        return marks_of(mark, self._w).get("vanish", False)

    def _runs(self, parent: etree._Element, inherited: Marks) -> Iterator[str]:
        """The text of runs, deletions and field codes left out; text boxes are put aside."""
        for element in parent:
            name = tag_name(element.tag)
            if name == "r":
                yield from self._run(element, inherited)
            elif name == "AlternateContent":
                yield from self._runs(_chosen(element), inherited)
            elif name == "txbxContent":
                self._boxes.append(element)
            elif name == "t":
                yield element.text or ""
            elif name == "sdt" and self._is_placeholder(element):
                continue
            elif name and name not in _UNREAD:
                yield from self._runs(element, inherited)

    def _run(self, run: etree._Element, inherited: Marks) -> Iterator[str]:
        w = self._w
        properties = run.find(f"{w}rPr")
        marks = inherited
        if properties is not None and len(properties):
            named = properties.find(f"{w}rStyle")
            style = self._styles[named.get(f"{w}val", "")].marks if named is not None else {}
            marks = {**inherited, **style, **marks_of(properties, w)}
        shown = not any(marks.values())
        for element in run:
            name = tag_name(element.tag)
            if name in {"t", "sym"} or name in _GAPS:
                if shown and not any(self._codes):
                    yield _GAPS[name] if name in _GAPS else _letters(element, w)
            elif name == "fldChar":
                self._field(element.get(f"{w}fldCharType", ""))
            elif name == "txbxContent":
                self._boxes.append(element)
            elif name == "AlternateContent":
                yield from self._runs(_chosen(element), inherited)
            elif name in {"footnoteReference", "endnoteReference"}:
                shown = shown and element.get(f"{w}customMarkFollows", "") not in {"1", "true", "on"}
            elif name and name not in _UNREAD:
                yield from self._runs(element, inherited)

    def _field(self, kind: str) -> None:
        """Between its begin and its separator a field holds a code, behind the separator what it shows."""
        if kind == "begin":
            self._codes.append(True)
        elif kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()


def _chosen(alternatives: etree._Element) -> etree._Element:
    """One of the forms in which a drawing is given: the first, else the one for old programs."""
    for element in alternatives:
        if tag_name(element.tag) == "Choice":
            return element
    return next((element for element in alternatives if tag_name(element.tag) == "Fallback"), etree.Element("none"))


def _letters(element: etree._Element, w: str) -> str:
    """The text of a run without its optional hyphens; of a symbol, the sign that common fonts have for it."""
    if tag_name(element.tag) == "sym":
        code = element.get(f"{w}char", "")
        is_code = 0 < len(code) < 6 and all(digit in hexdigits for digit in code)
        return sign_of(int(code, 16), element.get(f"{w}font", "")) if is_code else ""
    text = element.text or ""
    return text if text.isascii() and text.isprintable() else text.translate(_HYPHENS)


def sign_of(number: int, font: str = "") -> str:
    """A sign of a symbol font: what it shares with ASCII, and the usual ticks and boxes."""
    if number in _SIGNS:
        return _SIGNS[number]
    if 0xF020 <= number <= 0xF03F and "ding" not in font:
        return chr(number - 0xF000)
    return chr(number) if 0x20 <= number < 0xD800 else ""
