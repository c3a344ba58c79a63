"""The kept documents are read as they were; `python -m tests.reports.golden_files` writes the readings anew."""

from __future__ import annotations

import os

import pytest

from tests.reports.golden_files import DOCUMENTS, GOLDEN, KEPT, golden_text


@pytest.mark.parametrize("name", KEPT)
def test_a_kept_document_is_read_as_before(name: str) -> None:
    golden = GOLDEN / f"{name}.json"

    reading = golden_text(name)

    if os.environ.get("REGENERATE"):
        golden.write_text(reading, encoding="utf-8")
    assert reading == golden.read_text(encoding="utf-8")


def test_every_kept_document_has_its_reading() -> None:
    assert {path.name for path in DOCUMENTS.iterdir()} == set(KEPT)
    assert {path.stem for path in GOLDEN.iterdir()} == set(KEPT)
