"""The text about a number: amounts with their units, known words, sentences, and the phrase a number belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.reports.extract.figure_words import Lexicon, Topic, Word
from gongkai.reports.model import Number
from gongkai.text.numerals import parse_number

LONGEST_SENTENCE = 600
FARTHEST_NOUN = 16

STOP = re.compile(r"[，,；;：:！？!?（()）]")
LISTED = re.compile(r"[、和及与暨/]")
_RIGHT_STOP = re.compile(r"[，,；;：:！？!?（()）、\n“”《》]")
_QUOTED = re.compile(r"“[^”“]{0,30}”|《[^》《]{0,40}》")
_OPEN = "公开"
_VAGUE = re.compile(r"(?:约|近|超|超过|逾|突破|将近|接近|约为|大约)$")
_BARE_END = frozenset("，,；;。、）)")
_NOT_BEFORE = frozenset("·0123456789.-/〔")
_NOT_BEFORE_CHINESE = frozenset("·数几十百千万")
_DAYS = frozenset(("日", "天", "工作日", "个工作日"))
WITHIN = ("内", "之内", "以内")
_SPACES = frozenset(" \t*“”‘’\"'《》()（）、，,：:；;·-—0123456789.%年月日")

Token = tuple[int, int, Word]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit at a place of a text; `begin` counts a vague word before it in."""

    value: Number
    unit: str
    approx: bool
    begin: int
    start: int
    end: int
    is_ordinal: bool = False


@dataclass(slots=True)
class Sentence:
    """One sentence with its words.

    plain         the text with quoted names blanked
    marks         those of all words, and of the heading above
    planned_from  where plans begin; the length of the text when there are none
    seen          measures told so far, with their values
    anew          where the sentence turned to something unknown: no noun is carried over from before
    """

    text: str
    plain: str
    tokens: list[Token]
    starts: list[int]
    heading: list[Token]
    marks: int
    planned_from: int
    line: int
    seen: dict[str, Number] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)
    anew: int = 0

    def between(self, start: int, end: int) -> list[Token]:
        """The words that begin in a stretch."""
        return self.tokens[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


@dataclass(slots=True)
class Phrase:
    """The words about one number: before it since the last stop or number, and after it up to the next.

    facets  those before the number; posted: that of publishing, where the phrase before had it
    end     where its words end, when that is not the number itself
    """

    left: int
    tokens: list[Token]
    right: list[Token]
    right_text: str
    marks: int
    facets: int
    posted: int = 0
    end: int | None = None

    def takes(self, before: Phrase, at: int) -> None:
        """Share the words of the phrase before, which ends at a place: "编印公报6期3000份"."""
        self.left, self.tokens, self.end = before.left, before.tokens, at if before.end is None else before.end
        self.marks |= before.marks
        self.facets |= before.facets


def tokens_of(text: str, words: Lexicon) -> list[Token]:
    """The longest known words from left to right; a guarded word that goes on from an unknown one is left out.

    From there on the sentence is about that other matter: words of the topic count only where they name 公开.
    """
    found: list[Token] = []
    known = words.words
    at = 0
    is_word = False
    foreign: set[str] = set()
    for piece in words.scan.split(text):
        end = at + len(piece)
        if is_word:
            word = known[piece]
            if word.is_guarded and _follows_unknown(text, at, found):
                foreign.add(word.topic.name if word.topic else "")
            elif not (word.topic and word.topic.name in foreign and _OPEN not in piece):
                found.append((at, end, word))
        at, is_word = end, not is_word
    return found


def _follows_unknown(text: str, at: int, found: list[Token]) -> bool:
    """Whether a word goes on from unknown text, with nothing but fillers between ("新入职人员培训")."""
    for start, end, word in reversed(found):
        if end != at:
            break
        if word.marks or word.is_break:
            return False
        at = start
    return at > 0 and "\u4e00" <= text[at - 1] <= "\u9fff"


def amounts_of(text: str, words: Lexicon) -> Iterator[Amount]:
    """Every number that can be a figure: with a unit, or bare before a stop; no date, slogan or part of a word."""
    for match in words.numbers.finditer(text):
        start, end = match.span()
        unit = match["unit"] or match["unit2"] or ""
        is_ordinal = start > 0 and text[start - 1] == "第"
        if is_ordinal and unit != "届":
            continue
        printed = _printed_number(match, text)
        if not printed or (unit in _DAYS and not text.startswith(WITHIN, end)):
            continue
        if words.slogans.match(text, start) or (start and words.slogans.match(text, start - 1)):
            continue
        value = parse_number(printed)
        if value is None:
            continue
        vague = _VAGUE.search(text, max(0, start - 2), start)
        approx = bool(vague or match["vague"] or match["vague2"] or match["vague3"] or match["vague4"])
        unit = "%" if match["percent"] is not None else words.unit_of.get(unit, unit)
        yield Amount(value, unit, approx, vague.start() if vague else start, start, end, is_ordinal)


def _printed_number(match: re.Match[str], text: str) -> str:
    """The number alone; "" where it is part of a word or a code, or bare in the middle of a phrase."""
    start, end = match.span()
    before = text[start - 1] if start else ""
    if match["percent"] is not None:
        return text[match.end("percent") : end].rstrip("余以上左右下")
    if match["chinese"] is not None:
        return "" if before in _NOT_BEFORE_CHINESE else text[start : match.end("chinese")]
    if before in _NOT_BEFORE or (before.isascii() and before.isalpha()):
        return ""
    if match["unit"] is None and end < len(text) and text[end] not in _BARE_END:
        return ""
    return text[start : match.end("arabic")] + (match["myriad"] or "")


def sentence_of(text: str, heading: list[Token], line: int, planned: bool, words: Lexicon) -> Sentence:
    tokens = tokens_of(text, words)
    marks = 0
    for _, _, word in tokens:
        marks |= word.marks
    for _, _, word in heading:
        marks |= word.marks
    plain = _QUOTED.sub(lambda m: " " * len(m.group()), text) if "“" in text or "《" in text else text
    future = None if planned else words.future.search(text)
    from_here = 0 if planned else future.start() if future else len(text)
    return Sentence(text, plain, tokens, [t[0] for t in tokens], heading, marks, from_here, line)


def phrase_of(sentence: Sentence, amount: Amount, last_end: int, following: int, words: Lexicon) -> Phrase:
    """The phrase of a number that stands after `last_end` (end of the number before) and before `following`."""
    text = sentence.text
    left = left_of(text, amount.begin, last_end)
    tokens = sentence.between(left, amount.begin)
    right_end = min(following, amount.end + FARTHEST_NOUN)
    stop = _RIGHT_STOP.search(text, amount.end, right_end)
    if stop and stop.start() > amount.end:
        right_end = stop.start()
    elif stop and stop.group() not in "“《":
        right_end = amount.end
    right = [] if words.joins.match(text, amount.end) else sentence.between(amount.end, right_end)
    marks = facets = 0
    for start, _, word in tokens:
        marks |= word.marks
        if sentence.plain[start] == text[start]:
            facets |= word.facet
    for _, _, word in right:
        marks |= word.marks
    facets &= (words.rates | words.strong) if amount.unit == "%" else ~words.rates
    return Phrase(left, tokens, right, text[amount.end : right_end], marks, facets)


def left_of(text: str, begin: int, last_end: int) -> int:
    """Where the phrase before a number begins: after the last stop or number; closed brackets are passed over."""
    at = begin - 1
    depth = 0
    while at >= last_end:
        char = text[at]
        if char in "）)":
            depth += 1
        elif char in "（(":
            if depth == 0:
                return at + 1
            depth -= 1
        elif depth == 0 and char in "，,；;：:！？!?" and (char not in "：:" or text[at + 1 : begin].strip()):
            return at + 1
        at -= 1
    return last_end


def unknown_between(sentence: Sentence, start: int, end: int) -> int:
    """How many characters of a stretch belong to no known word; names in quotation marks do not count."""
    plain, at, unknown = sentence.plain, start, 0
    tokens = sentence.tokens
    i = max(0, bisect_left(sentence.starts, start) - 1)
    while i < len(tokens) and tokens[i][0] < end:
        first, last, _ = tokens[i]
        if last > at:
            if first > at:
                unknown += sum(1 for c in plain[at:first] if c not in _SPACES)
            at = last
        i += 1
    return unknown + (sum(1 for c in plain[at:end] if c not in _SPACES) if at < end else 0)


def later_marks(sentence: Sentence, amount: Amount) -> int:
    """The marks of the words between a number and the end of its clause."""
    stop = STOP.search(sentence.text, amount.end)
    marks = 0
    for _, _, word in sentence.between(amount.end, stop.start() if stop else len(sentence.text)):
        marks |= word.marks
    return marks


def joint_channel(nouns: list[Token], start: int, sentence: Sentence, words: Lexicon) -> Topic | None:
    """The topic of several channels that are listed together; None for a single one."""
    listed: dict[str, str] = {}
    after = len(sentence.text)
    for first, last, word in reversed(nouns):
        if first > start or word.topic is None or not word.topic.channel:
            continue
        if listed and last < after and not LISTED.search(sentence.text, last, after):
            break
        listed[word.topic.name] = word.topic.channel
        after = first
    if len(listed) < 2:
        return None
    return words.topics["posts" if "site" in listed.values() else "new_media"]


def carried_topics(sentence: Sentence, left: int, words: Lexicon) -> Iterator[Topic]:
    """The topics of the clauses before a place, nearest first, then those of the heading."""
    seen = set()
    before = sentence.between(sentence.anew, left)
    for tokens in (before,) if sentence.anew else (before, sentence.heading):
        for i in range(len(tokens) - 1, -1, -1):
            start, _, word = tokens[i]
            topic = word.topic
            if topic is None or not topic.carries or topic.name in seen:
                continue
            seen.add(topic.name)
            if topic.channel and tokens is before:
                since = left_of(sentence.text, start, 0)
                nouns = [t for t in tokens[: i + 1] if t[2].topic and t[0] >= since]
                topic = joint_channel(nouns, start, sentence, words) or topic
            yield topic
