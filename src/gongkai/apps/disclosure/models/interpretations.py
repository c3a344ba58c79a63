"""Interpretations of policy: the plan, the pieces, the exceptions, and the problems that call for further pieces."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models.checks import Check
from gongkai.apps.disclosure.document_flow import FORMS, PROBLEM_SOURCES
from gongkai.apps.disclosure.models.documents import NormativeDocument


class InterpretationPlan(models.Model):
    """How a document will be interpreted, made together with the document.

    forms    keys of FORMS
    who      who interprets it: whoever drafted it
    outline  background, basis, aim, what changes, for whom
    """

    document = models.OneToOneField(NormativeDocument, on_delete=models.PROTECT, related_name="interpretation_plan")
    forms = models.JSONField()
    who = models.CharField(max_length=100)
    outline = models.TextField(max_length=4000)
    planned_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = (Check(condition=~Q(outline="") & ~Q(who=""), name="interpretation_plan_is_filled"),)

    def __str__(self) -> str:
        return f"{self.document_id}"


class InterpretationWaiver(models.Model):
    """Why a document goes on without an interpretation."""

    document = models.OneToOneField(NormativeDocument, on_delete=models.PROTECT, related_name="interpretation_waiver")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (Check(condition=~Q(reason=""), name="interpretation_waiver_has_reason"),)

    def __str__(self) -> str:
        return f"{self.document_id}"


class InterpretationProblem(models.Model):
    """A problem met in carrying out a document; further pieces answer it, or a note says why none is needed."""

    document = models.ForeignKey(NormativeDocument, on_delete=models.PROTECT, related_name="problems")
    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="interpretation_problems")
    source = models.CharField(max_length=20)
    met_on = models.DateField()
    words = models.CharField(max_length=1000)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    closing_note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-met_on", "-id")
        constraints = (
            Check(condition=Q(source__in=list(PROBLEM_SOURCES)), name="problem_source_known"),
            Check(condition=Q(closed_on__isnull=True) | ~Q(closing_note=""), name="problem_closed_with_note"),
        )

    def __str__(self) -> str:
        return self.words[:60]


class Interpretation(models.Model):
    """One piece.

    document      what it interprets; None for a meeting or other matter, which `about` names
    publication   its text on the way to the public; none for imported records
    problem       the problem it answers; a piece that answers one is a continued interpretation
    source        of a forwarded piece: where it first stood
    posted_on     day an imported one was made public
    """

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="interpretations")
    document = models.ForeignKey(
        NormativeDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="interpretations"
    )
    about = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=10, default="typed")
    publication = models.OneToOneField(
        "disclosure.Publication", on_delete=models.PROTECT, null=True, blank=True, related_name="interpretation"
    )
    form = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    is_continued = models.BooleanField(default=False)
    problem = models.ForeignKey(
        InterpretationProblem, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    source = models.CharField(max_length=200, blank=True)
    address = models.URLField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    posted_on = models.DateField(null=True, blank=True)
    body_html = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["posted_on", "public_body"], name="interpretation_by_day"),)
        constraints = (
            Check(condition=Q(form__in=list(FORMS)), name="interpretation_form_known"),
            Check(condition=Q(document__isnull=False) | ~Q(about=""), name="interpretation_is_of_something"),
            Check(
                condition=Q(origin="typed", publication__isnull=False) | Q(origin="imported"),
                name="interpretation_typed_has_text",
            ),
            Check(condition=~Q(form="forwarded") | ~Q(source=""), name="interpretation_forwarded_has_source"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def public_on(self) -> date | None:
        return self.publication.published_on if self.publication else self.posted_on

    @property
    def shown_title(self) -> str:
        """As the public reads it once it is public."""
        return self.publication.title if self.publication else self.title

    @property
    def text_html(self) -> str:
        return self.publication.body_html if self.publication else self.body_html
