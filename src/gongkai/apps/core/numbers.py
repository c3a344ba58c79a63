"""Numbers without gaps, for letters, receipts and document numbers."""

from __future__ import annotations

from django.db import transaction

from gongkai.apps.core.models import Sequence


def next_number(name: str) -> int:
    """The next whole number under this name, from 1. Call it last in the transaction of the act: it locks the counter.

    raises  TransactionManagementError outside a transaction, where the number could be lost
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number is given out inside the transaction of its act")
    Sequence.objects.get_or_create(name=name)
    counter = Sequence.objects.select_for_update().get(name=name)
    counter.value += 1
    counter.save(update_fields=["value"])
    return counter.value
