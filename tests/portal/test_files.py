"""Files of publications as caches on the way to the public may keep them."""

from __future__ import annotations

from django.http import HttpResponse

from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import NOW, County
from tests.apps.disclosure.test_files import attach, release


def released(county: County) -> tuple[Publication, str]:
    """A public item with an attachment, and the address of that."""
    clerk = county.person("clerk")
    item = services.draft_publication(body=county.body, title="通知", body_html="<p>甲</p>", by=clerk, at=NOW)
    file = attach(county, item)
    services.revise_publication(
        item, title="通知", body_html="<p>甲</p>", details=Details(files=(file,)), by=clerk, at=NOW
    )
    release(county, item)
    return item, county.url(f"publications/{item.pk}/files/{file}/")


def get(county: County, address: str, etag: str = "") -> HttpResponse:
    answer = county.client().get(address, headers={"If-None-Match": etag} if etag else {})
    if answer.streaming:
        answer.getvalue()
    return answer


def test_cache_asks_anew_before_it_hands_out_a_file(county: County) -> None:
    _item, address = released(county)

    first = get(county, address)
    again = get(county, address, first["ETag"])

    assert first["Cache-Control"] == again["Cache-Control"] == "public, no-cache"
    assert (first.status_code, again.status_code) == (200, 304)
    assert not again.content


def test_cache_that_holds_a_file_hears_that_it_was_withdrawn(county: County) -> None:
    item, address = released(county)
    etag = get(county, address)["ETag"]

    services.withdraw_publication(item, reason="误", by=county.person("publisher"), at=NOW)

    assert get(county, address, etag).status_code == 404
