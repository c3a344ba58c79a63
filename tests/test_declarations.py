"""Data files are refused when they are broken, whichever file it is."""

from __future__ import annotations

import pytest

from gongkai.declarations import read_mapping
from gongkai.errors import InvalidDeclaration
from gongkai.reports.editions import load_edition


def test_a_key_that_stands_twice_is_refused_with_its_line() -> None:
    with pytest.raises(InvalidDeclaration, match=r"x\.yaml:3"):
        read_mapping("a: 1\nb: 2\na: 3\n", where="x.yaml")


@pytest.mark.parametrize("source", ["", "- a", "a: ["])
def test_a_text_that_is_no_mapping_is_refused(source: str) -> None:
    with pytest.raises(InvalidDeclaration, match=r"x\.yaml"):
        read_mapping(source, where="x.yaml")


def test_a_key_that_stands_twice_in_an_edition_is_refused() -> None:
    with pytest.raises(InvalidDeclaration, match=r"x\.yaml:2"):
        load_edition('edition: "1"\nedition: "2"\n', where="x.yaml")
