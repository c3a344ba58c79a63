"""The figures of the running text: each number told by the words around it; no measure rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.reports.extract.figure_nones import may_state_none, stated_nones
from gongkai.reports.extract.figure_text import (
    LISTED,
    LONGEST_SENTENCE,
    WITHIN,
    Amount,
    Phrase,
    Sentence,
    Token,
    amounts_of,
    carried_topics,
    joint_channel,
    later_marks,
    phrase_of,
    sentence_of,
    tokens_of,
    unknown_between,
)
from gongkai.reports.extract.figure_words import Lexicon, Rule, Topic, lexicon
from gongkai.reports.model import Figure
from gongkai.text.numerals import fold_width

LONGEST_HEADING = 40
MOST_UNKNOWN = 1
MOST_UNKNOWN_AFTER = 4
ANOTHER_MATTER = 4
MOST_SKIPPED = 2
LONGEST_EXCERPT = 24

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(rf"[^。！？\n]{{1,{LONGEST_SENTENCE}}}")
_NUMBERED = re.compile(r"[\s*#]{0,8}(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]|[一二三四五六七八九十]{1,3}是)")
_PAIRED = frozenset(("reviews", "lawsuits"))


def find_figures(paragraphs: Sequence[tuple[int, int, str]]) -> tuple[Figure, ...]:
    """The figures of the running text, in order.

    paragraphs  (line number, section number 0-6, text) of each paragraph, headings included, tables left out
    returns     a figure for each number whose measure is clear; dates, document numbers, ordinals, slogans,
                plans and numbers of other matters give none
    """
    reader = _Reader(lexicon())
    return tuple(figure for line, section, text in paragraphs for figure in reader.read(line, section, text))


class _Reader:
    """Reads paragraph after paragraph; remembers the heading above and whether the text has come to plans."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._heading = ""
        self._section = -1
        self._planned = False

    def read(self, line: int, section: int, printed: str) -> Iterator[Figure]:
        words = self._words
        if not _HAN.search(printed):
            return
        text = fold_width(printed)
        if section != self._section:
            self._section, self._planned, self._heading = section, False, ""
        if section == 5 and not self._planned:
            self._planned = words.future.match(text.lstrip(" *#")) is not None
        amounts = list(amounts_of(text, words))
        nones = [m.span() for m in words.negations.finditer(text) if may_state_none(m, text, words)]
        if amounts or nones:
            yield from self._sentences(text, line, amounts, nones)
        if len(text) <= LONGEST_HEADING and "。" not in text and _NUMBERED.match(text):
            self._heading = text

    def _sentences(self, text: str, line: int, amounts: list[Amount], nones: list[tuple[int, int]]) -> Iterator[Figure]:
        """The figures of each sentence that has a number or a negation."""
        words = self._words
        heading: list[Token] | None = None
        own = _SENTENCE.match(text)
        titled = own.group() if own and own.end() <= LONGEST_HEADING and _NUMBERED.match(text) else ""
        a = n = 0
        for match in _SENTENCE.finditer(text):
            start, end = match.span()
            first_amount, first_none = a, n
            while a < len(amounts) and amounts[a].start < end:
                a += 1
            while n < len(nones) and nones[n][0] < end:
                n += 1
            if a == first_amount and n == first_none:
                continue
            if heading is None:
                heading = tokens_of(self._heading + (titled if start else ""), words)
            sentence = sentence_of(match.group(), heading, line, self._planned, words)
            found = [
                *stated_nones(sentence, [(x - start, y - start) for x, y in nones[first_none:n]], words),
                *_counted(sentence, [_moved(amount, start) for amount in amounts[first_amount:a]], words),
            ]
            yield from (figure for _, figure in sorted(found, key=lambda pair: pair[0]))


def _moved(amount: Amount, by: int) -> Amount:
    if not by:
        return amount
    begin, start, end = max(0, amount.begin - by), amount.start - by, amount.end - by
    return Amount(amount.value, amount.unit, amount.approx, begin, start, end, amount.is_ordinal)


def _counted(sentence: Sentence, amounts: list[Amount], words: Lexicon) -> Iterator[tuple[int, Figure]]:
    """The figures that are numbers; a phrase without a verb goes on with the publishing of the phrase before."""
    last_end = posted = 0
    before: Phrase | None = None
    for i, amount in enumerate(amounts):
        following = amounts[i + 1].begin if i + 1 < len(amounts) else len(sentence.text)
        phrase = phrase_of(sentence, amount, last_end, following, words)
        if before and not sentence.text[last_end : amount.begin].strip(" 、"):
            phrase.takes(before, amounts[i - 1].begin)
        last_end, before = amount.end, phrase
        phrase.posted = posted
        posted = (phrase.facets or posted) & words.post
        rules = tuple(_rules(sentence, phrase, amount, words))
        if not rules and unknown_between(sentence, phrase.left, amount.begin) >= ANOTHER_MATTER:
            sentence.anew = amount.end
        for rule in rules:
            if amount.start >= sentence.planned_from and not rule.stated:
                continue
            excerpt = sentence.text[max(phrase.left, amount.begin - LONGEST_EXCERPT) : amount.end].strip()
            if (rule.measure, excerpt) in sentence.told:
                continue
            if sentence.seen.setdefault(rule.measure, amount.value) != amount.value:
                continue
            sentence.told.add((rule.measure, excerpt))
            unit = amount.unit or rule.unit
            figure = Figure(rule.measure, amount.value, unit, amount.approx, False, sentence.line, excerpt)
            yield amount.start, figure


def _rules(sentence: Sentence, phrase: Phrase, amount: Amount, words: Lexicon) -> Iterator[Rule]:
    """The rule that tells the measure of a number; two where a zero stands for reviews and lawsuits together."""
    if amount.value == 0:
        paired = {t[2].topic.name: t[2].topic for t in phrase.tokens if t[2].topic and t[2].topic.name in _PAIRED}
        if len(paired) == 2:
            yield from (r for topic in paired.values() if (r := _fitting(topic, sentence, phrase, amount, words)))
            return
    rates = phrase.facets & words.rates
    for facets in _single(rates) if rates else (phrase.facets,):
        phrase.facets = facets
        chosen = _rule(sentence, phrase, amount, words)
        if chosen:
            yield chosen


def _single(marks: int) -> Iterator[int]:
    while marks:
        yield marks & -marks
        marks &= marks - 1


def _rule(sentence: Sentence, phrase: Phrase, amount: Amount, words: Lexicon) -> Rule | None:
    by_unit = words.unit_topics.get(amount.unit, ())
    if amount.unit != "%":
        for topic in by_unit:
            rule = _fitting(topic, sentence, phrase, amount, words)
            if rule:
                return rule
    for tell in (_by_noun_after, _by_noun_before):
        decided, rule = tell(sentence, phrase, amount, words)
        if decided:
            return rule
    rule = _by_carried_noun(sentence, phrase, amount, words)
    if rule is None and amount.unit == "%":
        fitting = (_fitting(topic, sentence, phrase, amount, words) for topic in by_unit)
        rule = next((r for r in fitting if r), None)
    return rule


def _by_noun_after(sentence: Sentence, phrase: Phrase, amount: Amount, words: Lexicon) -> tuple[bool, Rule | None]:
    """Tell "9个乡镇", "收到46份政府信息公开申请": the noun right after the unit."""
    for start, _, word in phrase.right:
        topic = word.topic
        if word.is_break:
            return False, None
        if topic is None:
            continue
        gap = unknown_between(sentence, amount.end, start)
        if gap > (MOST_UNKNOWN_AFTER if phrase.facets else MOST_UNKNOWN):
            return False, None
        if not phrase.facets:
            phrase.facets = _told_later(phrase, start, topic, words)
        rule = _fitting(topic, sentence, phrase, amount, words, gap=gap)
        return rule is not None or (gap == 0 and not topic.passing), rule
    return False, None


def _told_later(phrase: Phrase, start: int, topic: Topic, words: Lexicon) -> int:
    """Tell "对4件申请要求补正": the first thing that happened to a noun, said after it in the same clause."""
    after = (t[2].facet & words.strong & topic.known & ~words.rates for t in phrase.right if t[0] > start)
    return next((facet for facet in after if facet), 0)


def _by_noun_before(sentence: Sentence, phrase: Phrase, amount: Amount, words: Lexicon) -> tuple[bool, Rule | None]:
    """Tell "政府网站发布信息8444条": the last noun before the number, a list of channels taken together."""
    nouns = [t for t in phrase.tokens if t[2].topic]
    passed = len(sentence.text)
    for start, end, word in reversed(nouns):
        topic = word.topic
        assert topic is not None
        listed_to = sentence.text.rfind("等", end, amount.begin)
        if 0 < listed_to < passed < amount.begin and not topic.channel:
            return True, None
        passed = start
        if topic.channel:
            topic = joint_channel(nouns, start, sentence, words) or topic
            topic = _receiver(nouns, start, phrase.left, sentence, words) or topic
        elif topic.column and _is_of_channel(nouns, listed_to > 0):
            continue
        elif topic.column and _is_mixed(nouns, topic, start, sentence):
            return True, None
        gap = unknown_between(sentence, max(end, listed_to), amount.begin if phrase.end is None else phrase.end)
        if gap > MOST_UNKNOWN:
            return True, None
        if gap == 0 and not phrase.facets and (topic.column or topic.channel):
            phrase.facets = phrase.posted
        rule = _fitting(topic, sentence, phrase, amount, words, gap=gap)
        if rule or not topic.passing or (topic.blocks and gap == 0 and amount.unit in topic.of_unit):
            return True, rule
    return False, None


def _is_of_channel(nouns: list[Token], is_listed: bool) -> bool:
    """Whether a column only describes what a channel published: in a list with 等, or on an account."""
    channels = {t[2].topic.channel for t in nouns if t[2].topic}
    return "media" in channels or (is_listed and "site" in channels)


def _receiver(nouns: list[Token], start: int, left: int, sentence: Sentence, words: Lexicon) -> Topic | None:
    """What is sent to a website is a submission: "向省政府网站推送信息12条"."""
    submissions = words.topics["submissions"]
    sent = sentence.text.find("向", left, start) >= 0 or any(t[2].topic is submissions for t in nouns if t[0] < start)
    return submissions if sent else None


def _is_mixed(nouns: list[Token], topic: Topic, start: int, sentence: Sentence) -> bool:
    """Whether a number counts two columns together: "政策文件、通知公告126条"."""
    earlier = [t for t in nouns if t[1] <= start and t[2].topic and t[2].topic.column]
    if not earlier or earlier[-1][2].topic is topic:
        return False
    return bool(LISTED.fullmatch(sentence.text[earlier[-1][1] : start].strip()))


def _by_carried_noun(sentence: Sentence, phrase: Phrase, amount: Amount, words: Lexicon) -> Rule | None:
    """Tell "…，办复52件": a noun of an earlier clause, or of the heading, when the phrase names nothing else."""
    if not phrase.facets:
        verbs = (t[2].facet & ~words.rates for t in phrase.right)
        phrase.facets = next((facet for facet in verbs if facet), 0)
        if not phrase.facets:
            return None
    if unknown_between(sentence, phrase.left, amount.begin) <= MOST_UNKNOWN:
        decided, rule = _of_carried_topics(sentence, phrase, amount, words)
        if decided:
            return rule
    named = sentence.text.find("“", phrase.left, amount.begin) >= 0
    verb = next((t for t in phrase.tokens if t[2].facet), None)
    if any(t[2].topic and t[2].topic.holds for t in sentence.between(0, phrase.left)):
        return None
    if verb and not named and unknown_between(sentence, verb[0], amount.begin) <= MOST_UNKNOWN:
        return _fitting(words.topics["posts"], sentence, phrase, amount, words)
    return None


def _of_carried_topics(sentence: Sentence, phrase: Phrase, amount: Amount, words: Lexicon) -> tuple[bool, Rule | None]:
    """The rule of the nearest carried topic that knows the facet; then of the topic that alone has such a facet."""
    skipped = 0
    facets = phrase.facets
    has_object = any(t[2].is_post_noun for t in phrase.tokens) and not facets & words.strong
    for topic in carried_topics(sentence, phrase.left, words):
        if has_object and not (topic.channel or topic.column):
            continue
        rule = _fitting(topic, sentence, phrase, amount, words, carried=True)
        if rule:
            return True, rule
        skipped += 1
        if skipped > MOST_SKIPPED or topic.known & facets & words.strong:
            return True, None
    for own, topic in words.facet_topics:
        if own & facets:
            return True, _fitting(topic, sentence, phrase, amount, words, carried=True)
    return False, None


def _fitting(
    topic: Topic,
    sentence: Sentence,
    phrase: Phrase,
    amount: Amount,
    words: Lexicon,
    *,
    gap: int = 0,
    carried: bool = False,
) -> Rule | None:
    """The first rule of a topic that the number and the words around it satisfy."""
    facets = phrase.facets
    strong = facets & words.strong
    foreign = strong & ~topic.known
    for rule in topic.of_unit.get(amount.unit, ()):
        if not rule.any_facet:
            if facets & rule.facets:
                if foreign:
                    continue
            elif carried or strong or not rule.none_too:
                continue
        if _words_fit(rule, sentence, phrase, amount) and _place_fits(rule, phrase, amount, gap):
            return rule
    return None


def _words_fit(rule: Rule, sentence: Sentence, phrase: Phrase, amount: Amount) -> bool:
    """Whether the words that a rule asks for are there, and those it forbids are not."""
    if (rule.context and not rule.context & sentence.marks) or rule.unless & sentence.marks:
        return False
    if rule.near_words and not rule.near_words & phrase.marks:
        return False
    if (rule.near and not rule.near & phrase.marks) or rule.unless_near & phrase.marks:
        return False
    if rule.later and not rule.later & later_marks(sentence, amount):
        return False
    return not rule.local_noun or any(t[2].is_post_noun for t in (*phrase.tokens, *phrase.right))


def _place_fits(rule: Rule, phrase: Phrase, amount: Amount, gap: int) -> bool:
    """Whether the number stands as the rule asks."""
    if (rule.exact and gap) or amount.is_ordinal != rule.ordinal:
        return False
    if rule.at_most and amount.value > rule.at_most:
        return False
    if rule.within and not phrase.right_text.startswith(WITHIN):
        return False
    return not rule.follows or phrase.right_text.startswith(rule.follows)
