"""What publications count: by body, day and column, in one query, and the same however late a year is counted."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.services import register_body
from gongkai.apps.core import imports, measures
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure import counts, services
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.models import Publication
from gongkai.errors import MoveRefused, NotPermitted
from tests.apps.builders import NOW, County, fewer_examples

YEAR = Period.of_year(2026)
NEXT_YEAR = NOW + timedelta(days=400)


def publish(county: County, **details: Any) -> Publication:
    said = Details(**details)
    publication = services.draft_publication(
        body=county.body, title="通知", body_html="<p>正文</p>", by=county.person("clerk"), at=NOW, details=said
    )
    services.submit_publication(publication, has_checked=True, by=county.person("clerk"), at=NOW)
    county.review(publication)
    services.publish_publication(publication, by=county.person("publisher"), at=NOW)
    return publication


def test_column_is_counted_apart_and_within_the_whole(county: County) -> None:
    publish(county, column="notices")
    publish(county)

    assert counts.counts([county.body.pk], YEAR) == {
        (county.body.pk, "site_posts", ()): 2,
        (county.body.pk, "site_posts", (("column", "notices"),)): 1,
    }
    assert measures.totals([county.body.pk], YEAR, ["site_posts", "posts_notices"]) == {
        "site_posts": 2,
        "posts_notices": 1,
    }


def test_records_behind_a_part_are_those_of_the_part(county: County) -> None:
    noticed = publish(county, column="notices")
    publish(county)

    assert list(measures.rows([county.body.pk], YEAR, "posts_notices")) == [noticed]
    assert measures.rows([county.body.pk], YEAR, "site_posts").count() == 2


def test_imported_and_typed_records_count_alike(county: County) -> None:
    publish(county)
    data = f"发布单位,标题,发布日期\n{county.body.name},通知,2026-01-31\n".encode()
    run = imports.check_file(
        io.BytesIO(data), name="a.csv", template="publications", body_id=county.body.pk, by=SYSTEM, at=NOW
    )
    imports.run_import(run, at=NOW)

    assert measures.total([county.body.pk], YEAR, "site_posts") == 2


def test_first_and_last_day_belong_to_the_year(county: County) -> None:
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)):
        Publication.objects.filter(pk=publish(county).pk).update(published_on=day)

    assert measures.total([county.body.pk], YEAR, "site_posts") == 2


@pytest.mark.parametrize("number", [1, 30])
def test_any_number_of_bodies_is_one_query(county: County, number: int) -> None:
    bodies = [
        register_body(kind="department", name=f"第{n}局", parent=county.body, by=SYSTEM, at=NOW) for n in range(number)
    ]

    with CaptureQueriesContext(connection) as captured:
        measures.total([body.pk for body in bodies], YEAR, "site_posts")

    assert len(captured) == 1


OTHER = Details(column="county_news", key_areas=("budget",))


def revise(county: County, publication: Publication, *, said: Details = OTHER, at: datetime = NEXT_YEAR) -> None:
    clerk = county.person("clerk")
    services.revise_publication(publication, title="新", body_html="<p>新</p>", by=clerk, at=at, details=said)


def begin_again(county: County, publication: Publication) -> None:
    """What is public is corrected, what was withdrawn is written anew."""
    act = services.correct_publication if publication.withdrawn_on is None else services.rework_publication
    act(publication, reason="有误", by=county.person("clerk"), at=NEXT_YEAR)


def correct(county: County, publication: Publication, *, said: Details = OTHER, at: datetime = NEXT_YEAR) -> None:
    """Released with other details."""
    services.correct_publication(publication, reason="有误", by=county.person("clerk"), at=at)
    revise(county, publication, said=said, at=at)
    services.submit_publication(publication, has_checked=True, by=county.person("clerk"), at=at)
    county.review(publication, at=at)
    services.publish_publication(publication, by=county.person("publisher"), at=at)


def test_correction_of_a_later_year_leaves_column_areas_and_kind_of_the_year(county: County) -> None:
    item = publish(county, column="notices", key_areas=("budget", "land"))
    said = {"kind": "repost", "original_source": "省政府", "original_address": "https://example.cn/1"}
    correct(county, item, said=Details(column="county_news", **said))
    names = ["posts_notices", "posts_county_news", "reposts", "key_area_posts"]

    assert measures.totals([county.body.pk], YEAR, names) == {
        "posts_notices": 1,
        "posts_county_news": 0,
        "reposts": 0,
        "key_area_posts": 1,
    }
    assert list(measures.rows([county.body.pk], YEAR, "posts_notices")) == [item]
    for area in ("budget", "land"):
        assert counts.counts([county.body.pk], YEAR)[county.body.pk, "site_posts", (("key_area", area),)] == 1
        assert list(counts.rows([county.body.pk], YEAR, "site_posts", (("key_area", area),))) == [item]


def test_correction_within_the_year_counts_as_it_was_corrected(county: County) -> None:
    item = publish(county, column="notices")

    correct(county, item, at=NOW + timedelta(days=2))

    assert measures.totals([county.body.pk], YEAR, ["posts_notices", "posts_county_news"]) == {
        "posts_notices": 0,
        "posts_county_news": 1,
    }


def test_item_without_key_areas_is_counted_among_none_after_a_correction(county: County) -> None:
    correct(county, publish(county))

    assert counts.counts([county.body.pk], YEAR) == {(county.body.pk, "site_posts", ()): 1}
    assert not measures.rows([county.body.pk], YEAR, "key_area_posts").exists()


LATER: Mapping[str, Callable[[County, Publication], object]] = {
    "submit": lambda c, p: services.submit_publication(p, has_checked=True, by=c.person("clerk"), at=NEXT_YEAR),
    "approve": lambda c, p: services.approve_publication(
        p, is_proofread=True, by=c.person("first_reviewer"), at=NEXT_YEAR
    ),
    "send back": lambda c, p: services.send_back_publication(
        p, reason="再核", by=c.person("first_reviewer"), at=NEXT_YEAR
    ),
    "publish": lambda c, p: services.publish_publication(p, by=c.person("publisher"), at=NEXT_YEAR),
    "revise": revise,
    "correct": correct,
    "begin again": begin_again,
    "drop": lambda c, p: services.drop_correction(p, by=c.person("clerk"), at=NEXT_YEAR),
    "withdraw": lambda c, p: services.withdraw_publication(p, reason="误", by=c.person("publisher"), at=NEXT_YEAR),
    "begin another": lambda c, _p: services.draft_publication(
        body=c.body, title="又", body_html="<p>又</p>", by=c.person("clerk"), at=NEXT_YEAR
    ),
    "rename the body": lambda c, _p: PublicBody.objects.filter(pk=c.body.pk).update(name="改名县"),
}


@pytest.mark.slow
@pytest.mark.postgres
@settings(
    max_examples=fewer_examples(), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(acts=st.lists(st.tuples(st.sampled_from(sorted(LATER)), st.integers(0, 3)), max_size=12))
@example(acts=[("withdraw", 0), ("begin again", 0), ("revise", 0)])
@example(acts=[("correct", 0), ("begin again", 0), ("drop", 0), ("correct", 0)])
def test_later_acts_never_change_the_count_of_a_past_year(county: County, acts: list[tuple[str, int]]) -> None:
    published = [publish(county, column=column) for column in ("notices", "", "policies")]
    draft = services.draft_publication(
        body=county.body, title="草稿", body_html="<p>草</p>", by=county.person("clerk"), at=NOW
    )
    before = measures.counts([county.body.pk], YEAR)

    for name, at in acts:
        subject = Publication.objects.get(pk=[*published, draft][at].pk)
        try:
            LATER[name](county, subject)
        except (MoveRefused, NotPermitted):
            continue

    assert measures.counts([county.body.pk], YEAR) == before
