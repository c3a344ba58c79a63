"""Kinds of letter in the handling of a request: their elements, when each may be made, and its remedy block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law.citation import Citation, cite_of
from gongkai.law.declarations import DATA, Entry, Status, read_declaration
from gongkai.law.exemptions import reply_kinds
from gongkai.law.remedies import remedy_outcomes

Source = Literal["person", "register", "law"]
Addressee = Literal["applicant", "third_party", "public_body"]
_KEYS = ("label", "title", "to", "cite", "status", "states", "replies", "row", "needs", "remedy", "remedy_status")


@dataclass(frozen=True, slots=True)
class Element:
    """One thing a letter must say.

    by  person: typed for this letter; register: a dated fact of the request; law: standing words
    """

    id: str
    label: Text
    by: Source


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of letter.

    title    as printed above the text
    states   where a request may stand when it is made; empty for replies, which are made with their draft
    replies  kinds of reply (law.reply_kinds) it carries
    row      the row of Table 3 on which the request must have ended, for closing notices
    needs    its elements in the order in which the letter says them
    remedy   "none", "reply" (the row of the reply), or an outcome of law.remedy
    """

    id: str
    label: Text
    title: str
    to: Addressee
    cite: Citation
    status: Status
    states: tuple[str, ...]
    replies: tuple[str, ...]
    row: str
    needs: tuple[Element, ...]
    remedy: str
    remedy_status: Status

    @property
    def typed(self) -> tuple[Element, ...]:
        """What a person must type."""
        return tuple(element for element in self.needs if element.by == "person")

    def check(self, given: Mapping[str, str]) -> None:
        """Raises InvalidInput "letter-incomplete" naming the first element that is missing or blank."""
        for element in self.needs:
            if element.by != "law" and not given.get(element.id, "").strip():
                words = Text("{kind}缺少必备内容：{element}。", "The {kind} lacks a required element: {element}.")
                hint = Text("请补写后再生成文书。", "Add it, then make the letter.")
                filled = words.format(kind=self.label, element=element.label)
                raise InvalidInput("letter-incomplete", filled, where=element.id, hint=hint)


@cache
def letter_kinds() -> dict[str, LetterKind]:
    """Every kind of letter by id, in the order of the file."""
    top = _file()
    elements = {key: _read_element(key, entry) for key, entry in top.entry("elements").named()}
    return {key: _read_kind(key, entry, elements) for key, entry in top.entry("kinds").named()}


@cache
def letter_for_reply() -> dict[str, LetterKind]:
    """The one kind of letter that carries a kind of reply."""
    return {reply: kind for kind in letter_kinds().values() for reply in kind.replies}


def _file() -> Entry:
    entry = read_declaration(DATA / "letters.yaml")
    entry.only("elements", "kinds")
    return entry


def _read_element(key: str, entry: Entry) -> Element:
    entry.only("label", "by")
    return Element(key, entry.words("label"), cast(Source, entry.choice("by", get_args(Source))))


def _read_kind(key: str, entry: Entry, elements: Mapping[str, Element]) -> LetterKind:
    entry.only(*_KEYS)
    for name in entry.strings("needs"):
        if name not in elements:
            raise entry.fault(f"不认识的内容“{name}”", f"unknown element {name!r}", "needs")
    for name in entry.strings("replies"):
        if name not in reply_kinds():
            raise entry.fault(f"没有这种答复“{name}”", f"unknown reply {name!r}", "replies")
    if bool(entry.strings("states")) == bool(entry.strings("replies")):
        raise entry.fault("须写明状态或答复之一", "needs either states or replies", "states")
    status = entry.status()
    return LetterKind(
        id=key,
        label=entry.words("label"),
        title=entry.string("title"),
        to=cast(Addressee, entry.choice("to", get_args(Addressee))),
        cite=cite_of(entry),
        status=status,
        states=entry.strings("states"),
        replies=entry.strings("replies"),
        row=entry.string_or_none("row") or "",
        needs=tuple(elements[name] for name in entry.strings("needs")),
        remedy=entry.choice("remedy", ("none", "reply", *remedy_outcomes())),
        remedy_status=entry.status("remedy_status") if entry.has("remedy_status") else status,
    )
