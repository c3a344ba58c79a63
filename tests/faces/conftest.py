"""The invented world, made once for all tests of this folder that one process runs in a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from tests.apps.standing import taken_back
from tests.faces.world import World


@pytest.fixture(scope="package")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with taken_back(django_db_blocker):
        made = World(timezone.now())
        assert made.full
        assert made.empty
        yield made
