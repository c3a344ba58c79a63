"""Processing fees: a body's method, notices with their derivation, payments and refunds. All written once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models.checks import Check
from gongkai.apps.inforequests.models.requests import InfoRequest

METHODS = ("by_item", "by_page")


class FeeRule(models.Model):
    """Whether a body charges from a day on, and how. Without a row it does not. The last row that holds counts.

    method  "" switches fees off again
    way     how to pay, as the notice prints it
    """

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="fee_rules")
    valid_from = models.DateField()
    method = models.CharField(max_length=10, blank=True)
    way = models.CharField(max_length=300, blank=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("valid_from", "id")
        constraints = (
            Check(condition=Q(method__in=["", *METHODS]), name="fee_rule_method_known"),
            Check(condition=Q(method="") | ~Q(way=""), name="fee_rule_says_how_to_pay"),
        )

    def __str__(self) -> str:
        return f"{self.public_body_id} {self.method or 'none'} {self.valid_from}"


class FeeNotice(models.Model):
    """The one fee of a request.

    units     items or pages of this request
    already   items of the same applicant, body and month counted before it
    yuan      the marginal amount
    on        the day of the decision, whose tariff counts; when it reached the applicant is the event fee_noticed
    """

    info_request = models.OneToOneField(InfoRequest, on_delete=models.PROTECT, related_name="fee_notice")
    method = models.CharField(max_length=10)
    units = models.PositiveIntegerField()
    already = models.PositiveIntegerField(default=0)
    yuan = models.PositiveIntegerField()
    way = models.CharField(max_length=300)
    on = models.DateField()
    noticed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noticed_at = models.DateTimeField()

    class Meta:
        constraints = (
            Check(condition=Q(method__in=METHODS), name="fee_notice_method_known"),
            Check(condition=Q(yuan__gt=0), name="fee_notice_asks_something"),
        )

    def __str__(self) -> str:
        return f"{self.info_request_id} {self.yuan}"


class FeePayment(models.Model):
    """Full payment, by number and date of the fiscal slip."""

    notice = models.OneToOneField(FeeNotice, on_delete=models.PROTECT, related_name="payment")
    slip_number = models.CharField(max_length=40)
    paid_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.notice_id} {self.slip_number}"


class FeeRefund(models.Model):
    """Money given back, in whole or in part."""

    notice = models.ForeignKey(FeeNotice, on_delete=models.PROTECT, related_name="refunds")
    yuan = models.PositiveIntegerField()
    slip_number = models.CharField(max_length=40)
    on = models.DateField()
    reason = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (Check(condition=Q(yuan__gt=0), name="fee_refund_is_something"),)

    def __str__(self) -> str:
        return f"{self.notice_id} -{self.yuan}"
