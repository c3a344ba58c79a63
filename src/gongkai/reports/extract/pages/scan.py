"""Pages that are pictures."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.bilingual import Text
from gongkai.errors import UnreadableSource
from gongkai.reports.extract.pages.page import Page


def scanned_pages(data: bytes, numbers: Sequence[int], *, source: str) -> dict[int, Page]:
    """The pages of these numbers. Raises UnreadableSource."""
    del data, numbers
    raise UnreadableSource("needs-ocr", Text("文件是扫描件。", "The file is a scan."), where=source)
