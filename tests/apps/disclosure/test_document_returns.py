"""Why a document went back is kept, and shown where it is looked at."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from gongkai.apps.disclosure.models import DocumentReturn
from gongkai.apps.disclosure.services import documents
from gongkai.errors import InvalidInput
from tests.apps.builders import NOW, County
from tests.apps.disclosure.documents import begun, issued
from tests.apps.refusals import refused


def test_reason_of_a_return_stands_on_page_and_timeline(county: County) -> None:
    document = issued(county)
    documents.return_document(document, reason="第三条有错字。", by=county.person("leader"), at=NOW)

    page = county.client("clerk").get(county.url(f"desk/documents/{document.pk}/")).content.decode()

    assert "退回原因" in page
    assert page.count("第三条有错字。") == 2


def test_reason_of_dropping_a_document_is_kept_with_whoever_gave_it(county: County) -> None:
    document = begun(county)

    documents.drop_document(document, reason="上级已有规定。", by=county.person("clerk"), at=NOW)

    kept = document.returns.get()
    assert (kept.move, kept.reason, kept.by, kept.version) == ("drop", "上级已有规定。", county.person("clerk"), 1)


def test_kept_reason_is_not_changed(county: County) -> None:
    documents.drop_document(begun(county), reason="上级已有规定。", by=county.person("clerk"), at=NOW)

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        DocumentReturn.objects.update(reason="另一个")


@pytest.mark.django_db(transaction=True)
def test_reason_with_a_secrecy_mark_is_refused_and_nothing_moves(county: County) -> None:
    document = issued(county)

    with refused(InvalidInput, "text-marked-secret"):
        documents.return_document(document, reason="机密★1年", by=county.person("leader"), at=NOW)

    document.refresh_from_db()
    assert document.state == "issued"
