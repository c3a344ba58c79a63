"""The permission table of the desk: the rows of its areas, joined."""

from gongkai.apps.accounts.doors import Door, signed_in
from gongkai.desk.accounts.doors import DOORS as ACCOUNTS
from gongkai.desk.disclosure.doors import DOORS as DISCLOSURE
from gongkai.desk.today.doors import DOORS as TODAY

OWN = {"desk:search": signed_in(), "desk:components": signed_in()}
"""The search finds in each area only what the person may see."""

DOORS: dict[str, Door] = {**TODAY, **OWN, **ACCOUNTS, **DISCLOSURE}
