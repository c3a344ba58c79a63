"""What is said about a publication beside title and text, as one value that every version keeps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from gongkai.apps.disclosure import vocabulary
from gongkai.apps.disclosure.vocabulary import ON_REQUEST, OPENNESS, PROACTIVE, REPOST, WITHHELD
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law import exemptions_on

_YEAR_IN_NUMBER = re.compile(r"[〔\[［【(（]\s*(\d{4})\s*[〕\]］】)）]\s*(?:第\s*)?0*(\d+)\s*号")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")

LABELS: Mapping[str, Text] = {
    "kind": Text("信息类型", "Type"),
    "column": Text("栏目", "Column of the website"),
    "document_number": Text("发文字号", "Document number"),
    "issuer": Text("发文机关", "Issued by"),
    "formed_on": Text("成文日期", "Formed on"),
    "topic": Text("主题分类", "Topic"),
    "keywords": Text("关键词", "Keywords"),
    "summary": Text("内容概述", "Summary"),
    "source": Text("信息来源", "Source"),
    "openness": Text("公开方式", "Way of disclosure"),
    "ground": Text("不予公开的依据", "Legal ground for withholding"),
    "key_areas": Text("重点领域", "Key areas"),
    "original_source": Text("转载来源", "Original source"),
    "original_address": Text("原文地址", "Address of the original"),
    "files": Text("附件", "Attachments"),
}
"""Every field with its label, in the order in which it is shown."""


@dataclass(frozen=True, slots=True)
class Details:
    """The metadata of one text. "" and None mean that nothing is said.

    column     of the website; a column that the report counts apart
    issuer     who signed the document, where it is not the body that publishes it
    formed_on  the day the information was made or obtained; the clock runs from it
    openness   published, on request only, or withheld on a legal ground
    files      ids of the attachments that go with this text, in order
    law        ogi2019/12(3), 13, 19, 26
    """

    kind: str = "other"
    column: str = ""
    document_number: str = ""
    issuer: str = ""
    formed_on: date | None = None
    topic: str = ""
    keywords: str = ""
    summary: str = ""
    source: str = ""
    openness: str = PROACTIVE
    ground: str = ""
    key_areas: tuple[str, ...] = ()
    original_source: str = ""
    original_address: str = ""
    files: tuple[int, ...] = ()

    @property
    def is_repost(self) -> bool:
        return self.kind == REPOST

    def as_data(self) -> dict[str, object]:
        """As a version keeps it."""
        found = asdict(self)
        found["formed_on"] = self.formed_on.isoformat() if self.formed_on else None
        found["key_areas"], found["files"] = list(self.key_areas), list(self.files)
        return found

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> Details:
        """What a version kept; a field it does not know is as if nothing were said."""
        known = {field.name: data[field.name] for field in fields(cls) if field.name in data}
        day = known.get("formed_on")
        known["formed_on"] = date.fromisoformat(str(day)) if day else None
        for name in ("key_areas", "files"):
            held = known.get(name)
            known[name] = tuple(held) if isinstance(held, list | tuple) else ()
        return cls(**known)  # type: ignore[arg-type]

    def shown(self, name: str) -> Text | str:
        """One field in words; "" where nothing is said."""
        value = getattr(self, name)
        if name == "key_areas":
            labels = [vocabulary.key_areas()[key] for key in self.key_areas]
            return Text("、".join(one.zh for one in labels), ", ".join(one.en for one in labels)) if labels else ""
        if not value:
            return ""
        tables: Mapping[str, Mapping[str, Text]] = {
            "kind": {key: kind.label for key, kind in vocabulary.kinds().items()},
            "column": vocabulary.site_columns(),
            "topic": vocabulary.topics(),
            "openness": OPENNESS,
            "ground": {key: ground.label for key, ground in exemptions_on(date.max).items()},
        }
        return tables[name].get(value, value) if name in tables else str(value)


def checked(details: Details, *, on: date) -> Details:
    """The details in order: trimmed, the document number as the rules print it.

    raises  InvalidInput, with the name of the field
    """
    trimmed: dict[str, Any] = {name: " ".join(str(getattr(details, name)).split()) for name in _TEXTS}
    given = replace(details, **trimmed)
    given = replace(given, document_number=_printed_number(given.document_number))
    _check_known(given)
    _check_openness(given, on)
    if given.formed_on is not None and given.formed_on > on:
        raise _wrong("formed_on", Text("成文日期晚于今天。", "The day it was formed lies ahead."))
    if given.is_repost and not given.original_source:
        raise _wrong("original_source", Text("转载信息须写明来源。", "A re-post names its original source."))
    if given.is_repost and not _ADDRESS.fullmatch(given.original_address):
        words = Text("转载信息须填写原文网址。", "A re-post gives the web address of the original.")
        raise _wrong("original_address", words)
    if not given.is_repost and (given.original_source or given.original_address):
        words = Text("只有转载信息才填写转载来源。", "Only a re-post has an original source.")
        raise _wrong("original_source", words)
    return given


def said_by(details: Details) -> list[tuple[str, Text, Text | str]]:
    """What is said, field by field with its label; what says nothing is left out."""
    lines = ((name, label, details.shown(name)) for name, label in LABELS.items() if name != "files")
    return [line for line in lines if line[2]]


_TEXTS = ("document_number", "issuer", "keywords", "summary", "source", "original_source", "original_address")


def _printed_number(number: str) -> str:
    """With six-cornered brackets and no zeros before the number: 示政办发〔2026〕12号."""
    return _YEAR_IN_NUMBER.sub(lambda found: f"〔{found[1]}〕{found[2]}号", number)


def _check_known(given: Details) -> None:
    tables: Mapping[str, Mapping[str, object]] = {
        "kind": vocabulary.kinds(),
        "topic": vocabulary.topics(),
        "openness": OPENNESS,
    }
    for name, table in tables.items():
        value = getattr(given, name)
        if value and value not in table:
            raise _wrong(name, Text(f"不认识的选项“{value}”。", f"There is no choice {value!r}."))
    for area in given.key_areas:
        if area not in vocabulary.key_areas():
            raise _wrong("key_areas", Text(f"没有重点领域“{area}”。", f"There is no key area {area!r}."))


def _check_openness(given: Details, on: date) -> None:
    if given.openness == WITHHELD and not given.ground:
        words = Text("不予公开须写明法律依据。", "What is withheld needs its legal ground.")
        raise _wrong("ground", words)
    if given.openness == PROACTIVE and given.ground:
        raise _wrong(
            "ground", Text("主动公开的信息没有不予公开的依据。", "What is published has no ground to withhold.")
        )
    if given.ground and given.ground not in exemptions_on(on):
        words = Text("这一依据不在现行条款之内。", "That ground is not in force.")
        raise _wrong("ground", words)


def _wrong(where: str, words: Text) -> InvalidInput:
    return InvalidInput("publication-details", words, where=where)


__all__ = ["LABELS", "ON_REQUEST", "PROACTIVE", "WITHHELD", "Details", "checked", "said_by"]
