"""What processing fees count: notices that came and money received less money given back, by their own days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from django.db.models import Count, QuerySet, Sum

from gongkai.apps.core.measures import Dimensions, Key, Period, Provider, Value
from gongkai.apps.inforequests.models import FeePayment, FeeRefund, InfoRequest, RequestEvent

_BODY, _VIA_NOTICE = "info_request__public_body", "notice__info_request__public_body"


def counts(bodies: Collection[int], period: Period) -> Mapping[Key, Value]:
    """One query each over notices, payments and refunds, for any number of bodies; yuan."""
    found: Counter[Key] = Counter()
    for body, number in _notices(bodies, period).values_list(_BODY).annotate(number=Count("id")):
        found[body, "processing_fee_notices", ()] += number
    for body, yuan in _payments(bodies, period).values_list(_VIA_NOTICE).annotate(yuan=Sum("notice__yuan")):
        found[body, "processing_fee_yuan", ()] += yuan
    for body, yuan in _refunds(bodies, period).values_list(_VIA_NOTICE).annotate(total=Sum("yuan")):
        found[body, "processing_fee_yuan", ()] -= yuan
    return dict(found)


def rows(bodies: Collection[int], period: Period, measure: str, _dimensions: Dimensions) -> QuerySet[InfoRequest]:
    """The requests behind a figure."""
    if measure == "processing_fee_notices":
        return InfoRequest.objects.filter(pk__in=_notices(bodies, period).values("info_request"))
    paid = InfoRequest.objects.filter(fee_notice__in=_payments(bodies, period).values("notice"))
    returned = InfoRequest.objects.filter(fee_notice__in=_refunds(bodies, period).values("notice"))
    return paid | returned


def _notices(bodies: Collection[int], period: Period) -> QuerySet[RequestEvent]:
    noticed = RequestEvent.objects.filter(kind="fee_noticed", on__gte=period.first, on__lte=period.last)
    return noticed.filter(info_request__public_body__in=bodies).order_by()


def _payments(bodies: Collection[int], period: Period) -> QuerySet[FeePayment]:
    paid = FeePayment.objects.filter(paid_on__gte=period.first, paid_on__lte=period.last)
    return paid.filter(notice__info_request__public_body__in=bodies).order_by()


def _refunds(bodies: Collection[int], period: Period) -> QuerySet[FeeRefund]:
    returned = FeeRefund.objects.filter(on__gte=period.first, on__lte=period.last)
    return returned.filter(notice__info_request__public_body__in=bodies).order_by()


PROVIDER = Provider(
    "inforequests", frozenset({"processing_fee_notices", "processing_fee_yuan"}), counts, rows, dimensions={}
)
