"""Columns of a website: a tree whose names and places have days, and whose keys never change."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.apps.bodies.models.dated import OPEN, Dated, in_order, one_at_a_time
from gongkai.apps.channels.column_types import COLUMN_TYPES
from gongkai.apps.channels.models.sites import Website
from gongkai.apps.core.models.checks import Check
from gongkai.bilingual import Text


class WebColumn(Dated):
    """A column. What is published names it by its key, so renaming and moving change no count of a past year.

    name, parent  as of today: a copy of the fact that holds
    adds_up       its own columns together hold everything in it; else they are 其中, some of it
    merged_into   who carries on after it was closed; what was published stays where it was
    """

    KEY: ClassVar[str] = r"[a-z][a-z0-9_]{0,39}"

    website = models.ForeignKey(Website, on_delete=models.PROTECT, related_name="columns")
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    column_type = models.CharField(max_length=20, default="catalogue")
    description = models.CharField(max_length=300, blank=True)
    keywords = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    adds_up = models.BooleanField(default=False)
    stale_days = models.PositiveSmallIntegerField(default=0)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    close_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            in_order("web_column"),
            models.UniqueConstraint(fields=["website", "key"], name="web_column_key_once"),
            Check(condition=Q(column_type__in=[*COLUMN_TYPES]), name="web_column_type_known"),
            Check(condition=~Q(parent=F("id")), name="web_column_below_another"),
            Check(condition=OPEN | ~Q(close_reason=""), name="web_column_closed_for_a_reason"),
            Check(
                condition=Q(merged_into__isnull=True) | Q(valid_to__isnull=False), name="web_column_merged_is_closed"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def public_body(self) -> object:
        return self.website.public_body

    @property
    def type_label(self) -> Text:
        return COLUMN_TYPES[self.column_type]


class ColumnFact(Dated):
    """What a column is called and where it stands, from a day to a day."""

    column = models.ForeignKey(WebColumn, on_delete=models.PROTECT, related_name="facts")
    name = models.CharField(max_length=60)
    parent = models.ForeignKey(WebColumn, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-valid_from", "-id")
        constraints = one_at_a_time("column_fact", "column")

    def __str__(self) -> str:
        return f"{self.column_id} {self.name}"
