"""Effects that follow an act: queued in its transaction, carried out after it by the worker."""

from __future__ import annotations

from django.db import models, transaction
from django_tasks import task


def queue(event: str, subject: models.Model) -> None:
    """Put an event into the outbox of this transaction. Only the id of the subject is kept.

    raises  TransactionManagementError outside a transaction, where the effect could outlive its cause
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an effect is queued inside the transaction of its act")
    deliver.enqueue(event, subject._meta.label_lower, subject.pk)


@task()
def deliver(event: str, model: str, pk: int) -> None:
    """Run the handlers of an event on the row it is about."""
    from django.apps import apps
    from django.conf import settings
    from django.utils.module_loading import import_string

    subject = apps.get_model(model)._base_manager.get(pk=pk)
    for handler in import_string(settings.HANDLERS).get(event, ()):
        handler(subject)
