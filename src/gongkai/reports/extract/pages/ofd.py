"""OFD files (GB/T 33190): their pages with templates, as signs and rules."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gongkai.bilingual import Text
from gongkai.reports.extract.pages.flow import document_of
from gongkai.reports.extract.pages.ofd_drawing import POINT, Drawing, numbers
from gongkai.reports.extract.pages.page import MAX_PAGES, Page, within
from gongkai.reports.extract.source import Document
from gongkai.reports.extract.zipped import Archive, encrypted

PAGES = Text("页数", "pages")
FEW_SIGNS, MOSTLY = 12, 0.2
MAX_IMAGE = 32 * 1024 * 1024
A4 = (0.0, 0.0, 210.0, 297.0)


def ofd_document(data: bytes, *, source: str = "") -> Document:
    """The lines and rows of an OFD file; pages that are only pictures are read by OCR.

    raises  UnreadableSource when it is damaged, locked or endless, or needs OCR that is not installed
    """
    file = OfdFile(data, source=source)
    pages = file.pages()
    if not any(page.is_scan for page in pages):
        return document_of(pages, source=source)
    from gongkai.reports.extract.pages.images import gray_of
    from gongkai.reports.extract.pages.scan import Scans

    scans = Scans(source)
    for page in pages:
        if page.is_scan:
            gray, dpi = gray_of(file.pictures[page.number], source=source, width=page.width)
            scans.add(page.number, gray, dpi)
    return document_of([scans.pages.get(page.number, page) for page in pages], source=source, look=scans.look)


def ofd_pages(data: bytes, *, source: str = "") -> list[Page]:
    """The pages of an OFD file, in order."""
    return OfdFile(data, source=source).pages()


class OfdFile:
    """An OFD file; `pictures` holds the largest picture of each page that is little else."""

    def __init__(self, data: bytes, *, source: str) -> None:
        self._archive = Archive(data, source=source)
        self._source = source
        self.pictures: dict[int, bytes] = {}
        self._media: dict[str, str] = {}
        self._units: dict[str, etree._Element] = {}

    def pages(self) -> list[Page]:
        pages: list[Page] = []
        for name in self._documents():
            document = self._archive.xml(name)
            area = _area(document) or A4
            for resource in (*_named(document, "PublicRes"), *_named(document, "DocumentRes")):
                self._take_resources(_path(name, resource.text))
            templates = {t.get("ID", ""): _path(name, t.get("BaseLoc")) for t in _named(document, "TemplatePage")}
            found = [_path(name, page.get("BaseLoc")) for page in _named(document, "Page") if page.get("BaseLoc")]
            within(len(pages) + len(found), MAX_PAGES, PAGES, self._source)
            pages += [self._page(len(pages) + i, part, templates, area) for i, part in enumerate(found, 1)]
        if not pages:
            raise self._archive.broken()
        return pages

    def _documents(self) -> Iterator[str]:
        if "OFD.xml" not in self._archive:
            raise self._archive.broken("OFD.xml")
        root = self._archive.xml("OFD.xml")
        if any(True for _ in _named(root, "EncryptInfo")):
            raise encrypted(self._source)
        for place in _named(root, "DocRoot"):
            name = _path("OFD.xml", place.text)
            if name not in self._archive:
                raise self._archive.broken(name)
            yield name

    def _take_resources(self, name: str) -> None:
        """Where the pictures lie, and what composite objects are made of."""
        if name not in self._archive:
            return
        root = self._archive.xml(name)
        folder = _path(name, f"{root.get('BaseLoc', '')}/x").rpartition("/")[0]
        for media in _named(root, "MultiMedia"):
            for file in _named(media, "MediaFile"):
                self._media[media.get("ID", "")] = _path(f"{folder}/x", file.text)
        self._units |= {unit.get("ID", ""): unit for unit in _named(root, "CompositeGraphicUnit")}

    def _page(self, number: int, name: str, templates: dict[str, str], area: tuple[float, float, float, float]) -> Page:
        if name not in self._archive:
            return Page(number, 0.0, 0.0)
        root = self._archive.xml(name)
        area = _area(root) or area
        drawing = Drawing((-area[0], -area[1]), self._units, self._source)
        for template in _named(root, "Template"):
            part = templates.get(template.get("TemplateID", ""), "")
            if part in self._archive:
                drawing.take(self._archive.xml(part))
        drawing.take(root)
        page = Page(number, area[2] * POINT, area[3] * POINT, drawing.signs, drawing.across, drawing.down)
        self._tell_scan(page, drawing, area)
        return page

    def _tell_scan(self, page: Page, drawing: Drawing, area: tuple[float, float, float, float]) -> None:
        """Whether the page is a picture of text, and which."""
        size, resource = max(drawing.images, default=(0.0, ""))
        name = self._media.get(resource, "")
        if len(page.signs) < FEW_SIGNS and size > MOSTLY * area[2] * area[3] and name in self._archive:
            page.is_scan = True
            self.pictures[page.number] = self._archive.part(name, most=MAX_IMAGE)


def _named(root: etree._Element, name: str) -> Iterator[Any]:
    """The elements of that name, whatever the namespace they are written in."""
    return (e for e in root.iter() if isinstance(e.tag, str) and etree.QName(e).localname == name)


def _area(root: etree._Element) -> tuple[float, float, float, float] | None:
    """The paper's box in millimetres: left, top, width, height."""
    for name in ("PhysicalBox", "CropBox", "ApplicationBox"):
        for box in _named(root, name):
            found = numbers(box.text)
            if len(found) == 4 and 10 <= found[2] <= 5000 and 10 <= found[3] <= 5000:
                return found[0], found[1], found[2], found[3]
    return None


def _path(base: str, place: str | None) -> str:
    """The part that a part names: from the top with a slash in front, else from its own folder."""
    place = (place or "").strip()
    if place.startswith("/"):
        return posixpath.normpath(place).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), place)).lstrip("/")
