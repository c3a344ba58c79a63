"""What belongs to a publication: its files, and marks of the screening that somebody let stand."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.accounts.models import User
from gongkai.apps.core.models import Attachment
from gongkai.apps.core.models.checks import Check
from gongkai.apps.disclosure.models.publications import Publication


class PublicationFile(models.Model):
    """A file that goes with a publication. It stays when a later text leaves it out, since an earlier one shows it.

    The public gets a file that the public text lists or shows; see selectors.file_for_public.

    is_image  it stands in the text, and the text says in words what it shows
    unseen    what was found in it, as file_marks.noticed tells it; None where nobody looked yet
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    is_image = models.BooleanField(default=False)
    unseen = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (Check(condition=~Q(title=""), name="publication_file_is_named"),)

    def __str__(self) -> str:
        return self.title


class LetStand(models.Model):
    """A mark of the screening that a person let stand, for a reason that goes with the publication.

    mark_key  the key of the mark (text.screening), which may be guessed back: it stays here, never in logs
    version   number of the text in which it was seen; it holds for later texts with the same words
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="let_stand")
    kind = models.CharField(max_length=30)
    mark_key = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    version = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["publication", "kind", "mark_key"], name="let_stand_once"),
            Check(condition=~Q(reason=""), name="let_stand_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.publication_id} {self.kind}"
