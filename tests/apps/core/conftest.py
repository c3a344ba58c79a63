"""The tables of the tests in place of those of the server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.apps.core import answers


@pytest.fixture
def told(settings) -> Iterator[list[tuple[object, ...]]]:
    """What the handlers and the schedule of the tests were told."""
    settings.HANDLERS = "tests.apps.core.answers.HANDLERS"
    settings.SCHEDULE = "tests.apps.core.answers.SCHEDULE"
    answers.told.clear()
    answers.failing.clear()
    yield answers.told
    answers.failing.clear()
