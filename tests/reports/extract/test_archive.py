"""Archives, saved pages and our own JSON: the report in them is found, and nothing unpacks without end."""

from __future__ import annotations

import base64
import quopri

import pytest

from gongkai.errors import GongkaiError, UnreadableSource
from gongkai.reports import check_report, read_report
from gongkai.reports.render import render_report
from tests.reports.builders import seeded_report, values_of
from tests.reports.office_files import docx, p, zipped

REPORT = seeded_report(6)
PAGE = render_report(REPORT, "html")


def mhtml(page: bytes, *, charset: str = "utf-8", encoding: str = "quoted-printable") -> bytes:
    """A page as browsers save it, with a picture beside it."""
    body = quopri.encodestring(page) if encoding == "quoted-printable" else base64.encodebytes(page)
    head = 'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    kind = f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    picture = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    return f"{head}--b\r\n{kind}".encode() + body + f"\r\n--b\r\n{picture}".encode()


def bomb() -> bytes:
    """A small archive that unpacks to 64 MB."""
    return zipped({"年度报告.html": b"<p>" + b" " * (64 << 20)})


def locked(data: bytes) -> bytes:
    """The archive with the sign of a password on its first file."""
    changed = bytearray(data)
    changed[6] |= 1
    changed[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "text"])
def test_the_report_of_an_archive_is_found_among_its_attachments(form: str) -> None:
    parts = {
        "附件1：主动公开目录.docx": docx(p("信息公开目录")),
        "__MACOSX/._x": b"\x00",
        "notes.txt": "信息公开工作台账",
        "a/report.bin": render_report(REPORT, form),
        "logo.png": b"\x89PNG\r\n",
        "older.zip": zipped({"x.txt": "x"}),
    }

    reading = read_report(zipped(parts), source="upload.zip")

    assert values_of(reading) == values_of(REPORT)
    assert reading.source == "upload.zip"
    assert [seen.evidence or seen.where for seen in reading.observations] == [("file a/report.bin",)]


def test_a_name_written_by_an_old_program_is_shown_in_chinese() -> None:
    plain = zipped({"nnnnnnnn.html": PAGE})

    reading = read_report(plain.replace(b"nnnnnnnn", "年度报告".encode("gb18030")))

    assert reading.observations[0].where == ("file 年度报告.html",)


@pytest.mark.parametrize(
    ("charset", "codec", "encoding"),
    [
        ("utf-8", "utf-8", "quoted-printable"),
        ("gb2312", "gb18030", "base64"),
        ("gbk", "gb18030", "quoted-printable"),
        ("unknown-8bit", "utf-8", "base64"),
    ],
)
def test_a_saved_page_is_read_like_the_page(charset: str, codec: str, encoding: str) -> None:
    page = PAGE.decode().replace('charset="utf-8"', "").replace("charset=utf-8", "").encode(codec)

    reading = read_report(mhtml(page, charset=charset, encoding=encoding), source="page.mht")

    assert values_of(reading) == values_of(REPORT)
    assert reading.title == REPORT.title


def test_our_own_json_is_taken_as_it_is() -> None:
    written = render_report(REPORT, "json")

    reading = read_report(written, source="report.json")

    assert (values_of(reading), reading.source) == (values_of(REPORT), "report.json")
    assert check_report(reading) == check_report(REPORT)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({})[:-4], "broken-file"),
        (zipped({}), "no-files"),
        (zipped({"a.zip": zipped({"b.html": PAGE})}), "no-files"),
        (zipped({"a.txt": "通知"}), "no-report"),
        (zipped({f"{i}.txt": "" for i in range(6000)}), "archive-too-large"),
        (bomb(), "archive-too-large"),
        (locked(zipped({"a.html": PAGE})), "encrypted"),
        (zipped({"a.html": PAGE})[:3000], "broken-file"),
        (docx(p("年度报告"))[:200], "broken-file"),
        (mhtml(b""), "broken-file"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b", "broken-file"),
        (b'{"cells": {', "invalid-json"),
        (b'{"cells": {}}', "invalid-report-json"),
        (b"{\\rtf1 x}", "unsupported-format"),
    ],
)
def test_what_holds_no_report_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(GongkaiError) as refused:
        read_report(data, source="upload")

    assert refused.value.code == code


def test_messages_inside_messages_end_in_one_error() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(3000))

    with pytest.raises(UnreadableSource):
        read_report(b"MIME-Version: 1.0\r\n" + nested, source="deep.mht")
