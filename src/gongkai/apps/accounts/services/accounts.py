"""Acts on accounts: opening, describing, stopping, and the person's own preferences."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import RoleGrant, User
from gongkai.apps.accounts.services.authority import check_administers, check_administrator_remains, check_keeps
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.core.actors import Actor
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput


@transaction.atomic
def open_account(
    *,
    username: str,
    name: str,
    password: str | None,
    by: Actor,
    at: datetime,
    home: PublicBody | None = None,
    is_demo: bool = False,
    must_change_password: bool = False,
) -> User:
    """A new account, without roles. Without a password nobody can sign in with one: for those who sign on paper only.

    home  the body whose security administrator keeps it; needed when a person opens it
    """
    if home is not None:
        check_administers(by, home, at=at)
    elif by.kind == "staff":
        raise InvalidInput("home-missing", Text("请指明账号所属单位。", "Name the body the account belongs to."))
    user = User(
        username=User.normalize_username(username),
        name=name.strip(),
        home=home,
        is_demo=is_demo,
        must_change_password=must_change_password,
        password_set_at=None if password is None else at,
    )
    user.set_password(password)
    user.full_clean()
    user.save()
    audit.record("accounts.open", by=by, at=at, subject=user, body_id=user.home_id)
    return user


@transaction.atomic
def change_details(user: User, *, name: str, email: str, phone: str, by: Actor, at: datetime) -> None:
    """What a person is called and how they are reached. The audit log names the fields, not their contents."""
    check_keeps(by, user, at=at)
    given = {"name": name.strip(), "email": email.strip(), "phone": phone.strip()}
    changed = [field for field, value in given.items() if getattr(user, field) != value]
    for field in changed:
        setattr(user, field, given[field])
    user.full_clean()
    user.save(update_fields=["name", "email", "phone"])
    if changed:
        audit.record("accounts.change", by=by, at=at, subject=user, body_id=user.home_id, facts={"fields": changed})


@transaction.atomic
def disable_account(user: User, *, by: Actor, at: datetime) -> None:
    """Stop an account at once, open sessions included. Raises MoveRefused for the last security administrator."""
    check_keeps(by, user, at=at)
    day = localdate(at)
    held = RoleGrant.objects.filter(user=user, role="security_admin").holding_within(day, None)
    check_administrator_remains(held, day=day)
    user.is_active = False
    user.session_epoch += 1
    user.save(update_fields=["is_active", "session_epoch"])
    audit.record("accounts.disable", by=by, at=at, subject=user, body_id=user.home_id)


@transaction.atomic
def enable_account(user: User, *, by: Actor, at: datetime) -> None:
    check_keeps(by, user, at=at)
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.record("accounts.enable", by=by, at=at, subject=user, body_id=user.home_id)


@transaction.atomic
def end_sessions(user: User, *, by: Actor, at: datetime) -> None:
    """Sign a person out everywhere: the person themselves, or who keeps the account."""
    if by != user.actor:
        check_keeps(by, user, at=at)
    locked = User.objects.select_for_update().get(pk=user.pk)
    user.session_epoch = locked.session_epoch + 1
    user.save(update_fields=["session_epoch"])
    audit.record("accounts.end_sessions", by=by, at=at, subject=user, body_id=user.home_id)


@transaction.atomic
def set_identity(user: User, *, issuer: str, subject: str, by: Actor, at: datetime) -> None:
    """Name the identity at the sign-in service that opens this account; an empty one takes it away."""
    check_keeps(by, user, at=at)
    user.oidc_subject = subject.strip()
    user.oidc_issuer = issuer if user.oidc_subject else ""
    user.full_clean()
    user.save(update_fields=["oidc_issuer", "oidc_subject"])
    facts: dict[str, audit.Fact] = {"linked": bool(user.oidc_subject)}
    audit.record("accounts.set_identity", by=by, at=at, subject=user, body_id=user.home_id, facts=facts)


@transaction.atomic
def prefer(user: User, *, language: str, is_elder_mode: bool) -> None:
    """How the person wants pages shown. No act of the office: not audited."""
    user.language = language
    user.is_elder_mode = is_elder_mode
    user.save(update_fields=["language", "is_elder_mode"])
