"""One door to every form."""

from __future__ import annotations

import json

import pytest

from gongkai.errors import InvalidInput
from gongkai.reports.editions import EDITION_IDS
from gongkai.reports.render import FORMS, render_report
from tests.reports.builders import VARIANTS, seeded_report
from tests.reports.render.pages import DAMAGE, HOSTILE, doubted_report, hostile_report

BEGINNINGS = {"html": b"<!doctype", "json": b"{", "docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("edition_id", EDITION_IDS)
def test_every_edition_is_written_in_every_form(form: str, edition_id: str) -> None:
    for variant in ("", *VARIANTS):
        written = render_report(seeded_report(1, edition_id=edition_id, variant=variant), form)

        assert written.startswith(BEGINNINGS.get(form, b""))


@pytest.mark.parametrize("form", FORMS)
def test_same_report_gives_the_same_bytes(form: str) -> None:
    first, second = (render_report(doubted_report(), form, findings=[DAMAGE]) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_written_in_every_form(form: str, words: str) -> None:
    assert render_report(hostile_report(words), form, findings=[DAMAGE])


@pytest.mark.parametrize("form", ["text", "docx", "pdf"])
def test_document_for_publication_carries_no_findings(form: str) -> None:
    report = seeded_report(1)

    assert render_report(report, form, findings=[DAMAGE]) == render_report(report, form)


def test_json_is_one_line() -> None:
    written = render_report(seeded_report(1), "json", findings=[DAMAGE])

    assert written.count(b"\n") == 1
    assert json.loads(written)["findings"][0]["rule"] == "t3-row-sum"


def test_unknown_form_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        render_report(seeded_report(1), "odt")

    assert refused.value.code == "unknown-form"
