"""Which of the programs of 97–2003 wrote a compound file, and who reads it."""

from __future__ import annotations

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.compound import Compound
from gongkai.reports.extract.doc import doc_document
from gongkai.reports.extract.excel import xls_document
from gongkai.reports.extract.source import Document
from gongkai.reports.extract.zipped import encrypted


def office97_document(data: bytes, *, source: str) -> Document:
    """The lines and rows of a DOC or XLS. Raises UnreadableSource, InvalidInput when a library is missing."""
    with Compound(data, source=source) as files:
        if "WordDocument" in files:
            return doc_document(files)
        if "EncryptedPackage" in files:
            raise encrypted(source)
        is_workbook = "Workbook" in files or "Book" in files
    if is_workbook:
        return xls_document(data, source=source)
    raise UnreadableSource(
        "unsupported-format",
        Text("这种Office文件不能读取，只读取Word和Excel。", "Of Office files only Word and Excel are read."),
        where=source,
    )
