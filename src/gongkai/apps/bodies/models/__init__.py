"""Tables of the register of bodies."""

from gongkai.apps.bodies.kinds import Kind
from gongkai.apps.bodies.models.bodies import BodyCode, BodyName, Placement, PublicBody, Succession
from gongkai.apps.bodies.models.governments import FormerSlug, Government, GovernmentHost, SupervisingOffice
from gongkai.apps.bodies.models.offices import Appointment, DisclosureOffice, HandOver

__all__ = [
    "Appointment",
    "BodyCode",
    "BodyName",
    "DisclosureOffice",
    "FormerSlug",
    "Government",
    "GovernmentHost",
    "HandOver",
    "Kind",
    "Placement",
    "PublicBody",
    "Succession",
    "SupervisingOffice",
]
