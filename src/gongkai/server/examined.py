"""What the doctor finds of one part of an installation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gongkai.bilingual import Text

Level = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part, and what to do about it."""

    part: str
    level: Level
    message: Text
    hint: Text | None = None
