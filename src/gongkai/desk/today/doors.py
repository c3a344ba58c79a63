"""Who may open the first page."""

from gongkai.apps.accounts.doors import signed_in

DOORS = {"desk:today": signed_in()}
