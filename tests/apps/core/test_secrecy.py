"""Marks of state secrecy are found wherever files print them, and words of running prose are not marks."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest
import typst
import xlsxwriter
from django.conf import settings

from gongkai.apps.core.actors import Actor
from gongkai.apps.core.attachments import store
from gongkai.apps.core.models import Attachment, AuditEntry
from gongkai.apps.core.secrecy import Passage, marks_in, marks_in_name
from gongkai.apps.core.secrecy_files import find_marks
from gongkai.errors import InvalidInput
from tests.apps.builders import NOW
from tests.apps.core.compound import compound, word_97
from tests.reports import excel97_files as xls

BY = Actor("staff", 7)

PROSE = (
    "涉及国家秘密、商业秘密、个人隐私的，不予公开。",
    "属于国家秘密的，按照《中华人民共和国保守国家秘密法》办理。",
    "国家秘密的密级分为绝密、机密、秘密三级。",
    "泄露机密的，依法处理；绝密文件由专人保管。",
    "国家秘密标志形式为“密级★保密期限”，如“机密★10年”。",
    "★商业秘密★个人隐私",
    "1. 属于国家秘密\n2. 其他法律行政法规禁止公开",
    "保密期限：秘密级事项不超过10年。",
    "商业秘密\n★ 第二条",
    "**秘密**",
)
STARRED = (
    "机密★1年",
    "绝密★",
    "秘密★长期",
    "秘 密 ★ 6 个月",
    "机密★１０年",
    "机密☆5年",
    "秘密*1年",
    "秘密＊1年",
    "机\n密\n★\n1\n年",
    "密级：机密★5年",
    "000001 机密★1年 特急",
    "特急机密★1年",
    "绝密★启用前",
    "機密★五年",
    "机\u200b密★1年",
)
ALONE = ("机密", "秘密 5年", "【绝密】", "\n  机　密  \n关于某事的通知\n")
REST = "\n".join(["各部门："] + ["一般的一段正文。"] * 12)


def levels(data: bytes, name: str = "") -> list[str]:
    return [mark.level for mark in find_marks(data, name)]


def zipped(members: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize("text", PROSE)
def test_running_prose_is_no_mark(text: str) -> None:
    assert list(marks_in(Passage(f"关于某事的通知\n{text}\n{REST}"))) == []


@pytest.mark.parametrize("text", STARRED)
def test_level_with_star_is_a_mark_anywhere(text: str) -> None:
    assert list(marks_in(Passage(f"{REST}\n{text}\n{REST}")))


@pytest.mark.parametrize("text", ALONE)
def test_level_alone_is_a_mark_at_the_top(text: str) -> None:
    assert list(marks_in(Passage(f"{text}\n{REST}")))


@pytest.mark.parametrize("name", ["机密★1年通知.docx", "（秘密）通知.pdf", "机密-名单.xlsx"])
def test_name_of_a_file_tells(name: str) -> None:
    assert list(marks_in_name(name))


@pytest.mark.parametrize("name", ["保守国家秘密法.pdf", "商业秘密保护指南.docx", "保密须知.txt"])
def test_ordinary_name_tells_nothing(name: str) -> None:
    assert not list(marks_in_name(name))


@pytest.mark.shared
def test_published_texts_carry_no_mark(shared: Path) -> None:
    files = [path for folder in ("seeds", "corpus") for path in sorted((shared / folder).rglob("*")) if path.is_file()]

    assert [path.name for path in files if path.suffix != ".json" and levels(path.read_bytes())] == []


# ---- Word


def word(change: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    document.add_heading("关于某事的通知")
    for _ in range(10):
        document.add_paragraph("涉及国家秘密、商业秘密的，不予公开。")
    change(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def in_runs(document: docx.document.Document) -> None:
    paragraph = document.add_paragraph()
    for run in ("机", "密", "★", "1年"):
        paragraph.add_run(run)


def in_text_box(document: docx.document.Document) -> None:
    box = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>机密</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    document.element.body.insert(0, docx.oxml.parse_xml(box))


def as_watermark(document: docx.document.Document) -> None:
    shape = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textpath string="机密"/></v:shape>'
        "</w:pict></w:r></w:p>"
    )
    document.sections[0].header._element.append(docx.oxml.parse_xml(shape))


WORD = {
    "body": lambda d: d.add_paragraph("机密★1年"),
    "runs": in_runs,
    "table": lambda d: setattr(d.add_table(1, 1).cell(0, 0), "text", "秘密★5年"),
    "header": lambda d: setattr(d.sections[0].header.paragraphs[0], "text", "机密"),
    "footer": lambda d: setattr(d.sections[0].footer.paragraphs[0], "text", "机密"),
    "text box": in_text_box,
    "watermark": as_watermark,
    "comment": lambda d: d.add_comment(d.paragraphs[0].runs, text="机密★1年"),
    "keywords": lambda d: setattr(d.core_properties, "keywords", "机密"),
    "subject": lambda d: setattr(d.core_properties, "subject", "机密★1年"),
}


@pytest.mark.parametrize("place", WORD)
def test_mark_in_a_word_file_is_found(place: str) -> None:
    assert levels(word(WORD[place]))


def test_word_file_of_prose_carries_no_mark() -> None:
    assert levels(word(lambda _document: None)) == []


# ---- workbook


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(
            xls.record(0xFC, struct.pack("<IIHB", 1, 1, 5, 1) + "机".encode("utf-16-le"))
            + xls.record(0x3C, b"\1" + "密★1年".encode("utf-16-le")),
            id="cut by the end of a record",
        ),
        pytest.param(xls.texts(xls.text("机密★1年")) + xls.label(0, 0, "x")[:-1], id="before damage"),
    ],
)
def test_texts_of_an_old_workbook_are_searched(told: bytes) -> None:
    assert levels(xls.workbook(xls.shared(0, 0, 0), shared=told)) != []


def test_cells_before_a_damaged_one_are_searched() -> None:
    cut = xls.record(0x204, struct.pack("<HHHHB", 0, 0, 0, 5, 1) + "机".encode("utf-16-le"))
    cut += xls.record(0x3C, b"\1" + "密★1年".encode("utf-16-le"))

    assert levels(xls.workbook(cut + xls.record(0x203, b"\0"))) != []


def workbook(change: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line in range(12):
            sheet.write_row(line, 0, ["事项", "属于国家秘密", "其他"])
        change(book, sheet)
    return held.getvalue()


SHEETS = {
    "cell": lambda _b, s: s.write_string(40, 3, "机密★1年"),
    "header": lambda _b, s: s.set_header("&L&14机密&R第 &P 页"),
    "sheet name": lambda b, _s: b.add_worksheet("机密"),
    "text box": lambda _b, s: s.insert_textbox(3, 3, "机密"),
    "comment": lambda _b, s: s.write_comment("A1", "机密★1年"),
    "title": lambda b, _s: b.set_properties({"title": "机密"}),
    "own property": lambda b, _s: b.set_custom_property("密级", "机密"),
}


@pytest.mark.parametrize("place", SHEETS)
def test_mark_in_a_workbook_is_found(place: str) -> None:
    assert levels(workbook(SHEETS[place]))


def test_workbook_of_figures_carries_no_mark() -> None:
    assert levels(workbook(lambda _b, _s: None)) == []


# ---- PDF

PAGE = '#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"))\n'
TEXT = "关于某事的通知 \\ " + "涉及国家秘密的，不予公开。 \\ " * 20


def pdf(source: str) -> bytes:
    return bytes(typst.compile((PAGE + source).encode()))


PDFS = {
    "body": TEXT + "机密★1年",
    "header": "#set page(header: align(right)[机密])\n" + TEXT,
    "footer": "#set page(footer: [秘密])\n" + TEXT,
    "second page": TEXT + "#pagebreak()\n机密",
    "watermark": "#set page(background: rotate(45deg, text(60pt)[机密]))\n" + TEXT,
    "keywords": '#set document(keywords: ("机密",))\n' + TEXT,
    "title": '#set document(title: "机密★1年")\n' + TEXT,
}


@pytest.mark.parametrize("place", PDFS)
def test_mark_in_a_pdf_is_found(place: str) -> None:
    assert levels(pdf(PDFS[place]))


def test_pdf_of_prose_carries_no_mark() -> None:
    assert levels(pdf(TEXT)) == []


def test_file_attached_to_a_pdf_is_read() -> None:
    document = pypdfium2.PdfDocument(pdf(TEXT))
    document.new_attachment("a.txt").set_data("机密★1年".encode())
    held = io.BytesIO()
    document.save(held)
    document.close()

    assert levels(held.getvalue())


# ---- the other kinds

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
OFD_PAGE = '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">{}</ofd:Page>'
OFD_TEXT = '<ofd:TextObject Boundary="{}"><ofd:TextCode>{}</ofd:TextCode></ofd:TextObject>'
OFD_NAME = "Doc_0/Pages/Page_0/Content.xml"
SLIDE = f'<s xmlns:a="{A}"><a:p><a:r><a:t>机密★</a:t></a:r><a:r><a:t>1年</a:t></a:r></a:p></s>'
OFD_BODY, OFD_TOP = OFD_TEXT.format("20 200 9 9", "机密★1年"), OFD_TEXT.format("20 20 9 9", "机密")
OTHERS: dict[str, bytes] = {
    "slide": zipped({"[Content_Types].xml": "", "ppt/slides/slide1.xml": SLIDE}),
    "ofd body": zipped({"OFD.xml": "<OFD/>", OFD_NAME: OFD_PAGE.format(OFD_BODY)}),
    "ofd top": zipped({"OFD.xml": "<OFD/>", OFD_NAME: OFD_PAGE.format(OFD_TOP)}),
    "ofd property": zipped({"OFD.xml": "<OFD><Keyword>机密</Keyword></OFD>"}),
    "archive": zipped({"内层/通知.txt": "机密★1年"}),
    "archive in archive": zipped({"a.zip": zipped({"b.txt": "机密★1年".encode("gb18030")})}),
    "name in archive": zipped({"（机密）通知.txt": "正文"}),
    "html": "<html><head><title>机密★1年</title></head><body><p>正文</p></body></html>".encode(),
    "html in pieces": "<div><b>机</b><b>密</b>★1年</div>".encode(),
    "gb text": f"{REST}机密 ★1年".encode("gb18030"),
    "utf-16 text": f"{REST}\n机密★1年".encode("utf-16"),
    "picture": b"\xff\xd8\xff\xe1" + bytes(20) + "机密★1年".encode(),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_mark_in_another_kind_is_found(kind: str) -> None:
    assert levels(OTHERS[kind])


def test_archive_that_cannot_be_looked_into_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        levels(zipped({"a.7z": b"7z\xbc\xaf\x27\x1c" + bytes(40)}))

    assert caught.value.code == "file-cannot-be-checked"


# ---- what is left behind


@pytest.mark.django_db
def test_marked_file_leaves_nothing_but_an_entry_without_content() -> None:
    before = {path for path in Path(settings.CONFIG.data_dir).rglob("*") if path.is_file()}

    with pytest.raises(InvalidInput) as caught:
        store(io.BytesIO(word(WORD["header"])), name="绝不外传的名单.docx", by=BY, at=NOW, body_id=3)

    assert caught.value.code == "file-marked-secret"
    assert {path for path in Path(settings.CONFIG.data_dir).rglob("*") if path.is_file()} == before
    assert not Attachment.objects.exists()
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor_id, entry.body_id, entry.facts["level"]) == (
        "core.refuse_marked_file",
        7,
        3,
        "secret",
    )
    assert set(entry.facts) == {"level", "size"}
    assert "名单" not in str(caught.value)


# ---- older Office files

TITLE_PROPERTY = b"\xfe\xff\0\0" + bytes(40) + "机密★1年".encode("gb18030")
OLDER = {
    "body": {"WordDocument": word_97("关于某事的通知\r机密★1年\r")},
    "header": {"WordDocument": word_97("关于某事的通知\r", "机密\r")},
    "property": {"WordDocument": word_97("正文\r"), "\x05SummaryInformation": TITLE_PROPERTY},
    "sheet": {"Workbook": bytes(33) + "机密★1年".encode("utf-16-le")},
    "slide": {"PowerPoint Document": bytes(10) + "机密★1年".encode("utf-16-le")},
}


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("place", OLDER)
def test_mark_in_an_older_office_file_is_found(place: str) -> None:
    assert levels(compound(OLDER[place]))


def test_older_word_file_of_prose_carries_no_mark() -> None:
    assert levels(compound({"WordDocument": word_97("涉及国家秘密的，不予公开。\r" * 30)})) == []


def test_locked_word_file_is_refused() -> None:
    data = bytearray(word_97("正文\r"))
    data[0x0B] = 1

    with pytest.raises(InvalidInput) as caught:
        levels(compound({"WordDocument": bytes(data)}))

    assert caught.value.code == "file-locked"
