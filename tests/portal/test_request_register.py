"""The public register of answered requests: summaries of staff, nothing of applicants; twins, feed, statistics."""

from __future__ import annotations

import json

import pytest

from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.models import InfoRequest, PublicSummary
from gongkai.apps.inforequests.services.summaries import write_summary
from gongkai.errors import GongkaiError
from tests.apps.builders import NOW, County
from tests.apps.inforequests.builders import WANTED, WHO, in_hand, replied

SUMMARY = "某学年招生安排"


def shown(county: County) -> InfoRequest:
    one = replied(county)
    write_summary(one, summary=SUMMARY, by=county.person("office_head"), at=NOW)
    return one


@pytest.mark.parametrize(
    "address", ["requests/register/", "requests/register/?format=json", "requests/register/?format=csv"]
)
def test_row_22_register_shows_summary_and_result_and_nothing_of_the_applicant(county: County, address: str) -> None:
    one = shown(county)

    page = county.client().get(county.url(address)).content.decode()

    assert SUMMARY in page
    assert one.number in page
    assert [word for word in (WANTED, WHO.name, WHO.document, WHO.phone) if word in page] == []


def test_row_22_feed_tells_what_was_answered_last(county: County) -> None:
    shown(county)

    page = county.client().get(county.url("requests/register/feed.xml")).content.decode()

    assert SUMMARY in page
    assert WANTED not in page


def test_row_22_days_taken_and_row_stand_in_the_file(county: County) -> None:
    shown(county)

    (row,) = json.loads(county.client().get(county.url("requests/register/?format=json")).content)["items"]

    assert (row["outcome"], row["working_days"]) == ("granted", 0)


def test_request_without_a_summary_is_not_in_the_register(county: County) -> None:
    one = replied(county)

    assert one.number not in county.client().get(county.url("requests/register/")).content.decode()


@pytest.mark.parametrize(
    ("summary", "code"),
    [(f"申请公开{WANTED}", "own-words"), ("联系电话13912345678的申请", "personal-data")],
)
def test_summary_with_the_applicant_s_words_or_personal_data_is_refused(
    county: County, summary: str, code: str
) -> None:
    one = replied(county)

    with pytest.raises(GongkaiError) as caught:
        write_summary(one, summary=summary, by=county.person("office_head"), at=NOW)

    assert caught.value.code == code
    assert not PublicSummary.objects.exists()


def test_words_of_the_applicant_stand_once_somebody_cleared_them(county: County) -> None:
    one = replied(county)

    write_summary(one, summary=WANTED, is_cleared=True, by=county.person("office_head"), at=NOW)

    assert one.public_summary.words == WANTED


def test_open_request_gets_no_summary(county: County) -> None:
    with pytest.raises(GongkaiError) as caught:
        write_summary(in_hand(county), summary=SUMMARY, by=county.person("office_head"), at=NOW)

    assert caught.value.code == "not-ended"


def test_summary_is_written_on_the_desk(county: County) -> None:
    one = replied(county)

    county.client("office_head").post(county.url(f"desk/requests/{one.pk}/summary/"), {"summary": SUMMARY})

    assert PublicSummary.objects.get().words == SUMMARY


def test_statistics_by_year_follow_the_measures(county: County) -> None:
    shown(county)
    services.withdraw(in_hand(county), at=NOW)

    answer = county.client().get(county.url("requests/statistics/?format=json"))

    assert json.loads(answer.content)["items"] == [
        {
            "year": 2026,
            "requests_received": 2,
            "requests_handled": 2,
            "requests_replied": 1,
            "requests_carried_out": 0,
        }
    ]
    assert "<svg" in county.client().get(county.url("requests/statistics/")).content.decode()
