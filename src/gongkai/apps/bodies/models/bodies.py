"""Public bodies: their life, names, places in the tree and codes, each with its days."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.apps.bodies.kinds import KINDS, Kind, KindRule
from gongkai.apps.bodies.models.dated import OPEN, Dated, in_order, one_at_a_time
from gongkai.apps.core.models.checks import Check


class PublicBody(Dated):
    """One body. Its days are those of its life.

    name, parent, path, division_code, credit_code are kept here as of today, for quick reading; only services write
    them, from the dated facts. Before its first day a body shows its first facts, after its last day its last ones.

    path        ids from the root down to the body itself, "/1/4/"
    end_reason  why it was abolished
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    path = models.CharField(max_length=200, db_index=True, blank=True)
    division_code = models.CharField(max_length=12, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            in_order("public_body"),
            Check(condition=Q(kind__in=Kind.values), name="public_body_kind_known"),
            Check(condition=~Q(parent=F("pk")), name="public_body_not_below_itself"),
        )
        indexes = (models.Index(fields=["kind"], name="public_body_by_kind"),)

    def __str__(self) -> str:
        return self.name

    @property
    def rule(self) -> KindRule:
        return KINDS[self.kind]

    @property
    def depth(self) -> int:
        """0 for a root."""
        return self.path.count("/") - 2


class BodyName(Dated):
    """What a body was called, from a day to a day."""

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=100)

    class Meta:
        constraints = one_at_a_time("body_name", "public_body")

    def __str__(self) -> str:
        return self.name


class Placement(Dated):
    """Below which body it stood, from a day to a day; a root below none."""

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(
        PublicBody, on_delete=models.PROTECT, null=True, blank=True, related_name="member_placements"
    )

    class Meta:
        constraints = (
            *one_at_a_time("placement", "public_body"),
            Check(condition=~Q(parent=F("public_body")), name="placement_not_below_itself"),
        )

    def __str__(self) -> str:
        return f"{self.public_body_id} < {self.parent_id}"


class BodyCode(Dated):
    """A code of a body, from a day to a day.

    is_doubted  the check character does not fit, and a person has confirmed that the document says so
    """

    class System(models.TextChoices):
        """Who gives the code: GB/T 2260 and its extensions, or GB 32100-2015."""

        DIVISION = "division"
        CREDIT = "credit"

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="codes")
    system = models.CharField(max_length=10, choices=System.choices)
    code = models.CharField(max_length=18)
    is_doubted = models.BooleanField(default=False)

    class Meta:
        constraints = (
            *one_at_a_time("body_code", "public_body", "system"),
            Check(condition=Q(system__in=["division", "credit"]), name="body_code_system_known"),
            models.UniqueConstraint(fields=["system", "code"], condition=OPEN, name="body_code_held_once"),
        )

    def __str__(self) -> str:
        return self.code


class Succession(models.Model):
    """One body carries on the work of another: after a merger, or as a part of a split.

    effective_on  first day on which the successor answers for it
    """

    class How(models.TextChoices):
        """What happened to the predecessor."""

        MERGED = "merged"
        SPLIT = "split"

    how = models.CharField(max_length=10, choices=How.choices)
    predecessor = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="inheritances")
    effective_on = models.DateField()
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ("effective_on", "id")
        constraints = (
            Check(condition=Q(how__in=["merged", "split"]), name="succession_how_known"),
            Check(condition=~Q(predecessor=F("successor")), name="succession_of_another"),
            models.UniqueConstraint(fields=["predecessor", "successor", "effective_on"], name="succession_once"),
        )

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
