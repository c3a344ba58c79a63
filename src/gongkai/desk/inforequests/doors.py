"""Who may do what with requests on the desk."""

from __future__ import annotations

from datetime import date

from gongkai.apps.accounts.doors import staff
from gongkai.apps.accounts.models import User
from gongkai.apps.inforequests.models import InfoRequest, Letter
from gongkai.apps.inforequests.selectors import SEEN_BY, letter_for, request_for


def _found(
    user: User, day: date, *, pk: int, act: str = "", move: str = "", paper: int = 0, kind: str = ""
) -> InfoRequest | None:
    return request_for(user, day, pk=pk)


def _letter(user: User, day: date, *, pk: int, letter: int, form: str = "") -> Letter | None:
    return letter_for(user, day, pk=pk, letter=letter)


DOORS = {
    "desk:request_list": staff(*SEEN_BY),
    "desk:consultation_list": staff(*SEEN_BY),
    "desk:due_days": staff(*SEEN_BY),
    "desk:adviser_rules": staff("office_head"),
    "desk:request_new": staff("inbound_clerk"),
    "desk:request": staff(*SEEN_BY, find=_found),
    "desk:request_act": staff(*SEEN_BY, find=_found),
    "desk:request_paper": staff(*SEEN_BY, find=_found),
    "desk:request_scan": staff(*SEEN_BY, find=_found),
    "desk:fee": staff(*SEEN_BY, find=_found),
    "desk:fee_rule": staff("office_head"),
    "desk:letter_list": staff(*SEEN_BY, find=_found),
    "desk:letter_new": staff("handler", find=_found),
    "desk:letter": staff(*SEEN_BY, find=_letter),
    "desk:letter_file": staff("inbound_clerk", "handler", "office_head", find=_letter),
    "desk:letter_rule": staff("office_head"),
    "desk:privacy": staff("office_head"),
    "desk:person_data": staff("office_head"),
    "desk:erase_applicant": staff("office_head"),
    "desk:access_log": staff("auditor", "office_head"),
    "desk:request_applicant": staff("inbound_clerk", "handler", "office_head", find=_found),
}
