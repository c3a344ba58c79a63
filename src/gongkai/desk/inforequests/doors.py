"""Who may do what with requests on the desk."""

from __future__ import annotations

from datetime import date

from gongkai.apps.accounts.doors import staff
from gongkai.apps.accounts.models import User
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.selectors import SEEN_BY, request_for


def _found(user: User, day: date, *, pk: int, act: str = "", move: str = "", paper: int = 0) -> InfoRequest | None:
    return request_for(user, day, pk=pk)


DOORS = {
    "desk:request_list": staff(*SEEN_BY),
    "desk:request_new": staff("inbound_clerk"),
    "desk:request": staff(*SEEN_BY, find=_found),
    "desk:request_act": staff(*SEEN_BY, find=_found),
    "desk:request_paper": staff(*SEEN_BY, find=_found),
    "desk:request_scan": staff(*SEEN_BY, find=_found),
    "desk:privacy": staff("office_head"),
    "desk:person_data": staff("office_head"),
    "desk:erase_applicant": staff("office_head"),
    "desk:access_log": staff("auditor", "office_head"),
    "desk:request_applicant": staff("inbound_clerk", "handler", "office_head", find=_found),
}
