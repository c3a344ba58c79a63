"""Import templates of channels: columns of a website, figures of other counters, words of the screening."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.db import models, transaction
from django.utils.timezone import localdate

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.selectors import bodies_by_name
from gongkai.apps.channels.column_types import COLUMN_TYPES, STANDARD
from gongkai.apps.channels.models import ColumnFact, DailyVisits, SiteWord, WebColumn, Website
from gongkai.apps.channels.selectors import website_of
from gongkai.apps.channels.services.columns import ColumnWords, enter_column
from gongkai.apps.channels.services.words import enter_word
from gongkai.apps.channels.units import UNITS
from gongkai.apps.core.imports_templates import Column, Fault, Import, Row, Template
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

YES_NO = {"yes": Text("是", "yes"), "no": Text("否", "no")}

VISIT_COLUMNS = (
    Column("body", Text("网站所属单位", "Body of the website"), "body", is_required=True, example="示范县"),
    Column("day", Text("日期", "Day"), "date", is_required=True, example="2021-01-31"),
    Column("value", Text("访问量", "Visits"), "decimal", is_required=True, example="1938"),
    Column(
        "unit",
        Text("计量单位", "Unit"),
        "choice",
        is_required=True,
        example="人次",
        choices={key: unit.label for key, unit in UNITS.items()},
        help=Text("照统计工具的口径填写，不同单位不相加。", "As the counter tells it; units are not mixed."),
    ),
    Column("counter", Text("统计工具", "Counter"), example="集约化平台统计", most=60),
)
WEB_COLUMNS = (
    Column("body", Text("网站所属单位", "Body of the website"), "body", is_required=True, example="示范县"),
    Column(
        "key",
        Text("栏目代号", "Key of the column"),
        is_required=True,
        example="notices",
        most=40,
        help=Text(
            f"小写英文，开设后不变。年报单列的栏目用固定代号：{'、'.join(STANDARD)}。",
            f"Small letters; never changes. Columns that reports count apart have fixed keys: {', '.join(STANDARD)}.",
        ),
    ),
    Column("name", Text("栏目名称", "Name of the column"), is_required=True, example="通知公告", most=60),
    Column("parent", Text("上级栏目代号", "Key of the parent"), example="", most=40),
    Column("opened_on", Text("开设日期", "Opened on"), "date", is_required=True, example="2019-01-01"),
    Column("column_type", Text("栏目类型", "Type"), "choice", example="政策文件", choices=COLUMN_TYPES),
    Column("description", Text("栏目说明", "Description"), most=300),
    Column("keywords", Text("关键词", "Keywords"), most=200),
    Column(
        "adds_up",
        Text("分项等于合计", "Parts add up"),
        "choice",
        choices=YES_NO,
        help=Text(
            "下级栏目合起来就是本栏目全部信息的填“是”；只是其中一部分的填“否”。",
            "yes, when the columns below it hold all of it; no, when they are some of it.",
        ),
    ),
)
WORD_COLUMNS = (
    Column("word", Text("词语", "Word"), is_required=True, example="循化县", most=60),
    Column("says", Text("提示", "What is said of it"), is_required=True, example="应写全称", most=200),
)


def check_visits(rows: Sequence[Row], about: Import) -> Iterator[Fault]:
    """A website must be known, the day be over, and no day told twice."""
    sites, today = _sites(rows), localdate(about.at)
    asked = [(sites.get(row.number_of("body")), row.day("day")) for row in rows]
    known = set(
        DailyVisits.objects.filter(website__in=[site.pk for site in sites.values()]).values_list("website", "day")
    )
    seen = Counter((site.pk, day) for site, day in asked if site)
    labels = {column.key: column.label for column in VISIT_COLUMNS}
    for row, (site, day) in zip(rows, asked, strict=True):
        value = row["value"]
        if site is None:
            words = Text("该单位没有登记网站。", "No website is entered for this body.")
            yield Fault(row.number, labels["body"], words, Text("请先登记网站。", "Enter the website first."))
        elif day is not None and ((site.pk, day) in known or seen[site.pk, day] > 1):
            yield Fault(row.number, labels["day"], Text("这一天已有数值。", "This day has a figure already."))
        if day is not None and day >= today:
            yield Fault(row.number, labels["day"], Text("这一天还没有结束。", "This day is not over."))
        if isinstance(value, int | Decimal) and (value < 0 or _visits(row) != _visits(row).to_integral_value()):
            words = Text("访问量应为折合成整数的非负数。", "Visits are whole and not below nought.")
            yield Fault(row.number, labels["value"], words)


def write_visits(rows: Sequence[Row], _about: Import) -> list[DailyVisits]:
    sites = _sites(rows)
    found = [
        DailyVisits(
            website=sites[row.number_of("body")],
            day=row.day("day") or date.max,
            counter=row.text("counter"),
            unit=row.text("unit"),
            value=Decimal(row.text("value")),
            visits=int(_visits(row)),
        )
        for row in rows
    ]
    return DailyVisits.objects.bulk_create(found)


def undo_visits(ids: Sequence[int], _about: Import) -> None:
    DailyVisits.objects.filter(pk__in=ids).delete()


def check_columns(rows: Sequence[Row], _about: Import) -> Iterator[Fault]:
    """Enter every row and take all of them back: what is refused now would be refused then."""
    labels = {column.key: column.label for column in WEB_COLUMNS} | {"on": WEB_COLUMNS[4].label}
    faults = []
    with transaction.atomic():
        for row in rows:
            try:
                with transaction.atomic():
                    _enter_column(row)
            except InvalidInput as error:
                faults.append(Fault(row.number, labels.get(error.where), error.message, error.hint))
        transaction.set_rollback(True)
    yield from faults


def write_columns(rows: Sequence[Row], _about: Import) -> list[WebColumn]:
    return [_enter_column(row) for row in rows]


def undo_columns(ids: Sequence[int], _about: Import) -> None:
    ColumnFact.objects.filter(column__in=ids).delete()
    WebColumn.objects.filter(pk__in=ids).update(parent=None)
    WebColumn.objects.filter(pk__in=ids).delete()


def check_words(rows: Sequence[Row], about: Import) -> Iterator[Fault]:
    labels = {column.key: column.label for column in WORD_COLUMNS}
    root = PublicBody.objects.get(pk=about.body_id)
    faults = []
    with transaction.atomic():
        for row in rows:
            try:
                with transaction.atomic():
                    enter_word(root, row.text("word"), row.text("says"), about.at)
            except InvalidInput as error:
                faults.append(Fault(row.number, labels.get(error.where), error.message, error.hint))
        transaction.set_rollback(True)
    yield from faults


def write_words(rows: Sequence[Row], about: Import) -> list[SiteWord]:
    root = PublicBody.objects.get(pk=about.body_id)
    return [enter_word(root, row.text("word"), row.text("says"), about.at) for row in rows]


def undo_words(ids: Sequence[int], _about: Import) -> None:
    SiteWord.objects.filter(pk__in=ids).delete()


def _enter_column(row: Row) -> WebColumn:
    site = _sites([row]).get(row.number_of("body"))
    if site is None:
        words = Text("该单位没有登记网站。", "No website is entered for this body.")
        raise InvalidInput("website-unknown", words, where="body")
    parent = WebColumn.objects.filter(website=site, key=row.text("parent")).first() if row.text("parent") else None
    if row.text("parent") and parent is None:
        words = Text("没有这个上级栏目。", "There is no such parent.")
        hint = Text("上级应在其下级之前。", "Parents come first.")
        raise InvalidInput("column-parent", words, where="parent", hint=hint)
    on, key = row.day("opened_on"), row.text("key")
    assert on is not None, "a required column"
    said = ColumnWords(
        column_type=row.text("column_type") or STANDARD.get(key, "catalogue"),
        description=row.text("description"),
        keywords=row.text("keywords"),
        position=WebColumn.objects.filter(website=site).count(),
        adds_up=row.text("adds_up") == "yes",
    )
    return enter_column(site, key, row.text("name"), on, parent, said)


def _sites(rows: Sequence[Row]) -> dict[int, Website]:
    """The website that each body named here publishes on."""
    bodies = PublicBody.objects.filter(pk__in={row.number_of("body") for row in rows})
    found = {body.pk: website_of(body) for body in bodies}
    return {pk: site for pk, site in found.items() if site is not None}


def _visits(row: Row) -> Decimal:
    """The figure in the base of its unit."""
    unit = UNITS.get(row.text("unit"))
    return Decimal(row.text("value")) * (unit.factor if unit else 1)


def _body_of_site(subject: models.Model) -> int | None:
    website = getattr(subject, "website", None)
    return website.public_body_id if website is not None else None


VISITS = Template(
    "visits",
    Text("网站访问量", "Visits of the website"),
    VISIT_COLUMNS,
    act="channels.import_visits",
    write=write_visits,
    undo=undo_visits,
    check=check_visits,
    find_bodies=bodies_by_name,
    body_of=_body_of_site,
    roles=frozenset({"office_head"}),
)
COLUMNS = Template(
    "columns",
    Text("网站栏目", "Columns of the website"),
    WEB_COLUMNS,
    act="channels.import_column",
    write=write_columns,
    undo=undo_columns,
    check=check_columns,
    find_bodies=bodies_by_name,
    body_of=_body_of_site,
    roles=frozenset({"office_head"}),
)
WORDS = Template(
    "words",
    Text("筛查词库", "Words of the screening"),
    WORD_COLUMNS,
    act="channels.import_word",
    write=write_words,
    undo=undo_words,
    check=check_words,
    roles=frozenset({"office_head"}),
)
TEMPLATES = (VISITS, COLUMNS, WORDS)
