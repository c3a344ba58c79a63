"""Who did something, as the audit log and the registers remember it: a kind and an id, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["staff", "public", "system", "import"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of staff, somebody from the public, the schedule, or an import."""

    kind: Kind
    id: int | None = None


SYSTEM = Actor("system")
PUBLIC = Actor("public")
