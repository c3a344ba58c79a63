"""What a clerk says of an item on the desk, followed to the portal, the overview and the figures."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from gongkai.apps.core import measures
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import County

REPOST = {"kind": "repost", "original_source": "省政府网站", "original_address": "https://example.cn/1"}


def released(county: County, **said: object) -> Publication:
    """Typed on the desk with these details, reviewed, released today."""
    form = {"body": county.body.pk, "title": "关于演示的通知", "text": "正文", **said}
    county.client("clerk").post(county.url("desk/publications/new/"), form)
    item = Publication.objects.latest("pk")
    now = timezone.now()
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=now)
    county.review(item, at=now)
    county.client("publisher").post(county.url(f"desk/publications/{item.pk}/publish/"))
    item.refresh_from_db()
    return item


def seen(county: County, path: str, role: str | None = None) -> str:
    return county.client(role).get(county.url(path)).content.decode()


def counted(county: County, *names: str) -> list[int | None]:
    found = measures.totals([county.body.pk], Period.of_year(timezone.localdate().year), names)
    return [found.get(name) for name in names]


def test_row_05_key_area_of_the_desk_stands_on_the_portal_and_in_the_figures(county: County) -> None:
    item = released(county, key_areas=["budget", "education"])

    page, overview = seen(county, f"publications/{item.pk}/"), seen(county, "desk/publications/areas/", "clerk")

    assert "财政预决算" in page
    assert "area=,budget," in overview
    assert "没有信息的领域" in overview
    assert counted(county, "key_area_posts", "budget_posts") == [1, 1]


def test_row_06_item_formed_long_ago_is_late_on_the_desk_and_in_the_figures(county: County) -> None:
    long_ago = timezone.localdate() - timedelta(days=90)
    county.client("clerk").post(
        county.url("desk/publications/new/"),
        {"body": county.body.pk, "title": "积压的通知", "text": "正文", "formed_on": long_ago.isoformat()},
    )
    assert "积压的通知" in seen(county, "desk/publications/clock/", "clerk")

    item = released(county, formed_on=long_ago.isoformat())

    assert "关于演示的通知" in seen(county, f"publications/{item.pk}/")
    assert "关于演示的通知" not in seen(county, "desk/publications/clock/", "clerk")
    assert counted(county, "posts_late") == [1]


def test_row_07_repost_names_its_source_to_the_public_and_is_counted_apart(county: County) -> None:
    item = released(county, **REPOST)
    released(county)

    page = seen(county, f"publications/{item.pk}/")

    assert "省政府网站" in page
    assert '<meta name="ContentSource" content="省政府网站">' in page
    assert counted(county, "site_posts", "reposts") == [2, 1]


def test_row_07_repost_without_its_source_is_refused_at_the_field(county: County) -> None:
    form = {"body": county.body.pk, "title": "转载", "text": "正文", "kind": "repost"}

    page = county.client("clerk").post(county.url("desk/publications/new/"), form).content.decode()

    assert 'href="#id_original_source"' in page
    assert not Publication.objects.exists()
