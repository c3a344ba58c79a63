"""Import templates of disclosure: publications of earlier years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from django.utils.html import linebreaks
from django.utils.timezone import get_current_timezone, localdate

from gongkai.apps.bodies.selectors import bodies_by_name
from gongkai.apps.core.imports_templates import Column, Fault, Import, Row, Template
from gongkai.apps.disclosure.models import Publication, StatedReview
from gongkai.apps.disclosure.services import clean
from gongkai.bilingual import Text
from gongkai.reports.measures import measures

COLUMNS_OF_SITE: dict[str, Text] = {
    measure.dimension.removeprefix("column="): measure.label
    for measure in measures().values()
    if measure.part_of == "site_posts" and measure.dimension.startswith("column=")
}
"""Columns of the website that the report counts apart, as the measures declare them."""

_KEPT_AS_TEXT = Text(
    "按原记录照填，只作为文字保存，不作为本系统的审签。",
    "As the old record states it; kept as words, never as a sign-off in this system.",
)

COLUMNS = (
    Column("body", Text("发布单位", "Public body"), "body", is_required=True, example="示范县"),
    Column("title", Text("标题", "Title"), is_required=True, example="关于演示的通知", most=200),
    Column("published_on", Text("发布日期", "Published on"), "date", is_required=True, example="2021-03-05"),
    Column("column", Text("栏目", "Column of the website"), "choice", example="通知公告", choices=COLUMNS_OF_SITE),
    Column("text", Text("正文", "Text"), example="各乡镇：……", most=100_000),
    *(
        Column(stage, label, example="张某，2021-03-04，同意", help=_KEPT_AS_TEXT, most=300)
        for stage, label in StatedReview.STAGES.items()
    ),
)


def check(rows: Sequence[Row], about: Import) -> Iterator[Fault]:
    """What is published lies in the past."""
    today = localdate(about.at)
    for row in rows:
        day = row.day("published_on")
        if day is not None and day > today:
            words = Text("发布日期晚于今天。", "The day of publication lies ahead.")
            yield Fault(row.number, COLUMNS[2].label, words)


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
    text = row.text("text")
    return Publication(
        public_body_id=row.number_of("body"),
        origin="imported",
        column=row.text("column"),
        title=row.text("title"),
        body_html=clean(linebreaks(text, autoescape=True)) if text else "",
        state="published",
        created_at=about.at,
        published_at=_beginning_of(day),
        published_on=day,
    )


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
