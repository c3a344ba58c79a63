"""Rules of a body on its replies."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import check_maker
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.inforequests.models import AdviserRule
from gongkai.apps.inforequests.words import ADVISED
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

SET_RULE = Text("规定哪些答复送法律顾问", "Say which replies the adviser sees")


@transaction.atomic
def set_adviser_rule(body: PublicBody, *, advised: str, valid_from: date, by: User, at: datetime) -> AdviserRule:
    """From a day on, not before today, these drafts go to the adviser. Raises NotPermitted, InvalidInput."""
    check_maker(by, SET_RULE, {"office_head"}, body, localdate(at))
    if advised not in ADVISED:
        raise InvalidInput("unknown-rule", Text("没有这种规定。", "There is no such rule."), where="advised")
    if valid_from < localdate(at):
        words = Text("规定自今天或以后的日期起适用。", "A rule holds from today or a later day.")
        raise InvalidInput("rule-too-early", words, where="valid_from")
    rule = AdviserRule(public_body=body, advised=advised, valid_from=valid_from, set_by=by, set_at=at)
    rule.full_clean()
    rule.save()
    facts = {"advised": advised, "valid_from": valid_from.isoformat()}
    audit.record("inforequests.set_adviser_rule", by=by.actor, at=at, subject=rule, body_id=body.pk, facts=facts)
    return rule
