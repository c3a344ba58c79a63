"""Typed text with a mark of state secrecy is refused as marked files are: nothing is kept, the officer hears of it.

A service calls `refuse_marked` before its transaction begins: the refusal is recorded for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from gongkai.apps.core import audit, outbox
from gongkai.apps.core.actors import Actor
from gongkai.apps.core.imports_templates import Row
from gongkai.apps.core.secrecy import Mark, Passage, marks_in, marks_in_name
from gongkai.apps.core.secrecy_files import html_passages
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

_TYPED, _ROW = Text("所填文字", "What was typed"), Text("第{row}行", "Row {row}")


def refuse_marked(
    *, lines: Iterable[str], body_html: str = "", by: Actor, at: datetime, body_id: int | None = None
) -> None:
    """Let typed text pass, or record that it was refused and say so.

    lines    titles, names, tags: a mark may stand alone in them
    raises   InvalidInput; RuntimeError inside a transaction
    """
    if mark := next(_typed_marks(lines, body_html), None):
        raise _refused(mark, _TYPED, by=by, at=at, body_id=body_id)


def refuse_marked_rows(rows: Iterable[Row], *, by: Actor, at: datetime, body_id: int | None = None) -> None:
    """The same for the cells of an import file, of which nothing has been kept yet."""
    for row in rows:
        for value in row.values.values():
            if isinstance(value, str) and (mark := next(marks_in(Passage(value)), None)):
                raise _refused(mark, _ROW.format(row=row.number), by=by, at=at, body_id=body_id)


def _typed_marks(lines: Iterable[str], body_html: str) -> Iterator[Mark]:
    for line in lines:
        yield from marks_in_name(line)
        yield from marks_in(Passage(line, "edge"))
    for passage in html_passages(body_html) if "密" in body_html else ():
        yield from marks_in(passage)


def _refused(mark: Mark, place: Text, *, by: Actor, at: datetime, body_id: int | None) -> InvalidInput:
    with transaction.atomic(durable=True):
        entry = audit.record("core.refuse_marked_text", by=by, at=at, body_id=body_id, facts={"level": mark.level})
        outbox.queue("core.marked_text_refused", entry)
    words = Text(
        "{place}带有国家秘密标志，没有接收，也没有保存。请按保密规定处理，不得在本系统办理。",
        "{place} carries a mark of state secrecy. Nothing of it was taken or kept.",
    ).format(place=place)
    return InvalidInput("text-marked-secret", words)
