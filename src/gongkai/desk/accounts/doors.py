"""Who may sign in and out."""

from gongkai.apps.accounts.doors import public, signed_in

DOORS = {"desk:sign_in": public(), "desk:sign_out": signed_in()}
