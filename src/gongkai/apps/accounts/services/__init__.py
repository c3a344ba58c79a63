"""Acts on accounts, roles and the ways of signing in."""

from gongkai.apps.accounts.services.accounts import (
    change_details,
    disable_account,
    enable_account,
    end_sessions,
    open_account,
    prefer,
    set_identity,
)
from gongkai.apps.accounts.services.delegations import end_delegation, give_delegation
from gongkai.apps.accounts.services.passwords import change_password, reset_password
from gongkai.apps.accounts.services.roles import grant_role, withdraw_role

__all__ = [
    "change_details",
    "change_password",
    "disable_account",
    "enable_account",
    "end_delegation",
    "end_sessions",
    "give_delegation",
    "grant_role",
    "open_account",
    "prefer",
    "reset_password",
    "set_identity",
    "withdraw_role",
]
