"""What the public finds where something was corrected or withdrawn."""

from __future__ import annotations

from gongkai.apps.disclosure import services
from tests.apps.builders import NOW, County
from tests.apps.disclosure.test_versions import correct, published


def test_address_of_what_was_withdrawn_says_so_and_why(county: County) -> None:
    item = published(county)
    services.withdraw_publication(item, reason="内容有误", by=county.person("publisher"), at=NOW)

    answer = county.client().get(county.url(f"publications/{item.pk}/"))

    assert answer.status_code == 410
    assert "内容有误" in answer.content.decode()
    assert "<p>甲</p>" not in answer.content.decode()


def test_corrected_text_says_when_it_was_corrected(county: County) -> None:
    item = published(county)
    correct(county, item)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    services.publish_publication(county.review(item), by=county.person("publisher"), at=NOW)

    page = county.client().get(county.url(f"publications/{item.pk}/")).content.decode()

    assert "更正日期" in page
    assert "乙" in page


def test_address_says_nothing_under_another_government(county: County) -> None:
    item = published(county)
    services.withdraw_publication(item, reason="内容有误", by=county.person("publisher"), at=NOW)
    other = County(slug="linxian", name="邻县")
    assert other.government

    assert county.client().get(other.url(f"publications/{item.pk}/")).status_code == 404
