"""What the public sees of publications."""

from __future__ import annotations

from gongkai.apps.core.measures import Period, total
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import NOW, County


def drafted(county: County) -> Publication:
    return services.draft_publication(
        body=county.body, title="关于演示的通知", body_html="<p>正文</p>", by=county.person("clerk"), at=NOW
    )


def test_publication_is_hidden_until_it_is_published(county: County) -> None:
    publication = drafted(county)

    assert county.client().get(county.url(f"publications/{publication.pk}/")).status_code == 404


def test_published_notice_is_seen_and_counted(county: County) -> None:
    publication = drafted(county)
    services.submit_publication(publication, has_checked=True, by=county.person("clerk"), at=NOW)
    county.review(publication)
    services.publish_publication(publication, by=county.person("publisher"), at=NOW)

    page = county.client().get(county.url(f"publications/{publication.pk}/"))

    assert "关于演示的通知" in page.content.decode()
    assert total([county.body.pk], Period.of_year(2026), "site_posts") == 1
