"""Pages become a document: paragraphs put together from their lines, tables from their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.reports.extract.pages.blocks import Block, blocks_of
from gongkai.reports.extract.pages.cut_rows import with_cut_rows
from gongkai.reports.extract.pages.page import Page
from gongkai.reports.extract.pages.tables import Row, is_same_grid, joined
from gongkai.reports.extract.pages.writing import Written
from gongkai.reports.extract.source import MAX_LINES, Box, Document, Line, Looks, SecondLook
from gongkai.reports.model import Place
from gongkai.text.labels import with_common_characters

INDENT, SHORT, LEAP = 1.2, 1.9, 1.9


def document_of(
    pages: Sequence[Page], *, source: str, look: Callable[[Sequence[Place]], Looks] | None = None
) -> Document:
    """The lines and rows of a document in pages, each cell with its page and box.

    look  reads cells of scanned pages anew
    """
    writer = _Writer()
    for group in _groups(with_cut_rows(blocks_of(pages))):
        if group[0].rows is None:
            writer.paragraphs(group)
        else:
            writer.table(joined(group).rows)
    document = Document(source, tuple(writer.text), writer.lines)
    scanned = {page.number for page in pages if page.is_scan}
    if look is not None:
        certainty = {key: sure for key, sure in writer.certainty.items() if key[0] in scanned}
        document.second = SecondLook(certainty, look)
    return document


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Lines that follow one another, and tables with their continuations on the next pages."""
    group: list[Block] = []
    for block in blocks:
        if group and _continues(group[-1], block):
            group.append(block)
        else:
            if group:
                yield group
            group = [block]
    if group:
        yield group


def _continues(before: Block, block: Block) -> bool:
    if before.rows is None or block.rows is None:
        return before.rows is None and block.rows is None
    if not before.xs or not block.xs:
        return not before.xs and not block.xs
    return block.page.number == before.page.number + 1 and is_same_grid(before.xs, block.xs)


class _Writer:
    def __init__(self) -> None:
        self.text: list[str] = []
        self.lines: list[Line] = []
        self.certainty: dict[tuple[int, Box], float] = {}
        self._tables = 0

    def table(self, rows: Sequence[Row]) -> None:
        self._tables += 1
        for row in rows:
            number = len(self.text) + 1
            texts = [with_common_characters(f.text) for f in row]
            columns = [f.column for f in row] if all(f.column >= 0 for f in row) else []
            line = Line(number, texts, columns, self._tables, any(f.is_merged for f in row))
            line.places = [replace(f.place, line=number) for f in row]
            self.certainty |= {(f.place.page, f.place.box): f.certainty for f in row if f.place.box is not None}
            self._add(line, "\t".join(texts))

    def paragraphs(self, blocks: Sequence[Block]) -> None:
        for lines in _paragraphs(blocks):
            number = len(self.text) + 1
            text = with_common_characters(_text_of([line.written for line in lines]))
            box = lines[0].block.page.shown(_box([x.written for x in lines if x.block.page is lines[0].block.page]))
            line = Line(number, [text])
            line.places = [Place(number, lines[0].block.page.number, box)]
            self._add(line, text)

    def _add(self, line: Line, text: str) -> None:
        if len(self.text) < MAX_LINES:
            self.text.append(text)
            self.lines.append(line)


@dataclass(frozen=True, slots=True)
class _OnPage:
    written: Written
    block: Block


def _paragraphs(blocks: Sequence[Block]) -> Iterator[list[_OnPage]]:
    """Lines put together as paragraphs: one ends with a short line, or where the next is indented or far below."""
    lines = [_OnPage(block.line, block) for block in blocks if block.line is not None]
    margins = _margins(lines)
    paragraph: list[_OnPage] = []
    for line in lines:
        if paragraph and _begins(paragraph[-1], line, margins):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _margins(lines: Sequence[_OnPage]) -> tuple[float, float]:
    """Left and right edge of the running text."""
    lefts, rights = sorted(x.written.left for x in lines), sorted(x.written.right for x in lines)
    return lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]


def _begins(before: _OnPage, line: _OnPage, margins: tuple[float, float]) -> bool:
    """Whether a paragraph begins with this line."""
    left, right = margins
    em = line.written.em
    if before.written.right < right - SHORT * em or line.written.left > left + INDENT * em:
        return True
    if abs(before.written.em - em) > 0.35 * em:
        return True
    return before.block.page is line.block.page and line.written.base - before.written.base > LEAP * 1.9 * em


def _text_of(lines: Sequence[Written]) -> str:
    text = ""
    for line in lines:
        words = line.text
        needs_space = text[-1:].isascii() and words[:1].isascii() and text[-1:].isalpha() and words[:1].isalpha()
        text += f" {words}" if needs_space else words
    return text


def _box(lines: Sequence[Written]) -> tuple[float, float, float, float]:
    boxes = [line.box for line in lines]
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
