"""Publications, every text they ever had, and the sign-offs they passed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models.checks import Check
from gongkai.apps.disclosure.flow import APPROVALS, MOST_REVIEWS, PUBLICATION, publication_flow
from gongkai.bilingual import Text
from gongkai.flow import Flow


class PublishingRule(models.Model):
    """How a body reviews from a day on; its members follow it unless they have a rule of their own.

    index_pattern  how it numbers its information: a pattern of data/index_numbers.yaml
    """

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="publishing_rules")
    valid_from = models.DateField()
    reviews = models.PositiveSmallIntegerField(default=MOST_REVIEWS)
    leader_signs = models.BooleanField(default=False)
    index_pattern = models.CharField(max_length=20, default="yearly")

    class Meta:
        ordering = ("public_body", "-valid_from")
        constraints = (
            models.UniqueConstraint(fields=["public_body", "valid_from"], name="publishing_rule_one_a_day"),
            Check(condition=Q(reviews__gte=1, reviews__lte=MOST_REVIEWS), name="publishing_rule_reviews_known"),
        )

    def __str__(self) -> str:
        return f"{self.public_body_id} {self.valid_from}"


class Publication(models.Model):
    """A piece of information a body publishes of its own accord.

    origin         typed on the desk, or imported from records kept elsewhere
    column         where on the website it stands: a column that the measures count apart (notices, county_news …)
    body_html      cleaned when it is entered; an imported record may hold no more than a title. Once it is public,
                   title and text are those the public read last; what is written then waits in its Version
    written_by     nobody of ours wrote what was imported
    round          how often it was submitted; sign-offs count within their round only
    reviews        how many reviews it needs, and whether a leader signs: as the rule of its body was when submitted
    published_on   the day it first became public; counted by this day, whatever happens later
    withdrawn_on   since when the public does not see it
    index_number   given when it is first submitted; "" before, and for records imported without one
    kind … original_address  what the text that is or was public says of itself (see Details); of a new draft, the draft
    area_keys      its key areas, each between commas: ",budget,land,"
    file_ids       its attachments that the public gets
    due_on         last day on which its first publication is in time, with the counting behind it (see clock)
    changed_on     day on which the change of a text that was public once was decided, while that change is in work
    planned_for    when the worker is to release it; planned_by has decided so
    pinned_until   last day on which it stands above the others
    expires_on     last day on which it stands in the lists of what is current
    """

    FLOW: ClassVar[Flow] = PUBLICATION

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="publications")
    origin = models.CharField(max_length=10, default="typed")
    column = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    body_html = models.TextField(blank=True)
    state = models.CharField(max_length=30, default=PUBLICATION.start)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="publications")
    created_at = models.DateTimeField()
    round = models.PositiveIntegerField(default=0)
    reviews = models.PositiveSmallIntegerField(default=MOST_REVIEWS)
    leader_signs = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    corrected_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    index_number = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=30, default="other")
    document_number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    formed_on = models.DateField(null=True, blank=True)
    topic = models.CharField(max_length=30, blank=True)
    keywords = models.CharField(max_length=200, blank=True)
    summary = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=200, blank=True)
    openness = models.CharField(max_length=12, default="proactive")
    ground = models.CharField(max_length=30, blank=True)
    original_source = models.CharField(max_length=200, blank=True)
    original_address = models.CharField(max_length=500, blank=True)
    area_keys = models.CharField(max_length=400, blank=True)
    file_ids = models.JSONField(default=list, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_basis = models.JSONField(default=dict, blank=True)
    changed_on = models.DateField(null=True, blank=True)
    change_due_on = models.DateField(null=True, blank=True)
    change_basis = models.JSONField(default=dict, blank=True)
    planned_for = models.DateTimeField(null=True, blank=True)
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pinned_until = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-published_at", "-id")
        indexes = (
            models.Index(fields=["public_body", "-published_at"], name="publication_by_body"),
            models.Index(fields=["published_on", "public_body"], name="publication_by_day"),
            models.Index(fields=["planned_for"], condition=Q(planned_for__isnull=False), name="publication_planned"),
            models.Index(fields=["pinned_until"], condition=Q(pinned_until__isnull=False), name="publication_pinned"),
            models.Index(fields=["-published_at", "-id"], name="publication_newest"),
            models.Index(fields=["state", "public_body"], name="publication_by_state"),
            models.Index(fields=["public_body", "due_on"], name="publication_by_due_day"),
        )
        constraints = (
            Check(condition=Q(state__in=[state.name for state in PUBLICATION.states]), name="publication_state_known"),
            Check(
                condition=~Q(state="published") | Q(published_on__isnull=False, published_at__isnull=False),
                name="publication_published_is_dated",
            ),
            Check(
                condition=~Q(state="withdrawn") | Q(withdrawn_on__isnull=False), name="publication_withdrawn_is_dated"
            ),
            Check(condition=Q(origin__in=["typed", "imported"]), name="publication_origin_known"),
            Check(
                condition=Q(origin="imported") | (Q(written_by__isnull=False) & ~Q(body_html="")),
                name="publication_typed_is_written",
            ),
            models.UniqueConstraint(
                fields=["index_number"], condition=~Q(index_number=""), name="publication_index_number_once"
            ),
            Check(condition=Q(openness__in=["proactive", "on_request", "withheld"]), name="publication_openness_known"),
            Check(condition=~Q(openness="withheld") | ~Q(ground=""), name="publication_withheld_has_ground"),
            Check(condition=Q(openness="proactive") | ~Q(state="published"), name="publication_public_is_proactive"),
            Check(
                condition=Q(planned_for__isnull=True) | Q(state="approved", planned_by__isnull=False),
                name="publication_plan_is_approved",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether the public reads a text of it."""
        return self.published_on is not None and self.withdrawn_on is None

    @property
    def flow(self) -> Flow:
        """Its own way: that of its rule."""
        return publication_flow(self.reviews, is_signed=self.leader_signs, is_public=self.is_public)


class Version(models.Model):
    """One text of a publication, as it was kept. None is changed or lost.

    number       1, 2, 3 …
    details      what it says of itself beside the text, as Details.as_data; {} as its publication states it
    reason       why a public text is corrected; "" for a draft
    released_at  since when the public read it; None for a text that never was before the public
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body_html = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["publication", "number"], name="version_number_once"),)

    def __str__(self) -> str:
        return f"{self.publication_id} v{self.number}"


class StatedReview(models.Model):
    """A review as an imported record states it. It is no sign-off: no account of ours stands behind it."""

    STAGES: ClassVar[dict[str, Text]] = {
        "first_review": Text("一审", "First review"),
        "second_review": Text("二审", "Second review"),
        "third_review": Text("三审", "Third review"),
        "secrecy_review": Text("保密审查", "Secrecy screening"),
    }

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="stated_reviews")
    stage = models.CharField(max_length=20)
    words = models.CharField(max_length=300)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["publication", "stage"], name="stated_review_once"),)

    def __str__(self) -> str:
        return f"{self.publication_id} {self.stage}"

    @property
    def label(self) -> Text:
        return self.STAGES[self.stage]


class SignOff(models.Model):
    """One person's decision on a publication.

    round         of the publication: what is sent back is reviewed anew
    version       number of the text that was decided on
    is_proofread  the person also read the proofs
    on_behalf_of  who gave the delegation by which it was done
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="sign_offs")
    round = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    move = models.CharField(max_length=30)
    opinion = models.CharField(max_length=500, blank=True)
    is_proofread = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sign_offs")
    on_behalf_of = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["publication", "round", "by"],
                condition=Q(move__in=[*APPROVALS, "sign"]),
                name="sign_off_one_person_one_review",
            ),
            models.UniqueConstraint(
                fields=["publication", "round", "move"],
                condition=Q(move__in=[*APPROVALS, "sign", "clear"]),
                name="sign_off_each_step_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.publication_id} {self.move}"
