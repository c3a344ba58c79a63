"""A report as a Word document: the national form on the page of GB/T 9704."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from gongkai.bilingual import Text
from gongkai.reports.model import Report
from gongkai.reports.optional import optional_module
from gongkai.reports.render.drawing import (
    Part,
    one_line,
    parts_of,
    second_level,
    signature_insets,
    signature_of,
    title_lines,
    title_of,
)
from gongkai.reports.render.word_table import WORD, table_xml

if TYPE_CHECKING:
    from docx.document import Document

# Lengths in twentieths of a point: A4, margins 37, 28, 26, 35 mm, footer 7 mm below the type area
PAGE = {"page_width": 11906, "page_height": 16838}
MARGINS = {
    "top_margin": 2098,
    "left_margin": 1588,
    "right_margin": 1474,
    "bottom_margin": 1984,
    "footer_distance": 1304,
}
LINE = 579  # 22 lines fill the type area
TIGHTER = -5  # 28 characters of 16 points fill a line

SERIF = "Times New Roman"
FANG, KAI, HEI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
STAND_INS = {FANG: "FangSong", KAI: "KaiTi", HEI: "SimHei", SONG: "SimSun", TITLE: "STZhongsong"}
"""What Word takes on a machine that lacks a font."""

NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
OLDEST_ENTRY = (1980, 1, 1, 0, 0, 0)


def report_to_docx(report: Report) -> bytes:
    """The document; the same report gives the same bytes.

    raises  InvalidInput ("missing-extra") without python-docx
    """
    docx = optional_module("docx", extra="word", form=Text("Word文档", "Word documents"))
    document: Document = docx.Document()
    set_page(document)
    set_styles(document)
    set_footers(document)
    _set_properties(document, report)
    append(
        document,
        paragraph_xml("Title", "<w:r><w:br/></w:r>".join(f"<w:r>{text_xml(t)}</w:r>" for t in title_lines(report))),
    )
    parts = parts_of(report)
    for part in parts:
        _add_part(document, part)
    if parts and parts[-1].paragraphs:
        # the signature never stands on a page without text
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    _add_signature(document, signature_of(report))
    written = io.BytesIO()
    document.save(written)
    return without_clock(written.getvalue())


def set_page(document: Document) -> None:
    section: Any = document.sections[0]
    for name, twips in (PAGE | MARGINS).items():
        setattr(section, name, twips * 635)
    grid = element_xml(f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>')
    for old in section._sectPr.findall(f"{WORD}docGrid"):
        section._sectPr.remove(old)
    section._sectPr.append(grid)


def set_styles(document: Document) -> None:
    """Normal is the running text; the others are the levels of an official document and the text of tables."""
    defaults = document.styles.element.find(f"{WORD}docDefaults")
    defaults.getparent().replace(
        defaults,
        element_xml(
            "<w:docDefaults><w:rPrDefault><w:rPr>"
            f'{fonts_xml(FANG)}<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
            "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        ),
    )
    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
    _style(document, "Normal", f'{exact}{indent}<w:jc w:val="both"/>', _run(FANG, 32, tighter=True))
    _style(
        document,
        "Title",
        f'<w:keepNext/><w:spacing w:before="0" w:after="{LINE}" w:line="700" w:lineRule="exact"/>'
        '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>',
        _run(TITLE, 44),
    )
    for level, font in ((1, HEI), (2, KAI)):
        outline = f'<w:keepNext/>{exact}{indent}<w:outlineLvl w:val="{level - 1}"/>'
        _style(document, f"Heading {level}", outline, _run(font, 32, tighter=True))
    _style(
        document,
        "Table Text",
        '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="260" w:lineRule="exact"/>'
        '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>',
        _run(SONG, 21),
    )
    _style(
        document,
        "Footer",
        '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:firstLineChars="0" w:firstLine="0"/>',
        f'{fonts_xml(SONG, latin=SONG)}<w:sz w:val="28"/><w:szCs w:val="28"/>',
    )


def _style(document: Document, name: str, paragraph: str, run: str) -> None:
    """Give a style these properties and no others; a style that the template lacks is made."""
    styles: Any = document.styles
    style = styles[name] if name in styles else styles.add_style(name, 1)
    for tag in ("pPr", "rPr"):
        for old in style.element.findall(f"{WORD}{tag}"):
            style.element.remove(old)
    style.element.append(element_xml(f"<w:pPr>{paragraph}</w:pPr>"))
    style.element.append(element_xml(f"<w:rPr>{run}</w:rPr>"))


def _run(font: str, half_points: int, *, tighter: bool = False) -> str:
    spacing = f'<w:spacing w:val="{TIGHTER}"/>' if tighter else ""
    return f'{fonts_xml(font)}{spacing}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def fonts_xml(font: str, *, latin: str = SERIF) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{font}" w:cs="{SERIF}"/>'


def set_footers(document: Document) -> None:
    """Page number between dashes: odd pages at the right, even ones at the left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side, inset in ((section.footer, "right", "right"), (section.even_page_footer, "left", "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = "Footer"
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            element_xml(f'<w:ind w:firstLineChars="0" w:firstLine="0" w:{inset}Chars="100" w:{inset}="280"/>')
        )
        properties.append(element_xml(f'<w:jc w:val="{side}"/>'))
        paragraph._p.append(element_xml('<w:r><w:t xml:space="preserve">— </w:t></w:r>'))
        paragraph._p.append(element_xml('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
        paragraph._p.append(element_xml('<w:r><w:t xml:space="preserve"> —</w:t></w:r>'))


def _set_properties(document: Document, report: Report) -> None:
    """What the file says of itself: no clock, no machine, and names for fonts that may be lacking."""
    properties = document.core_properties
    dated = datetime(report.dated.year, report.dated.month, report.dated.day, tzinfo=UTC) if report.dated else NO_DATE
    properties.title = title_of(report)[:255]
    properties.author = properties.last_modified_by = one_line(report.body)[:255]
    properties.comments, properties.keywords, properties.language = "", "", "zh-CN"
    properties.created = properties.modified = dated
    properties.revision = 1
    package: Any = document.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype.endswith("/thumbnail")]:
        package.rels.pop(key)
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            fonts: Any = relation.target_part
            named = "".join(
                f'<w:font w:name="{font}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
                for font, other in STAND_INS.items()
            )
            fonts._blob = fonts.blob.replace(b"</w:fonts>", f"{named}</w:fonts>".encode())


def _add_part(document: Document, part: Part) -> None:
    if part.heading:
        _add(document, "Heading 1", part.heading)
    for paragraph in part.paragraphs:
        _add_paragraph(document, paragraph)
    for drawing in part.tables:
        append(document, element_xml(table_xml(drawing)))
        # a table needs a paragraph below it, and two tables that touch would become one
        spacer = element_xml('<w:p><w:pPr><w:spacing w:line="160" w:lineRule="exact"/></w:pPr></w:p>')
        append(document, spacer)


def _add_paragraph(document: Document, text: str) -> None:
    """Running text; a level of its own （一） stands in Kai, as a heading or as the first sentence."""
    kai, rest = second_level(text)
    if not kai:
        _add(document, "Normal", text)
    elif not rest and not kai.endswith("。"):
        _add(document, "Heading 2", text)
    else:
        runs = f"<w:r><w:rPr>{fonts_xml(KAI)}</w:rPr>{text_xml(kai)}</w:r><w:r>{text_xml(rest)}</w:r>"
        append(document, paragraph_xml("Normal", runs))


def _add_signature(document: Document, lines: tuple[str, ...]) -> None:
    """Who signed, centred over the date; the date ends four characters from the right edge."""
    for i, (line, characters) in enumerate(zip(lines, signature_insets(lines), strict=True)):
        inset = round(100 * characters)
        before = 2 * LINE if i == 0 else 0
        properties = (
            f'{"<w:keepNext/>" if i + 1 < len(lines) else ""}<w:keepLines/><w:spacing w:before="{before}"/>'
            f'<w:ind w:rightChars="{inset}" w:right="{inset * 32 // 10}" w:firstLineChars="0" w:firstLine="0"/>'
            '<w:jc w:val="right"/>'
        )
        append(document, paragraph_xml("Normal", f"<w:r>{text_xml(line)}</w:r>", properties))


def _add(document: Document, style: str, text: str) -> None:
    append(document, paragraph_xml(style, f"<w:r>{text_xml(text)}</w:r>"))


def paragraph_xml(style: str, runs: str, properties: str = "") -> Any:
    return element_xml(f'<w:p><w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/>{properties}</w:pPr>{runs}</w:p>')


def text_xml(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def append(document: Document, element: Any) -> None:
    """Add to the end of the body, before the properties of the section."""
    document.element.body.insert_element_before(element, "w:sectPr")


def element_xml(xml: str) -> Any:
    """The element of WordprocessingML that this text writes; the prefix w is known to it."""
    from docx.oxml import parse_xml

    tag, rest = re.match(r"<([\w:]+)", xml), xml
    assert tag is not None
    return parse_xml(rest.replace(tag[0], f'{tag[0]} xmlns:w="{WORD[1:-1]}"', 1))


def without_clock(archive: bytes) -> bytes:
    """The same archive with one fixed time on every entry."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, OLDEST_ENTRY)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, source.read(entry))
    return written.getvalue()
