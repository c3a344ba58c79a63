"""How many reviews a body makes and whether a leader signs, from a day on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.disclosure.models import PublishingRule
from gongkai.apps.disclosure.vocabulary import index_patterns
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, NotPermitted


@transaction.atomic
def set_publishing_rule(
    body: PublicBody,
    *,
    reviews: int,
    leader_signs: bool,
    on: date,
    by: User,
    at: datetime,
    index_pattern: str = "yearly",
) -> PublishingRule:
    """A rule from that day on; what was submitted before keeps the rule it was submitted under.

    raises  NotPermitted for anybody but the head of the disclosure office, InvalidInput for a day that has passed
    """
    if "office_head" not in roles_in(by, body, localdate(at)):
        words = Text("审核规则由公开机构负责人设定。", "The head of the disclosure office sets the rule.")
        raise NotPermitted("role-needed", words)
    if on < localdate(at):
        words = Text("审核规则不能从过去的日子起改变。", "A rule cannot be changed for days that have passed.")
        raise InvalidInput("rule-day", words, where="valid_from")
    if index_pattern not in index_patterns():
        words = Text("没有这种索引号格式。", "There is no such pattern of index numbers.")
        raise InvalidInput("index-pattern", words, where="index_pattern")
    rule, _ = PublishingRule.objects.select_for_update().get_or_create(public_body=body, valid_from=on)
    rule.reviews, rule.leader_signs, rule.index_pattern = reviews, leader_signs, index_pattern
    rule.full_clean()
    rule.save()
    facts: dict[str, audit.Fact] = {"reviews": reviews, "leader_signs": leader_signs, "valid_from": on.isoformat()}
    facts["index_pattern"] = index_pattern
    audit.record("disclosure.set_rule", by=by.actor, at=at, subject=rule, body_id=body.pk, facts=facts)
    return rule
