"""Marks of the screening beside the words: personal data in files, what they hold unseen, links that led nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import PurePath
from typing import ClassVar

from gongkai.apps.channels.selectors import dead_links
from gongkai.apps.core.attachments import path_of
from gongkai.apps.core.file_texts import texts_in
from gongkai.apps.core.models import Attachment
from gongkai.apps.core.unseen import KINDS, unseen_in
from gongkai.apps.disclosure.cleaning import files_in
from gongkai.apps.disclosure.models import PublicationFile, Version
from gongkai.apps.disclosure.texts import details_of
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.text.screening import screen_text
from gongkai.text.screening_kinds import SCREENING_KINDS

_LINK = re.compile(r"<a\b[^>]*\bhref=\"(https?:[^\"]+)\"")
_NAMED = frozenset({"hidden_sheet", "covered_text"})
"""Kinds whose places say something to a person: names of sheets, numbers of pages."""
_QUIET = frozenset({"author"})
"""Nearly every Office file names who made it, and a mark on each would teach people to pass over marks: told on the
page of the files, and never asked about."""
_UNCHECKED = "unchecked_file"
_LABELS: Mapping[str, Text] = {
    **KINDS,
    **{name: kind.label for name, kind in SCREENING_KINDS.items()},
    "link_dead": Text("链接打不开", "Dead link"),
}
_REPLACE = Text(
    "附件中有{number}处公众看不见、却会随文件公开的内容，请换成没有这些内容的文件；确需保留的，写明理由。",
    "{number} in this file go public though nobody sees them: replace the file; where they have to stay, say why.",
)
_PERSONAL = Text(
    "附件中有{number}处个人信息，文件里的不能自动遮盖，请换成删去这些内容的文件；确需公开的，写明理由。",
    "{number} in this file cannot be masked here: replace the file; where they have to be public, say why.",
)
_LOOK = Text(
    "这个文件（或其中的图片、扫描页）无法检查，请换成可以检查的文件；换不了的，由人逐页看过后写明理由。",
    "This file, or a picture or scanned page in it, cannot be checked: replace it, or read it through and say why.",
)
_RENAME = Text(
    "请用不含这些内容的标题和文件名重新上传；确需保留的，写明理由。",
    "Upload it anew with a title and a name without it; where it has to stay, say why.",
)
_MOST_CHARACTERS = 1_000_000
"""Searched in one file; what is longer has to be read by a person."""
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


def noticed(data: bytes, *, is_shown: bool = False) -> list[dict[str, str | int]]:
    """What a file holds unseen and of whom it tells: kinds, places and numbers, as its row keeps them; never the data.

    is_shown  a picture that everybody sees in the text, and that nobody need be asked to look at
    raises    InvalidInput where nobody can look into it
    """
    found = {(one.kind, one.where): one.number for one in unseen_in(data)}
    found |= {} if is_shown else {(kind, ""): number for kind, number in _told_of_people(data).items()}
    return [{"kind": kind, "where": where, "number": number} for (kind, where), number in found.items()]


def _told_of_people(data: bytes) -> Counter[str]:
    """Different personal data of each kind in the texts of a file, and whether a part of it cannot be read."""
    keys: set[tuple[str, str]] = set()
    read: set[str] = set()
    left = _MOST_CHARACTERS
    for text in texts_in(data):
        bare = " ".join((text or "").split())
        left -= len(bare) if bare not in read else 0
        if text is None or left < 0:
            keys.add((_UNCHECKED, ""))
        elif bare not in read:
            keys |= {(one.kind, one.key) for one in screen_text(text) if one.group == "personal"}
            read.add(bare)
    return Counter(kind for kind, _key in keys)


def unseen_labels(file: PublicationFile) -> list[Text]:
    """What was found in one file, names in its properties among it, each kind once."""
    return [_LABELS[kind] for kind in dict.fromkeys(str(one["kind"]) for one in _kept(file))]


def file_marks(text: Version, contacts: Collection[str] = ()) -> Iterator[FileMark]:
    """One mark for every kind of thing found in every attachment and picture of a text, and for words of their names.

    contacts  as in the screening of the text
    """
    shown = [*details_of(text).files, *files_in(text.body_html)]
    for file in text.publication.files.filter(pk__in=shown).select_related("attachment"):
        yield from _named(file, contacts)
        yield from _marks_of(file)


def link_marks(body_html: str) -> Iterator[FileMark]:
    """One mark for every link to another website that was dead when the worker last tried it."""
    addresses = dict.fromkeys(unescape(found) for found in _LINK.findall(body_html))
    dead = dead_links(addresses) if addresses else {}
    yield from (FileMark("link_dead", one, _TRY, _key("link_dead", one)) for one in addresses if one in dead)


def _named(file: PublicationFile, contacts: Collection[str]) -> Iterator[FileMark]:
    """What the title of a file and the name it is saved under say."""
    names = dict.fromkeys((file.title, PurePath(file.attachment.name).stem))
    found = {mark.key: mark for name in names for mark in screen_text(name, contacts=contacts)}
    yield from (FileMark(mark.kind, mark.excerpt, _RENAME, key) for key, mark in found.items())


def _marks_of(file: PublicationFile) -> Iterator[FileMark]:
    found = [one for one in _kept(file) if one["kind"] not in _QUIET]
    numbers: Counter[str] = Counter()
    for one in found:
        numbers[str(one["kind"])] += int(one["number"])
    for kind, number in numbers.items():
        places = [str(one["where"]) for one in found if one["kind"] == kind and kind in _NAMED]
        excerpt = f"{file.title}（{'、'.join(places)}）" if places else file.title
        yield FileMark(kind, excerpt, _said_of(kind).format(number=number), _key(kind, str(file.pk)))


def _said_of(kind: str) -> Text:
    if kind == _UNCHECKED:
        return _LOOK
    return _PERSONAL if kind in SCREENING_KINDS else _REPLACE


def _kept(file: PublicationFile) -> list[dict[str, str | int]]:
    """As told when it was attached; a file from before that was kept is looked into now."""
    return _looked_into(file.attachment, is_shown=file.is_image) if file.unseen is None else file.unseen


def _looked_into(attachment: Attachment, *, is_shown: bool) -> list[dict[str, str | int]]:
    try:
        return noticed(path_of(attachment.sha256).read_bytes(), is_shown=is_shown)
    except (OSError, InvalidInput):
        return [{"kind": _UNCHECKED, "where": "", "number": 1}]


def _key(kind: str, words: str) -> str:
    return sha256(f"{kind}\n{words}".encode()).hexdigest()[:16]
