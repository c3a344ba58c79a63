"""Marks of the screening beside the words: what the files of a text hold unseen, and links that led nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from typing import ClassVar

from gongkai.apps.channels.selectors import dead_links
from gongkai.apps.core.attachments import path_of
from gongkai.apps.core.models import Attachment
from gongkai.apps.core.unseen import KINDS, unseen_in
from gongkai.apps.disclosure.cleaning import files_in
from gongkai.apps.disclosure.models import PublicationFile, Version
from gongkai.apps.disclosure.texts import details_of
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

_LINK = re.compile(r"<a\b[^>]*\bhref=\"(https?:[^\"]+)\"")
_NAMED = frozenset({"hidden_sheet", "covered_text"})
"""Kinds whose places say something to a person: names of sheets, numbers of pages."""
_QUIET = frozenset({"author"})
"""Nearly every Office file names who made it, and a mark on each would teach people to pass over marks: told on the
page of the files, and never asked about."""
_UNCHECKED = "unchecked_file"
_LABELS: Mapping[str, Text] = {
    **KINDS,
    _UNCHECKED: Text("无法检查的文件", "File that cannot be looked into"),
    "link_dead": Text("链接打不开", "Dead link"),
}
_REPLACE = Text(
    "附件中有{number}处公众看不见、却会随文件公开的内容，请换成没有这些内容的文件；确需保留的，写明理由。",
    "{number} in this file go public though nobody sees them: replace the file; where they have to stay, say why.",
)
_TRY = Text(
    "最近一次检查时打不开，请改正网址或者写明理由。", "It led nowhere when last tried: mend it, or say why it stands."
)


@dataclass(frozen=True, slots=True)
class FileMark:
    """Something to decide on that no words of the text hold; the same in use as a ScreeningMark, and never maskable.

    key  the same for the same finding in the same file; a file that takes its place is asked about anew
    """

    kind: str
    excerpt: str
    suggestion: Text
    key: str
    is_maskable: ClassVar[bool] = False

    @property
    def label(self) -> Text:
        return _LABELS[self.kind]


def noticed(data: bytes) -> list[dict[str, str | int]]:
    """What a file holds unseen, as the row of the file keeps it. Raises InvalidInput where nobody can look into it."""
    return [{"kind": one.kind, "where": one.where, "number": one.number} for one in unseen_in(data)]


def unseen_labels(file: PublicationFile) -> list[Text]:
    """What one file holds unseen, names in its properties among it, each kind once."""
    return [_LABELS[kind] for kind in dict.fromkeys(str(one["kind"]) for one in _kept(file))]


def file_marks(text: Version) -> Iterator[FileMark]:
    """One mark for every kind of unseen content in every attachment and picture of a text."""
    shown = [*details_of(text).files, *files_in(text.body_html)]
    for file in text.publication.files.filter(pk__in=shown).select_related("attachment"):
        yield from _marks_of(file)


def link_marks(body_html: str) -> Iterator[FileMark]:
    """One mark for every link to another website that was dead when the worker last tried it."""
    addresses = dict.fromkeys(unescape(found) for found in _LINK.findall(body_html))
    dead = dead_links(addresses) if addresses else {}
    yield from (FileMark("link_dead", one, _TRY, _key("link_dead", one)) for one in addresses if one in dead)


def _marks_of(file: PublicationFile) -> Iterator[FileMark]:
    found = [one for one in _kept(file) if one["kind"] not in _QUIET]
    numbers: Counter[str] = Counter()
    for one in found:
        numbers[str(one["kind"])] += int(one["number"])
    for kind, number in numbers.items():
        places = [str(one["where"]) for one in found if one["kind"] == kind and kind in _NAMED]
        excerpt = f"{file.title}（{'、'.join(places)}）" if places else file.title
        yield FileMark(kind, excerpt, _REPLACE.format(number=number), _key(kind, str(file.pk)))


def _kept(file: PublicationFile) -> list[dict[str, str | int]]:
    """As told when it was attached; a file from before that was kept is looked into now."""
    return _looked_into(file.attachment) if file.unseen is None else file.unseen


def _looked_into(attachment: Attachment) -> list[dict[str, str | int]]:
    try:
        return noticed(path_of(attachment.sha256).read_bytes())
    except (OSError, InvalidInput):
        return [{"kind": _UNCHECKED, "where": "", "number": 1}]


def _key(kind: str, words: str) -> str:
    return sha256(f"{kind}\n{words}".encode()).hexdigest()[:16]
