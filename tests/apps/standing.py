"""What stands in the registers through many tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def taken_back(blocker: Any) -> Iterator[None]:
    """A transaction around many tests, for what all of them look at; taken back behind the last of them."""
    around: Any = transaction.atomic()
    around._from_testcase = True  # as Django marks its own: what must be durable may begin in it
    with blocker.unblock(), around:
        yield
        transaction.set_rollback(True)
