"""The words of HTML with the place of each character, so that what is found in words can be changed in HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Span = tuple[int, int]

_TAG = r"<!--.*?(?:-->|\Z)|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
_TOKEN = re.compile(
    rf"(?P<tag>{_TAG})|(?P<entity>&(?:#[0-9]{{1,7}};?|#[xX][0-9a-fA-F]{{1,6}};?|[A-Za-z][A-Za-z0-9]{{1,31}};))"
    r"|(?P<space>[ \t\r\n\f]+)|(?P<chars>[^<&\s]+)|(?P<char>.)",
    re.DOTALL,
)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|ins|del|mark|s|small|span|strong|sub|sup|u|wbr)\b", re.I
)
_CELL_END = re.compile(r"</(?:td|th)\b", re.I)
_CELL = re.compile(r"<(?:td|th)\b", re.I)
_ROW = re.compile(r"</?(?:tr|table|thead|tbody|tfoot|caption)\b", re.I)
_COLSPAN = re.compile(r"\bcolspan\s*=\s*[\"']?([0-9]{1,2})", re.I)
_ATTRIBUTE = re.compile(
    r"(?P<before>\s+)(?P<name>[A-Za-z_:][\w:.\-]*)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+)))?",
)
_ESCAPED = re.compile(r"%(?P<code>[2-7][0-9A-Fa-f])")
_BARE_IMAGE = re.compile(
    r"<img\b(?![^>]*\balt\s*=\s*(?:\"[^\"]*[^\s\"][^\"]*\"|'[^']*[^\s'][^']*'))[^>]*>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Words:
    """Text without tags, and for each character where it stands in the HTML; None for a break between blocks.

    Cells of a row are parted by tabs, rows by a line break, other blocks by an empty line; a break within a block is
    one line break, within a cell an upright tab. Where the HTML itself is broken over two lines stands a "\\r".
    """

    text: str
    places: tuple[Span | None, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a tag, or a comment: its words, and where the whole of it stands."""

    name: str
    words: Words
    span: Span


def words_of(body_html: str) -> Words:
    """Inline tags fall away, so that a number in two halves is one; every other tag parts two texts."""
    chars: list[str] = []
    places: list[Span | None] = []
    is_in_cell, columns = False, 1
    for token in _TOKEN.finditer(body_html):
        tag = token["tag"]
        if tag is None:
            _add(token, chars, places)
            continue
        if tag.startswith("<!--") or _INLINE.match(tag):
            continue
        if _CELL.match(tag):
            span = _COLSPAN.search(tag)
            is_in_cell, columns = True, max(1, int(span[1])) if span else 1
            continue
        if _CELL_END.match(tag):
            is_in_cell, breaks = False, "\t" * columns
        elif is_in_cell:
            breaks = "\v"
        else:
            breaks = "\n" if _ROW.match(tag) or tag[:3].lower() == "<br" else "\n\n"
            if _ROW.match(tag) and _is_new_line(chars):
                continue
        chars += breaks
        places += [None] * len(breaks)
    return Words("".join(chars), tuple(places))


def attributes_of(body_html: str) -> Iterator[Attribute]:
    """What stands in attributes and comments, where no reader sees it and every machine does."""
    for token in _TOKEN.finditer(body_html):
        tag = token["tag"]
        if tag is None or tag.startswith("</"):
            continue
        if tag.startswith("<!--"):
            yield Attribute("comment", _plain(body_html, token.start() + 4, token.end() - 3), token.span())
            continue
        for found in _ATTRIBUTE.finditer(body_html, token.start(), token.end()):
            group = next((name for name in ("double", "single", "bare") if found[name]), "")
            if group:
                name = found["name"].lower()
                words = _address(body_html, *found.span(group)) if name in ADDRESSES else None
                yield Attribute(name, words or _plain(body_html, *found.span(group)), found.span())


ADDRESSES = ("href", "src", "action", "cite", "poster", "srcset", "data")


def replaced(body_html: str, words: Words, spans: Iterable[Span], star: Callable[[int], bool]) -> str:
    """The HTML with stars for those characters of the spans for which `star` says so; its tags stay."""
    hidden = {words.places[place] for start, end in spans for place in range(start, end) if star(place)}
    return cut(body_html, ((span, "*") for span in hidden if span is not None))


def cut(body_html: str, changes: Iterable[tuple[Span, str]]) -> str:
    """The HTML with other words at these places; a place within one that was changed already is left out."""
    end, parts = 0, []
    for (first, last), words in sorted(changes, key=lambda change: (change[0][0], -change[0][1])):
        if first >= end:
            parts += [body_html[end:first], words]
            end = last
    return "".join([*parts, body_html[end:]])


def marked(body_html: str, words: Words, spans: Iterable[Span]) -> str:
    """The HTML with <mark> around the characters of the spans, each run within its own text node."""
    wanted = {words.places[place] for start, end in spans for place in range(start, end)} - {None}
    return cut(body_html, (((first, last), f"<mark>{body_html[first:last]}</mark>") for first, last in _runs(wanted)))


def images_without_words(body_html: str) -> int:
    """How many images say nothing to whoever cannot see them."""
    return len(_BARE_IMAGE.findall(body_html))


def bare_images(body_html: str) -> Iterator[Span]:
    """Where they stand."""
    return (found.span() for found in _BARE_IMAGE.finditer(body_html))


def _is_new_line(chars: list[str]) -> bool:
    last = next((char for char in reversed(chars) if char not in " \r"), "\n")
    return last == "\n"


def _runs(spans: Iterable[Span | None]) -> Iterator[Span]:
    first = last = -1
    for span in sorted(span for span in spans if span is not None):
        if span[0] != last:
            if first >= 0:
                yield first, last
            first = span[0]
        last = span[1]
    if first >= 0:
        yield first, last


def _add(token: re.Match[str], chars: list[str], places: list[Span | None]) -> None:
    """Words between tags: a run of spaces is one, an entity is what it stands for."""
    start, end = token.span()
    if token["space"]:
        chars.append("\r" if "\n" in token["space"] else " ")
        places.append((start, end))
    elif token["entity"]:
        printed = html.unescape(token[0])
        chars += printed
        places += [(start, end)] * len(printed)
    else:
        chars += token[0]
        places += [(place, place + 1) for place in range(start, end)]


def _plain(body_html: str, start: int, end: int) -> Words:
    """The words of an attribute or a comment, with entities read."""
    chars: list[str] = []
    places: list[Span | None] = []
    for token in _TOKEN.finditer(body_html, start, end):
        _add(token, chars, places)
    return Words("".join(chars), tuple(places))


def _address(body_html: str, start: int, end: int) -> Words:
    """The words of an address, with entities and %41 read."""
    plain = _plain(body_html, start, end)
    chars: list[str] = []
    places: list[Span | None] = []
    last = 0
    for found in _ESCAPED.finditer(plain.text):
        chars += plain.text[last : found.start()]
        places += plain.places[last : found.start()]
        first_place, last_place = plain.places[found.start()], plain.places[found.end() - 1]
        assert first_place is not None, "attributes have no breaks"
        assert last_place is not None, "attributes have no breaks"
        chars.append(chr(int(found["code"], 16)))
        places.append((first_place[0], last_place[1]))
        last = found.end()
    return Words("".join([*chars, plain.text[last:]]), (*places, *plain.places[last:]))
