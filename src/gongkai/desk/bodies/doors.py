"""Who may read the register of bodies on the desk, and who may change it.

Acts on the tree are for the disclosure-office head of the government itself: their doors find the government of the
body. Acts on the office and the people of one body are also for the head of that body's own disclosure office.
"""

from __future__ import annotations

from datetime import date

from django.db.models.functions import Length

from gongkai.apps.accounts.doors import staff
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import BUSINESS
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import Appointment, Government, HandOver, PublicBody


def government_of(body: PublicBody) -> Government | None:
    """The innermost government in whose tree the body stands."""
    above = [int(pk) for pk in body.path.strip("/").split("/") if pk]
    inside = Government.objects.filter(body__in=above).select_related("body")
    return inside.order_by(Length("body__path").desc()).first()


def _read(user: User, day: date, *, pk: int) -> PublicBody | None:
    """Staff read about the bodies they work in and those below; all others stand on the portal."""
    return bodies_of(user, day, roles=BUSINESS).select_related("parent").filter(pk=pk).first()


def _tree(user: User, day: date, *, pk: int, act: str = "") -> Government | None:
    body = _read(user, day, pk=pk)
    return government_of(body) if body is not None else None


def _kept(user: User, day: date, *, pk: int, act: str = "") -> PublicBody | None:
    return _read(user, day, pk=pk)


def _appointment(user: User, day: date, *, pk: int, act: str = "") -> Appointment | None:
    one = Appointment.objects.select_related("public_body").filter(pk=pk).first()
    return one if one is not None and _read(user, day, pk=one.public_body_id) else None


def _hand_over(user: User, day: date, *, pk: int) -> HandOver | None:
    one = HandOver.objects.select_related("public_body", "giver", "taker").filter(pk=pk).first()
    return one if one is not None and _read(user, day, pk=one.public_body_id) else None


DOORS = {
    "desk:body_list": staff(*BUSINESS),
    "desk:body_table": staff(*BUSINESS),
    "desk:body": staff(*BUSINESS, find=_read),
    "desk:body_tree_act": staff("office_head", find=_tree),
    "desk:body_office_act": staff("office_head", find=_kept),
    "desk:appointment_act": staff("office_head", find=_appointment),
    "desk:hand_over_confirm": staff(*BUSINESS, find=_hand_over),
}
