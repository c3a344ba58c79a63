"""What CI takes in turns; `HYPOTHESIS_PROFILE=deep make test-all` leaves nothing out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

Case = TypeVar("Case")
IS_DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"


def in_turn(cases: Iterable[Case], turn: int, of: int) -> list[Case]:
    """Every `of`-th case beginning with this one: over as many turns each comes round once. All of them when deep."""
    everything = list(cases)
    return everything if IS_DEEP else everything[turn % of :: of]
