"""What files hold unseen, words of the county and dead links: marks like the others, decided before anybody signs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from hashlib import sha256

import pytest
import xlsxwriter

from gongkai.apps.channels.models import CheckedLink
from gongkai.apps.channels.services.words import add_word
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.file_marks import unseen_labels
from gongkai.apps.disclosure.models import Publication, PublicationFile
from gongkai.apps.disclosure.screening import open_marks
from gongkai.apps.disclosure.texts import working_text
from gongkai.errors import MoveRefused
from tests.apps.builders import NOW, County
from tests.apps.core.test_unseen import workbook
from tests.apps.refusals import refused
from tests.apps.scans import scan_file

CITIZEN = "11010519491231002X"
OLD = "https://www.example.cn/old?a=1&b=2"


def draft(county: County, body_html: str = "<p>情况见附件。</p>") -> Publication:
    clerk = county.person("clerk")
    return services.draft_publication(body=county.body, title="通知", body_html=body_html, by=clerk, at=NOW)


def attach(county: County, item: Publication, *, is_hiding: bool = True) -> PublicationFile:
    file, clerk = io.BytesIO(workbook(is_hiding=is_hiding)), county.person("clerk")
    return services.attach_file(item, file=file, name="名单.xlsx", title="名单", by=clerk, at=NOW)


def submit(county: County, item: Publication) -> None:
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)


def kinds(item: Publication) -> set[str]:
    return {one.mark.kind for one in open_marks(item, working_text(item))}


def die(address: str) -> None:
    digest = sha256(address.encode()).hexdigest()
    CheckedLink.objects.create(digest=digest, address=address, asked_at=NOW, fault="gone", failures=2)


def test_hidden_parts_of_an_attachment_bar_the_way_until_it_is_replaced(county: County) -> None:
    item = draft(county)
    file = attach(county, item)

    assert kinds(item) == {"hidden_sheet", "hidden_rows", "hidden_columns", "comments"}
    with refused(MoveRefused, "marks-open"):
        submit(county, item)

    services.remove_file(item, file_id=file.pk, by=county.person("clerk"), at=NOW)
    attach(county, item, is_hiding=False)
    assert kinds(item) == set()
    submit(county, item)


def test_hidden_part_stands_for_a_reason_in_this_file_alone(county: County) -> None:
    item, clerk = draft(county), county.person("clerk")
    attach(county, item)
    for one in open_marks(item, working_text(item)):
        services.let_mark_stand(item, key=one.mark.key, reason="公式所需", by=clerk, at=NOW)

    assert kinds(item) == set()
    attach(county, item)
    assert "hidden_sheet" in kinds(item)


def list_of_recipients() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("救助名单")
        for row, line in enumerate((("姓名", "身份证号", "手机"), ("张某", CITIZEN, 13800138000))):
            sheet.write_row(row, 0, line)
    return held.getvalue()


def zipped(data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("list.xlsx", data)
    return held.getvalue()


@pytest.mark.parametrize(("pack", "ending"), [(bytes, "xlsx"), (zipped, "zip")])
def test_personal_data_in_plain_view_of_an_attachment_bar_the_way(
    county: County, pack: Callable[[bytes], bytes], ending: str
) -> None:
    item, clerk = draft(county), county.person("clerk")
    data = pack(list_of_recipients())
    file = services.attach_file(item, file=io.BytesIO(data), name=f"名单.{ending}", title="名单", by=clerk, at=NOW)

    assert kinds(item) >= {"citizen_number", "mobile_phone"}
    assert CITIZEN not in str(file.unseen)
    assert not any(one.mark.is_maskable for one in open_marks(item, working_text(item)))
    with refused(MoveRefused, "marks-open"):
        submit(county, item)

    county.let_marks_stand(item)
    submit(county, item)


def test_attachment_nobody_can_read_has_to_be_looked_at(county: County) -> None:
    item, clerk = draft(county), county.person("clerk")

    services.attach_file(item, file=scan_file(), name="扫描.png", title="扫描件", by=clerk, at=NOW)

    assert kinds(item) == {"unchecked_file"}


def test_title_and_name_of_a_file_are_screened(county: County) -> None:
    item, clerk = draft(county), county.person("clerk")
    for name, title in ((f"{CITIZEN}.xlsx", "名单"), ("名单.xlsx", "联系13800138000")):
        data = io.BytesIO(workbook(is_hiding=False))
        services.attach_file(item, file=data, name=name, title=title, by=clerk, at=NOW)

    found = open_marks(item, working_text(item))

    assert {one.mark.kind for one in found} == {"citizen_number", "mobile_phone"}
    assert not any(CITIZEN in one.mark.excerpt for one in found)


def test_name_in_the_properties_is_told_and_not_asked_about(county: County) -> None:
    file = attach(county, draft(county))

    assert "文件属性中的姓名" in [label.zh for label in unseen_labels(file)]


def test_file_from_before_is_looked_into_now(county: County) -> None:
    item = draft(county)
    attach(county, item)
    PublicationFile.objects.update(unseen=None)

    assert "hidden_sheet" in kinds(item)


def test_what_is_hidden_is_told_on_the_desk(county: County) -> None:
    item = draft(county)
    attach(county, item)
    address = county.url(f"desk/publications/{item.pk}/")

    page = county.client("clerk").get(address).content.decode()
    files = county.client("clerk").get(f"{address}files/").content.decode()

    assert "隐藏的工作表" in page
    assert "名单（底稿）" in page
    assert "文件属性中的姓名" in files


def test_words_of_the_county_are_looked_for(county: County) -> None:
    item = draft(county, "<p>由示范局办理。</p>")
    assert kinds(item) == set()

    add_word(county.body, word="示范局", says="写全称", by=SYSTEM, at=NOW)

    assert kinds(item) == {"own_word"}


def test_dead_link_is_a_mark_of_a_draft_and_told_of_a_public_text(county: County) -> None:
    item = draft(county, f'<p><a href="{OLD.replace("&", "&amp;")}">旧网站</a></p>')
    submit(county, item)
    services.publish_publication(county.review(item), by=county.person("publisher"), at=NOW)
    address = county.url(f"desk/publications/{item.pk}/")
    assert "链接打不开" not in county.client("publisher").get(address).content.decode()

    die(OLD)

    assert "链接打不开" in county.client("publisher").get(address).content.decode()
    services.correct_publication(item, reason="更换网址", by=county.person("clerk"), at=NOW)
    assert kinds(item) == {"link_dead"}
