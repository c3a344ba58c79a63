"""Normative documents, what befell them, who found them lawful, and where they were filed for record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models.checks import Check
from gongkai.apps.disclosure.document_flow import DOCUMENT, DOCUMENT_KINDS, NORMATIVE, ONCE, STATUS_EVENTS
from gongkai.flow import Flow
from gongkai.text.document_numbers import document_number


class NormativeDocument(models.Model):
    """One document of the register: rules (规章) or a normative document.

    public_body     who issues it; of a joint one the lead body, which alone counts it. law: ogi2019/10(3)
    publication     its text on the way to the public; none for records imported without one
    number          as it is printed (文号); number_key the same whatever brackets it was typed with
    formed_on       成文日期; issued_on the day it was issued, by which it is counted
    valid_until     last day of its validity; None where it is open. It lapses on the day after, by itself
    amended_on      day of the latest amendment in effect; of the next one, where none is yet
    repealed_on     first day on which it holds no more; recorded ahead, it is in force until then
    posted_on       day an imported one was made public; one of ours is public when its publication is
    body_html       text of an imported one
    stated_review   what an imported record says of its legality review: words, no review in this system
    """

    FLOW: ClassVar[Flow] = DOCUMENT

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="normative_documents")
    origin = models.CharField(max_length=10, default="typed")
    kind = models.CharField(max_length=12, default=NORMATIVE)
    state = models.CharField(max_length=30, default=DOCUMENT.start)
    publication = models.OneToOneField(
        "disclosure.Publication", on_delete=models.PROTECT, null=True, blank=True, related_name="normative_document"
    )
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True)
    number_key = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    formed_on = models.DateField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    amended_on = models.DateField(null=True, blank=True)
    repealed_on = models.DateField(null=True, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    body_html = models.TextField(blank=True)
    stated_review = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-issued_on", "-id")
        indexes = (models.Index(fields=["public_body", "issued_on"], name="document_by_issue"),)
        constraints = (
            Check(condition=Q(state__in=[state.name for state in DOCUMENT.states]), name="document_state_known"),
            Check(condition=Q(kind__in=list(DOCUMENT_KINDS)), name="document_kind_known"),
            Check(condition=Q(origin__in=["typed", "imported"]), name="document_origin_known"),
            Check(
                condition=~Q(state__in=["issued", "repealed"]) | Q(issued_on__isnull=False, formed_on__isnull=False),
                name="document_issued_is_dated",
            ),
            Check(
                condition=Q(issued_on__isnull=True) | Q(issued_on__gte=F("formed_on")),
                name="document_formed_then_issued",
            ),
            Check(
                condition=Q(state="repealed", repealed_on__isnull=False)
                | (~Q(state="repealed") & Q(repealed_on__isnull=True)),
                name="document_repealed_is_dated",
            ),
            Check(
                condition=Q(repealed_on__isnull=True) | Q(repealed_on__gte=F("issued_on")),
                name="document_issued_then_repealed",
            ),
            Check(
                condition=Q(repealed_on__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(repealed_on__lte=F("valid_until")),
                name="document_repealed_or_lapsed",
            ),
            Check(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("issued_on")),
                name="document_issued_then_lapsed",
            ),
            models.UniqueConstraint(
                fields=["public_body", "number_key"], condition=~Q(number_key=""), name="document_number_once"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def take_number(self, typed: str) -> None:
        """The number as it is printed, and its key."""
        self.number = document_number(typed)
        self.number_key = self.number

    def validity_on(self, day: date) -> str:
        """What it is worth on a day: a key of VALIDITY. The amendments are those known today."""
        if self.issued_on is None or day < self.issued_on:
            return "not_issued"
        if self.repealed_on is not None and self.repealed_on <= day:
            return "repealed"
        if self.valid_until is not None and self.valid_until < day:
            return "lapsed"
        if self.effective_on is not None and day < self.effective_on:
            return "not_yet"
        return "amended" if self.amended_on is not None and self.amended_on <= day else "in_force"

    def state_on(self, day: date) -> str:
        """Where it stands on a day: a repeal that was recorded ahead leaves it issued until then."""
        is_ahead = self.repealed_on is not None and self.repealed_on > day
        return "issued" if self.state == "repealed" and is_ahead else self.state

    @property
    def lapses_on(self) -> date | None:
        """The first day without validity; None for a document without an end, or repealed before it."""
        if self.valid_until is None or self.repealed_on is not None or self.issued_on is None:
            return None
        return self.valid_until + timedelta(days=1)

    @property
    def text_html(self) -> str:
        return self.publication.body_html if self.publication else self.body_html

    @property
    def public_on(self) -> date | None:
        """The day it first became public."""
        return self.publication.published_on if self.publication else self.posted_on


class CoIssuer(models.Model):
    """A body that issued a document together with the lead; by name where it is not in this register."""

    document = models.ForeignKey(NormativeDocument, on_delete=models.PROTECT, related_name="co_issuers")
    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["document", "name"], name="co_issuer_once"),)

    def __str__(self) -> str:
        return self.name


class StatusEvent(models.Model):
    """One dated fact in the life of a document, as it was recorded. None is changed or deleted.

    on           the first day on which it holds; of a lapse the day after the last of its validity
    by_document  the document that amended, prolonged or repealed it; by_words names one that is not in this register
    until        of a prolongation, the new last day of validity; of the issue, the first one
    """

    document = models.ForeignKey(NormativeDocument, on_delete=models.PROTECT, related_name="status_events")
    kind = models.CharField(max_length=12)
    on = models.DateField()
    by_document = models.ForeignKey(
        NormativeDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="effects"
    )
    by_words = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("on", "id")
        constraints = (
            Check(condition=Q(kind__in=list(STATUS_EVENTS)), name="status_event_known"),
            Check(
                condition=Q(kind__in=["issued", "lapsed"]) | Q(by_document__isnull=False) | ~Q(by_words=""),
                name="status_event_names_its_document",
            ),
            models.UniqueConstraint(fields=["document", "kind"], condition=Q(kind__in=ONCE), name="status_event_once"),
        )

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind} {self.on}"


class LegalityReview(models.Model):
    """What the legal adviser found in one text of a document.

    version  number of the text of its publication that was read
    """

    document = models.ForeignKey(NormativeDocument, on_delete=models.PROTECT, related_name="legality_reviews")
    version = models.PositiveIntegerField()
    is_lawful = models.BooleanField()
    opinion = models.CharField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (Check(condition=~Q(opinion=""), name="legality_review_has_opinion"),)

    def __str__(self) -> str:
        return f"{self.document_id} v{self.version}"


class DocumentReturn(models.Model):
    """Why a document went back to its clerk, or was dropped. None is changed or deleted.

    move     name of the move: return_document or drop
    version  number of the text of its publication that went back
    """

    document = models.ForeignKey(NormativeDocument, on_delete=models.PROTECT, related_name="returns")
    move = models.CharField(max_length=30)
    version = models.PositiveIntegerField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            Check(condition=Q(move__in=["return_document", "drop"]), name="document_return_move_known"),
            Check(condition=~Q(reason=""), name="document_return_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.document_id} {self.move}"


class Filing(models.Model):
    """A document sent to the superior for record (备案)."""

    document = models.OneToOneField(NormativeDocument, on_delete=models.PROTECT, related_name="filing")
    filed_on = models.DateField()
    filed_with = models.CharField(max_length=100)
    receipt = models.CharField(max_length=100, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document_id} {self.filed_on}"
