"""Damaged and hostile files: whatever is sent, it is read or refused in words, never a failure of the program."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from gongkai.apps.core.actors import Actor
from gongkai.apps.core.attachments import store
from gongkai.apps.core.attachments_kinds import kind_of
from gongkai.apps.core.imports_reading import read_rows
from gongkai.apps.core.imports_templates import no_bodies
from gongkai.apps.core.secrecy_files import find_marks
from gongkai.apps.disclosure.imports import PUBLICATIONS
from gongkai.errors import InvalidInput
from tests.apps.builders import NOW
from tests.apps.core.compound import compound, word_97
from tests.reports import excel97_files as xls
from tests.reports.office_files import c, rows, xlsx, zipped
from tests.reports.office_mutations import office_mutant


def word() -> bytes:
    held = io.BytesIO()
    docx.Document().save(held)
    return held.getvalue()


TEMPLATE = replace(PUBLICATIONS, find_bodies=no_bodies)
WHOLE = {
    "docx": word(),
    "pdf": bytes(typst.compile(b"text")),
    "doc": compound({"WordDocument": word_97("text"), "\x05SummaryInformation": bytes(99)}),
    "csv": '发布单位,标题,发布日期\n示范县,"通知",2021-03-05\n'.encode(),
}


@pytest.mark.parametrize("kind", WHOLE)
@given(data=st.data())
def test_damaged_file_is_read_or_refused(kind: str, data: st.DataObject) -> None:
    damaged = bytearray(WHOLE[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(damaged[: data.draw(st.integers(1, len(damaged)))])

    try:
        found = kind_of(cut, f"a.{kind}")
        list(find_marks(cut, f"a.{kind}"))
        read_rows(cut, found, TEMPLATE, body_id=0)
    except InvalidInput:
        pass


@given(text=st.text(max_size=300))
def test_any_text_is_searched_for_marks(text: str) -> None:
    list(find_marks(text.encode("utf-8", "replace"), text[:20]))


def test_archive_within_archives_without_end_is_refused() -> None:
    data = b"text"
    for _ in range(6):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("a.zip", data)
        data = held.getvalue()

    with pytest.raises(InvalidInput) as caught:
        list(find_marks(data))

    assert caught.value.code == "file-cannot-be-checked"


def test_entities_of_xml_are_not_unfolded() -> None:
    names = ["x", *(f"x{n}" for n in range(9))]
    unfolding = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    bomb = f'<!DOCTYPE a [<!ENTITY x "text">{unfolding}]><OFD>&x8;</OFD>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("OFD.xml", bomb)

    assert list(find_marks(held.getvalue())) == []


# ---- workbooks

HEADS = c("A1", "发布单位") + c("B1", "标题") + c("C1", "发布日期")
TYPES = {"[Content_Types].xml": "<Types/>"}


def book(*lines: str, strings: str = "") -> bytes:
    return with_types(xlsx(rows(HEADS, *lines), strings=strings))


def with_types(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | TYPES)


def with_document_type(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {"xl/sheet1.xml": b'<!DOCTYPE a [<!ENTITY x "text">]>' + parts["xl/sheet1.xml"]})


LONG = "长" * 40_000
LIES = struct.pack("<IIHBi", 1, 2**31, 200, 4, -207) + b"a" * 200
WORKBOOKS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "last corner.xlsx": ("import-too-wide", lambda: book('<row r="1048576">' + c("XFD1048576", "1") + "</row>")),
    "last row.xlsx": ("import-too-wide", lambda: book('<row r="1048576">' + c("A1048576", "1") + "</row>")),
    "rows without end.xlsx": ("import-too-many-rows", lambda: book(c("A2", "1") * 2, *[c("A3", "1")] * 100_000)),
    "wide rows.xlsx": ("import-too-wide", lambda: book(*[c("GR2", "1")] * 30_000)),
    "row without end.xlsx": ("import-too-wide", lambda: book("<c><v>1</v></c>" * 60_000)),
    "long text.xlsx": ("import-too-wide", lambda: book(c("A2", LONG))),
    "long shared text.xlsx": ("import-too-wide", lambda: book(c("A2", "1"), strings=f"<si><t>{LONG}</t></si>")),
    "rows backwards.xlsx": ("import-unreadable", lambda: book('<row r="1"/>')),
    "cut off.xlsx": ("import-unreadable", lambda: with_types(xlsx("<sheetData><row>"))),
    "document type.xlsx": ("import-unreadable", lambda: with_document_type(book())),
    "what broke a library.xls": ("import-unknown-column", lambda: office_mutant(10_018)),
    "cells far apart.xls": ("import-too-wide", lambda: xls.workbook(xls.number(65535, 255, 1))),
    "lengths below nought.xls": ("import-unreadable", lambda: xls.workbook(b"", shared=xls.record(0xFC, LIES))),
}


ENDLESS = frozenset({"rows without end.xlsx", "wide rows.xlsx"})
BY_NAME = [pytest.param(name, marks=[pytest.mark.slow] * (name in ENDLESS)) for name in WORKBOOKS]


@pytest.mark.parametrize("name", BY_NAME)
def test_hostile_workbook_is_refused_by_the_import_door(name: str) -> None:
    code, data = WORKBOOKS[name][0], WORKBOOKS[name][1]()

    with pytest.raises(InvalidInput) as caught:
        read_rows(data, kind_of(data, name), TEMPLATE, body_id=0)

    assert caught.value.code == code


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", BY_NAME)
def test_hostile_workbook_does_no_harm_as_an_attachment(name: str) -> None:
    outcome = "stored"
    try:
        store(io.BytesIO(WORKBOOKS[name][1]()), name=name, by=Actor("staff", 7), at=NOW)
    except InvalidInput as refused:
        outcome = refused.code

    assert outcome in ("stored", "file-damaged", "file-cannot-be-checked", "file-unpacks-too-large")


@pytest.mark.parametrize("kind", ["doc", "xls"])
def test_tables_of_a_compound_file_that_lead_back_to_themselves_are_not_followed(kind: str) -> None:
    data = bytearray(compound({"WordDocument" if kind == "doc" else "Workbook": word_97("text")}))
    data[44:48], data[68:76] = (2**24).to_bytes(4, "little"), bytes(4) + (2**17).to_bytes(4, "little")

    with pytest.raises(InvalidInput) as caught:
        kind_of(bytes(data), f"a.{kind}")

    assert caught.value.code == "file-kind-not-allowed"
