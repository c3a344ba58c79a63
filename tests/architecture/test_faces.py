"""Desk and portal may run as two processes: neither page of one stands on an address of the other."""

from __future__ import annotations

import re

import pytest

from tests.architecture.source import SRC, name_of


@pytest.mark.parametrize(("face", "other"), [("desk", "portal"), ("portal", "desk")])
def test_page_of_one_face_stands_without_the_other(face: str, other: str) -> None:
    """A {% url %} of the other face keeps its address in a name, which is empty where that face is not served."""
    bare = re.compile(rf"{{%\s*url\s+['\"]{other}:(?![^%]*\bas\b)[^%]*%}}")

    pages = sorted((SRC / face / "templates").rglob("*.html"))
    found = [name_of(page) for page in pages if bare.search(page.read_text(encoding="utf-8"))]

    assert pages
    assert found == []
