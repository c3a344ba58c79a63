"""Texts in the XML parts of Office files (DOCX, XLSX, PPTX) and of OFD."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from gongkai.apps.core.secrecy import Passage

XML_ENDINGS = (".xml", ".vml", ".rels")
EDGE_PARTS = re.compile(
    r"(^|/)(header|footer)\d*\.xml$|^docProps/|slideMasters/|slideLayouts/|drawings/|\.vml$|"
    r"(^|/)OFD\.xml$|(^|/)Tpls?/|Annot|CustomTags?/|^customXml/",
    re.IGNORECASE,
)
BLOCKS = frozenset({"p", "si", "is", "TextObject", "TextCode", "comment"})
BOXES = frozenset({"txbxContent", "textbox"})
EDGE_ELEMENTS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
SHEET_CODES = re.compile(r'&"[^"]*"|&\d+|&[A-Za-z]')
TOP_MILLIMETRES = 60.0
LARGE_BYTES = 32 << 20
"""A larger part is not built up as a tree: its tags are cut out."""

TAG = re.compile(r"<[^>]*>")


def is_xml_part(name: str) -> bool:
    return name.lower().endswith(XML_ENDINGS)


def xml_passages(data: bytes, name: str) -> Iterator[Passage]:
    """The texts of one part. A part that is no XML gives what can be decoded of it."""
    if len(data) > LARGE_BYTES:
        yield from _without_tags(data)
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        yield Passage(data.decode("utf-8", "replace"))
        return
    if EDGE_PARTS.search(name):
        yield from _edge_part(root)
    else:
        yield from _body_part(root)


def _without_tags(data: bytes) -> Iterator[Passage]:
    text = data.decode("utf-8", "replace")
    for between in ("", "\n"):
        yield Passage(TAG.sub(between, text))


def _edge_part(root: etree._Element) -> Iterator[Passage]:
    blocks = [element for element in root.iter(etree.Element) if _local(element) in BLOCKS]
    yield Passage("\n".join(joined(element) for element in blocks), "edge")
    texts = (str(text) for text in root.itertext())
    yield Passage("\n".join(texts), "edge")
    for element in root.iter(etree.Element):
        for value in element.attrib.values():
            if "密" in value:
                yield Passage(str(value), "edge")


def _body_part(root: etree._Element) -> Iterator[Passage]:
    lines: list[str] = []
    for element in root.iter(etree.Element):
        local = _local(element)
        if local in EDGE_ELEMENTS:
            yield Passage(SHEET_CODES.sub("\n", element.text or ""), "edge")
        elif local == "TextObject":
            yield Passage(joined(element), "edge" if _is_at_top(element) else "body")
        elif local in BLOCKS:
            if _is_in_box(element):
                yield Passage(joined(element), "edge")
            elif not _is_inside_block(element):
                lines.append(joined(element))
        elif local in ("sheet", "textpath", "docPr", "cNvPr"):
            for key in ("name", "string", "descr", "title"):
                yield Passage(element.get(key) or "", "edge")
    yield Passage("\n".join(lines))
    yield Passage("".join(_pieces(root)))


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def joined(element: etree._Element) -> str:
    """The text of a block: breaks and tabs are line ends, runs follow each other without a gap."""
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    for part in element.iter(etree.Element):
        local = _local(part)
        if local in ("t", "TextCode", "text", "instrText", "delText"):
            yield part.text or ""
        elif local in ("br", "tab", "cr", "ptab", "p", "si"):
            yield "\n"


def _is_in_box(element: etree._Element) -> bool:
    return any(_local(above) in BOXES for above in element.iterancestors())


def _is_inside_block(element: etree._Element) -> bool:
    return any(_local(above) in BLOCKS for above in element.iterancestors())


def _is_at_top(element: etree._Element) -> bool:
    """Whether an OFD text stands near the top of its page: Boundary is "x y width height" in millimetres."""
    try:
        return float((element.get("Boundary") or "").split()[1]) < TOP_MILLIMETRES
    except (ValueError, IndexError):
        return False
