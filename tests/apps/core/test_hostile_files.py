"""Damaged and hostile files: whatever is sent, it is read or refused in words, never a failure of the program."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from gongkai.apps.core.attachments_kinds import kind_of
from gongkai.apps.core.imports_reading import read_rows
from gongkai.apps.core.imports_templates import no_bodies
from gongkai.apps.core.secrecy_files import find_marks
from gongkai.apps.disclosure.imports import PUBLICATIONS
from gongkai.errors import InvalidInput
from tests.apps.core.compound import compound, word_97


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
