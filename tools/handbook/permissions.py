"""docs/reference/permissions.md: roles, who makes which move, and the door of every route, from the tables."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from gongkai.bilingual import Text
from tools.handbook.markdown import both, code, page_of, table

if TYPE_CHECKING:
    from gongkai.apps.accounts.doors import Door

INTRODUCTION = """
本页由权限表生成。没有列入的地址一律不通；看不到的对象回答“没有此页”（404），看得到而无权办理的回答“不能打开”（403）。
`tests/server/test_doors.py` 以无登录、他单位、无此角色、有此角色和他政府的身份逐一走过每个地址。

This page is written from the permission table. An address without a row is shut. What a person may not see is
answered as not found (404), what they may see but not do as not permitted (403). `tests/server/test_doors.py` walks
every address as nobody, from the wrong body, in the wrong role, in the right role, and from another government.
"""

RULES = """
- 角色按单位授予，自某日起、至某日止；可及于下属单位。
  Roles are given in a body, from a day to a day, and may reach the bodies below it.
- 没有人可以给自己授权；安全管理员只能在自己管理的单位授权。
  Nobody widens their own rights; a security administrator gives roles in their own bodies only.
- 审计员、安全管理员、系统管理员分由三人担任，且不兼业务角色（`GONGKAI_SEPARATE_DUTIES`）。
  Auditor, security administrator and operator are three people, none of whom holds a business role.
- 最后一名安全管理员不能撤销。
  The last security administrator of a body cannot be removed.
- 委托只及委托人本人获授的业务角色，不得转委托；每一项操作记明代谁办理。
  A delegation passes on business roles that were granted to the giver, and is not passed on; every act says on whose
  behalf it was done.
- 纸质签批以签字人的角色为准，并记录登记人。
  A decision on paper needs the role of the signer, and records who entered it.
"""

EVERYBODY = Text("所有人", "everybody")
SIGNED_IN = Text("已登录的人员", "whoever is signed in")
STAFF = Text("全部业务角色", "every business role")


def page() -> str:
    _load()
    from gongkai.apps.accounts.roles import ROLES

    kinds = {True: Text("业务", "business"), False: Text("监督与管理", "control")}
    roles = ((code(role.name), role.label.zh, role.label.en, both(kinds[role.is_business])) for role in ROLES.values())
    return page_of(
        "权限 Permissions",
        INTRODUCTION,
        "## 角色 Roles",
        table(("编号 id", "角色", "role", "类别 kind"), roles),
        RULES,
        "## 操作 Moves",
        table(("流程 flow", "操作 move", "由谁 by", "依据 basis"), _moves()),
        "## 地址 Routes",
        table(("地址 address", "编号 route", "谁可通过 who passes"), _routes()),
    )


def _load() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()


def _moves() -> Iterator[tuple[str, ...]]:
    from gongkai.apps.accounts.moves import maker_of
    from gongkai.desk.accounts.acts import FLOWS

    for flow in (flow for flows in FLOWS.values() for flow in flows):
        for move in flow.moves:
            yield both(flow.label), both(move.label), both(maker_of(move)), code(move.cite)


def _routes() -> list[tuple[str, ...]]:
    from django.urls import get_resolver

    from gongkai.server.doors import DOORS

    found = sorted(_addresses(get_resolver().url_patterns, "/", ""))
    return [(code(address), code(name), _who(DOORS[name])) for address, name in found if name in DOORS]


def _addresses(patterns: Sequence[Any], before: str, space: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        address = f"{before}{one.pattern}"
        if hasattr(one, "url_patterns"):
            yield from _addresses(one.url_patterns, address, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield address, f"{space}{one.name}"


def _who(door: Door) -> str:
    from gongkai.apps.accounts.roles import BUSINESS, ROLES

    if door.audience != "roles":
        return both(EVERYBODY if door.audience == "public" else SIGNED_IN)
    rest = door.roles
    told: list[Text] = []
    if rest >= BUSINESS:
        told, rest = [STAFF], rest - BUSINESS
    told += [role.label for name, role in ROLES.items() if name in rest]
    return both(Text("、".join(one.zh for one in told), ", ".join(one.en for one in told)))
