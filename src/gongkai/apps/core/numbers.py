"""Numbers without gaps, for letters, receipts and document numbers."""

from __future__ import annotations

from django.db import transaction

from gongkai.apps.core.models import Sequence


def next_number(name: str) -> int:
    """The next whole number under this name, from 1. Call it last in the transaction of the act: it locks the counter.

    raises  TransactionManagementError outside a transaction, where the number could be lost
    """
    counter = locked_counter(name)
    counter.value += 1
    counter.save(update_fields=["value"])
    return counter.value


def locked_counter(name: str) -> Sequence:
    """The counter of this name, made when it is first asked for, and held until the transaction ends."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number is given out inside the transaction of its act")
    found = Sequence.objects.select_for_update().filter(name=name).first()
    if found is not None:
        return found
    Sequence.objects.bulk_create([Sequence(name=name)], ignore_conflicts=True)  # another transaction may be making it
    return Sequence.objects.select_for_update().get(name=name)
