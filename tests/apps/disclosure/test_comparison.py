"""Two texts side by side: what changed in the words, and in all else that is said of them."""

from __future__ import annotations

import io
from datetime import date

import pytest

from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.comparison import changed_details, changed_targets
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.models import Publication
from tests.apps.builders import NOW, County
from tests.apps.core.test_unseen import workbook
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
    assert told(item, 3) == {"附件": ("", "名单（名单.xlsx）")}


def test_page_of_versions_shows_them(county: County) -> None:
    item = changed(county)
    address = county.url(f"desk/publications/{item.pk}/versions/?version=2")

    page = county.client("clerk").get(address).content.decode()

    assert "<del>示政办发〔2026〕12号</del>" in page
    assert "<ins>示政办发〔2026〕13号</ins>" in page
    assert "未填写" in page


def test_link_that_leads_elsewhere_is_told_by_its_words(county: County) -> None:
    item = linked(county, "https://www.example.cn/a", "https://www.example.cn/b")

    (link,) = changed_targets(item.versions.get(number=1), item.versions.get(number=2))

    told = (link.label.zh, link.before, link.after)
    assert told == ("申报入口", "https://www.example.cn/a", "https://www.example.cn/b")


def linked(county: County, *addresses: str) -> Publication:
    """A draft with a version for each address its one link led to."""
    clerk, bodies = county.person("clerk"), [f'<p><a href="{one}">申报入口</a></p>' for one in addresses]
    item = services.draft_publication(body=county.body, title="通知", body_html=bodies[0], by=clerk, at=NOW)
    for body_html in bodies[1:]:
        services.revise_publication(item, title="通知", body_html=body_html, by=clerk, at=NOW)
    return item


def test_file_that_takes_the_place_of_one_of_that_title_is_told(county: County) -> None:
    item, clerk = linked(county, "https://www.example.cn/a"), county.person("clerk")
    first = attach(county, item, is_hiding=False)
    file = io.BytesIO(workbook(is_hiding=True))
    services.remove_file(item, file_id=first.pk, by=clerk, at=NOW)
    services.attach_file(item, file=file, name="名单2.xlsx", title="名单", by=clerk, at=NOW)

    (files,) = changed_details(item.versions.get(number=2), item.versions.get(number=4))

    assert (files.before, files.after) == ("名单（名单.xlsx）", "名单（名单2.xlsx）")


def released_and_corrected(county: County) -> Publication:
    """Public in version 1, and corrected in two steps."""
    item, clerk = linked(county, "https://www.example.cn/a"), county.person("clerk")
    services.submit_publication(item, has_checked=True, by=clerk, at=NOW)
    services.publish_publication(county.review(item), by=county.person("publisher"), at=NOW)
    services.correct_publication(item, reason="文字有误", by=clerk, at=NOW)
    for words in ("第一次改", "第二次改"):
        services.revise_publication(item, title="通知", body_html=f"<p>{words}</p>", by=clerk, at=NOW)
    return item


@pytest.mark.parametrize(
    ("asked", "shown"), [("", "<del>申报入口</del>"), ("?before=3", "第<del>一</del><ins>二</ins>次改")]
)
def test_proposed_text_is_held_against_the_public_one_unless_another_is_named(
    county: County, asked: str, shown: str
) -> None:
    item = released_and_corrected(county)

    page = county.client("clerk").get(county.url(f"desk/publications/{item.pk}/versions/{asked}")).content.decode()

    assert shown in page
