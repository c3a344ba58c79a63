"""Two texts side by side: what changed in the words, and in all else that is said of them."""

from __future__ import annotations

from datetime import date

from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.comparison import changed_details
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import NOW, County
from tests.apps.disclosure.test_file_marks import attach


def changed(county: County) -> Publication:
    """A draft whose metadata, and nothing else, was changed; then a file was added."""
    clerk, said = county.person("clerk"), Details(document_number="示政办发〔2026〕12号", formed_on=date(2026, 1, 5))
    item = services.draft_publication(
        body=county.body, title="通知", body_html="<p>甲</p>", by=clerk, at=NOW, details=said
    )
    now = Details(document_number="示政办发〔2026〕13号", formed_on=date(2026, 1, 5), keywords="养老")
    services.revise_publication(item, title="通知", body_html="<p>甲</p>", details=now, by=clerk, at=NOW)
    attach(county, item, is_hiding=False)
    return item


def told(item: Publication, later: int) -> dict[str, tuple[str, str]]:
    before, after = item.versions.get(number=later - 1), item.versions.get(number=later)
    return {one.label.zh: (str(one.before), str(one.after)) for one in changed_details(before, after)}


def test_changed_metadata_and_files_are_told_and_nothing_else(county: County) -> None:
    item = changed(county)

    assert told(item, 2) == {
        "发文字号": ("示政办发〔2026〕12号", "示政办发〔2026〕13号"),
        "关键词": ("", "养老"),
    }
    assert told(item, 3) == {"附件": ("", "名单")}


def test_page_of_versions_shows_them(county: County) -> None:
    item = changed(county)
    address = county.url(f"desk/publications/{item.pk}/versions/?version=2")

    page = county.client("clerk").get(address).content.decode()

    assert "<del>示政办发〔2026〕12号</del>" in page
    assert "<ins>示政办发〔2026〕13号</ins>" in page
    assert "未填写" in page
