"""Hidden text of a Word file, taken out before anything is read: the reader of Word files does not know it."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from gongkai.apps.core.attachments_kinds import open_packed, read_member
from gongkai.reports.extract.word_lists import Styles, marks_of

_STYLES = "word/styles.xml"
_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False}


def shown_only(data: bytes) -> bytes:
    """The file without the runs that are hidden, by themselves or by their style; as it is where none is.

    raises  InvalidInput for a damaged file; lxml.etree.XMLSyntaxError for a damaged part
    """
    with open_packed(data) as packed:
        parts = {member: read_member(packed, member) for member in packed.infolist()}
    styles = next((part for member, part in parts.items() if member.filename == _STYLES), None)
    if not any(b"vanish" in part for member, part in parts.items() if _is_text(member.filename)):
        return data
    sheet = _read(styles) if styles is not None else None
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as written:
        for member, part in parts.items():
            is_read = _is_text(member.filename) and member.filename != _STYLES
            written.writestr(member.filename, _without_hidden(part, sheet) if is_read else part)
    return held.getvalue()


def _is_text(name: str) -> bool:
    return name.startswith("word/") and name.endswith(".xml")


def _read(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(**_PARSER))  # type: ignore[arg-type]


def _without_hidden(part: bytes, sheet: etree._Element | None) -> bytes:
    root = _read(part)
    w = f"{{{etree.QName(root).namespace}}}"
    styles = Styles(sheet, w)
    for run in list(root.iter(f"{w}r")):
        parent = run.getparent()
        if parent is not None and _is_hidden(run, styles, w):
            parent.remove(run)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _is_hidden(run: etree._Element, styles: Styles, w: str) -> bool:
    paragraph = next(run.iterancestors(f"{w}p"), None)
    of_paragraph = paragraph.find(f"{w}pPr/{w}pStyle") if paragraph is not None else None
    name = of_paragraph.get(f"{w}val", "") if of_paragraph is not None else styles.plain
    properties = run.find(f"{w}rPr")
    of_run = properties.find(f"{w}rStyle") if properties is not None else None
    named = styles[of_run.get(f"{w}val", "")].marks if of_run is not None else {}
    return {**styles[name].marks, **named, **marks_of(properties, w)}.get("vanish", False)
