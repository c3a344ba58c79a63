"""The permission table of the installation: the rows of every face, joined."""

from gongkai.api.doors import DOORS as API
from gongkai.apps.accounts.doors import Door, public
from gongkai.desk.doors import DOORS as DESK
from gongkai.portal.doors import DOORS as PORTAL

DOORS: dict[str, Door] = {**DESK, **PORTAL, **API, "language": public(), "display": public()}
