"""Everything a person should look at before a text is published: one room to call, for HTML as it is kept.

    marks = screen_html(body_html, words={"布署": "部署"}, contacts={"0971-8812345"})
    body_html = mask_html(body_html, [mark for mark in marks if mark.is_maskable])
    shown = show_marks(body_html, marks)

A mark keeps its `key` while other parts of the text change, so that a decision on it can be kept beside the text. The
key is a digest of what was found, short enough to be guessed back: keep it with the text, never in logs or the audit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from gongkai.bilingual import Text
from gongkai.text.contradictions import contradictions
from gongkai.text.folding import fold
from gongkai.text.links import link_fault
from gongkai.text.markup import ADDRESSES, Attribute, Span, Words, attributes_of, bare_images, cut, marked, words_of
from gongkai.text.personal import Mark, hides, masked, personal_data
from gongkai.text.screening_kinds import SCREENING_KINDS, Group
from gongkai.text.wording import Dictionary, secrecy_words, wrong_words

_AROUND = 12
_TELLING = 6
"""From how many characters on a value is looked for as a part of an attribute."""
_PARTING = re.compile("[/?&=_;]")
_IN_ADDRESSES = ("citizen_number", "mobile_phone", "mail", "bank_card")
_QUIET = (
    "class",
    "id",
    "style",
    "colspan",
    "rowspan",
    "width",
    "height",
    "rel",
    "target",
    "name",
    "lang",
    "dir",
    "scope",
)


@dataclass(frozen=True, slots=True)
class ScreeningMark:
    """Something to decide on before publication.

    kind        a key of SCREENING_KINDS
    place       "text", the name of an attribute, or "comment"
    start, end  where it stands in the HTML as given; an attribute or comment as a whole
    words       where it stands among the words of its place, for `show_marks`
    excerpt     it with the words around it; what tells a person apart is masked
    suggestion  what could be done
    key         the same for the same finding, wherever it stands
    """

    kind: str
    place: str
    start: int
    end: int
    words: Span
    excerpt: str
    suggestion: Text
    key: str

    @property
    def group(self) -> Group:
        return SCREENING_KINDS[self.kind].group

    @property
    def label(self) -> Text:
        return SCREENING_KINDS[self.kind].label

    @property
    def is_maskable(self) -> bool:
        return SCREENING_KINDS[self.kind].is_maskable


def screen_html(
    body_html: str, *, words: Mapping[str, str] | None = None, contacts: Collection[str] = ()
) -> list[ScreeningMark]:
    """Every mark of a text, in its order; those in attributes and comments among them.

    words     words a county adds to the dictionary, each with what is said of it
    contacts  telephone numbers and mailboxes of offices, which are public: never marked
    """
    own = Dictionary(words) if words else None
    allowed = {_bare(contact) for contact in contacts}
    text = words_of(body_html)
    found = list(_in_text(text, own, allowed))
    for attribute in attributes_of(body_html):
        found += _in_attribute(attribute, own, allowed)
    found += _images(body_html)
    return sorted(found, key=lambda mark: (mark.start, mark.end, mark.kind))


def screen_text(
    text: str, *, words: Mapping[str, str] | None = None, contacts: Collection[str] = ()
) -> list[ScreeningMark]:
    """The same for plain text, such as a title: `start` and `end` are positions in it."""
    own = Dictionary(words) if words else None
    plain = Words(text, tuple((place, place + 1) for place in range(len(text))))
    return sorted(_in_text(plain, own, {_bare(contact) for contact in contacts}), key=lambda mark: mark.start)


def mask_html(body_html: str, marks: Iterable[ScreeningMark]) -> str:
    """The HTML without what these marks found: stars in its text, and every other place that holds the same.

    The same number in another spelling, in a description, a link or a comment goes with it: links and comments as a
    whole, since half an address leads nowhere.
    """
    keys = {mark.key for mark in marks if mark.is_maskable}
    text = words_of(body_html)
    wanted = [mark for mark in personal_data(text.text) if _key(mark.kind, text.text[mark.start : mark.end]) in keys]
    hidden = {place for mark in wanted for place in range(mark.start, mark.end) if hides(mark, place - mark.start)}
    changes = [(span, "*") for place in hidden if (span := text.places[place]) is not None]
    values = {_bare(text.text[mark.start : mark.end]) for mark in wanted}
    for attribute in attributes_of(body_html):
        changes += _masks(attribute, keys, {value for value in values if len(value) >= _TELLING})
    return cut(body_html, changes)


def mask_text(text: str, marks: Iterable[ScreeningMark]) -> str:
    """Plain text without what these marks found."""
    keys = {mark.key for mark in marks if mark.is_maskable}
    for mark in reversed(personal_data(text)):
        if _key(mark.kind, text[mark.start : mark.end]) in keys:
            text = text[: mark.start] + masked(text, mark) + text[mark.end :]
    return text


def show_marks(body_html: str, marks: Iterable[ScreeningMark]) -> str:
    """The HTML with <mark> around what was found in its text."""
    return marked(body_html, words_of(body_html), [mark.words for mark in marks if mark.place == "text"])


def _in_text(words: Words, own: Dictionary | None, allowed: set[str]) -> Iterator[ScreeningMark]:
    for mark in personal_data(words.text):
        if _bare(words.text[mark.start : mark.end]) not in allowed:
            yield _mark(mark.kind, words, (mark.start, mark.end))
    yield from _words_in(words, own)
    for fault in contradictions(words.text):
        yield _mark(fault.fault, words, (fault.start, fault.end))


def _words_in(words: Words, own: Dictionary | None) -> Iterator[ScreeningMark]:
    folded = fold(words.text)
    for kind, dictionary in (("wrong_word", wrong_words()), ("secrecy_word", secrecy_words()), ("own_word", own)):
        for found in dictionary.find(folded.text) if dictionary else ():
            yield _mark(kind, words, folded.span(found.start, found.end), says=found.says)


def _in_attribute(attribute: Attribute, own: Dictionary | None, allowed: set[str]) -> Iterator[ScreeningMark]:
    if attribute.name in _QUIET:
        return
    is_address = attribute.name in ADDRESSES
    for mark in _data_in(attribute):
        told = attribute.words.text[mark.start : mark.end]
        if (not is_address or mark.kind in _IN_ADDRESSES) and _bare(told) not in allowed:
            yield _mark(mark.kind, attribute.words, (mark.start, mark.end), attribute=attribute)
    if attribute.name in ("alt", "title"):
        for found in _words_in(attribute.words, own):
            yield _moved(found, attribute)
    fault = link_fault(attribute.words.text) if attribute.name == "href" else None
    if fault:
        yield _mark(fault, attribute.words, (0, len(attribute.words.text)), attribute=attribute)


def _images(body_html: str) -> Iterator[ScreeningMark]:
    kind = "image_without_words"
    for number, (start, end) in enumerate(bare_images(body_html)):
        said = SCREENING_KINDS[kind].suggestion
        key = _key(kind, body_html[start:end] + str(number))
        yield ScreeningMark(kind, "img", start, end, (0, 0), "", said, key)


def _mark(kind: str, words: Words, span: Span, *, says: str = "", attribute: Attribute | None = None) -> ScreeningMark:
    start, end = span
    places = [place for place in words.places[start:end] if place is not None] or [(0, 0)]
    where = attribute.span if attribute else (places[0][0], places[-1][1])
    suggestion = SCREENING_KINDS[kind].suggestion
    return ScreeningMark(
        kind=kind,
        place=attribute.name if attribute else "text",
        start=where[0],
        end=where[1],
        words=span,
        excerpt=_excerpt(words.text, start, end),
        suggestion=suggestion.format(says=says) if says else suggestion,
        key=_key(kind, words.text[start:end]),
    )


def _moved(mark: ScreeningMark, attribute: Attribute) -> ScreeningMark:
    start, end = attribute.span
    return ScreeningMark(mark.kind, attribute.name, start, end, mark.words, mark.excerpt, mark.suggestion, mark.key)


def _excerpt(text: str, start: int, end: int) -> str:
    """The words of a mark and some around them, with every personal datum among them masked."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    chars = list(text)
    for mark in personal_data(text[max(0, first - 40) : last + 40]):
        shift = max(0, first - 40)
        for place in range(mark.start, mark.end):
            if hides(mark, place - mark.start):
                chars[shift + place] = "*"
    return re.sub(r"\s+", " ", "".join(chars[first:last])).strip()


def _masks(attribute: Attribute, keys: set[str], values: set[str]) -> Iterator[tuple[Span, str]]:
    """What is done to an attribute or comment that holds one of these, also where it is only a part of something."""
    words = attribute.words
    found = [mark for mark in _data_in(attribute) if _key(mark.kind, words.text[mark.start : mark.end]) in keys]
    is_whole = attribute.name == "comment" or attribute.name in ADDRESSES
    if (found and is_whole) or (not found and any(value in _bare(words.text) for value in values)):
        yield attribute.span, ""
        return
    for mark in found:
        for place in range(mark.start, mark.end):
            span = words.places[place]
            if span is not None and hides(mark, place - mark.start):
                yield span, "*"


def _data_in(attribute: Attribute) -> list[Mark]:
    """Personal data of an attribute; the parts of an address stand apart as the parts of a sentence do."""
    text = attribute.words.text
    return personal_data(_PARTING.sub(",", text) if attribute.name in ADDRESSES else text)


def _bare(words: str) -> str:
    """A number or mailbox without what parts its digits."""
    return re.sub(r"[\s\-()·]|^(?:\+|00)86", "", fold(words).text).lower()


def _key(kind: str, words: str) -> str:
    bare = _bare(words)
    return sha256(f"{kind}\n{bare}".encode()).hexdigest()[:16]
