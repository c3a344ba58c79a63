"""What stands on a page, from top to bottom: lines of writing and tables; and what is only its margin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.reports.extract.pages.bands import band_rows, ladders_of
from gongkai.reports.extract.pages.cells import Seen, rows_of
from gongkai.reports.extract.pages.columns import rows_among
from gongkai.reports.extract.pages.frames import Ruled, ruled
from gongkai.reports.extract.pages.lattice import Grid
from gongkai.reports.extract.pages.page import Page
from gongkai.reports.extract.pages.writing import Written, lines_of

_PAGE_NUMBER = re.compile(r"[-—–－_·•~\s]*(?:第?\s*\d{1,3}\s*页?(?:\s*[,，/共]\s*共?\s*\d{1,3}\s*页?)?)[-—–－_·•~\s]*")
MARGIN = 0.13
HEAD_LINES = 2
SHARED = 8


@dataclass(slots=True)
class Block:
    """A line of writing, or the rows of one table with the places of its columns (none where it has no rules)."""

    page: Page
    top: float
    line: Written | None = None
    rows: list[list[Seen]] | None = None
    xs: tuple[float, ...] = ()


def blocks_of(pages: Sequence[Page]) -> list[Block]:
    """The blocks of all pages in reading order, page numbers and running heads left out."""
    on_pages = [_on_page(found) for found in ruled(pages)]
    repeated = _running(on_pages)
    return [
        block
        for blocks in on_pages
        for block in blocks
        if block.line is None or not _is_margin(block, blocks, repeated)
    ]


def _on_page(ruled_page: Ruled) -> list[Block]:
    page, found, outside = ruled_page
    grids = [grid for grid in found if grid.has_rows]
    columnar = [grid for grid in found if not grid.has_rows]
    outside += [sign for grid in columnar for cell in grid.cells for sign in cell.signs]
    blocks = [Block(page, grid.ys[0], rows=rows_of(grid), xs=tuple(grid.xs)) for grid in grids]
    ladders, outside = ladders_of(page, found, outside)
    for ladder in ladders:
        banded = band_rows(ladder)
        if banded is None:
            outside += ladder.signs
        else:
            blocks.append(Block(page, ladder.box[1], rows=banded))
    lines = lines_of(outside)
    rows: list[Sequence[Seen] | None] = [*rows_among(lines, lambda line: _cuts(page, columnar, line))]
    for line, row in zip(lines, rows, strict=True):
        if row is None:
            blocks.append(Block(page, line.box[1], line=line))
        elif row:
            blocks.append(Block(page, line.box[1], rows=[list(row)]))
    blocks.sort(key=lambda b: b.top)
    return blocks


def _cuts(page: Page, grids: Sequence[Grid], line: Written) -> list[float]:
    """Where rules down the page part a line inside a table that has no rules across."""
    if not any(grid.ys[0] <= line.base <= grid.ys[-1] for grid in grids):
        return []
    return [rule.at for rule in page.down if rule.start <= line.base <= rule.end]


def _is_margin(block: Block, blocks: Sequence[Block], repeated: Counter[str]) -> bool:
    line, page = block.line, block.page
    if line is None or not _is_in_margin(line, page):
        return False
    edge = blocks[:HEAD_LINES] if line.base < page.height / 2 else blocks[-HEAD_LINES:]
    if not any(block is b for b in edge):
        return False
    text = line.text
    return _PAGE_NUMBER.fullmatch(text) is not None or repeated[_form(text, page)] > 1


def _is_in_margin(line: Written, page: Page) -> bool:
    return line.base < MARGIN * page.height or line.base > (1 - MARGIN) * page.height


def _form(text: str, page: Page) -> str:
    """What pages that print the same line share; of a scan its beginning, as the rest is not read alike everywhere."""
    form = re.sub(r"\d+", "#", "".join(text.split()))
    return form[:SHARED] if page.is_scan else form


def _running(on_pages: Sequence[Sequence[Block]]) -> Counter[str]:
    """How many pages print the same line in the margin, where at least three in four do."""
    seen: Counter[str] = Counter()
    for blocks in on_pages:
        edge = [*blocks[:HEAD_LINES], *blocks[-HEAD_LINES:]]
        lines = {_form(b.line.text, b.page) for b in edge if b.line is not None and _is_in_margin(b.line, b.page)}
        seen.update(lines)
    least = max(3, 0.6 * len(on_pages))
    return Counter({text: count for text, count in seen.items() if count >= least})
