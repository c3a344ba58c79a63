"""Who may look at the website on the desk, and who may change it: the office head of the body it belongs to."""

from __future__ import annotations

from datetime import date

from gongkai.apps.accounts.doors import staff
from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import BUSINESS
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.channels.models import WebColumn


def _column(user: User, day: date, *, pk: int, act: str = "") -> WebColumn | None:
    mine = bodies_of(user, day, roles=BUSINESS)
    found = WebColumn.objects.filter(pk=pk, website__public_body__in=mine)
    return found.select_related("website__public_body", "parent").first()


DOORS = {
    "desk:column_list": staff(*BUSINESS),
    "desk:column_new": staff("office_head"),
    "desk:website_new": staff("office_head"),
    "desk:website_change": staff("office_head"),
    "desk:website_close": staff("office_head"),
    "desk:column_act": staff("office_head", find=_column),
    "desk:traffic": staff(*BUSINESS),
    "desk:site_words": staff(*BUSINESS),
}
"""Where a page makes something new the view asks for the role in the government itself."""
