"""The permission table of the desk: the rows of its areas, joined."""

from gongkai.apps.accounts.doors import Door
from gongkai.desk.accounts.doors import DOORS as ACCOUNTS
from gongkai.desk.disclosure.doors import DOORS as DISCLOSURE
from gongkai.desk.today.doors import DOORS as TODAY

DOORS: dict[str, Door] = {**TODAY, **ACCOUNTS, **DISCLOSURE}
