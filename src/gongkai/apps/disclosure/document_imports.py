"""The import template of normative documents: those of earlier years, with what befell them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.html import linebreaks
from django.utils.timezone import localdate

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.selectors import bodies_by_name
from gongkai.apps.core.imports_templates import Column, Fault, Import, Row, Template
from gongkai.apps.disclosure.cleaning import clean
from gongkai.apps.disclosure.document_flow import DOCUMENT_KINDS, NORMATIVE, RULES
from gongkai.apps.disclosure.models import CoIssuer, NormativeDocument, StatusEvent
from gongkai.apps.disclosure.personal_words import personal_faults
from gongkai.apps.disclosure.services.documents import check_power, names_of
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.text.document_numbers import document_number

AHEAD = Text("日期晚于今天。", "The day lies ahead.")

_BY = Text("废止、修改它的文件：文号或名称。", "The document by which it was done: its number or name.")
COLUMNS = (
    Column("body", Text("制发单位", "Issued by"), "body", is_required=True, example="示范县"),
    Column("kind", Text("文件类别", "Kind"), "choice", example=DOCUMENT_KINDS[NORMATIVE].zh, choices=DOCUMENT_KINDS),
    Column("title", Text("标题", "Title"), is_required=True, example="示范县演示管理办法", most=200),
    Column("number", Text("发文字号", "Document number"), example="示政规〔2021〕1号", most=60),
    Column(
        "co_issuers",
        Text("联合制发单位", "Issued together with"),
        example="民政局、财政局",
        help=Text("以顿号分开；只由牵头单位统计。", "Between commas; only the lead counts it."),
    ),
    Column("formed_on", Text("成文日期", "Formed on"), "date", is_required=True, example="2021-03-01"),
    Column(
        "issued_on",
        Text("制发日期", "Issued on"),
        "date",
        example="2021-03-03",
        help=Text("不填的，按成文日期。", "The day it was formed where blank."),
    ),
    Column("effective_on", Text("施行日期", "In effect from"), "date", example="2021-04-01"),
    Column(
        "valid_until",
        Text("有效期至", "Valid until"),
        "date",
        example="2026-03-31",
        help=Text("有效期的最后一天；次日自动失效。", "The last day of its validity; it lapses on the day after."),
    ),
    Column("posted_on", Text("公开日期", "Made public on"), "date", example="2021-03-10"),
    Column("amended_on", Text("修改日期", "Amended on"), "date", example="2023-05-01"),
    Column("amended_by", Text("修改依据", "Amended by"), example="示政规〔2023〕2号", help=_BY, most=200),
    Column("repealed_on", Text("废止日期", "Repealed on"), "date", example="2024-06-01"),
    Column("repealed_by", Text("废止依据", "Repealed by"), example="示政规〔2024〕4号", help=_BY, most=200),
    Column(
        "stated_review",
        Text("合法性审核", "Legality review"),
        example="司法局，2021-02-20，合法",
        help=Text("按原记录照填，只作为文字保存。", "As the old record states it; kept as words."),
        most=300,
    ),
    Column("text", Text("正文", "Text"), example="第一条……", most=100_000),
)
_LABELS = {column.key: column.label for column in COLUMNS}


def _fault(row: Row, key: str, words: Text, hint: Text | None = None) -> Fault:
    return Fault(row.number, _LABELS[key], words, hint)


def check(rows: Sequence[Row], about: Import) -> Iterator[Fault]:
    """Days in order, an end with the document that brought it, power to make rules, numbers once; no personal data."""
    today = localdate(about.at)
    yield from personal_faults(rows, COLUMNS, about)
    bodies = PublicBody.objects.in_bulk({row.number_of("body") for row in rows})
    seen: dict[tuple[int, str], int] = {}
    taken = set(_taken(bodies))
    for row in rows:
        yield from _days(row, today)
        yield from _ends(row)
        yield from _power(row, bodies)
        key = (row.number_of("body"), document_number(row.text("number")))
        if key[1] and (key in taken or key in seen):
            yield _fault(
                row,
                "number",
                Text("文号“{number}”已经有了。", "The number {number} is there already.").format(number=key[1]),
            )
        seen[key] = row.number


def _taken(bodies: Mapping[int, PublicBody]) -> Iterator[tuple[int, str]]:
    numbered = NormativeDocument.objects.filter(public_body__in=bodies).exclude(number_key="")
    yield from numbered.values_list("public_body_id", "number_key")


def _issued_on(row: Row) -> date | None:
    return row.day("issued_on") or row.day("formed_on")


def _days(row: Row, today: date) -> Iterator[Fault]:
    formed, issued = row.day("formed_on"), _issued_on(row)
    for key in ("formed_on", "issued_on", "posted_on", "amended_on", "repealed_on"):
        day = row.day(key)
        if day is not None and day > today:
            yield _fault(row, key, AHEAD)
        elif day is not None and formed is not None and day < formed:
            yield _fault(row, key, Text("早于成文日期。", "It lies before the day it was formed."))
    for key in ("amended_on", "repealed_on", "valid_until"):
        day = row.day(key)
        if day is not None and issued is not None and day < issued:
            yield _fault(row, key, Text("早于制发日期。", "It lies before the day of issue."))


def _ends(row: Row) -> Iterator[Fault]:
    until, repealed = row.day("valid_until"), row.day("repealed_on")
    if until is not None and repealed is not None and repealed > until:
        words = Text(
            "有效期已先届满，文件已失效，不再废止。", "Its validity had run out: it lapsed, and was not repealed."
        )
        yield _fault(row, "repealed_on", words)
    for day, by in (("amended_on", "amended_by"), ("repealed_on", "repealed_by")):
        if row.day(day) is not None and not row.text(by):
            yield _fault(row, by, Text("请写明依据的文件。", "Name the document by which it was done."))
        if row.day(day) is None and row.text(by):
            yield _fault(row, day, Text("请填写日期。", "Give the day."))


def _power(row: Row, bodies: Mapping[int, PublicBody]) -> Iterator[Fault]:
    body, issued = bodies.get(row.number_of("body")), _issued_on(row)
    if row.text("kind") == RULES and body is not None and issued is not None:
        try:
            check_power(RULES, body, issued)
        except InvalidInput as error:
            yield _fault(row, "kind", error.message)


def write(rows: Sequence[Row], about: Import) -> list[NormativeDocument]:
    """The documents, then their co-issuers and events; a basis that is in the register is bound to it."""
    documents = NormativeDocument.objects.bulk_create([_document(row, about) for row in rows])
    pairs = list(zip(documents, rows, strict=True))
    known = known_documents(about)
    names = {name for row in rows for name in names_of(row.text("co_issuers"))}
    found = bodies_by_name(names, about.body_id) if names else {}
    CoIssuer.objects.bulk_create(
        CoIssuer(document=document, name=name, public_body_id=found.get(name))
        for document, row in pairs
        for name in names_of(row.text("co_issuers"))
    )
    today = localdate(about.at)
    StatusEvent.objects.bulk_create(
        StatusEvent(document=document, recorded_at=about.at, **told)
        for document, row in pairs
        for told in _events(document, row, known, today)
    )
    return documents


def _document(row: Row, about: Import) -> NormativeDocument:
    text = row.text("text")
    document = NormativeDocument(
        public_body_id=row.number_of("body"),
        origin="imported",
        kind=row.text("kind") or NORMATIVE,
        state="repealed" if row.day("repealed_on") else "issued",
        title=row.text("title"),
        created_at=about.at,
        formed_on=row.day("formed_on"),
        issued_on=_issued_on(row),
        effective_on=row.day("effective_on") or _issued_on(row),
        body_html=clean(linebreaks(text, autoescape=True)) if text else "",
        **{key: row.day(key) for key in ("valid_until", "posted_on", "amended_on", "repealed_on")},
        stated_review=row.text("stated_review"),
    )
    document.take_number(row.text("number"))
    return document


def known_documents(about: Import) -> dict[str, int]:
    """Documents of this government by number and by title; of several with one title none."""
    found: dict[str, int] = {}
    double: set[str] = set()
    root = PublicBody.objects.get(pk=about.body_id)
    listed = NormativeDocument.objects.filter(public_body__path__startswith=root.path)
    for pk, title, number in listed.values_list("pk", "title", "number_key"):
        for key in filter(None, (title, number)):
            if key in found:
                double.add(key)
            found[key] = pk
    return {key: pk for key, pk in found.items() if key not in double}


def find_document(words: str, known: Mapping[str, int]) -> int | None:
    """The id of the document that these words name by its number or its title."""
    return known.get(document_number(words)) or known.get(words.strip().strip("《》"))


def _events(document: NormativeDocument, row: Row, known: Mapping[str, int], today: date) -> Iterator[dict[str, Any]]:
    """What befell it, as the fields of a StatusEvent."""
    yield {"kind": "issued", "on": document.issued_on, "until": document.valid_until}
    for kind, day, key in (
        ("amended", document.amended_on, "amended_by"),
        ("repealed", document.repealed_on, "repealed_by"),
    ):
        if day is not None:
            basis = find_document(row.text(key), known)
            by = {"by_document_id": basis} if basis not in (None, document.pk) else {"by_words": row.text(key)}
            yield {"kind": kind, "on": day, **by}
    lapse = document.lapses_on
    if lapse is not None and lapse <= today:
        yield {"kind": "lapsed", "on": lapse}


def undo(ids: Sequence[int], _about: Import) -> None:
    CoIssuer.objects.filter(document__in=ids).delete()
    StatusEvent.objects.filter(document__in=ids).delete()
    NormativeDocument.objects.filter(pk__in=ids, origin="imported").delete()


DOCUMENTS = Template(
    "normative_documents",
    Text("规范性文件库", "Normative documents"),
    COLUMNS,
    act="disclosure.import",
    write=write,
    undo=undo,
    check=check,
    find_bodies=bodies_by_name,
    roles=frozenset({"office_head"}),
)
TEMPLATES = (DOCUMENTS,)
