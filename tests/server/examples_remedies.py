"""How the routes of reviews and suits, of applicants' data and of the public register of requests are opened."""

from __future__ import annotations

from datetime import date

from gongkai.apps.inforequests.services.retention import set_retention
from tests.apps.builders import NOW, County
from tests.apps.inforequests.builders import WHO, replied
from tests.apps.remedies.builders import entered
from tests.server.examples import GONE, LIST_FORM, Arguments, Example

OLD = date(2020, 3, 4)


def _dispute(county: County) -> Arguments:
    return {"pk": entered(county).pk}


def _act(county: County) -> Arguments:
    return {**_dispute(county), "act": "decide"}


def _erasable(county: County) -> Arguments:
    set_retention(county.body, years=5, valid_from=OLD, basis="演示规定", by=county.person("office_head"), at=NOW)
    return {"pk": replied(county, on=OLD).pk}


REMEDY_EXAMPLES: dict[str, Example] = {
    "desk:dispute_list": Example(post=200, form=LIST_FORM),
    "desk:order_list": Example(post=200, form=LIST_FORM),
    "desk:dispute_new": Example(post=200),
    "desk:dispute": Example(_dispute, post=200),
    "desk:dispute_act": Example(_act, post=200, post_by=frozenset({"handler"})),
    "desk:privacy": Example(post=200),
    "desk:person_data": Example(get=GONE, post=200, form={"document": WHO.document}),
    "desk:erase_applicant": Example(_erasable, get=GONE, post=302, form={"reason": "保存期满"}),
    "desk:access_log": Example(post=200),
    "portal:request_register": Example(post=200),
    "portal:request_feed": Example(post=200),
    "portal:request_statistics": Example(post=200),
}
