"""Counting those whom something published has answered."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from gongkai.apps.disclosure.models import Publication
from gongkai.apps.inforequests.models import AnsweredBefore


@transaction.atomic
def count_answered(publication: Publication, *, on: date) -> None:
    """One more whom it answered that day; of them no more is kept than the number."""
    AnsweredBefore.objects.bulk_create([AnsweredBefore(publication=publication, on=on)], ignore_conflicts=True)
    AnsweredBefore.objects.filter(publication=publication, on=on).update(times=F("times") + 1)
