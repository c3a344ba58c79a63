"""What the public reads of documents and of the rule book: only what was released, and what happened."""

from __future__ import annotations

from datetime import timedelta

from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import NOW, County
from tests.apps.disclosure.documents import issued, published
from tests.apps.disclosure.test_rule_book import TITLE, drafted

LATER = NOW + timedelta(days=1)


def seen(county: County, path: str) -> str:
    return county.client().get(county.url(path)).content.decode()


def retitled(county: County, publication: Publication | None, title: str) -> Publication:
    """With a correction of its title in work."""
    assert publication is not None
    clerk = county.person("clerk")
    services.correct_publication(publication, reason="标题有误", by=clerk, at=LATER)
    services.revise_publication(publication, title=title, body_html=publication.body_html, by=clerk, at=LATER)
    return publication


def test_rule_is_shown_under_the_title_of_its_public_text(county: County) -> None:
    version = drafted(county)
    assert version.publication is not None
    clerk = county.person("clerk")
    services.revise_publication(version.publication, title="发布审核办法", body_html="<p>文</p>", by=clerk, at=NOW)
    published(county, version.publication)

    for path in ("rule-book/", "rule-book/?format=json", f"rule-book/{version.pk}/"):
        assert "发布审核办法" in seen(county, path), path
        assert TITLE not in seen(county, path), path


def test_corrected_title_of_a_document_is_that_of_the_register(county: County) -> None:
    document = issued(county)
    publication = retitled(county, published(county, document.publication), "示范县演示管理规定")
    paths = ("documents/", "documents/feed.xml", "documents/?format=json", f"documents/{document.pk}/")
    assert all("示范县演示管理规定" not in seen(county, path) for path in paths)

    published(county, publication, at=LATER)

    for path in paths:
        assert "示范县演示管理规定" in seen(county, path), path
