"""The first acts on an installation and on a government, done at the shell because nobody can sign in there yet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import RoleGrant
from gongkai.apps.accounts.services import grant_role, open_account, reset_password
from gongkai.apps.bodies.models import Government
from gongkai.apps.bodies.selectors import bodies_known_as, government_by_slug
from gongkai.apps.bodies.services import add_host, open_government, register_body, remove_host, rename_government
from gongkai.apps.bodies.services.governments import normal_host
from gongkai.apps.core.actors import SYSTEM
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

ADMINISTRATOR = "security_admin"


@transaction.atomic
def found_government(
    *, name: str, kind: str, slug: str, division_code: str, hosts: tuple[str, ...], at: datetime
) -> Government:
    """Enter the root body of a government and answer for it."""
    body = register_body(kind=kind, name=name, parent=None, division_code=division_code, by=SYSTEM, at=at)
    return open_government(body, slug=slug, hosts=hosts, by=SYSTEM, at=at)


def serve_body(named: str, *, slug: str, hosts: tuple[str, ...], at: datetime) -> Government:
    """Answer for a body that stands in the register: a county below its city, a township.

    named   its name or code
    raises  InvalidInput where none or several bear it, where it is no government, or is served already
    """
    found = list(bodies_known_as(named, localdate(at)))
    if not found:
        raise InvalidInput("unknown-body", Text("没有这个单位。", "There is no such body."), where=named)
    if len(found) > 1:
        codes = "、".join(one.division_code or one.credit_code or f"{one.path}" for one in found)
        words = Text("有{count}个单位叫这个名称。", "{count} bodies are called so.").format(count=len(found))
        hint = Text("请改用代码：{codes}", "Name one by its code: {codes}").format(codes=codes)
        raise InvalidInput("body-ambiguous", words, where=named, hint=hint)
    return open_government(found[0], slug=slug, hosts=hosts, by=SYSTEM, at=at)


def answer_under(slug: str, host: str, *, at: datetime) -> str:
    """Let a government answer under a host name too; returns the name as it is kept. Raises InvalidInput."""
    return add_host(government_at(slug), host=host, by=SYSTEM, at=at).host


def no_longer_answer_under(slug: str, host: str, *, at: datetime) -> None:
    """Raises InvalidInput where the government has no such host name."""
    entry = government_at(slug).hosts.filter(host=normal_host(host)).first()
    if entry is None:
        words = Text("这一政府没有这个主机名。", "This government has no such host name.")
        raise InvalidInput("unknown-host", words, where=host)
    remove_host(entry, by=SYSTEM, at=at)


def rename(slug: str, new: str, *, at: datetime) -> None:
    """Another first part of the address; the old one leads on to it. Raises InvalidInput."""
    rename_government(government_at(slug), slug=new, by=SYSTEM, at=at)


@transaction.atomic
def create_first_administrator(*, username: str, name: str, slug: str, at: datetime) -> str:
    """The first security administrator of a government, with a password to be handed over once; returns it.

    raises  InvalidInput where there is no such government, or an administrator already: who opens the further accounts
    """
    government = government_at(slug)
    day = localdate(at)
    if RoleGrant.objects.filter(role=ADMINISTRATOR, public_body=government.body).holding_on(day).exists():
        words = Text("这一政府已有安全管理员。", "This government has a security administrator already.")
        hint = Text("其他账号由安全管理员在工作台上开立。", "The administrator opens further accounts on the desk.")
        raise InvalidInput("administrator-exists", words, where=slug, hint=hint)
    user = open_account(
        username=username, name=name, password=None, by=SYSTEM, at=at, home=government.body, must_change_password=True
    )
    grant_role(user, role=ADMINISTRATOR, body=government.body, covers_members=True, by=SYSTEM, at=at, valid_from=day)
    return reset_password(user, by=SYSTEM, at=at)


def government_at(slug: str) -> Government:
    """Raises InvalidInput where there is none."""
    government = government_by_slug(slug)
    if government is None:
        words = Text("没有这个政府。", "There is no such government.")
        raise InvalidInput("unknown-government", words, where=slug)
    return government
