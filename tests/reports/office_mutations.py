"""Office files broken on purpose, always the same for one seed, and a few monsters."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lxml import etree

from gongkai.reports.render import render_report
from tests.reports import mutations
from tests.reports.builders import VARIANTS, seeded_report
from tests.reports.office97_files import compound, row, row_shape, word97
from tests.reports.office_files import abstract_list, c, docx, listed, num, ods, p, rows, run, tbl, tc, tr, xlsx, zipped

FILES = Path(__file__).parent / "files" / "office"
KINDS = ("docx", "xlsx", "doc", "xls", "zip", "mhtml")
STRANGE = (
    "0",
    "-1",
    "1",
    "63",
    "65535",
    "99999999999999999999",
    "1e9",
    "",
    "A1:XFD1048576",
    "none",
    "true",
    "一",
    "../x",
)
LABEL = "一、本年新收政府信息公开申请数量"


@cache
def base_file(kind: str, seed: int) -> bytes:
    """One of eight files of this kind."""
    if kind in {"doc", "xls"}:
        return (FILES / f"county.{kind}").read_bytes()
    rng = random.Random(f"{kind}/{seed % 8}")
    report = seeded_report(seed % 8, edition_id=rng.choice(("2021", "2019")), variant=rng.choice(("", *VARIANTS)))
    if kind == "zip":
        return zipped(
            {"a/年度报告.docx": base_file("docx", seed), "b.txt": "附件", "c.html": render_report(report, "html")}
        )
    if kind == "mhtml":
        head = b'From: <x>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        return head + b"Content-Type: text/html; charset=utf-8\n\n" + render_report(report, "html") + b"\n--b--\n"
    return render_report(report, kind)


def office_mutant(seed: int) -> bytes:
    """A file with a few faults: in its bytes, in the bytes of a part, or in the tree of a part."""
    rng = random.Random(f"office/{seed}")
    kind = rng.choice(KINDS)
    data = base_file(kind, rng.randrange(8))
    if kind in {"doc", "xls"}:
        return _struck(rng, data)
    if kind == "mhtml" or rng.random() < 0.15:
        for _ in range(rng.randint(1, 3)):
            data = rng.choice(mutations.MUTATIONS)(rng, data)[: 4 << 20]
        return data
    return part_changed(rng, data)


def _struck(rng: random.Random, data: bytes) -> bytes:
    """Bytes changed in place, for a container knows the place of everything; now and then cut off."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 5, 50))):
        at = rng.randrange(len(changed)) if rng.random() < 0.9 else rng.randrange(0, 0x600)
        changed[at : at + rng.choice((1, 2, 4))] = rng.choice((b"\x00", b"\xff", rng.randbytes(1))) * rng.choice(
            (1, 2, 4)
        )
    return bytes(changed[: rng.randint(0, len(changed))] if rng.random() < 0.1 else changed)


def part_changed(rng: random.Random, data: bytes) -> bytes:
    """The archive with one or two parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    telling = [name for name in parts if name.endswith(("document.xml", "sheet1.xml", "sheet2.xml", "styles.xml"))]
    for name in rng.choices([*telling, *telling, *parts], k=rng.randint(1, 2)):
        way = rng.random()
        if way < 0.2:
            parts[name] = rng.choice(mutations.MUTATIONS)(rng, parts[name])[: 4 << 20]
        elif way < 0.95:
            parts[name] = _tree_changed(rng, parts[name])
        else:
            del parts[name]
            break
    return zipped(parts)


def _tree_changed(rng: random.Random, part: bytes) -> bytes:
    """The part with elements dropped, doubled, moved or renamed and attributes made strange."""
    try:
        root = etree.fromstring(part)
    except (etree.XMLSyntaxError, ValueError):
        return part
    for _ in range(rng.choice((1, 5, 40))):
        elements = [element for element in root.iter() if isinstance(element.tag, str) and element is not root]
        if not elements:
            break
        element, other = rng.choice(elements), rng.choice(elements)
        parent = element.getparent()
        way = rng.randrange(5)
        if way == 0 and parent is not None:
            parent.remove(element)
        elif way == 1 and parent is not None:
            parent.append(etree.fromstring(etree.tostring(element, with_tail=False)))
        elif way == 2:
            element.tag = other.tag
        elif way == 3 and element.attrib:
            element.set(rng.choice(list(element.attrib)), rng.choice(STRANGE))
        elif way == 4 and element not in other.iterancestors() and element is not other:
            other.append(element)
    return etree.tostring(root)


# ── monsters ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _deep(depth: int) -> str:
    inside = p("1")
    for _ in range(depth):
        inside = tbl([f"<w:tc>{inside}</w:tc>", "1"])
    return inside


def _bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(512):
            part.write(b" " * (1 << 20))
    return written.getvalue()


def report(body: str, **parts: str) -> bytes:
    """A document that begins like a report."""
    return docx(p("2021年政府信息公开工作年度报告") + p("三、收到和处理政府信息公开申请情况") + body, **parts)


def book(*lines: str, behind: str = "", **parts: str) -> bytes:
    """A workbook that begins like a report."""
    return xlsx(rows(c("A1", "2021年政府信息公开工作年度报告"), *lines) + behind, **parts)


def _merges(count: int) -> str:
    return "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * count + "</mergeCells>"


FULL_ROW = (
    '<table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
WIDE = '<w:gridSpan w:val="999"/>'
DOWN = "<w:vMerge/>"

OFFICE_MONSTERS: Mapping[str, Callable[[], bytes]] = MappingProxyType(
    {
        "docx: half a gigabyte of blanks": _bomb,
        "docx: paragraphs without end": lambda: report(p("公开") * 19_000),
        "docx: elements without end": lambda: report("<w:p/>" * 380_000),
        "docx: breaks without end": lambda: report(p(f"<w:r>{'<w:br/>' * 380_000}</w:r>")),
        "docx: a letter a run": lambda: report(p(f"<w:r><w:t>{LABEL}</w:t></w:r>" * 60_000)),
        "docx: rows without end": lambda: report(tbl(*[[LABEL, "1", "2", "3"]] * 6_000)),
        "docx: cells without end": lambda: report(tbl([LABEL, *["1"] * 20_000])),
        "docx: wide cells": lambda: report(tbl(*[[tc("1", WIDE)] * 20] * 600)),
        "docx: merged downwards": lambda: report(tbl(*[[LABEL, tc("1", DOWN), tc("2", DOWN)]] * 5_000)),
        "docx: eighty tables deep": lambda: report(_deep(70)),
        "docx: thousand tables deep": lambda: report(_deep(1000)),
        "docx: open fields": lambda: report(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 100_000 + run("公开"))),
        "docx: lists": lambda: report(
            p("公开", listed("1", 8)) * 19_000,
            numbering=abstract_list(*[("chineseCounting", "%1%2%3%4%5%6%7%8%9" * 20)] * 9) + num("1"),
        ),
        "docx: boxes in boxes": lambda: report(
            "<w:p><w:r><w:txbxContent>" * 60 + p("公开") + "</w:txbxContent></w:r></w:p>" * 60
        ),
        "docx: styles in a circle": lambda: report(
            p("公开", '<w:pStyle w:val="a"/>') * 1000,
            styles="".join(
                f'<w:style w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("ab", "bc", "ca")
            ),
        ),
        "docx: an entity that grows": lambda: report(
            p("&b;"), start='<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "' + "&a;" * 1000 + '">]>'
        ),
        "docx: an entity in an attribute": lambda: report(
            '<w:p w:x="&c;"/>' * 1000,
            start='<!DOCTYPE x [<!ENTITY a "' + "a" * 9999 + '"><!ENTITY b "' + "&a;" * 99 + '"><!ENTITY c "&b;&b;">]>',
        ),
        "docx: rows deleted": lambda: report(tbl(*[tr([LABEL, "1"], "<w:del/>")] * 12_000)),
        "xlsx: merges over everything": lambda: book(c("A2", LABEL) + c("B2", "1"), behind=_merges(100_000)),
        "xlsx: merges and rows": lambda: book(
            *[c(f"A{i}", LABEL) + c(f"B{i}", "1") for i in range(2, 9000)], behind=_merges(9000)
        ),
        "xlsx: two cells far apart": lambda: book(c("A2", LABEL) + c("XFD1048576", "1")),
        "xlsx: rows far apart": lambda: book(
            *[c(f"A{i * 10}", LABEL) + c(f"B{i * 10}", "1") for i in range(1, 20_000)]
        ),
        "xlsx: one string everywhere": lambda: book(
            '<c t="s"><v>0</v></c>' * 60_000, strings=f"<si><t>{'公' * 1_000_000}</t></si>"
        ),
        "xlsx: a row of cells": lambda: book("<c><v>1</v></c>" * 90_000),
        "xlsx: hidden columns": lambda: xlsx(
            '<cols><col min="1" max="9999999" hidden="1"/></cols>' * 50 + rows(c("A1", "1"))
        ),
        "xlsx: a long number": lambda: xlsx(rows(f"<c><v>{'9' * 1_000_000}</v></c><c><v>1e999999999</v></c>")),
        "ods: repeated without end": lambda: ods("<table:table>" + FULL_ROW * 10_000 + "</table:table>"),
        "ods: spans in spans": lambda: ods(
            "<table:table><table:table-row><table:table-cell><text:p>"
            + "<text:span>" * 200
            + "1"
            + "</text:span>" * 200
            + "</text:p></table:table-cell></table:table-row></table:table>"
        ),
        "doc: thousands of paragraphs": lambda: word97(*[(f"{LABEL}\r", b"")] * 2000),
        "doc: thousands of rows": lambda: word97(*row([LABEL, "1", "2"], row_shape([0, 1000, 2000, 3000])) * 500),
        "xls: cells far apart": lambda: compound(
            {"Workbook": b"\x03\x02\x04\x00\x00\x00\x00\x00\x03\x02\x04\x00\xff\xff\xff\x00"}
        ),
        "xls: records without end": lambda: compound({"Workbook": b"\x01\x00\x00\x00" * 1_500_000}),
        "zip: thousands of files": lambda: zipped({f"{i}.txt": "公开" for i in range(4900)}),
        "zip: archives in archives": lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": b"PK"})})}),
        "zip: large files": lambda: zipped({f"{i}.txt": b"1" * (9 << 20) for i in range(8)}),
        "mhtml: messages in messages": lambda: (
            b"MIME-Version: 1.0\n"
            + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(5000))
        ),
        "mhtml: lines without end": lambda: (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n" + b"--b\n\nx\n" * 100_000
        ),
    }
)
