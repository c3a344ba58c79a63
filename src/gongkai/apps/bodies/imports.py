"""Import templates of the register: bodies with their offices, and the people in their posts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from django.db import models, transaction
from django.utils.timezone import localdate

from gongkai.apps.bodies.kinds import KINDS
from gongkai.apps.bodies.models import Appointment, BodyCode, BodyName, DisclosureOffice, Placement, PublicBody
from gongkai.apps.bodies.posts import POSTS
from gongkai.apps.bodies.selectors import bodies_by_name
from gongkai.apps.bodies.services.checks import refused
from gongkai.apps.bodies.services.offices import Office, Person, clean_office, enter_appointment
from gongkai.apps.bodies.services.tree import NewBody, enter_body
from gongkai.apps.core.imports_templates import Column, Fault, Import, Row, Template
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

Written = TypeVar("Written", bound=models.Model)
Enter = Callable[[Row, Import], Written]

OFFICE_FIELDS = ("name", "address", "post_code", "office_hours", "phone", "fax", "email", "web_address")

BODY_COLUMNS = (
    Column("name", Text("单位名称", "Name"), is_required=True, example="第1乡镇", most=100),
    Column(
        "kind",
        Text("单位类型", "Kind"),
        "choice",
        is_required=True,
        example="乡镇",
        choices={name: rule.label for name, rule in KINDS.items()},
    ),
    Column(
        "parent",
        Text("上级单位", "Parent"),
        example="示范县",
        most=100,
        help=Text(
            "上级单位的名称或代码，须在系统中或在本文件前面的行中；不填为本级政府。",
            "Name or code of the body above: in the register or in a row before; blank for the government itself.",
        ),
    ),
    Column("valid_from", Text("设立日期", "First day"), "date", example="2019-03-01"),
    Column("division_code", Text("行政区划代码", "Division code"), example="992321101", most=12),
    Column("credit_code", Text("统一社会信用代码", "Unified social credit code"), most=18),
    Column(
        "credit_code_confirmed",
        Text("代码已与证书核对", "Code compared with the certificate"),
        "choice",
        choices={"yes": Text("是", "yes"), "no": Text("否", "no")},
        help=Text("校验位不符而证书确实如此时填“是”。", "yes, when the check fails and the certificate says so."),
    ),
    Column("office_name", Text("公开工作机构", "Disclosure office"), most=100),
    Column("office_address", Text("办公地址", "Office address"), most=200),
    Column("office_post_code", Text("邮政编码", "Post code"), most=6),
    Column("office_office_hours", Text("办公时间", "Office hours"), most=200),
    Column("office_phone", Text("联系电话", "Office telephone"), most=40),
    Column("office_fax", Text("传真", "Office fax"), most=40),
    Column("office_email", Text("电子邮箱", "Office e-mail"), most=200),
    Column("office_web_address", Text("网络联系方式", "Office web address"), most=200),
)

APPOINTMENT_COLUMNS = (
    Column("body", Text("单位", "Public body"), "body", is_required=True, example="示范县"),
    Column(
        "post",
        Text("职位", "Post"),
        "choice",
        is_required=True,
        example="专职人员",
        choices={name: rule.label for name, rule in POSTS.items()},
    ),
    Column("name", Text("姓名", "Name of the person"), is_required=True, example="演示甲", most=60),
    Column("title", Text("职务", "Title"), example="办公室主任", most=100),
    Column("phone", Text("联系电话（不公开）", "Telephone (for staff only)"), most=40),
    Column("valid_from", Text("任职日期", "First day"), "date", is_required=True, example="2021-01-01"),
    Column("last_day", Text("任职至", "Last day"), "date"),
    Column("position", Text("排序", "Place in lists"), "integer"),
)


def write_bodies(rows: Sequence[Row], about: Import) -> list[PublicBody]:
    return [_enter_body(row, about) for row in rows]


def write_appointments(rows: Sequence[Row], about: Import) -> list[Appointment]:
    return [_enter_appointment(row, about) for row in rows]


def check_bodies(rows: Sequence[Row], about: Import) -> Iterator[Fault]:
    return _tried(rows, about, _enter_body, BODY_COLUMNS)


def check_appointments(rows: Sequence[Row], about: Import) -> Iterator[Fault]:
    return _tried(rows, about, _enter_appointment, APPOINTMENT_COLUMNS)


def undo_bodies(pks: Collection[int], _about: Import) -> None:
    """Delete bodies and their first facts; refused by the database once anything else points to one of them."""
    for facts in (BodyName, Placement, BodyCode, DisclosureOffice):
        facts._default_manager.filter(public_body__in=pks).delete()
    PublicBody.objects.filter(pk__in=pks).update(parent=None)
    PublicBody.objects.filter(pk__in=pks).delete()


def undo_appointments(pks: Collection[int], _about: Import) -> None:
    Appointment.objects.filter(pk__in=pks).delete()


def _tried(rows: Sequence[Row], about: Import, enter: Enter[Written], columns: Iterable[Column]) -> Iterator[Fault]:
    """Enter every row and take all of them back: what is refused now would be refused then."""
    labels = {column.key: column.label for column in columns}
    faults: list[Fault] = []
    with transaction.atomic():
        for row in rows:
            try:
                with transaction.atomic():
                    enter(row, about)
            except InvalidInput as error:
                label = labels.get(error.where)
                faults.append(Fault(row.number, label, error.message, error.hint))
        transaction.set_rollback(True)
    yield from faults


def _enter_body(row: Row, about: Import) -> PublicBody:
    parent = _parent(row.text("parent"), about.body_id)
    new = NewBody(
        row.text("kind"),
        row.text("name"),
        parent,
        row.day("valid_from"),
        row.text("division_code"),
        row.text("credit_code"),
        row.text("credit_code_confirmed") == "yes",
    )
    body = enter_body(new, localdate(about.at))
    given = {field: row.text(f"office_{field}") for field in OFFICE_FIELDS}
    if any(given.values()):
        try:
            words = clean_office(Office(**given))
        except InvalidInput as error:
            error.where = f"office_{error.where}"
            raise
        DisclosureOffice.objects.create(public_body=body, valid_from=body.valid_from, **words)
    return body


def _enter_appointment(row: Row, _about: Import) -> Appointment:
    person = Person(
        row.text("post"), row.text("name"), row.text("title"), row.text("phone"), position=row.number_of("position")
    )
    body = PublicBody.objects.get(pk=row.number_of("body"))
    return enter_appointment(body, person, on=row.day("valid_from") or date.max, last_day=row.day("last_day"))


def _parent(word: str, root: int) -> PublicBody:
    """The body of that name or code inside the government; the government itself for none."""
    pk = bodies_by_name([word], root).get(word) if word else root
    if pk is None:
        raise refused(
            "parent-unknown",
            Text("没有找到“{name}”，或有多个同名单位。", "There is no body {name}, or there are several."),
            where="parent",
            hint=Text(
                "上级单位应在其下级之前；同名时请填代码。", "Parents come first; where names repeat, give a code."
            ),
            name=word,
        )
    return PublicBody.objects.get(pk=pk)


def _body_of_body(subject: models.Model) -> int | None:
    found: int | None = subject.pk
    return found


BODIES = Template(
    "bodies",
    Text("组织机构", "Public bodies"),
    BODY_COLUMNS,
    "bodies.import_body",
    write=write_bodies,
    undo=undo_bodies,
    check=check_bodies,
    body_of=_body_of_body,
)
APPOINTMENTS = Template(
    "appointments",
    Text("任职人员", "Appointments"),
    APPOINTMENT_COLUMNS,
    "bodies.import_appointment",
    write=write_appointments,
    undo=undo_appointments,
    check=check_appointments,
    find_bodies=bodies_by_name,
)
TEMPLATES = (BODIES, APPOINTMENTS)
