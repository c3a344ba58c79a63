"""Data files of the law floor: mappings whose values carry how sure each is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, cast, get_args

from gongkai.bilingual import Text
from gongkai.declarations import Entry as AnyEntry
from gongkai.declarations import LinedMap, read_file
from gongkai.errors import GongkaiError, InvalidDeclaration

__all__ = ["DATA", "STATUSES", "STATUS_WORDS", "Entry", "LinedMap", "Status", "read_declaration"]

DATA = Path(__file__).parent / "data"

Status = Literal["verified", "secondhand", "memory", "inference"]
STATUSES: tuple[Status, ...] = get_args(Status)

STATUS_WORDS: Mapping[Status, Text] = {
    "verified": Text("已核对原文", "checked against the text"),
    "secondhand": Text("据转引材料", "from second-hand material"),
    "memory": Text("凭记忆，待核对", "from memory, to be checked"),
    "inference": Text("推定，非法条", "inferred, not in a text"),
}


class Entry(AnyEntry):
    """One mapping of a file of law."""

    def status(self, key: str = "status") -> Status:
        return cast(Status, self.choice(key, STATUSES))


def read_declaration(path: Path, error: type[GongkaiError] = InvalidDeclaration) -> Entry:
    """The mapping at the top of a YAML file.

    raises `error` with file and line when the file is absent, is not YAML, repeats a key or is not a mapping
    """
    file = str(path.relative_to(DATA) if path.is_relative_to(DATA) else path)
    return Entry(read_file(path, where=file, error=error), file, error)
