"""What is queued beyond its tries, what fell due by itself, and the workers that are at it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.core.models.checks import Check


class DeadLetterState(models.TextChoices):
    """Where a dead letter stands."""

    OPEN = "open", "Open"
    TRIED_AGAIN = "tried_again", "Tried again"
    DROPPED = "dropped", "Dropped"


class DeadLetter(models.Model):
    """An effect that was not carried out and needs a person. Ids and codes only.

    task_id   the task that was given up
    handler   blank, like the subject, where the task was no handler's
    reason    a code: why the last try failed
    body_id   the body it concerns; None when it concerns the installation
    """

    task_id = models.UUIDField(unique=True)
    event = models.CharField(max_length=80)
    handler = models.CharField(max_length=200, blank=True)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.BigIntegerField()
    body_id = models.BigIntegerField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=120)
    state = models.CharField(max_length=20, choices=DeadLetterState.choices, default=DeadLetterState.OPEN)
    died_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_id = models.BigIntegerField(null=True, blank=True)
    closed_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-died_at", "-id")
        indexes = (models.Index(fields=["state", "body_id"], name="dead_letter_by_body"),)
        constraints = (
            Check(condition=Q(state__in=DeadLetterState.values), name="dead_letter_state_known"),
            Check(
                condition=Q(state="open", closed_at__isnull=True) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="dead_letter_closed_is_dated",
            ),
            Check(condition=~Q(state="dropped") | ~Q(closed_because=""), name="dead_letter_dropped_for_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.subject_type}:{self.subject_id}"


class ScheduledRun(models.Model):
    """One act that fell due by itself, for one day or hour.

    slot   the day "2026-03-04" or the hour "2026-03-04T10", Asia/Shanghai
    fault  code of the last failure; "" when there was none
    """

    name = models.CharField(max_length=80)
    slot = models.CharField(max_length=20)
    worker = models.CharField(max_length=40)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    try_after = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-slot", "name")
        constraints = (models.UniqueConstraint(fields=["name", "slot"], name="scheduled_run_once"),)

    def __str__(self) -> str:
        return f"{self.name} {self.slot}"


class Worker(models.Model):
    """A worker at work; one that has not been seen for a while has been killed."""

    name = models.CharField(max_length=40, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
