"""Who asks: the one table with personal data, sealed under a key of its own for each applicant."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.apps.core.models.checks import Check


class Applicant(models.Model):
    """One applicant of one request, as identified then.

    key      the applicant's own key, itself sealed; empty once the data are erased
    sealed   name, document, telephone, post and e-mail address; unreadable without the key
    *_index  keyed digests, by which the same person or document is found again
    """

    key = models.BinaryField(blank=True)
    sealed = models.BinaryField(blank=True)
    name_index = models.CharField(max_length=64, blank=True, db_index=True)
    document_index = models.CharField(max_length=64, blank=True, db_index=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            Check(
                condition=Q(erased_at__isnull=True)
                | Q(key=b"", sealed=b"", name_index="", document_index="", phone_index=""),
                name="applicant_erased_is_empty",
            ),
        )

    def __str__(self) -> str:
        return f"applicant {self.pk}"
