"""What the public reads of documents and of the rule book: only what was released, and what happened."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.services import document_events as events
from gongkai.apps.disclosure.services import documents
from gongkai.apps.disclosure.services.document_events import By
from tests.apps.builders import NOW, TODAY, County
from tests.apps.disclosure.documents import begun, issued, planned, published, reviewed
from tests.apps.disclosure.test_files import attach
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
    head, leader = county.person("office_head"), county.person("leader")
    documents.return_document(document, reason="更正标题。", by=leader, at=LATER)
    documents.approve_document(reviewed(county, document), by=leader, at=LATER)
    paths = ("documents/", "documents/feed.xml", "documents/?format=json", f"documents/{document.pk}/")
    assert all("示范县演示管理规定" not in seen(county, path) for path in paths)

    documents.issue_document(document, issue=documents.issue_of(document), by=head, at=LATER)
    published(county, publication, at=LATER)

    for path in paths:
        assert "示范县演示管理规定" in seen(county, path), path


def test_repealing_document_is_named_only_once_the_public_sees_it(county: County) -> None:
    old, new = issued(county), issued(county, number="示政规〔2026〕2号", title="示范县新办法")
    published(county, old.publication)
    head = county.person("office_head")
    events.repeal_document(old, on=TODAY, changed_by=By(new, "示范县新办法"), by=head, at=NOW)

    before = seen(county, f"documents/{old.pk}/")
    item = published(county, new.publication)
    between = seen(county, f"documents/{old.pk}/")
    services.withdraw_publication(item, reason="重新校核", by=county.person("publisher"), at=NOW)
    after = seen(county, f"documents/{old.pk}/")

    assert county.url(f"documents/{new.pk}/") in between
    for page in (before, after):
        assert "废止" in page
        assert "2026-03-04" in page
        assert "新办法" not in page
        assert "〔2026〕2号" not in page


def test_repeal_recorded_ahead_is_marked_from_its_day_on(county: County) -> None:
    old, new = issued(county), issued(county, number="示政规〔2026〕2号", title="示范县新办法")
    for one in (old, new):
        published(county, one.publication)
    ahead, head = timezone.localdate() + timedelta(days=30), county.person("office_head")
    events.repeal_document(old, on=ahead, changed_by=By(new), by=head, at=timezone.now())

    row = county.client().get(county.url(f"documents/{old.pk}/?format=json")).json()["items"][0]
    page, of_new = seen(county, f"documents/{old.pk}/"), seen(county, f"documents/{new.pk}/")

    assert (row["validity"], row["repealed_on"]) == ("in_force", "")
    assert "废止" not in page
    assert old.title not in of_new


def with_picture(county: County, publication: Publication | None) -> str:
    """With a file that is attached and stands in the text as a picture; its address."""
    assert publication is not None
    clerk = county.person("clerk")
    text, file = publication.body_html, attach(county, publication)
    body_html = f'{text}<p><img src="gk-file:{file}" alt="流程图"></p>'
    services.revise_publication(publication, title=publication.title, body_html=body_html, by=clerk, at=NOW)
    county.let_marks_stand(publication)
    return county.url(f"publications/{publication.pk}/files/{file}/")


def shows(county: County, path: str, address: str) -> tuple[bool, bool, bool]:
    """Whether the page draws the picture and lists the file, and the same text as data draws the picture."""
    page = seen(county, path)
    data = county.client().get(county.url(f"{path}?format=json")).json()["items"][0]["body_html"]
    return f'src="{address}"' in page, f'href="{address}"' in page, f'src="{address}"' in data


def test_row_08_flow_chart_and_its_file_are_shown_in_the_rule_book(county: County) -> None:
    version = drafted(county)
    address = with_picture(county, version.publication)

    published(county, version.publication)

    assert shows(county, f"rule-book/{version.pk}/", address) == (True, True, True)


def test_pictures_and_files_of_a_document_and_its_piece_are_shown(county: County) -> None:
    document = begun(county)
    piece = planned(county, document)
    addresses = [with_picture(county, one.publication) for one in (document, piece)]
    documents.approve_document(reviewed(county, document), by=county.person("leader"), at=NOW)
    given = documents.Issue("示政规〔2026〕1号", TODAY, TODAY)
    documents.issue_document(document, issue=given, by=county.person("office_head"), at=NOW)
    for one in (document, piece):
        published(county, one.publication)

    assert shows(county, f"documents/{document.pk}/", addresses[0]) == (True, True, True)
    assert shows(county, f"interpretations/{piece.pk}/", addresses[1]) == (True, True, True)


def test_page_tag_of_the_picture_is_an_address_that_answers(county: County) -> None:
    publication = drafted(county).publication
    address = with_picture(county, publication)

    item = published(county, publication)

    assert f'<meta name="Image" content="http://localhost{address}">' in seen(county, f"publications/{item.pk}/")
