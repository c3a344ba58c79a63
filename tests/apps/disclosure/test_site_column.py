"""What is written names a column that the website keeps; without a website, one that reports count apart."""

from __future__ import annotations

import pytest

from gongkai.apps.channels import services as channels
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.models import Publication
from gongkai.errors import InvalidInput
from tests.apps.builders import NOW, TODAY, County
from tests.apps.channels.sites import column, website


def draft(county: County, key: str) -> Publication:
    by = county.person("clerk")
    said = Details(column=key)
    return services.draft_publication(
        body=county.body, title="通知", body_html="<p>正文</p>", by=by, at=NOW, details=said
    )


def test_column_of_the_website_is_taken_and_no_other(county: County) -> None:
    column(website(county), "school", "教育公开")

    draft(county, "school")
    with pytest.raises(InvalidInput) as refused:
        draft(county, "notices")

    assert (refused.value.code, refused.value.where) == ("column-unknown", "column")


def test_closed_column_takes_nothing_new_and_keeps_what_stands_in_it(county: County) -> None:
    school = column(website(county), "school", "教育公开")
    column(school.website, "notices", "通知公告")
    kept = draft(county, "school")

    channels.close_column(school, on=TODAY, reason="调整", by=SYSTEM, at=NOW)

    with pytest.raises(InvalidInput):
        draft(county, "school")
    said = Details(column="school")
    services.revise_publication(
        kept, title="新通知", body_html="<p>新</p>", by=county.person("clerk"), at=NOW, details=said
    )


def test_without_a_website_columns_of_reports_are_taken(county: County) -> None:
    assert draft(county, "notices").pk
