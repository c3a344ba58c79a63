"""Files that hold files: ZIP archives with one report and its attachments, and pages saved as MHTML."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import Message

from gongkai.bilingual import Text
from gongkai.errors import GongkaiError, UnreadableSource
from gongkai.reports.extract import parts
from gongkai.reports.extract.formats import kind_of
from gongkai.reports.extract.html import html_document
from gongkai.reports.extract.reader import read_document
from gongkai.reports.extract.source import Document, charset_named, decode
from gongkai.reports.extract.zipped import Archive, broken, encrypted
from gongkai.reports.findings import finding

MAX_MEMBER = 32 * 1024 * 1024
MAX_ALL = 64 * 1024 * 1024
MOST_TRIED = 20
MOST_PARTS = 20
WHOLE = 5 * 10 + 25
"""Nothing better is looked for behind a file with five headings and the rows of the large table."""

_REPORT_NAME = re.compile("年度报告|年报|信息公开|政务公开")
_ATTACHED = re.compile("附件|附表|清单|目录")
_NO_FILE = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")


# ── ZIP ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def zip_document(data: bytes, *, source: str) -> Document:
    """The report of an archive, its attachments left aside; a finding names the file that was read.

    raises  UnreadableSource when no file of it can be read; archives inside it are not opened
    """
    archive = Archive(data, source=source)
    members = [name for name, entry in archive.entries.items() if not entry.is_dir() and not _NO_FILE.search(name)]
    if members and all(archive.entries[name].flag_bits & 1 for name in members):
        raise encrypted(source)
    best: tuple[int, str, Document] | None = None
    refused: list[GongkaiError] = []
    for name, content in _contents(archive, members):
        try:
            document = read_document(content, source=f"{source}: {printed_name(archive, name)}")
        except GongkaiError as error:
            refused.append(error)
            continue
        worth = worth_of(document)
        if best is None or worth > best[0]:
            best = (worth, name, document)
        if worth >= WHOLE:
            break
    if best is None:
        raise refused[0] if refused else _nothing(source)
    _, name, document = best
    shown = printed_name(archive, name)
    document.findings.append(finding("archive-member", (f"file {shown}",), name=shown, count=len(members)))
    document.source = source
    return document


def _contents(archive: Archive, members: list[str]) -> Iterator[tuple[str, bytes]]:
    """Members with their bytes, those first that are named like a report, pictures last; no archive in the archive."""
    left = MAX_ALL
    pictures: list[tuple[str, bytes]] = []
    for name in sorted(members, key=lambda name: _rank(printed_name(archive, name)))[:MOST_TRIED]:
        if archive.entries[name].flag_bits & 1:
            continue
        content = archive.part(name, most=min(MAX_MEMBER, left))
        left -= len(content)
        if kind_of(content) == "ZIP":
            continue
        if content.startswith(_IMAGES):
            pictures.append((name, content))
        elif content:
            yield name, content
    yield from pictures


def _rank(name: str) -> tuple[int, int, str]:
    last = name.rpartition("/")[2]
    named = 0 if _REPORT_NAME.search(last) else 1
    return (2 if _ATTACHED.search(last) else named, name.count("/"), name)


def printed_name(archive: Archive, name: str) -> str:
    """The name as its writer meant it: old programs write Chinese names without saying so."""
    if archive.entries[name].flag_bits & 0x800:
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


def worth_of(document: Document) -> int:
    """How much of a report a document shows: its headings and the rows of its tables."""
    if not parts.is_report(document):
        return 0
    rows = sum(1 for line in document.lines if line.is_row and len(line.cells) > 4)
    return 10 * min(len(parts.headings(document.lines)), 6) + min(rows, 60)


def _nothing(source: str) -> UnreadableSource:
    return UnreadableSource(
        "no-files",
        Text(
            "压缩包中没有可以读取的文件；压缩包里的压缩包不打开。",
            "The archive holds no file that can be read; archives inside it are not opened.",
        ),
        where=source,
    )


# ── MHTML ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def mhtml_document(data: bytes, *, source: str) -> Document:
    """The page of a saved page, whatever else is saved with it. Raises UnreadableSource."""
    best: tuple[int, Document] | None = None
    try:
        for text in _pages(email.message_from_bytes(data), source):
            document = html_document(text, source=source)
            worth = worth_of(document)
            if best is None or worth > best[0]:
                best = (worth, document)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise broken(source) from error
    if best is None:
        raise broken(source)
    return best[1]


def _pages(message: Message, source: str) -> Iterator[str]:
    """The HTML parts of a message in order."""
    count = 0
    for part in message.walk():
        if part.is_multipart() or part.get_content_type() not in {"text/html", "application/xhtml+xml"}:
            continue
        content = part.get_payload(decode=True)
        count += 1
        if count > MOST_PARTS or not isinstance(content, bytes) or not content:
            continue
        charset = charset_named(str(part.get_content_charset() or ""))
        if charset and charset != "utf-8":
            yield content.decode(charset, errors="replace")
        else:
            yield decode(content, source=source)
