"""The permission table of the desk: the rows of its areas, joined."""

from gongkai.apps.accounts.doors import Door, signed_in
from gongkai.desk.accounts.doors import DOORS as ACCOUNTS
from gongkai.desk.bodies.doors import DOORS as BODIES
from gongkai.desk.channels.doors import DOORS as CHANNELS
from gongkai.desk.disclosure.doors import DOORS as DISCLOSURE
from gongkai.desk.documents.doors import DOORS as DOCUMENTS
from gongkai.desk.imports.doors import DOORS as IMPORTS
from gongkai.desk.inforequests.doors import DOORS as INFOREQUESTS
from gongkai.desk.operations.doors import DOORS as OPERATIONS
from gongkai.desk.remedies.doors import DOORS as REMEDIES

OWN = {"desk:today": signed_in(), "desk:search": signed_in(), "desk:components": signed_in()}
"""The search finds in each area only what the person may see."""

DOORS: dict[str, Door] = {
    **OWN,
    **ACCOUNTS,
    **BODIES,
    **CHANNELS,
    **DISCLOSURE,
    **DOCUMENTS,
    **IMPORTS,
    **INFOREQUESTS,
    **OPERATIONS,
    **REMEDIES,
}
