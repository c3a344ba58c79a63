"""Two texts of a publication side by side: what was taken out, what was put in, what else is said of it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from django.utils.html import strip_tags
from lxml import html as lxml_html

from gongkai.apps.disclosure.cleaning import files_in
from gongkai.apps.disclosure.details import LABELS
from gongkai.apps.disclosure.models import Version
from gongkai.apps.disclosure.selectors import attachments_of
from gongkai.apps.disclosure.texts import details_of
from gongkai.bilingual import Text

_PICTURES = Text("正文图片", "Pictures in the text")
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
    """What is said beside title and text and differs, attachments that went or came; in the order it is shown."""
    held, said = details_of(before), details_of(after)
    changed = [name for name in LABELS if getattr(held, name) != getattr(said, name)]
    return [ChangedField(LABELS[name], _shown(before, after, name), _shown(after, before, name)) for name in changed]


def changed_targets(before: Version, after: Version) -> list[ChangedField]:
    """Links that lead elsewhere, went or came, by their words; then pictures of the text that did."""
    gone, come = Counter(_links(before)), Counter(_links(after))
    out, into = _by_words(gone - come), _by_words(come - gone)
    links = [ChangedField(Text(words, words), out.get(words, ""), into.get(words, "")) for words in {**out, **into}]
    held, shown = _pictures(before, after), _pictures(after, before)
    return [*links, ChangedField(_PICTURES, held, shown)] if held or shown else links


def _links(version: Version) -> Iterator[tuple[str, str]]:
    """The words and the address of every link."""
    for element in lxml_html.fragment_fromstring(version.body_html, create_parent="div").iter("a"):
        address = element.get("href", "")
        if address:
            yield " ".join("".join(element.itertext()).split()) or address, address


def _by_words(links: Counter[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for words, address in links:
        found.setdefault(words, []).append(address)
    return {words: " ".join(addresses) for words, addresses in found.items()}


def _pictures(version: Version, other: Version) -> str:
    own = set(files_in(version.body_html)) - set(files_in(other.body_html))
    return _titles(version, sorted(own))


def _shown(version: Version, other: Version, name: str) -> Text | str:
    """What is said in this text; of attachments those that the other one has not."""
    details = details_of(version)
    if name != "files":
        return details.shown(name)
    return _titles(version, [one for one in details.files if one not in details_of(other).files])


def _titles(version: Version, files: Sequence[int]) -> str:
    found = attachments_of(version.publication, files)
    return "、".join(f"{one.title}（{one.attachment.name}）" for one in found)


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
