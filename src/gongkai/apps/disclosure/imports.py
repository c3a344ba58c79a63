"""Import templates of disclosure: publications of earlier years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from datetime import date, datetime, time
from typing import Any

from django.db.models import Min
from django.utils.html import linebreaks
from django.utils.timezone import get_current_timezone, localdate

from gongkai.apps.bodies.selectors import bodies_by_name
from gongkai.apps.core.imports_templates import Column, Fault, Import, Row, Template
from gongkai.apps.disclosure import clock, vocabulary
from gongkai.apps.disclosure.details import LABELS, Details, checked
from gongkai.apps.disclosure.index_numbers import is_index_number
from gongkai.apps.disclosure.models import Publication, StatedReview
from gongkai.apps.disclosure.personal_words import personal_faults
from gongkai.apps.disclosure.services import clean
from gongkai.apps.disclosure.texts import take_details
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

_KEPT_AS_TEXT = Text(
    "按原记录照填，只作为文字保存，不作为本系统的审签。",
    "As the old record states it; kept as words, never as a sign-off in this system.",
)

_HERE = Text(
    "这一天本单位已经在本系统发布信息，不能再导入。",
    "On that day the body already published here: no row takes its place.",
)
_HERE_HINT = Text("请在本系统起草、审核、发布。", "Draft it here, and have it reviewed.")
_SEVERAL = Text("几个领域用顿号分开。", "Between commas where there are several.")
_KINDS = {key: kind.label for key, kind in vocabulary.kinds().items()}

AT_ONCE = 5000
"""Numbers asked for in one query: databases limit how many."""

COLUMNS = (
    Column("body", Text("发布单位", "Public body"), "body", is_required=True, example="示范县"),
    Column("title", Text("标题", "Title"), is_required=True, example="关于演示的通知", most=200),
    Column("published_on", Text("发布日期", "Published on"), "date", is_required=True, example="2021-03-05"),
    Column(
        "column", Text("栏目", "Column of the website"), "choice", example="通知公告", choices=vocabulary.site_columns()
    ),
    Column("text", Text("正文", "Text"), example="各乡镇：……", most=100_000),
    Column("kind", LABELS["kind"], "choice", example="通知公告", choices=_KINDS),
    Column("index_number", Text("索引号", "Index number"), example="11630225015987653B/2021-00012", most=40),
    Column("document_number", LABELS["document_number"], example="示政办〔2021〕12号", most=60),
    Column("issuer", LABELS["issuer"], example="示范县人民政府办公室", most=200),
    Column("formed_on", LABELS["formed_on"], "date", example="2021-03-01"),
    Column("topic", LABELS["topic"], "choice", example="综合政务", choices=vocabulary.topics()),
    Column("keywords", LABELS["keywords"], example="政务公开 要点", most=200),
    Column("summary", LABELS["summary"], example="部署全年公开工作。", most=500),
    Column("source", LABELS["source"], example="县政府办公室", most=200),
    Column("key_areas", LABELS["key_areas"], example="财政预决算、教育", help=_SEVERAL, most=200),
    Column("original_source", LABELS["original_source"], example="中国政府网", most=200),
    Column("original_address", LABELS["original_address"], example="https://www.example.cn/1.html", most=500),
    *(
        Column(stage, label, example="张某，2021-03-04，同意", help=_KEPT_AS_TEXT, most=300)
        for stage, label in StatedReview.STAGES.items()
    ),
)


def check(rows: Sequence[Row], about: Import) -> Iterator[Fault]:
    """What is published lies in the past; a row holds together and no personal data; index numbers stand once."""
    today = localdate(about.at)
    begun = _first_own({row.number_of("body") for row in rows})
    yield from personal_faults(rows, COLUMNS, about)
    numbers = [number for row in rows if (number := row.text("index_number"))]
    held: set[str] = set()
    for first in range(0, len(numbers), AT_ONCE):
        known = Publication.objects.filter(index_number__in=numbers[first : first + AT_ONCE])
        held.update(known.values_list("index_number", flat=True))
    for row in rows:
        day, number = row.day("published_on"), row.text("index_number")
        if day is not None and day > today:
            words = Text("发布日期晚于今天。", "The day of publication lies ahead.")
            yield Fault(row.number, _label("published_on"), words)
        elif day is not None and day >= begun.get(row.number_of("body"), date.max):
            yield Fault(row.number, _label("published_on"), _HERE, _HERE_HINT)
        if number and not is_index_number(number):
            words = Text("不是索引号的格式。", "It has not the form of an index number.")
            yield Fault(row.number, _label("index_number"), words)
        elif number in held:
            yield Fault(row.number, _label("index_number"), Text("索引号重复。", "The index number stands twice."))
        held |= {number} - {""}
        yield from _faults_of_details(row, day or today)


def _first_own(bodies: Set[int]) -> dict[int, date]:
    """The day on which each of these bodies first published something that passed its reviews here."""
    own = Publication.objects.filter(public_body__in=bodies, published_on__isnull=False).exclude(origin="imported")
    return dict(own.order_by().values_list("public_body_id").annotate(first=Min("published_on")))


def _faults_of_details(row: Row, day: date) -> Iterator[Fault]:
    unknown = [name for name in _named_areas(row) if name not in _AREAS]
    if unknown:
        words = Text("没有重点领域“{name}”。", "There is no key area {name!r}.").format(name=unknown[0])
        yield Fault(row.number, LABELS["key_areas"], words)
        return
    try:
        checked(_details(row), on=day)
    except InvalidInput as error:
        yield Fault(row.number, LABELS.get(error.where or "", LABELS["kind"]), error.message)


_AREAS = {name: key for key, label in vocabulary.key_areas().items() for name in (key, label.zh, label.en)}
_LINES = ("document_number", "issuer", "topic", "keywords", "summary", "source", "column")


def _label(key: str) -> Text:
    return next(column.label for column in COLUMNS if column.key == key)


def _named_areas(row: Row) -> list[str]:
    return [name.strip() for name in re.split("[、,，;；]", row.text("key_areas")) if name.strip()]


def _details(row: Row) -> Details:
    """What the row says; a record that names where it was taken from is a re-post."""
    original: dict[str, Any] = {name: row.text(name) for name in ("original_source", "original_address")}
    kind = row.text("kind") or ("repost" if any(original.values()) else "other")
    told: dict[str, Any] = {name: row.text(name) for name in _LINES}
    areas = tuple(dict.fromkeys(_AREAS[name] for name in _named_areas(row) if name in _AREAS))
    return Details(kind=kind, formed_on=row.day("formed_on"), key_areas=areas, **told, **original)


def write(rows: Sequence[Row], about: Import) -> list[Publication]:
    written = Publication.objects.bulk_create([_publication(row, about) for row in rows])
    StatedReview.objects.bulk_create(
        StatedReview(publication=publication, stage=stage, words=words)
        for publication, row in zip(written, rows, strict=True)
        for stage in StatedReview.STAGES
        if (words := row.text(stage))
    )
    return written


def undo(ids: Sequence[int], _about: Import) -> None:
    StatedReview.objects.filter(publication__in=ids).delete()
    Publication.objects.filter(pk__in=ids, origin="imported").delete()


def _publication(row: Row, about: Import) -> Publication:
    day = row.day("published_on")
    assert day is not None, "a required column"
    text, details = row.text("text"), checked(_details(row), on=day)
    publication = Publication(
        public_body_id=row.number_of("body"),
        origin="imported",
        title=row.text("title"),
        index_number=row.text("index_number"),
        body_html=clean(linebreaks(text, autoescape=True)) if text else "",
        state="published",
        created_at=about.at,
    )
    take_details(publication, details)
    if details.formed_on is not None:
        clock.settle(publication)
    publication.published_at, publication.published_on = _beginning_of(day), day
    return publication


def _beginning_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=get_current_timezone())


PUBLICATIONS = Template(
    "publications",
    Text("主动公开信息", "Publications"),
    COLUMNS,
    act="disclosure.import",
    write=write,
    undo=undo,
    check=check,
    find_bodies=bodies_by_name,
    roles=frozenset({"office_head"}),
)
TEMPLATES = (PUBLICATIONS,)
