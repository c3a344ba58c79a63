"""Rules that only frame the page: web pages hung in tables, whose sides run along text and tables alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.reports.extract.pages.known import is_title
from gongkai.reports.extract.pages.lattice import Grid, GridCell, grids_of
from gongkai.reports.extract.pages.page import Page, Rule, Sign
from gongkai.reports.extract.pages.writing import Written, lines_of

NEAR, WHOLE = 1.0, 0.9
LEAST_SIGNS = 12

Ruled = tuple[Page, list[Grid], list[Sign]]
"""A page, its ruled tables, and the signs outside of them."""


def ruled(pages: Sequence[Page]) -> list[Ruled]:
    """The ruled tables of the pages. Rules down that pass a title of a section beside other lines are not taken
    for rules of a table: none has a title among its rows. A page without titles loses the rules that stand where
    other pages have such frames, if they run as far as any.
    """
    found = [(page, *grids_of(page)) for page in pages]
    titles = [[line for grid in grids for cell in grid.cells for line in _titles_in(cell)] for _, grids, _ in found]
    frames = {
        rule.at
        for page, lines in zip(pages, titles, strict=True)
        for rule in page.down
        if any(_passes(rule, line) for line in lines)
    }
    if not frames:
        return found
    bare = [replace(page, down=_kept(page, lines, frames)) for page, lines in zip(pages, titles, strict=True)]
    return [
        was if len(page.down) == len(was[0].down) else (page, *grids_of(page))
        for was, page in zip(found, bare, strict=True)
    ]


def _kept(page: Page, titles: Sequence[Written], frames: set[float]) -> list[Rule]:
    """The rules down the page that are no frames."""
    tallest = max((rule.end - rule.start for rule in page.down), default=0.0)
    return [
        rule
        for rule in page.down
        if not any(_passes(rule, title) for title in titles)
        and (titles or rule.end - rule.start < WHOLE * tallest or all(abs(rule.at - at) > NEAR for at in frames))
    ]


def _titles_in(cell: GridCell) -> list[Written]:
    """Titles that stand in a cell below or above other lines."""
    if len(cell.signs) < LEAST_SIGNS:
        return []
    lines = lines_of(cell.signs)
    return [line for line in lines if is_title(line.text)] if len(lines) > 1 else []


def _passes(rule: Rule, title: Written) -> bool:
    return rule.start < title.base < rule.end and not title.left < rule.at < title.right
