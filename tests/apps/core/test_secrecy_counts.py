"""Files and texts refused for a mark of state secrecy, counted for their body and day."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest

from gongkai.apps.core import measures
from gongkai.apps.core.actors import Actor
from gongkai.apps.core.attachments import store
from gongkai.apps.core.measures import Period
from gongkai.apps.core.typed import refuse_marked
from gongkai.errors import InvalidInput

BY = Actor("staff", 7)
BODY, OTHER = 3, 4
LAST_EVENING = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)


def refuse_text(at: datetime, body_id: int | None = BODY) -> None:
    with pytest.raises(InvalidInput):
        refuse_marked(lines=["机密★1年"], by=BY, at=at, body_id=body_id)


def refuse_file(at: datetime, body_id: int | None = BODY) -> None:
    with pytest.raises(InvalidInput):
        store(io.BytesIO(b"1"), name="机密★1年.txt", by=BY, at=at, body_id=body_id)


@pytest.mark.django_db
def test_row_02_refused_files_and_texts_are_counted_by_body_and_year() -> None:
    refuse_text(LAST_EVENING)
    refuse_file(LAST_EVENING)
    refuse_text(LAST_EVENING, OTHER)
    refuse_file(LAST_EVENING, None)

    counted = measures.counts([BODY, OTHER], Period.of_year(2026), measures=["secrecy_incidents"])

    assert counted == {(BODY, "secrecy_incidents", ()): 2, (OTHER, "secrecy_incidents", ()): 1}


@pytest.mark.django_db
def test_row_02_day_of_a_refusal_is_that_of_the_office() -> None:
    refuse_text(LAST_EVENING)
    refuse_text(NEW_YEAR)

    day = date(2027, 1, 1)

    assert measures.total([BODY], Period(day, day), "secrecy_incidents") == 1
    assert measures.total([BODY], Period.of_year(2026), "secrecy_incidents") == 1


@pytest.mark.django_db
def test_row_02_entries_stand_behind_the_figure_and_no_others() -> None:
    refuse_file(LAST_EVENING)
    store(io.BytesIO("正文".encode()), name="通知.txt", by=BY, at=LAST_EVENING, body_id=BODY)

    behind = measures.rows([BODY], Period.of_year(2026), "secrecy_incidents")

    assert [entry.act for entry in behind] == ["core.refuse_marked_file"]


@pytest.mark.django_db
def test_row_02_year_without_a_refusal_counts_nought() -> None:
    assert measures.total([BODY], Period.of_year(2026), "secrecy_incidents") == 0
