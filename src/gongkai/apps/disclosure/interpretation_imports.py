"""The import templates of interpretations and of the rule book: those of earlier years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Max, Model
from django.utils.html import linebreaks
from django.utils.timezone import localdate

from gongkai.apps.bodies.selectors import bodies_by_name
from gongkai.apps.core.imports_templates import Column, Fault, Import, Row, Template
from gongkai.apps.disclosure.cleaning import clean
from gongkai.apps.disclosure.document_flow import FORMS, RULE_BOOK_KINDS, RULE_BOOK_TOPICS
from gongkai.apps.disclosure.document_imports import AHEAD, find_document, known_documents
from gongkai.apps.disclosure.models import Interpretation, RuleBookEntry, RuleBookVersion
from gongkai.apps.disclosure.personal_words import personal_faults
from gongkai.bilingual import Text

YES_NO = {"yes": Text("是", "Yes"), "no": Text("否", "No")}
_TEXT = Column("text", Text("正文", "Text"), example="……", most=100_000)
_BODY = Column("body", Text("发布单位", "Public body"), "body", is_required=True, example="示范县")
_POSTED = Column("posted_on", Text("公开日期", "Made public on"), "date", is_required=True, example="2021-03-05")

PIECE_COLUMNS = (
    _BODY,
    Column("title", Text("标题", "Title"), is_required=True, example="《示范县演示管理办法》解读", most=200),
    Column("form", Text("解读形式", "Form"), "choice", is_required=True, example="图文图解", choices=FORMS),
    _POSTED,
    Column(
        "document",
        Text("所解读的文件", "Document it interprets"),
        example="示政规〔2021〕1号",
        help=Text("文件库中文件的文号或标题。", "Its number or title in the register of documents."),
        most=200,
    ),
    Column(
        "about",
        Text("其他解读事项", "Other matter"),
        example="县政府第3次常务会议",
        help=Text("解读的不是库中文件时填写。", "Where it is no document of the register."),
        most=200,
    ),
    Column("is_continued", Text("持续解读", "Continued"), "choice", example="否", choices=YES_NO),
    Column("source", Text("转载来源", "Source of a forwarded one"), example="省政府门户网站", most=200),
    _TEXT,
)
_PIECE_LABELS = {column.key: column.label for column in PIECE_COLUMNS}


def check_pieces(rows: Sequence[Row], about: Import) -> Iterator[Fault]:
    """Each interprets a document or another matter, a forwarded one names its source; none holds personal data."""
    today, known = localdate(about.at), known_documents(about)
    yield from personal_faults(rows, PIECE_COLUMNS, about)
    for row in rows:
        day = row.day("posted_on")
        if day is not None and day > today:
            yield Fault(row.number, _PIECE_LABELS["posted_on"], AHEAD)
        named = row.text("document")
        if named and find_document(named, known) is None:
            words = Text(
                "文件库中没有这份文件，或有多份同名。", "No document of the register, or more than one, is called so."
            )
            hint = Text("请先导入文件，或填文号。", "Import the documents first, or give the number.")
            yield Fault(row.number, _PIECE_LABELS["document"], words, hint)
        if not named and not row.text("about"):
            words = Text("请写明解读的文件或事项。", "Say which document or matter it interprets.")
            yield Fault(row.number, _PIECE_LABELS["document"], words)
        if row.text("form") == "forwarded" and not row.text("source"):
            words = Text("转载的解读须写明来源。", "A forwarded interpretation names its source.")
            yield Fault(row.number, _PIECE_LABELS["source"], words)


def write_pieces(rows: Sequence[Row], about: Import) -> list[Interpretation]:
    known = known_documents(about)
    return Interpretation.objects.bulk_create(
        Interpretation(
            public_body_id=row.number_of("body"),
            document_id=find_document(row.text("document"), known) if row.text("document") else None,
            about=row.text("about"),
            origin="imported",
            form=row.text("form"),
            title=row.text("title"),
            is_continued=row.text("is_continued") == "yes",
            source=row.text("source"),
            created_at=about.at,
            posted_on=row.day("posted_on"),
            body_html=_html(row),
        )
        for row in rows
    )


def undo_pieces(ids: Sequence[int], _about: Import) -> None:
    Interpretation.objects.filter(pk__in=ids, origin="imported").delete()


RULE_COLUMNS = (
    _BODY,
    Column("kind", Text("类别", "Kind"), "choice", is_required=True, example="制度", choices=RULE_BOOK_KINDS),
    Column("topic", Text("主题", "Topic"), "choice", is_required=True, example="信息发布", choices=RULE_BOOK_TOPICS),
    Column("title", Text("标题", "Title"), is_required=True, example="信息发布审核制度", most=200),
    Column("valid_from", Text("施行日期", "In effect from"), "date", is_required=True, example="2020-01-01"),
    Column("valid_until", Text("有效期至", "Valid until"), "date", example="2024-12-31"),
    _POSTED,
    _TEXT,
)
_RULE_LABELS = {column.key: column.label for column in RULE_COLUMNS}


def check_rules(rows: Sequence[Row], about: Import) -> Iterator[Fault]:
    """Days in order; the versions of one rule stand from the oldest on, and after those of the register."""
    today = localdate(about.at)
    yield from personal_faults(rows, RULE_COLUMNS, about)
    held = RuleBookVersion.objects.filter(entry__public_body__in={row.number_of("body") for row in rows})
    names = ("entry__public_body_id", "entry__kind", "entry__title")
    latest = {tuple(key): day for *key, day in held.values_list(*names).annotate(day=Max("valid_from"))}
    for row in rows:
        key = (row.number_of("body"), row.text("kind"), row.text("title"))
        begins, until, posted = row.day("valid_from"), row.day("valid_until"), row.day("posted_on")
        if posted is not None and posted > today:
            yield Fault(row.number, _RULE_LABELS["posted_on"], AHEAD)
        if begins is not None and until is not None and until < begins:
            words = Text("有效期止日早于施行日期。", "It ends before it begins.")
            yield Fault(row.number, _RULE_LABELS["valid_until"], words)
        if begins is not None and key in latest and begins <= latest[key]:
            words = Text("同一制度的版本请按施行日期先后填写。", "Give the versions of a rule from the oldest on.")
            yield Fault(row.number, _RULE_LABELS["valid_from"], words)
        if begins is not None:
            latest[key] = max(begins, latest.get(key, begins))


def write_rules(rows: Sequence[Row], about: Import) -> list[RuleBookVersion]:
    """A version for each row, and its entry where it is the first."""
    written: list[RuleBookVersion] = []
    for row in rows:
        entry, _is_new = RuleBookEntry.objects.get_or_create(
            public_body_id=row.number_of("body"),
            kind=row.text("kind"),
            title=row.text("title"),
            defaults={"topic": row.text("topic"), "created_at": about.at},
        )
        number = (entry.versions.aggregate(last=Max("number"))["last"] or 0) + 1
        begins = row.day("valid_from")
        assert begins is not None, "a required column"
        version = RuleBookVersion(entry=entry, number=number, origin="imported", valid_from=begins, created_at=about.at)
        version.valid_until, version.posted_on = row.day("valid_until"), row.day("posted_on")
        version.body_html = _html(row)
        version.save()
        written.append(version)
    return written


def undo_rules(ids: Sequence[int], _about: Import) -> None:
    """The versions, and entries that have none left."""
    versions = RuleBookVersion.objects.filter(pk__in=ids, origin="imported")
    entries = list(versions.values_list("entry_id", flat=True))
    versions.delete()
    RuleBookEntry.objects.filter(pk__in=entries, versions__isnull=True).delete()


def _body_of_version(subject: Model) -> int | None:
    assert isinstance(subject, RuleBookVersion)
    return subject.entry.public_body_id


def _html(row: Row) -> str:
    text = row.text("text")
    return clean(linebreaks(text, autoescape=True)) if text else ""


INTERPRETATIONS = Template(
    "interpretations",
    Text("政策解读", "Policy interpretations"),
    PIECE_COLUMNS,
    act="disclosure.import",
    write=write_pieces,
    undo=undo_pieces,
    check=check_pieces,
    find_bodies=bodies_by_name,
    roles=frozenset({"office_head"}),
)
RULE_BOOK = Template(
    "rule_book",
    Text("制度与流程图", "Rule book"),
    RULE_COLUMNS,
    act="disclosure.import",
    write=write_rules,
    undo=undo_rules,
    check=check_rules,
    find_bodies=bodies_by_name,
    body_of=_body_of_version,
    roles=frozenset({"office_head"}),
)
TEMPLATES = (INTERPRETATIONS, RULE_BOOK)
