"""Letters: as drafted and edited, as issued under a number, as sealed, and as served."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models import Attachment
from gongkai.apps.core.models.checks import Check
from gongkai.apps.inforequests.models.replies import Reply
from gongkai.apps.inforequests.models.requests import InfoRequest
from gongkai.law import body_kinds, letter_kinds


class LetterRule(models.Model):
    """How a body writes its letters from a day on. Written once; the last row that holds on a day counts.

    code           the short name before the year of its numbers
    issuer         the name as printed; "" takes that of the register
    needs_seal     a letter is served only as the sealed file
    remedy_kind    its kind for law.remedies where its place in the register does not tell it, as of a justice bureau
    silence        the local reading of law.remedies for inaction; "" where there is none
    court          the court for direct suits where local data name one
    """

    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="letter_rules")
    valid_from = models.DateField()
    code = models.CharField(max_length=20)
    issuer = models.CharField(max_length=60, blank=True)
    has_red_head = models.BooleanField(default=True)
    needs_seal = models.BooleanField(default=True)
    remedy_kind = models.CharField(max_length=30, blank=True)
    silence = models.CharField(max_length=15, blank=True)
    same_level_government = models.CharField(max_length=60, blank=True)
    upper_government = models.CharField(max_length=60, blank=True)
    upper_department = models.CharField(max_length=60, blank=True)
    court = models.CharField(max_length=60, blank=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("valid_from", "id")
        constraints = (
            Check(condition=~Q(code=""), name="letter_rule_has_code"),
            Check(condition=Q(remedy_kind__in=["", *sorted(body_kinds())]), name="letter_rule_kind_known"),
            Check(condition=Q(silence__in=["", "review_first", "either"]), name="letter_rule_silence_known"),
        )

    def __str__(self) -> str:
        return f"{self.public_body_id} {self.code} {self.valid_from}"


class Letter(models.Model):
    """One letter of a request, to be edited until it is issued.

    reply           the draft it carries; none for notices and consultations
    sealed_to       whom it is for where that is not the applicant, sealed under the applicant's key
    text            its paragraphs, one a line, without addressee and remedy block
    annexes         titles of what is enclosed, one a line
    taken_back_at   then it is no more; a number it bore stays used
    """

    info_request = models.ForeignKey(InfoRequest, on_delete=models.PROTECT, related_name="letters")
    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, null=True, blank=True, related_name="letters")
    kind = models.CharField(max_length=30)
    sealed_to = models.BinaryField(blank=True)
    text = models.TextField(max_length=20_000)
    annexes = models.TextField(max_length=2000, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            Check(condition=Q(kind__in=sorted(letter_kinds())), name="letter_kind_known"),
            Check(
                condition=Q(taken_back_at__isnull=True, taken_back_reason="")
                | Q(taken_back_at__isnull=False) & ~Q(taken_back_reason=""),
                name="letter_taken_back_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.info_request_id} {self.kind}"

    @property
    def public_body(self) -> PublicBody:
        return self.info_request.public_body


class LetterIssue(models.Model):
    """A letter signed and numbered. Never changed.

    on      the day it bears, for which the remedy block was made
    number  as printed, drawn without a gap
    """

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="issue")
    public_body = models.ForeignKey(PublicBody, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    number = models.CharField(max_length=40)
    text = models.TextField(max_length=20_000)
    remedy_text = models.TextField(max_length=1000, blank=True)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["public_body", "number"], name="letter_number_once"),)

    def __str__(self) -> str:
        return self.number


class SealedLetter(models.Model):
    """The file that came back with the seal; the last one before service counts. Never changed."""

    issue = models.ForeignKey(LetterIssue, on_delete=models.PROTECT, related_name="sealed_files")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.issue_id} {self.sha256[:8]}"


class LetterService(models.Model):
    """What was delivered, when and with what proof: the file and its hash. Never changed."""

    issue = models.OneToOneField(LetterIssue, on_delete=models.PROTECT, related_name="service")
    on = models.DateField()
    proof = models.CharField(max_length=300)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.issue_id} {self.on}"
