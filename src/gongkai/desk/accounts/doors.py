"""Who may sign in, keep their own account, administer people, and read the audit log."""

from __future__ import annotations

from datetime import date

from django.db.models import Model

from gongkai.apps.accounts import selectors
from gongkai.apps.accounts.doors import Door, public, signed_in, staff
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import BUSINESS


def _person(user: User, day: date, *, pk: int, act: str = "") -> Model | None:
    return selectors.user_for(user, day, pk=pk)


def _grant(user: User, day: date, *, pk: int) -> Model | None:
    return selectors.grant_for(user, day, pk=pk)


def _delegation(user: User, day: date, *, pk: int) -> Model | None:
    return selectors.delegation_for(user, day, pk=pk)


DOORS: dict[str, Door] = {
    "desk:sign_in": public(),
    "desk:oidc_start": public(),
    "desk:oidc_callback": public(),
    "desk:sign_out": signed_in(),
    "desk:second_factor": signed_in(),
    "desk:account": signed_in(),
    "desk:account_preferences": signed_in(),
    "desk:account_password": signed_in(),
    "desk:account_totp": signed_in(),
    "desk:account_totp_off": signed_in(),
    "desk:account_codes": signed_in(),
    "desk:account_sessions_end": signed_in(),
    "desk:delegation_list": staff(*BUSINESS, "security_admin"),
    "desk:delegation_new": staff(*BUSINESS, "security_admin"),
    "desk:delegation_end": staff(*BUSINESS, "security_admin", find=_delegation),
    "desk:person_list": staff("security_admin"),
    "desk:person_new": staff("security_admin"),
    "desk:person": staff("security_admin", find=_person),
    "desk:person_details": staff("security_admin", find=_person),
    "desk:person_identity": staff("security_admin", find=_person),
    "desk:person_grant": staff("security_admin", find=_person),
    "desk:person_act": staff("security_admin", find=_person),
    "desk:grant_withdraw": staff("security_admin", find=_grant),
    "desk:role_matrix": staff("security_admin"),
    "desk:audit_list": staff("auditor"),
}
