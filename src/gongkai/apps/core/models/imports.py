"""Imports: files of older records, checked first, then entered row by row in batches."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.apps.core.models.attachments import Attachment
from gongkai.apps.core.models.checks import Check

STATES = ["faulty", "checked", "waiting", "running", "done", "stopped", "undone"]
BEYOND_CHECK = ["waiting", "running", "done", "stopped"]


class ImportRun(models.Model):
    """One file brought in through the import door.

    template    name of the template it was checked against
    body_id     the government (its root body) into whose registers it goes
    state       faulty or checked after the dry run; waiting, running, done or stopped after the go; undone
    faults      what the dry run found, the first of them as JSON; `fault_count` has their number
    rows_done   rows already entered; a killed import goes on behind them
    """

    template = models.CharField(max_length=60)
    body_id = models.BigIntegerField()
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="checked")
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list, blank=True)
    fault_count = models.PositiveIntegerField(default=0)
    started_by_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["body_id", "-id"], name="import_run_by_body"),)
        constraints = (
            Check(condition=Q(state__in=STATES), name="import_run_state_known"),
            Check(condition=Q(rows_done__lte=F("rows_total")), name="import_run_rows_in_bounds"),
            models.UniqueConstraint(
                fields=["template", "body_id", "sha256"],
                condition=Q(state__in=BEYOND_CHECK),
                name="import_run_file_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"


class ImportedRow(models.Model):
    """What one row of a file became."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=["subject_type", "subject_id"], name="imported_row_by_subject"),)
        constraints = (models.UniqueConstraint(fields=["run", "number"], name="imported_row_once"),)

    def __str__(self) -> str:
        return f"{self.run_id}:{self.number} {self.subject_type}:{self.subject_id}"
