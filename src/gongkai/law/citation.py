"""Citations: "ogi2019/33(2)" as data, as printed in Chinese and English, and the list of instruments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NewType

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law.declarations import DATA, Entry, Status, read_declaration

CiteId = NewType("CiteId", str)

_SHAPE = re.compile(r"(?P<instrument>[a-z][a-z0-9-]*)(?:/(?P<article>\d+)(?P<parts>(?:\(\d+\)){0,2}))?")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation, notice or interpretation, in force from `valid_from` through `valid_to`.

    valid_from     None when the day was not read
    is_label       the title describes the instrument and is not its printed title
    direct_items   articles whose first bracket is an item, not a paragraph: "20(8)" is item 8
    """

    id: str
    title: Text
    number: str | None
    valid_from: date | None
    valid_to: date | None
    is_label: bool
    direct_items: frozenset[int]
    link: str | None
    status: Status

    @property
    def printed(self) -> Text:
        """The title in book marks; a described instrument with its number instead."""
        if not self.is_label:
            return Text(f"《{self.title.zh}》", self.title.en)
        number = f"（{self.number}）" if self.number else ""
        return Text(self.title.zh + number, f"{self.title.en} {self.number or ''}".strip())


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an instrument: article, paragraph (款), item (项); the whole instrument when article is None."""

    instrument: Instrument
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None

    @property
    def id(self) -> CiteId:
        brackets = "".join(f"({part})" for part in (self.paragraph, self.item) if part is not None)
        article = "" if self.article is None else f"/{self.article}{brackets}"
        return CiteId(self.instrument.id + article)

    @property
    def printed(self) -> Text:
        """As lawyers print it: 《中华人民共和国政府信息公开条例》第三十三条第二款."""
        if self.article is None:
            return self.instrument.printed
        chinese = f"第{chinese_number(self.article)}条"
        english = f", art. {self.article}"
        if self.paragraph is not None:
            chinese += f"第{chinese_number(self.paragraph)}款"
            english += f"({self.paragraph})"
        if self.item is not None:
            chinese += f"第（{chinese_number(self.item)}）项"
            english += f", item {self.item}"
        whole = self.instrument.printed
        return Text(whole.zh + chinese, whole.en + english)

    def __str__(self) -> str:
        return self.id


def chinese_number(number: int) -> str:
    """1 to 999 as articles are numbered: 10 is 十, 33 is 三十三, 134 is 一百三十四."""
    if not 0 < number < 1000:
        raise ValueError(f"articles are numbered 1 to 999, not {number}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")


def parse_citation(cite: str) -> Citation:
    """Read "ogi2019/33(2)", "ogi2019/20(8)" (an item) or "review2023/23(1)(4)" (paragraph and item).

    raises InvalidInput for another shape or an instrument that is not in data/instruments.yaml
    """
    match = _SHAPE.fullmatch(cite)
    known = instruments()
    if match is None or match["instrument"] not in known:
        words = Text(f"无法识别的依据“{cite}”", f"the citation {cite!r} cannot be read")
        raise InvalidInput("citation-unknown", words, where=cite)
    instrument = known[match["instrument"]]
    if match["article"] is None:
        return Citation(instrument)
    article = int(match["article"])
    parts: list[int | None] = [int(part) for part in re.findall(r"\d+", match["parts"])]
    if article in instrument.direct_items and len(parts) == 1:
        parts.insert(0, None)
    paragraph, item = [*parts, None, None][:2]
    return Citation(instrument, article, paragraph, item)


@cache
def instruments() -> dict[str, Instrument]:
    """Every instrument by id, in the order of data/instruments.yaml."""
    return {key: _instrument(key, entry) for key, entry in read_declaration(DATA / "instruments.yaml").named()}


def cite_of(entry: Entry, key: str = "cite") -> Citation:
    """The citation of a data entry; a wrong one is a fault of the file, with its line."""
    try:
        return parse_citation(entry.string(key))
    except InvalidInput as fault:
        raise entry.fault(fault.message.zh, fault.message.en, key) from fault


def _instrument(key: str, entry: Entry) -> Instrument:
    entry.only("title", "is_label", "number", "valid_from", "valid_to", "direct_items", "link", "status")
    items = entry.values.get("direct_items") or []
    if not isinstance(items, list) or not all(isinstance(item, int) for item in items):
        raise entry.fault("direct_items 应为条号的列表", "direct_items must list articles", "direct_items")
    valid_from, valid_to = entry.day_or_none("valid_from"), entry.day_or_none("valid_to")
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise entry.fault("valid_to 早于 valid_from", "valid_to is before valid_from", "valid_to")
    return Instrument(
        id=key,
        title=entry.words("title"),
        number=entry.string_or_none("number"),
        valid_from=valid_from,
        valid_to=valid_to,
        is_label=entry.truth("is_label", default=False),
        direct_items=frozenset(items),
        link=entry.string_or_none("link"),
        status=entry.status(),
    )
