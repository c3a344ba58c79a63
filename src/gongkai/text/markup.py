"""The words of cleaned HTML with the place of each character, so that what is found in words can be changed in HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_TOKEN = re.compile(r"(?P<tag><[^>]*>)|(?P<entity>&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z]+);)|(?P<char>.)", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|strong|em|b|i|u|span|mark|sub|sup)\b", re.IGNORECASE)
_BARE_IMAGE = re.compile(
    r"<img\b(?![^>]*\balt\s*=\s*(?:\"[^\"]*[^\s\"][^\"]*\"|'[^']*[^\s'][^']*'))[^>]*>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Words:
    """Text without tags, and for each character where it stands in the HTML; None for a break between blocks."""

    text: str
    places: tuple[tuple[int, int] | None, ...]


def words_of(body_html: str) -> Words:
    """Inline tags fall away, so that a number in two halves is one; every other tag parts two lines."""
    chars: list[str] = []
    places: list[tuple[int, int] | None] = []
    for token in _TOKEN.finditer(body_html):
        if token["tag"]:
            if not _INLINE.match(token["tag"]):
                chars.append("\n")
                places.append(None)
            continue
        printed = html.unescape(token["entity"]) if token["entity"] else token["char"]
        for char in printed:
            chars.append(char)
            places.append(token.span())
    return Words("".join(chars), tuple(places))


def replaced(body_html: str, words: Words, spans: Iterable[tuple[int, int]], star: Callable[[int], bool]) -> str:
    """The HTML with stars for those characters of the spans for which `star` says so; its tags stay."""
    hidden = {words.places[place] for start, end in spans for place in range(start, end) if star(place)}
    cut, parts = 0, []
    for span in sorted(span for span in hidden if span is not None):
        parts += [body_html[cut : span[0]], "*"]
        cut = span[1]
    return "".join([*parts, body_html[cut:]])


def marked(body_html: str, words: Words, spans: Iterable[tuple[int, int]]) -> str:
    """The HTML with <mark> around the characters of the spans, each run within its own text node."""
    wanted = {words.places[place] for start, end in spans for place in range(start, end)}
    parts: list[str] = []
    is_open = False
    for token in _TOKEN.finditer(body_html):
        inside = token.span() in wanted
        if inside != is_open:
            parts.append("<mark>" if inside else "</mark>")
            is_open = inside
        parts.append(token[0])
    return "".join([*parts, "</mark>" if is_open else ""])


def images_without_words(body_html: str) -> int:
    """How many images say nothing to whoever cannot see them."""
    return len(_BARE_IMAGE.findall(body_html))
