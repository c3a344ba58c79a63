"""The first acts on a new installation, done at the shell because nobody can sign in yet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import RoleGrant
from gongkai.apps.accounts.services import grant_role, open_account, reset_password
from gongkai.apps.bodies.models import Government
from gongkai.apps.bodies.selectors import government_by_slug
from gongkai.apps.bodies.services import open_government, register_body
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
