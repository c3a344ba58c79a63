"""What a publication says of itself: checked, kept with every version, numbered, and timed by its type."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import measures
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.clock import running_due
from gongkai.apps.disclosure.details import Details, checked
from gongkai.apps.disclosure.index_numbers import is_index_number
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.selectors import clock_by_body, late_list
from gongkai.apps.disclosure.texts import details_of, working_text
from gongkai.errors import InvalidInput, MoveRefused
from tests.apps.builders import NOW, TODAY, County
from tests.apps.refusals import refused

YEAR = Period.of_year(2026)
TIMED = ("notice", "penalty_result", "procurement_contract", "budget")
REPOST = {"kind": "repost", "original_source": "省政府网站", "original_address": "https://example.cn/1"}


def draft(county: County, **details: Any) -> Publication:
    said = Details(**details)
    clerk = county.person("clerk")
    return services.draft_publication(
        body=county.body, title="通知", body_html="<p>甲</p>", by=clerk, at=NOW, details=said
    )


def approved(county: County, **details: Any) -> Publication:
    item = draft(county, **details)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    return county.review(item)


def publish(county: County, item: Publication) -> None:
    services.publish_publication(item, by=county.person("publisher"), at=NOW)


@pytest.mark.parametrize(
    ("details", "where"),
    [
        ({"kind": "poem"}, "kind"),
        ({"openness": "withheld"}, "ground"),
        ({"openness": "withheld", "ground": "dislike"}, "ground"),
        ({"ground": "internal"}, "ground"),
        ({"formed_on": date(2026, 3, 5)}, "formed_on"),
        ({"kind": "repost"}, "original_source"),
        ({"kind": "repost", "original_source": "省政府", "original_address": "javascript:1"}, "original_address"),
        ({"original_source": "省政府"}, "original_source"),
        ({"key_areas": ("sports",)}, "key_areas"),
    ],
)
def test_details_that_contradict_one_another_are_refused(details: dict[str, Any], where: str) -> None:
    with pytest.raises(InvalidInput) as told:
        checked(Details(**details), on=TODAY)

    assert told.value.where == where


def test_document_number_is_printed_as_the_rules_say() -> None:
    given = Details(document_number=" 示政办发[2026] 第012号 ")

    assert checked(given, on=TODAY).document_number == "示政办发〔2026〕12号"


def test_index_numbers_are_given_once_a_year_and_body(county: County) -> None:
    first, second, older = (draft(county, formed_on=date(*day)) for day in [(2026, 3, 1), (2026, 3, 2), (2025, 12, 1)])

    for item in (first, second, older):
        services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)

    numbers = [item.index_number for item in (first, second, older)]
    assert [number.split("/")[1] for number in numbers] == ["2026-00001", "2026-00002", "2025-00001"]
    assert all(is_index_number(number) for number in numbers)


def test_sent_back_item_keeps_its_index_number(county: County) -> None:
    item = draft(county)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    number = item.index_number
    services.send_back_publication(item, reason="补充", by=county.person("first_reviewer"), at=NOW)

    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)

    assert item.index_number == number


def test_row_06_each_type_has_the_limit_of_its_law(county: County) -> None:
    days = {
        kind: draft(county, **{"kind": kind, "formed_on": date(2026, 3, 2), **more}).due_on
        for kind, more in [*((kind, {}) for kind in TIMED), ("repost", REPOST)]
    }

    assert days == {
        "notice": date(2026, 3, 30),
        "penalty_result": date(2026, 3, 11),
        "procurement_contract": date(2026, 3, 4),
        "budget": date(2026, 3, 23),
        "repost": None,
    }


def test_row_06_late_items_are_counted_by_the_day_they_became_public(county: County) -> None:
    late, in_time = approved(county, formed_on=date(2026, 1, 5)), approved(county, formed_on=date(2026, 3, 2))

    publish(county, late)
    publish(county, in_time)

    assert measures.total([county.body.pk], YEAR, "posts_late") == 1
    assert list(measures.rows([county.body.pk], YEAR, "posts_late")) == [late]


def test_row_06_correction_has_a_clock_of_its_own(county: County) -> None:
    item = approved(county, formed_on=date(2026, 3, 2))
    publish(county, item)
    first = item.due_on

    services.correct_publication(item, reason="日期有误", by=county.person("clerk"), at=NOW)

    due = running_due(item)
    assert due is not None
    assert (due[0], item.due_on) == (date(2026, 4, 1), first)
    assert "决定更正之日（2026-03-04）" in due[1].zh


def test_row_06_correction_that_was_forbidden_is_due_no_more(county: County) -> None:
    item = approved(county, formed_on=date(2026, 3, 2))
    publish(county, item)
    services.correct_publication(item, reason="日期有误", by=county.person("clerk"), at=NOW)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    county.review(item, upto="in_secrecy_review")
    reviewer = county.person("secrecy_reviewer")

    services.screen_secrecy(item, decision="forbid", words="涉及工作秘密", by=reviewer, at=NOW)

    assert (item.state, item.changed_on, item.change_due_on) == ("withheld", None, None)


def test_change_that_ended_before_it_was_released_is_not_overdue(county: County) -> None:
    item = approved(county)
    publish(county, item)
    long_past = date(2026, 3, 3)
    kept = Publication.objects.filter(pk=item.pk)
    kept.update(state="withheld", changed_on=long_past, change_due_on=long_past)
    bodies = PublicBody.objects.filter(pk=county.body.pk)

    late = late_list(bodies, date(2027, 1, 1))

    assert not late.exists()
    assert clock_by_body(bodies, today=date(2026, 3, 1), soon=date(2026, 3, 10)) == []


def test_row_07_reposts_are_counted_apart_and_within_the_whole(county: County) -> None:
    publish(county, approved(county, **REPOST))
    publish(county, approved(county))

    assert measures.totals([county.body.pk], YEAR, ["site_posts", "reposts"]) == {"site_posts": 2, "reposts": 1}


def test_row_05_item_in_two_areas_counts_once_among_key_areas(county: County) -> None:
    publish(county, approved(county, key_areas=("budget", "education")))
    publish(county, approved(county))

    wanted = ["site_posts", "key_area_posts", "budget_posts"]
    assert measures.totals([county.body.pk], YEAR, wanted) == dict(zip(wanted, (2, 1, 1), strict=True))


def test_what_is_withheld_is_reviewed_and_never_public(county: County) -> None:
    item = approved(county, openness="withheld", ground="internal")

    with refused(MoveRefused, "not-proactive"):
        publish(county, item)
    services.withhold_publication(item, by=county.person("publisher"), at=NOW)

    assert (item.state, item.published_on) == ("withheld", None)


def test_what_is_to_be_published_cannot_be_kept_back(county: County) -> None:
    item = approved(county)

    with refused(MoveRefused, "to-be-published"):
        services.withhold_publication(item, by=county.person("publisher"), at=NOW)


def test_correction_changes_what_the_public_reads_of_it_only_when_released(county: County) -> None:
    item = approved(county, topic="economy")
    publish(county, item)
    clerk = county.person("clerk")
    services.correct_publication(item, reason="分类有误", by=clerk, at=NOW)
    said = replace(details_of(working_text(item)), topic="culture")
    services.revise_publication(item, title="通知", body_html="<p>甲</p>", by=clerk, at=NOW, details=said)
    assert item.topic == "economy"

    services.submit_publication(item, has_checked=True, by=clerk, at=NOW)
    publish(county, county.review(item))

    assert item.topic == "culture"
    assert [details_of(version).topic for version in item.versions.all()] == ["economy", "economy", "culture"]
