"""Rows whose label is cut by a line break or misprinted: found in the words of the table as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from gongkai.reports.extract.lexicon import Lexicon, lexicon_of
from gongkai.reports.extract.observed import Observed, Table
from gongkai.text.labels import canonical, without_numbering

Span = tuple[int, int]


def name_rows(table: Table, lexicon: Lexicon, edition_id: str) -> None:
    """Give a row id to rows without one where the words around their figures make up exactly one label."""
    unnamed = [row for row in table.rows if row.row is None and not row.is_subtotal]
    if not unnamed:
        return
    spans = _spans(table.said, lexicon)
    groups = _groups(edition_id, lexicon.table.id)
    for before, row in zip([None, *table.rows], table.rows, strict=False):
        if row.row is None and not row.is_subtotal and (row_id := _around(row, before, spans, table.said, groups)):
            row.row, row.is_own, row.match = row_id, True, "wrapped"
    taken = {row.row for row in table.rows}
    for row in unnamed:
        guess = lexicon.guess(row.words) if row.row is None and len(row.words) <= 80 else None
        if guess is not None and guess.kind == "row" and guess.id not in taken:
            row.row, row.is_own, row.match = guess.id, True, "misprint"
            row.printed, row.expected = row.words, guess.expected
            taken.add(guess.id)
            table.misprints.append((row.line, row.words, guess.expected, "misprint"))


def _spans(said: str, lexicon: Lexicon) -> dict[str, Span]:
    """Where each row's label stands in the words of the table, taken in the form's order."""
    spans: dict[str, Span] = {}
    start = 0
    for block in lexicon.table.blocks:
        for row in block.rows:
            whole = canonical(row.label)
            forms = [whole, without_numbering(whole), *map(canonical, row.printed_as)]
            found = [(at, -len(form)) for form in forms if len(form) > 2 and (at := said.find(form, start)) >= 0]
            if found:
                at, length = min(found)
                spans[row.id] = (at, at - length)
                start = at - length
    return spans


def _around(
    row: Observed, before: Observed | None, spans: Mapping[str, Span], said: str, groups: re.Pattern[str]
) -> str | None:
    """The row in or right behind whose label the figures stand, unless other words come between.

    Words between the figures of the row before and this label must be the rest of that row's label, or group labels:
    anything else means that labels are set apart from their figures.
    """
    row_id = next((row_id for row_id, (first, last) in spans.items() if first < row.offset <= last), None)
    if row_id is None or before is None:
        return row_id
    first = spans[row_id][0]
    start = max(before.offset, spans.get(before.row or "", (0, 0))[1])
    return row_id if start <= first and not groups.sub("", said[start:first]) else None


@lru_cache(maxsize=16)
def _groups(edition_id: str, table_id: str) -> re.Pattern[str]:
    """The words that stand between rows without naming one: group labels, heads, marks."""
    blocks = lexicon_of(edition_id, table_id).table.blocks
    names = {name for block in blocks for row in block.rows for name in row.under}
    names |= {name for block in blocks for c in block.columns for name in (c.label, c.under, block.head, block.corner)}
    names |= {block.over for block in blocks}
    forms = {form for name in names if name for form in (canonical(name), without_numbering(canonical(name)))}
    return re.compile("|".join(map(re.escape, sorted(forms, key=len, reverse=True))))
