"""Two texts of a publication side by side: what was taken out, what was put in, what else is said of it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from django.utils.html import strip_tags

from gongkai.apps.disclosure.details import LABELS
from gongkai.apps.disclosure.models import Version
from gongkai.apps.disclosure.selectors import attachments_of
from gongkai.apps.disclosure.texts import details_of
from gongkai.bilingual import Text

Change = Literal["same", "out", "in"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, went or came."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, with its pieces."""

    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.change != "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field of the details that differs, in words; "" where nothing was said."""

    label: Text
    before: Text | str
    after: Text | str


def changed_details(before: Version, after: Version) -> list[ChangedField]:
    """What is said beside title and text and differs, attachments by their titles; in the order it is shown."""
    held, said = details_of(before), details_of(after)
    changed = [name for name in LABELS if getattr(held, name) != getattr(said, name)]
    return [ChangedField(LABELS[name], _shown(before, name), _shown(after, name)) for name in changed]


def _shown(version: Version, name: str) -> Text | str:
    details = details_of(version)
    if name != "files":
        return details.shown(name)
    return "、".join(one.title for one in attachments_of(version.publication, details.files))


def compared(before: Version, after: Version) -> list[Paragraph]:
    """Title and paragraphs of both: paragraph by paragraph, and within a changed one word for word."""
    return list(_paragraphs(_lines(before), _lines(after)))


def _lines(version: Version) -> list[str]:
    broken = re.sub(r"<br\s*/?>|</(p|h\d|li|tr)>", "\n", version.body_html)
    lines = html.unescape(strip_tags(broken)).splitlines()
    return [version.title, *(line.strip() for line in lines if line.strip())]


def _paragraphs(before: list[str], after: list[str]) -> Iterator[Paragraph]:
    for tag, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Paragraph((Piece("same", line),)) for line in before[i:j])
        elif tag == "replace" and j - i == m - k:
            yield from (Paragraph(_pieces(*pair)) for pair in zip(before[i:j], after[k:m], strict=True))
        else:
            yield from (Paragraph((Piece("out", line),)) for line in before[i:j])
            yield from (Paragraph((Piece("in", line),)) for line in after[k:m])


def _pieces(before: str, after: str) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", before[i:j]))
            continue
        if before[i:j]:
            found.append(Piece("out", before[i:j]))
        if after[k:m]:
            found.append(Piece("in", after[k:m]))
    return tuple(found)
