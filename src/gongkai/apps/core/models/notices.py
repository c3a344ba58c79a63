"""Notices to staff and citizens: who is to be told of what, and whether it has left."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.core.models.checks import Check


class Channel(models.TextChoices):
    """Ways in which a notice travels."""

    EMAIL = "email", "E-mail"
    SMS = "sms", "SMS"
    WECHAT = "wechat", "WeChat"


class NoticeState(models.TextChoices):
    """How far a notice has come. `handing_over` is committed before the provider is called."""

    QUEUED = "queued", "Queued"
    HANDING_OVER = "handing_over", "Handing over"
    SENT = "sent", "Sent"
    DEAD = "dead", "Dead"


class Notice(models.Model):
    """One message to one person by one channel. Neither address nor name stands here, nor anything an applicant wrote.

    recipient_kind, recipient_id  whom, 0 where the kind has only one; the address is looked up when it is handed over
    subject_type, subject_id      the row it is about
    occasion                      tells notices of the same template about the same row apart, such as a day
    places                        the values of the template's places: numbers and days
    fault                         code of the last failure; "" when there was none
    """

    reference = models.UUIDField(unique=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    template = models.CharField(max_length=80)
    recipient_kind = models.CharField(max_length=20)
    recipient_id = models.BigIntegerField(default=0)
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    body_id = models.BigIntegerField(null=True, blank=True)
    occasion = models.CharField(max_length=40, blank=True)
    places = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=20, choices=NoticeState.choices, default=NoticeState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    provider_id = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=["subject_type", "subject_id"], name="notice_by_subject"),)
        constraints = (
            models.UniqueConstraint(
                fields=[
                    "template",
                    "channel",
                    "recipient_kind",
                    "recipient_id",
                    "subject_type",
                    "subject_id",
                    "occasion",
                ],
                name="notice_once",
            ),
            Check(condition=Q(state__in=NoticeState.values), name="notice_state_known"),
            Check(condition=Q(channel__in=Channel.values), name="notice_channel_known"),
            Check(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="notice_sent_is_dated"),
            Check(condition=~Q(state="handing_over") | Q(handed_at__isnull=False), name="notice_handed_over_is_dated"),
        )

    def __str__(self) -> str:
        return f"{self.template} {self.channel} {self.subject_type}:{self.subject_id}"
