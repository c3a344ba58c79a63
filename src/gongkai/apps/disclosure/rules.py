"""Which rule a body reviews by on a day: its own, else that of the nearest body above it."""

from __future__ import annotations

from datetime import date

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.disclosure.models import PublishingRule


def rule_of(body: PublicBody, day: date) -> PublishingRule:
    """Three reviews and no leader where no rule was set."""
    above = [int(pk) for pk in body.path.split("/") if pk]
    found = PublishingRule.objects.filter(public_body__in=above, valid_from__lte=day).order_by("valid_from")
    latest = {rule.public_body_id: rule for rule in found}
    return next((latest[pk] for pk in reversed(above) if pk in latest), PublishingRule(public_body=body))
