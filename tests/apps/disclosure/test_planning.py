"""Planned releases, pinning and expiry."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.accounts.models import RoleGrant
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.selectors import current_list, pinned_list, public_list
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted
from tests.apps.builders import NOW, TODAY, County
from tests.apps.disclosure.documents import issued
from tests.apps.disclosure.test_versions import published
from tests.apps.refusals import refused

LATER = NOW + timedelta(hours=3)


def approved(county: County) -> Publication:
    clerk = county.person("clerk")
    item = services.draft_publication(body=county.body, title="通知", body_html="<p>甲</p>", by=clerk, at=NOW)
    services.submit_publication(item, has_checked=True, by=clerk, at=NOW)
    return county.review(item)


def planned(county: County) -> Publication:
    item = approved(county)
    services.plan_release(item, release_at=LATER, by=county.person("publisher"), at=NOW)
    return item


def state_of(item: Publication) -> str:
    return Publication.objects.get(pk=item.pk).state


def test_planned_item_is_released_when_its_hour_has_come_and_only_once(county: County) -> None:
    item = planned(county)
    assert services.release_planned(at=LATER - timedelta(minutes=1)) == []
    assert state_of(item) == "approved"

    for _run in range(2):
        assert services.release_planned(at=LATER) == []

    assert state_of(item) == "published"
    assert item.versions.filter(released_at__isnull=False).count() == 1


def test_plan_is_not_carried_out_for_a_publisher_whose_role_has_ended(county: County) -> None:
    item = planned(county)
    RoleGrant.objects.filter(user=county.person("publisher")).update(valid_to=TODAY - timedelta(days=1))

    assert services.release_planned(at=LATER) == [(item.pk, "role-needed")]

    assert state_of(item) == "approved"
    assert Publication.objects.get(pk=item.pk).planned_for is None


def test_plan_falls_with_the_item_that_is_sent_back(county: County) -> None:
    item = planned(county)

    services.send_back_publication(item, reason="有误", by=county.person("publisher"), at=NOW)

    assert (item.state, item.planned_for) == ("draft", None)
    assert services.release_planned(at=LATER) == []


def test_only_a_publisher_plans_and_only_ahead(county: County) -> None:
    item = approved(county)

    with refused(NotPermitted, "role-needed"):
        services.plan_release(item, release_at=LATER, by=county.person("clerk"), at=NOW)
    with refused(InvalidInput, "release-time"):
        services.plan_release(item, release_at=NOW, by=county.person("publisher"), at=NOW)


def test_draft_cannot_be_planned(county: County) -> None:
    clerk = county.person("clerk")
    item = services.draft_publication(body=county.body, title="通知", body_html="<p>甲</p>", by=clerk, at=NOW)

    with pytest.raises(MoveRefused):
        services.plan_release(item, release_at=LATER, by=county.person("publisher"), at=NOW)


def document_and_piece(county: County) -> tuple[Publication, Publication]:
    """Both approved, the piece before its document."""
    document = issued(county)
    found = document.publication, document.interpretations.get().publication
    for item in reversed(found):
        assert item is not None
        services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
        county.review(item)
    return found  # type: ignore[return-value]


def test_row_24_document_and_its_piece_are_planned_for_one_hour(county: County) -> None:
    document, piece = document_and_piece(county)
    publisher = county.person("publisher")

    for item in (document, piece):
        services.plan_release(item, release_at=LATER, by=publisher, at=NOW)

    assert services.release_planned(at=LATER) == []
    assert (state_of(document), state_of(piece)) == ("published", "published")


def test_piece_is_not_planned_before_its_document(county: County) -> None:
    document, piece = document_and_piece(county)
    publisher = county.person("publisher")

    with refused(MoveRefused, "document-not-public"):
        services.plan_release(piece, release_at=LATER, by=publisher, at=NOW)
    services.plan_release(document, release_at=LATER, by=publisher, at=NOW)
    with refused(MoveRefused, "document-not-public"):
        services.plan_release(piece, release_at=LATER - timedelta(hours=1), by=publisher, at=NOW)


def test_page_of_a_piece_that_waits_offers_the_plan_once_its_document_is_planned(county: County) -> None:
    document, piece = document_and_piece(county)
    page, act = county.url(f"desk/publications/{piece.pk}/"), f"publications/{piece.pk}/plan/"
    assert act not in county.client("publisher").get(page).content.decode()

    services.plan_release(document, release_at=LATER, by=county.person("publisher"), at=NOW)

    assert act in county.client("publisher").get(page).content.decode()
    assert act not in county.client("clerk").get(page).content.decode()


def test_item_is_pinned_and_expires_by_its_days(county: County) -> None:
    item, publisher = published(county), county.person("publisher")
    assert county.government
    last = TODAY + timedelta(days=5)

    services.place_publication(item, pinned_until=TODAY, expires_on=last, by=publisher, at=NOW)

    def lists(day: date) -> tuple[int, int, int]:
        held = pinned_list(county.government, day), current_list(county.government, day)
        return held[0].count(), held[1].count(), public_list(county.government).count()

    assert lists(TODAY) == (1, 1, 1)
    assert lists(last) == (0, 1, 1)
    assert lists(last + timedelta(days=1)) == (0, 0, 1)


def test_days_that_have_passed_are_refused(county: County) -> None:
    item = published(county)
    yesterday = TODAY - timedelta(days=1)

    with refused(InvalidInput, "day-passed"):
        services.place_publication(item, pinned_until=yesterday, expires_on=None, by=county.person("publisher"), at=NOW)


def test_days_are_counted_anew_after_a_change_of_the_calendar(county: County) -> None:
    clerk = county.person("clerk")
    item = services.draft_publication(body=county.body, title="通知", body_html="<p>甲</p>", by=clerk, at=NOW)
    Publication.objects.filter(pk=item.pk).update(due_on=TODAY)

    assert (services.settle_clocks(at=NOW), services.settle_clocks(at=NOW)) == (1, 0)

    assert Publication.objects.get(pk=item.pk).due_on == item.due_on
