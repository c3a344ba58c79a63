"""The roles of staff, as data: what each is called and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.bilingual import Text


@dataclass(frozen=True, slots=True)
class Role:
    """An office a person holds in a body.

    is_business   takes part in disclosure work; the three offices of control do not
    """

    name: str
    label: Text
    is_business: bool = True


ROLES: dict[str, Role] = {
    role.name: role
    for role in (
        Role("inbound_clerk", Text("收件登记员", "Inbound clerk")),
        Role("clerk", Text("经办人", "Clerk")),
        Role("first_reviewer", Text("一审", "First reviewer")),
        Role("second_reviewer", Text("二审", "Second reviewer")),
        Role("third_reviewer", Text("三审", "Third reviewer")),
        Role("secrecy_reviewer", Text("保密审查员", "Secrecy reviewer")),
        Role("legal_adviser", Text("法律顾问", "Legal adviser")),
        Role("handler", Text("承办人", "Handler")),
        Role("office_head", Text("公开机构负责人", "Disclosure-office head")),
        Role("leader", Text("签发领导", "Leader who signs")),
        Role("publisher", Text("发布员", "Publisher")),
        Role("superior", Text("上级主管", "Superior office")),
        Role("auditor", Text("审计员", "Auditor"), is_business=False),
        Role("security_admin", Text("安全管理员", "Security administrator"), is_business=False),
        Role("operator", Text("系统管理员", "Operator"), is_business=False),
    )
}
BUSINESS = frozenset(name for name, role in ROLES.items() if role.is_business)
CONTROL = frozenset(ROLES) - BUSINESS
APPLICANT = Role("applicant", Text("申请人", "Applicant"), is_business=False)
"""Who asked for information: no office, never granted, only named by the moves that are theirs."""
