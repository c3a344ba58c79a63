"""Documents broken on purpose, always the same for one seed, and a few monsters."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from tests.reports.builders import VARIANTS, seeded_report
from tests.reports.layouts import written
from tests.reports.layouts_html import LAYOUTS
from tests.reports.noises_tables import NOISES

Mutation = Callable[[random.Random, bytes], bytes]

JUNK = "\x00\ufeff\u202e\u200b\U0010ffff\U0002a700\u0301\ufffd😀⼀⻔①Ⅳ㈠０٣௧½∞–−<>&;\"'|,\t\r\n\x0b\x0c\x1c\x85\u2028"
TAGS = ("<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<p>", "<!--", "-->", "<br>", "<script>", "<![CDATA[")
CHARSETS = ("utf-16", "utf-16-be", "utf-32", "gb18030", "big5", "shift_jis", "latin-1", "utf-7")
DECLARED = ("idna", "punycode", "undefined", "hex", "rot13", "utf-7", "unicode_escape", "mbcs", "utf-16", "x", "zlib")


@cache
def base_document(seed: int) -> bytes:
    """One of 512 documents in some layout, with or without noise."""
    rng = random.Random(seed % 512)
    layout = LAYOUTS[rng.choice(list(LAYOUTS))]
    noise = rng.choice([noise for noise in NOISES.values() if noise.fits(layout)])
    variant = rng.choice(("", *VARIANTS))
    report = seeded_report(seed % 512, edition_id=rng.choice(("2021", "2021", "2019", "2014")), variant=variant)
    noises = () if report.edition_id == "2014" else (noise.spoil,)
    document = written(layout, report, seed % 512, *noises).document
    return document if isinstance(document, bytes) else document.encode()


def mutant(seed: int) -> str | bytes:
    """A document with one to four mutations; some as text, decoded leniently, lone surrogates included."""
    rng = random.Random(f"mutant/{seed}")
    document = base_document(rng.randrange(512))
    for _ in range(rng.randint(1, 4)):
        document = rng.choice(MUTATIONS)(rng, document)[: 4 << 20]
    way = rng.randrange(4)
    if way == 0:
        return document.decode("utf-8", errors="surrogateescape")
    if way == 1:
        return document.decode("utf-8", errors="replace")
    return document


def _places(rng: random.Random, document: bytes) -> tuple[int, int]:
    first, second = sorted((rng.randint(0, len(document)), rng.randint(0, len(document))))
    return first, min(second, first + rng.choice((3, 30, 300, 3000)))


def flip(rng: random.Random, document: bytes) -> bytes:
    changed = bytearray(document)
    for _ in range(rng.choice((1, 10, 100)) if changed else 0):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def cut_out(rng: random.Random, document: bytes) -> bytes:
    first, second = _places(rng, document)
    return document[:first] + document[second:]


def cut_off(rng: random.Random, document: bytes) -> bytes:
    at = rng.randint(0, len(document))
    return document[:at] if rng.random() < 0.7 else document[at:]


def repeat(rng: random.Random, document: bytes) -> bytes:
    first, second = _places(rng, document)
    return document[:second] + document[first:second] * rng.choice((1, 2, 10, 200)) + document[second:]


def move(rng: random.Random, document: bytes) -> bytes:
    first, second = _places(rng, document)
    rest = document[:first] + document[second:]
    at = rng.randint(0, len(rest))
    return rest[:at] + document[first:second] + rest[at:]


def splice(rng: random.Random, document: bytes) -> bytes:
    other = base_document(rng.randrange(512))
    return document[: rng.randint(0, len(document))] + other[rng.randint(0, len(other)) :]


def junk(rng: random.Random, document: bytes) -> bytes:
    for _ in range(rng.choice((1, 20))):
        at = rng.randint(0, len(document))
        word = "".join(rng.choices(JUNK, k=rng.randint(1, 5))).encode()
        document = document[:at] + word + document[at:]
    return document


def tags(rng: random.Random, document: bytes) -> bytes:
    for _ in range(rng.choice((1, 20))):
        at = rng.randint(0, len(document))
        document = document[:at] + rng.choice(TAGS).encode() + document[at:]
    return document


def spans(rng: random.Random, document: bytes) -> bytes:
    number = rng.choice((b"0", b"-1", b"65535", b"99999999999999999999", b"1e9", "３".encode(), b"3.5", b""))
    wide = b'<td rowspan="%b" colspan=%b>' % (number, number)
    return document.replace(b"<td>", wide, rng.choice((1, 5, 50)))


def digits(rng: random.Random, document: bytes) -> bytes:
    """Figures of the document become longer, other or no figures."""
    number = rng.choice((b"9" * 30, b"9" * 5000, b"00", b"1.2.3", b"1e400", b"-", b"+-3", "½".encode(), b"1,2,3"))
    return document.replace(rng.choice((b"0", b"1", b"2")), number, rng.choice((1, 10, 200)))


def separators(rng: random.Random, document: bytes) -> bytes:
    marks = (b"\t", b"\n", b" ", b"|", b",", b"<td>", b"</tr>", b"", "\u3000".encode(), b"\r", b"\n\n")
    return document.replace(rng.choice(marks[:7]), rng.choice(marks), rng.choice((1, 50, -1)))


def charset(rng: random.Random, document: bytes) -> bytes:
    text = document.decode("utf-8", errors="replace")
    return text.encode(rng.choice(CHARSETS), errors="replace")


def declared_charset(rng: random.Random, document: bytes) -> bytes:
    """A page that says a strange charset and is none."""
    return b"\xff<meta charset=%b>" % rng.choice(DECLARED).encode() + document


MUTATIONS: tuple[Mutation, ...] = (
    *(flip, cut_out, cut_off, repeat, move, splice, junk, tags, spans, digits, separators, charset, declared_charset),
)


# ── monsters ────────────────────────────────────────────────────────────────────────────────────────────────────────

LABEL = "一、本年新收政府信息公开申请数量"

MONSTERS: Mapping[str, Callable[[], str | bytes]] = MappingProxyType(
    {
        "nothing": lambda: "",
        "no bytes": lambda: b"",
        "one NUL": lambda: b"\x00",
        "a megabyte of NULs": lambda: b"\x00" * 2**20,
        "a megabyte of one digit": lambda: "1" * 2**20,
        "a megabyte of digits behind a label": lambda: LABEL + "12" * 2**19,
        "a hundred thousand tabs": lambda: "\t" * 100_000,
        "a hundred thousand tabs behind a label": lambda: LABEL + "\t" * 100_000,
        "a hundred thousand lines of tabs": lambda: "\t\t\n" * 100_000,
        "a hundred thousand blank lines": lambda: "\n" * 100_000,
        "a hundred thousand labels": lambda: f"{LABEL}\n" * 100_000,
        "a hundred thousand labels in one line": lambda: LABEL * 100_000,
        "a long run of spaces in a row": lambda: LABEL + " " * 20_000 + "3235",
        "a hundred thousand rows": lambda: f"{LABEL}\t1\t2\t3\t4\t5\t6\t21\n" * 100_000,
        "one cell a line without end": lambda: f"{LABEL}\n" + "1\n" * 200_000,
        "a megabyte of brackets": lambda: "（" * 350_000,
        "a megabyte of spaces before a label": lambda: " " * 2**20 + LABEL,
        "a label with a space after each sign, long": lambda: " ".join(LABEL) * 20_000,
        "a megabyte of pipes": lambda: "|" * 2**20,
        "a hundred thousand pipe lines": lambda: "0 |\n" * 100_000,
        "a megabyte of commas": lambda: "1," * 2**19,
        "deep tables": lambda: "<table><tr><td>" * 20_000 + LABEL,
        "deep spans": lambda: "<span>" * 100_000 + LABEL + "</span>" * 100_000,
        "deep divs": lambda: "<div>" * 100_000 + LABEL,
        "a wide cell": lambda: f"<table><tr><td colspan=1000000000>{LABEL}<td>1</table>",
        "a high cell": lambda: f"<table><tr><td rowspan=1000000000>{LABEL}<td>1</table>",
        "many wide cells": lambda: f"<table><tr>{'<td colspan=1000>1' * 2000}</table>",
        "many high cells": lambda: "<table>" + "<tr><td rowspan=65534>1<td rowspan=65534>2" * 3000 + "</table>",
        "a hundred thousand cells": lambda: f"<table><tr><td>{LABEL}" + "<td>1" * 100_000,
        "a hundred thousand rows of cells": lambda: f"<table>{f'<tr><td>{LABEL}<td>1<td>2' * 100_000}",
        "ten thousand tables": lambda: f"<table><tr><td>{LABEL}<td>1</table>" * 10_000,
        "a megabyte of entities": lambda: "&nbsp;" * 170_000,
        "an entity that grows": lambda: '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><p>&b;</p>',
        "a file outside": lambda: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><p>&a;</p>',
        "comments without end": lambda: "<!--" * 200_000,
        "lone surrogates": lambda: f"{LABEL}\ud800\t1\udfff\t2",
        "a page of surrogates": lambda: "\ud800" * 100_000,
        "radicals": lambda: "⼀⻔⽂" * 100_000,
        "combining signs": lambda: "1" + "\u0301" * 300_000,
        "a compatibility sign that grows": lambda: "\ufdfa" * 60_000,
        "digits of other scripts": lambda: f"{LABEL}\t٣\t௧\t²\t½\t①\t㈠\tⅣ",
        "years": lambda: "2021年" * 100_000,
        "headings": lambda: "一、总体情况\n二、主动公开政府信息情况\n" * 20_000,
    }
)
