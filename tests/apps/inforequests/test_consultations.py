"""Consultations: who is asked about what, what silence means, and the limit of the office itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.consulted import Standing, standings
from gongkai.apps.inforequests.models import Consultation, InfoRequest
from gongkai.errors import InvalidInput
from tests.apps.builders import TODAY, County
from tests.apps.inforequests.builders import at, in_hand

LIMIT = TODAY + timedelta(days=7)


def consulted(county: County, to: str, *, whom: str = "演示单位", limit: date | None = None) -> InfoRequest:
    one = in_hand(county)
    services.consult(
        one,
        to=to,
        whom=whom,
        what="是否同意公开合同",
        internal_limit=limit,
        on=TODAY,
        by=county.person("handler"),
        at=at(TODAY),
    )
    return one


def standing(one: InfoRequest, day: date) -> Standing:
    (found,) = standings(InfoRequest.objects.filter(pk=one.pk), day)
    return found


@pytest.mark.parametrize(
    ("to", "last", "silence"),
    [
        ("third_party", date(2026, 3, 25), "由行政机关决定"),
        ("co_maker", date(2026, 3, 25), "视为同意"),
        ("other_organ", None, "继续暂停"),
    ],
)
def test_row_17_silence_has_the_effect_its_article_gives_it(
    county: County, to: str, last: date | None, silence: str
) -> None:
    one = consulted(county, to)

    services.record_arrival(one, letter="1", on=TODAY, by=county.person("handler"), at=at(TODAY))

    found = standing(one, TODAY)
    assert (found.silence_on, found.silence.zh) == (last, silence)


def test_silence_of_another_organ_ends_nothing(county: County) -> None:
    one = consulted(county, "other_organ")
    services.record_arrival(one, letter="1", on=TODAY, by=county.person("handler"), at=at(TODAY))

    assert standing(one, date(2026, 8, 3)).is_open


def test_name_of_a_third_party_is_kept_sealed(county: County) -> None:
    one = consulted(county, "third_party", whom="演示当事人")

    row = Consultation.objects.get()
    assert row.organ == ""
    assert "演示当事人".encode() not in bytes(row.sealed_whom)
    assert services.third_parties(one) == ["演示当事人"]


def test_limit_before_the_letter_is_refused(county: County) -> None:
    with pytest.raises(InvalidInput) as caught:
        consulted(county, "other_organ", limit=TODAY)

    assert caught.value.where == "internal_limit"


def test_open_past_the_internal_limit_is_escalated(county: County) -> None:
    one = consulted(county, "other_organ", limit=LIMIT)

    assert not standing(one, LIMIT).is_escalated
    assert standing(one, LIMIT + timedelta(days=1)).is_escalated


def test_answered_letter_is_not_escalated(county: County) -> None:
    one = consulted(county, "other_organ", limit=LIMIT)

    services.record_opinion(one, letter="1", on=TODAY, by=county.person("handler"), at=at(TODAY))

    assert not standing(one, LIMIT + timedelta(days=1)).is_escalated


def test_late_letter_stands_on_today_of_the_office_head(county: County) -> None:
    consulted(county, "other_organ", limit=LIMIT)

    page = county.client("office_head").get(county.url("desk/")).content.decode()

    assert "征求意见未复" in page


def test_list_shows_who_is_asked_and_what_silence_means(county: County) -> None:
    consulted(county, "co_maker", whom="演示水利局")

    page = county.client("handler").get(county.url("desk/requests/consultations/")).content.decode()

    assert "演示水利局" in page
    assert "视为同意" in page


def test_list_without_letters_says_how_one_begins(county: County) -> None:
    page = county.client("handler").get(county.url("desk/requests/consultations/")).content.decode()

    assert "尚未发出征求意见函" in page


def test_third_party_is_not_named_in_the_list(county: County) -> None:
    consulted(county, "third_party", whom="演示当事人")

    page = county.client("handler").get(county.url("desk/requests/consultations/")).content.decode()

    assert "演示当事人" not in page
