"""What the running text states to be none: "没有行政复议、诉讼情况"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.reports.extract.figure_text import STOP, Sentence, Token, carried_topics, unknown_between
from gongkai.reports.extract.figure_words import Lexicon, Rule
from gongkai.reports.model import Figure

FARTHEST_NONE = 40
LONGEST_EXCERPT = 24
MOST_UNKNOWN_BEFORE_NONE = 8

_DISPUTES = frozenset(("reviews", "lawsuits", "complaints"))


def stated_nones(sentence: Sentence, nones: list[tuple[int, int]], words: Lexicon) -> Iterator[tuple[int, Figure]]:
    """Tell "没有行政复议、诉讼情况": a negation with what may be none after it in the same clause."""
    text = sentence.text
    for start, end in nones:
        if start >= sentence.planned_from:
            continue
        stop = STOP.search(text, end, end + FARTHEST_NONE)
        last = stop.start() if stop else min(len(text), end + FARTHEST_NONE)
        tokens = sentence.between(end, last)
        cause = words.causes.search(text, end, last)
        if cause:
            tokens = [t for t in tokens if t[0] >= cause.end()] or tokens
        for rule in _none_rules(sentence, tokens, end, words):
            if rule.measure not in sentence.seen:
                sentence.seen[rule.measure] = 0
                excerpt = text[start : min(last, start + LONGEST_EXCERPT)].strip()
                yield start, Figure(rule.measure, 0, rule.unit, False, True, sentence.line, excerpt)


def _none_rules(sentence: Sentence, tokens: list[Token], start: int, words: Lexicon) -> Iterator[Rule]:
    """The rules of what is stated to be none: the last noun, or reviews and lawsuits where they are listed."""
    nouns = [t for t in tokens if t[2].topic]
    facets = 0
    for _, _, word in tokens:
        facets |= word.facet
    topics = [t[2].topic for t in nouns if t[2].topic]
    if not topics:
        topics = list(carried_topics(sentence, start, words)) if facets & words.strong else []
    elif unknown_between(sentence, start, nouns[0][0]) > MOST_UNKNOWN_BEFORE_NONE:
        return
    elif topics[-1].name in _DISPUTES:
        topics = [topic for topic in topics if topic.name in _DISPUTES]
    else:
        topics = topics[-1:]
    for topic in dict.fromkeys(topics):
        for rule in topic.zero_rules:
            if not rule.any_facet and facets & words.strong & ~rule.facets:
                continue
            if rule.zero > 0 and not rule.zero & facets:
                continue
            if rule.context and not rule.context & sentence.marks:
                continue
            yield rule
            break


def may_state_none(match: re.Match[str], text: str, words: Lexicon) -> bool:
    """Whether something that may be none stands not far behind a negation."""
    if words.not_negations.match(text, match.start()):
        return False
    return words.may_be_none.search(text, match.end(), match.end() + FARTHEST_NONE) is not None
