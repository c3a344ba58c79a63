"""What tests say of an act that must be refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gongkai.errors import GongkaiError


@contextmanager
def refused(kind: type[GongkaiError], code: str) -> Iterator[None]:
    """The act inside raises this kind of error with this code."""
    with pytest.raises(kind) as caught:
        yield
    assert caught.value.code == code
