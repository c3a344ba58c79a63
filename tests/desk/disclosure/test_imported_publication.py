"""An imported publication on the desk: it says where it comes from and what its old record states."""

from __future__ import annotations

import io

from gongkai.apps.core import imports
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import NOW, County


def test_imported_publication_tells_its_origin_and_stated_reviews(county: County) -> None:
    data = f"发布单位,标题,发布日期,一审\n{county.body.name},旧通知,2021-03-05,张某已审\n".encode()
    body_id = county.body.pk
    run = imports.check_file(
        io.BytesIO(data), name="a.csv", template="publications", body_id=body_id, by=SYSTEM, at=NOW
    )
    imports.run_import(run, at=NOW)
    desk = county.client("clerk")
    desk.cookies["gk_language"] = "en"

    page = desk.get(county.url(f"desk/publications/{Publication.objects.get().pk}/")).content.decode()

    assert "Imported from older records" in page
    assert "The older record states: 张某已审" in page
