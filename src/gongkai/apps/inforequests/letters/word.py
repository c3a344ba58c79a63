"""Letters as Word documents, on the page of GB/T 9704."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gongkai.apps.inforequests.letters.page import LetterPage
from gongkai.bilingual import Text
from gongkai.reports.optional import optional_module
from gongkai.reports.render.drawing import CONTROL, NO_CHARACTER, signature_insets
from gongkai.reports.render.word import (
    LINE,
    NO_DATE,
    TITLE,
    append,
    fonts_xml,
    paragraph_xml,
    set_footers,
    set_page,
    set_styles,
    text_xml,
    without_clock,
)

if TYPE_CHECKING:
    from docx.document import Document

RED = "E60012"
ABOVE_MARK = 1984  # 35 mm below the top of the type area, in twentieths of a point
BELOW_NUMBER = 11  # 4 mm, as the room between a line of text and the border under it, in points
_FLAT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_CENTRED = f'{_FLAT}<w:jc w:val="center"/>'


def letter_to_docx(page: LetterPage) -> bytes:
    """The document; the same page gives the same bytes. Raises InvalidInput "missing-extra" without python-docx."""
    docx = optional_module("docx", extra="word", form=Text("Word文档", "Word documents"))
    document: Document = docx.Document()
    set_page(document)
    set_styles(document)
    set_footers(document)
    _set_properties(document, page)
    if page.red_head:
        _head(document, page)
    titles = "<w:r><w:br/></w:r>".join(_run(line) for line in page.title_lines)
    above = f'<w:spacing w:before="{2 * LINE}"/>' if page.red_head else ""
    append(document, paragraph_xml("Title", titles, above))
    if not page.red_head:
        append(document, paragraph_xml("Normal", _run(page.number), f'<w:spacing w:after="{LINE}"/>{_CENTRED}'))
    if page.addressee:
        append(document, paragraph_xml("Normal", _run(f"{page.addressee}："), _FLAT))
    for place, line in enumerate(page.paragraphs):
        is_last = place + 1 == len(page.paragraphs)
        append(document, paragraph_xml("Normal", _run(line), "<w:keepNext/>" if is_last else ""))
    for place, line in enumerate(page.annex_lines):
        append(document, paragraph_xml("Normal", _run(line), f'<w:spacing w:before="{0 if place else LINE}"/>'))
    _sign(document, page)
    _slip(document, page)
    written = io.BytesIO()
    document.save(written)
    return without_clock(written.getvalue())


def _head(document: Document, page: LetterPage) -> None:
    """The name of the body in red, its top 35 mm below the type area; number; the red line."""
    size = min(92, 884 // max(len(page.issuer), 1))
    mark = (
        f'<w:r><w:rPr>{fonts_xml(TITLE)}<w:color w:val="{RED}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f"{text_xml(_clean(page.issuer))}</w:r>"
    )
    spacing = f'<w:spacing w:before="{ABOVE_MARK}" w:after="{2 * LINE}" w:line="{size * 10}" w:lineRule="exact"/>'
    append(document, paragraph_xml("Normal", mark, f"{spacing}{_CENTRED}"))
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="10" w:space="{BELOW_NUMBER}" w:color="{RED}"/></w:pBdr>'
    append(document, paragraph_xml("Normal", _run(page.number), f"{line}{_CENTRED}"))


def _sign(document: Document, page: LetterPage) -> None:
    lines = page.signature
    for place, (line, characters) in enumerate(zip(lines, signature_insets(lines), strict=True)):
        inset = round(100 * characters)
        properties = (
            f'{"<w:keepNext/>" if place == 0 else ""}<w:keepLines/><w:spacing w:before="{0 if place else 2 * LINE}"/>'
            f'<w:ind w:rightChars="{inset}" w:right="{inset * 32 // 10}" w:firstLineChars="0" w:firstLine="0"/>'
            '<w:jc w:val="right"/>'
        )
        append(document, paragraph_xml("Normal", _run(line), properties))
    if page.note:
        append(document, paragraph_xml("Normal", _run(f"（{page.note}）"), f'<w:spacing w:before="{LINE}"/>'))


def _slip(document: Document, page: LetterPage) -> None:
    for place, line in enumerate(page.slip):
        if place == 0:
            append(document, paragraph_xml("Title", _run(line), "<w:pageBreakBefore/>"))
        elif place + 2 >= len(page.slip):
            append(document, paragraph_xml("Normal", _run(line), f'{_FLAT}<w:jc w:val="right"/>'))
        else:
            append(document, paragraph_xml("Normal", _run(line), _FLAT if place == 1 else ""))


def _set_properties(document: Document, page: LetterPage) -> None:
    """No clock, no machine and no addressee in what the file says of itself."""
    properties = document.core_properties
    day = page.day
    properties.title = page.title
    properties.author = properties.last_modified_by = page.issuer[:255]
    properties.comments, properties.keywords, properties.language = "", "", "zh-CN"
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else NO_DATE
    properties.revision = 1
    package: Any = document.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype.endswith("/thumbnail")]:
        package.rels.pop(key)


def _run(line: str) -> str:
    return f"<w:r>{text_xml(_clean(line))}</w:r>"


def _clean(line: str) -> str:
    return NO_CHARACTER.sub("", CONTROL.sub("", line))
