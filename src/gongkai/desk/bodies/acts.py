"""The acts on a body as the desk offers them: label, form, service, and what the preview says will happen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.bodies import services
from gongkai.apps.bodies.models import Appointment, Government, PublicBody
from gongkai.apps.bodies.services.offices import Office
from gongkai.bilingual import Text
from gongkai.desk.bodies import forms

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """One act.

    run         (subject, what the form gave, request): calls the service
    effect      what will happen, for the preview
    is_grave    it ends something: the button warns
    is_for      whether it is offered for this body
    """

    name: str
    label: Text
    form: type[forms.ActForm]
    run: Callable[[Any, Given, StaffRequest], object]
    effect: Text
    is_grave: bool = False
    is_for: Callable[[PublicBody], bool] = lambda body: body.valid_to is None


def _register(body: PublicBody, given: Given, request: StaffRequest) -> PublicBody:
    return services.register_body(
        kind=given["kind"],
        name=given["name"],
        parent=body,
        valid_from=given["valid_from"],
        division_code=given["division_code"],
        credit_code=given["credit_code"],
        credit_code_confirmed=given["confirmed"],
        by=request.user.actor,
        at=request.now,
    )


def _rename(body: PublicBody, given: Given, request: StaffRequest) -> object:
    return services.rename_body(body, name=given["name"], on=given["on"], by=request.user.actor, at=request.now)


def _move(body: PublicBody, given: Given, request: StaffRequest) -> object:
    return services.move_body(body, parent=given["parent"], on=given["on"], by=request.user.actor, at=request.now)


def _abolish(body: PublicBody, given: Given, request: StaffRequest) -> object:
    return services.abolish_body(body, on=given["on"], reason=given["reason"], by=request.user.actor, at=request.now)


def _merge(body: PublicBody, given: Given, request: StaffRequest) -> object:
    return services.merge_bodies(
        bodies=[body, *given["with_others"]],
        into=given["into"],
        on=given["on"],
        reason=given["reason"],
        by=request.user.actor,
        at=request.now,
    )


def _split(body: PublicBody, given: Given, request: StaffRequest) -> object:
    return services.split_body(
        body,
        into=list(given["into"]),
        members_to=given["members_to"],
        continues=given["continues"],
        on=given["on"],
        reason=given["reason"],
        by=request.user.actor,
        at=request.now,
    )


def _division_code(body: PublicBody, given: Given, request: StaffRequest) -> object:
    return services.change_division_code(
        body, code=given["code"], on=given["on"], by=request.user.actor, at=request.now
    )


def _credit_code(body: PublicBody, given: Given, request: StaffRequest) -> object:
    return services.change_credit_code(
        body,
        code=given["code"],
        on=given["on"],
        confirmed=given["confirmed"],
        by=request.user.actor,
        at=request.now,
    )


def _supervise(body: PublicBody, given: Given, request: StaffRequest) -> object:
    government = Government.objects.get(body=body)
    return services.designate_supervising_office(
        government, office=given["office"], on=given["on"], by=request.user.actor, at=request.now
    )


def _office(body: PublicBody, given: Given, request: StaffRequest) -> object:
    office = Office(**{name: value for name, value in given.items() if name != "on"})
    return services.set_disclosure_office(body, office, on=given["on"], by=request.user.actor, at=request.now)


def _person(given: Given) -> dict[str, Any]:
    account = given["account"]
    return {
        "name": given["name"],
        "title": given["title"],
        "phone": given["phone"],
        "account_id": account.pk if account else None,
        "on": given["on"],
    }


def _appoint(body: PublicBody, given: Given, request: StaffRequest) -> object:
    return services.appoint(body, post=given["post"], **_person(given), by=request.user.actor, at=request.now)


def _end(appointment: Appointment, given: Given, request: StaffRequest) -> object:
    return services.end_appointment(appointment, last_day=given["last_day"], by=request.user.actor, at=request.now)


def _hand_over(appointment: Appointment, given: Given, request: StaffRequest) -> object:
    lines = given["items"].splitlines()
    return services.hand_over(appointment, items=lines, **_person(given), by=request.user.actor, at=request.now)


def _by_name(*acts: Act) -> dict[str, Act]:
    return {act.name: act for act in acts}


STAYS = Text("原有记录保留，可按日期查询。", "What held before stays on record for its days.")

TREE_ACTS = _by_name(
    Act(
        "register",
        Text("登记下属单位", "Enter a body below"),
        forms.RegisterForm,
        _register,
        Text("登记后即在门户网站的机构目录中公开。", "It is shown at once in the register on the portal."),
        is_for=lambda body: body.valid_to is None and body.kind not in ("village", "community", "public_service"),
    ),
    Act("rename", Text("更名", "Rename"), forms.RenameForm, _rename, STAYS),
    Act(
        "move",
        Text("调整隶属关系", "Move"),
        forms.MoveForm,
        _move,
        Text(
            "其下属单位随之调整，原有记录保留。",
            "All that stands below it moves along; what held before stays on record.",
        ),
    ),
    Act(
        "division-code",
        Text("变更行政区划代码", "Change the division code"),
        forms.DivisionCodeForm,
        _division_code,
        STAYS,
        is_for=lambda body: body.valid_to is None and bool(body.rule.division_digits),
    ),
    Act(
        "credit-code", Text("变更统一社会信用代码", "Change the credit code"), forms.CreditCodeForm, _credit_code, STAYS
    ),
    Act(
        "supervise",
        Text("指定主管部门", "Designate the supervising office"),
        forms.SuperviseForm,
        _supervise,
        Text("原主管部门至前一日止。", "The office before supervises until the day before."),
        is_for=lambda body: Government.objects.filter(body=body).exists(),
    ),
    Act(
        "merge",
        Text("合并到其他单位", "Merge into another body"),
        forms.MergeForm,
        _merge,
        Text(
            "被合并的单位至前一日止，其下属单位转到合并后的单位。",
            "They exist until the day before; what stands below them passes to the one that carries on.",
        ),
        is_grave=True,
    ),
    Act(
        "split",
        Text("拆分", "Split"),
        forms.SplitForm,
        _split,
        Text(
            "承接关系记入沿革；不保留的单位至前一日止。",
            "Who carries on is kept as history; a body that does not go on exists until the day before.",
        ),
        is_grave=True,
    ),
    Act(
        "abolish",
        Text("撤销", "Abolish"),
        forms.AbolishForm,
        _abolish,
        Text(
            "该单位至前一日止，任职随之结束，原有记录保留。",
            "The body exists until the day before; its posts end; what it was stays on record.",
        ),
        is_grave=True,
    ),
)
OFFICE_ACTS = _by_name(
    Act(
        "contact",
        Text("填报公开工作机构", "State the disclosure office"),
        forms.OfficeForm,
        _office,
        Text("联系方式在门户网站公开。", "The contact is shown on the portal."),
    ),
    Act(
        "appoint",
        Text("任职", "Appoint"),
        forms.AppointForm,
        _appoint,
        Text("姓名和职务公开，个人电话不公开。", "Name and title are public, the telephone is not."),
    ),
)
APPOINTMENT_ACTS = _by_name(
    Act("end", Text("免职", "End the appointment"), forms.EndForm, _end, STAYS, is_grave=True),
    Act(
        "hand-over",
        Text("交接", "Hand over"),
        forms.HandOverForm,
        _hand_over,
        Text(
            "原专职人员至前一日止，由接任人员负责，双方确认后交接完成。",
            "The officer before serves until the day before; it is complete when both have confirmed.",
        ),
    ),
)
