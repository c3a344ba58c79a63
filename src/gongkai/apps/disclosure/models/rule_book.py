"""The rule book: the rules and flow charts of disclosure work, each with its versions."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models.checks import Check
from gongkai.apps.disclosure.document_flow import RULE_BOOK_KINDS, RULE_BOOK_TOPICS


class RuleBookEntry(models.Model):
    """One rule or flow chart of a body, whatever its version."""

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="rule_book")
    kind = models.CharField(max_length=12)
    topic = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("topic", "title")
        constraints = (
            models.UniqueConstraint(fields=["public_body", "kind", "title"], name="rule_book_entry_once"),
            Check(
                condition=Q(kind__in=list(RULE_BOOK_KINDS), topic__in=list(RULE_BOOK_TOPICS)),
                name="rule_book_entry_known",
            ),
        )

    def __str__(self) -> str:
        return self.title


class RuleBookVersion(models.Model):
    """One version. Its text and files are those of its publication, which passes the reviews before anybody reads it.

    valid_from   first day on which it holds; the version before it holds until the day before
    valid_until  last day, where it says so itself
    posted_on    day an imported one was made public; body_html its text
    """

    entry = models.ForeignKey(RuleBookEntry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, default="typed")
    publication = models.OneToOneField(
        "disclosure.Publication", on_delete=models.PROTECT, null=True, blank=True, related_name="rule_book_version"
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    posted_on = models.DateField(null=True, blank=True)
    body_html = models.TextField(blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["entry", "number"], name="rule_book_version_number_once"),
            models.UniqueConstraint(fields=["entry", "valid_from"], name="rule_book_version_day_once"),
            Check(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="rule_book_version_days_in_order",
            ),
            Check(
                condition=Q(origin="typed", publication__isnull=False) | Q(origin="imported"),
                name="rule_book_version_typed_has_text",
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.number}"

    @property
    def public_on(self) -> date | None:
        return self.publication.published_on if self.publication else self.posted_on

    @property
    def shown_title(self) -> str:
        """As the public reads it once it is public; the entry keeps the title under which it was begun."""
        return self.publication.title if self.publication else self.entry.title

    @property
    def text_html(self) -> str:
        return self.publication.body_html if self.publication else self.body_html
