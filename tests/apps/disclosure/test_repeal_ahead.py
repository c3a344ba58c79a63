"""A repeal that was recorded ahead: until its day the document is issued and in force, wherever it is looked at."""

from __future__ import annotations

from datetime import date, timedelta

from gongkai.apps.disclosure.document_register import desk_documents, public_documents
from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.disclosure.services import document_events as events
from gongkai.apps.disclosure.services.document_events import By
from tests.apps.builders import NOW, TODAY, County
from tests.apps.disclosure.documents import issued, published

FAR = date(2199, 1, 1)


def repealed_from(county: County, day: date) -> NormativeDocument:
    document = issued(county)
    published(county, document.publication)
    events.repeal_document(
        document, on=day, changed_by=By(words="示政规〔2026〕9号"), by=county.person("office_head"), at=NOW
    )
    return document


def test_row_61_document_is_issued_and_in_force_until_the_day_of_its_repeal(county: County) -> None:
    day = TODAY + timedelta(days=10)
    document, clerk = repealed_from(county, day), county.person("clerk")

    said = []
    for on in (day - timedelta(days=1), day):
        desk, public = desk_documents(clerk, on).get(), public_documents(county.government, on).get()
        assert (desk.standing, desk.validity) == (document.state_on(on), document.validity_on(on))
        assert (public.standing, public.validity) == (desk.standing, desk.validity)
        said.append((desk.standing, desk.validity))

    assert said == [("issued", "in_force"), ("repealed", "repealed")]


def test_row_61_page_list_and_filter_of_the_desk_say_so(county: County) -> None:
    document = repealed_from(county, FAR)
    client = county.client("clerk")

    page = client.get(county.url(f"desk/documents/{document.pk}/")).content.decode()
    shown = client.get(county.url("desk/documents/?state=issued")).content.decode()
    hidden = client.get(county.url("desk/documents/?state=repealed")).content.decode()

    assert "已制发" in page
    assert "有效" in page
    assert "已废止" not in page
    assert document.title in shown
    assert f'documents/{document.pk}/"' not in hidden


def test_row_61_what_is_still_in_force_may_be_interpreted(county: County) -> None:
    document = repealed_from(county, FAR)

    page = county.client("clerk").get(county.url(f"desk/documents/{document.pk}/")).content.decode()

    assert f"documents/{document.pk}/interpret/" in page
