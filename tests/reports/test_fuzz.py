"""Broken documents are read or refused with an error of ours, soon, and always alike."""

from __future__ import annotations

import time

import pytest

from gongkai.errors import GongkaiError
from gongkai.reports import read_report
from gongkai.reports.model import Report
from tests.reports.mutations import MONSTERS, mutant
from tests.reports.office_mutations import OFFICE_MONSTERS, office_mutant
from tests.turns import in_turn

SECONDS = 4.0
"""Of one core, for one document."""
CHUNK = 200


def outcome(document: str | bytes) -> Report | str:
    """The reading, or the code of the refusal; anything else that is raised fails the test."""
    try:
        return read_report(document, source="mutant")
    except GongkaiError as refused:
        return refused.code


@pytest.mark.parametrize("name", [*MONSTERS, *(pytest.param(name, marks=pytest.mark.slow) for name in OFFICE_MONSTERS)])
def test_a_monster_is_read_or_refused_soon(name: str) -> None:
    document = {**MONSTERS, **OFFICE_MONSTERS}[name]()
    started = time.process_time()

    outcome(document)

    assert time.process_time() - started < SECONDS


def test_a_broken_document_is_read_or_refused() -> None:
    for seed in range(CHUNK // 2):
        outcome(mutant(seed))


@pytest.mark.slow
@pytest.mark.parametrize("first", in_turn(range(10_000, 12_000, CHUNK), 0, 4))
def test_any_broken_document_is_read_or_refused(first: int) -> None:
    for seed in range(first, first + CHUNK):
        outcome(mutant(seed))


@pytest.mark.slow
def test_a_broken_office_file_is_read_or_refused() -> None:
    for seed in range(CHUNK // 8):
        outcome(office_mutant(seed))


@pytest.mark.slow
@pytest.mark.parametrize("first", in_turn(range(10_000, 10_600, CHUNK), 0, 3))
def test_any_broken_office_file_is_read_or_refused(first: int) -> None:
    for seed in range(first, first + CHUNK):
        outcome(office_mutant(seed))


def test_a_broken_document_is_always_read_alike() -> None:
    for seed in range(20):
        assert outcome(mutant(seed)) == outcome(mutant(seed))
