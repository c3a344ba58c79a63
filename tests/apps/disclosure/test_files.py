"""Texts from Word, pasted HTML, attachments and pictures, and who gets them."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import given
from hypothesis import strategies as st

from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.cleaning import clean, files_in
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.screening import open_marks
from gongkai.apps.disclosure.texts import details_of, working_text
from gongkai.apps.disclosure.word import read_word
from gongkai.errors import InvalidInput, MoveRefused
from tests.apps.builders import NOW, County
from tests.apps.disclosure.word_files import GIF, notice
from tests.apps.refusals import refused
from tests.apps.scans import scan_file


def _item(level: int, label: str, words: str) -> str:
    style = f"class=MsoListParagraph style='mso-list:l0 level{level} lfo1'"
    return f"<p {style}><!--[if !supportLists]--><span>{label}<span>&nbsp;</span></span><!--[endif]-->{words}</p>"


PASTED = "\n".join(
    [
        "<!--StartFragment--><p class=MsoNormal style='text-align:center'><b><span lang=EN-US>关于<span>2026</span>年"
        "</span></b><b><span>的通知<o:p></o:p></span></b></p>",
        "<p class=MsoNormal><span><o:p>&nbsp;</o:p></span></p>",
        _item(1, "1.", "甲"),
        _item(2, "·", "子"),
        _item(1, "2.", "乙"),
        "<table class=MsoTableGrid border=1><tr><td width=9 rowspan=2><p class=MsoNormal>事项</p></td></tr></table>",
        '<script>alert(1)</script><img src="file:///C:/x.png">',
    ]
)


def from_word(county: County, data: bytes | None = None) -> Publication:
    item, _left_out = services.draft_from_word(
        body=county.body, file=io.BytesIO(data or notice()), name="通知.docx", by=county.person("clerk"), at=NOW
    )
    return item


def attach(county: County, item: Publication) -> int:
    file, clerk = scan_file(), county.person("clerk")
    return services.attach_file(item, file=file, name="附件.png", title="附件1", by=clerk, at=NOW).pk


def release(county: County, item: Publication) -> None:
    county.let_marks_stand(item)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    services.publish_publication(county.review(item), by=county.person("publisher"), at=NOW)


def status(county: County, address: str) -> int:
    answer = county.client().get(address)
    if answer.streaming:
        answer.getvalue()  # a file that is served is read to its end, and so closed
    return answer.status_code


def test_what_word_pastes_is_as_if_it_had_been_typed() -> None:
    cleaned = " ".join(clean(PASTED).split())

    assert cleaned == (
        "<p><strong>关于2026年的通知</strong></p> <ol><li>甲<ul><li>子</li></ul></li><li>乙</li></ol>"
        '<table><tbody><tr><td rowspan="2">事项</td></tr></tbody></table>'
    )


PIECES = (
    *("<p>", "</p>", "<b>", "</b>", "<span style='font-weight:bold'>", "</span>", "<div>", "</div>", "&nbsp;", "<td>"),
    *("<table><tr>", "</tr></table>", "甲", " ", "<o:p>", "<h1>", "</h1>", "<br>", "<ul><li>", "</ul>"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_cleaning_twice_changes_nothing(parts: list[str]) -> None:
    once = clean("".join(parts))

    assert clean(once) == once


def test_word_file_keeps_its_shape_and_loses_what_was_deleted() -> None:
    told = read_word(notice())

    assert told.title == "关于开展演示工作的通知"
    assert "<h2>一、总体要求</h2>" in told.body_html
    assert "<li>第一项任务</li><li>第二项任务</li>" in told.body_html
    assert "<td>三月底前</td>" in told.body_html
    assert "已删去的话" not in told.body_html
    assert [picture.media_type for picture in told.pictures] == ["image/png"]


@pytest.mark.parametrize("by_style", [False, True])
def test_hidden_text_of_a_word_file_is_left_out(*, by_style: bool) -> None:
    written = Document()
    hidden = written.styles.add_style("Unseen", WD_STYLE_TYPE.CHARACTER)
    hidden.font.hidden = True
    line = written.add_paragraph("公开的话")
    run = line.add_run("看不见的底稿", hidden if by_style else None)
    run.font.hidden = None if by_style else True
    line.add_run("，照办。")
    held = io.BytesIO()
    written.save(held)

    assert read_word(held.getvalue()).body_html == "<p>公开的话，照办。</p>"


@pytest.mark.slow
def test_pictures_that_browsers_do_not_show_are_counted_and_told(county: County) -> None:
    address = county.url("desk/publications/from-word/")
    file = SimpleUploadedFile("通知.docx", notice(image=GIF))

    page = county.client("clerk").post(address, {"body": county.body.pk, "file": file}, follow=True)

    assert "有1幅图片没有取用" in page.content.decode()
    assert files_in(working_text(Publication.objects.get()).body_html) == []


def test_picture_of_a_word_file_has_to_be_described_before_anybody_signs(county: County) -> None:
    item, clerk = from_word(county), county.person("clerk")
    (file,) = files_in(working_text(item).body_html)
    assert [one.mark.kind for one in open_marks(item, working_text(item))] == ["image_without_words"]

    services.describe_picture(item, file_id=file, words="流程图：<受理>", by=clerk, at=NOW)

    assert open_marks(item, working_text(item)) == []
    assert 'alt="流程图：&lt;受理&gt;"' in working_text(item).body_html


def test_word_file_with_a_secrecy_mark_leaves_nothing(county: County) -> None:
    with refused(InvalidInput, "file-marked-secret"):
        from_word(county, notice("机密★1年"))

    assert not Publication.objects.exists()


def test_other_files_are_no_texts(county: County) -> None:
    with pytest.raises(InvalidInput):
        services.draft_from_word(body=county.body, file=scan_file(), name="扫描.png", by=county.person("clerk"), at=NOW)


def test_attachment_reaches_the_public_with_its_text_and_not_before(county: County) -> None:
    item = services.draft_publication(
        body=county.body, title="通知", body_html="<p>甲</p>", by=county.person("clerk"), at=NOW
    )
    file = attach(county, item)
    address = county.url(f"publications/{item.pk}/files/{file}/")
    assert status(county, address) == 404

    release(county, item)

    assert status(county, address) == 200


def test_attachment_left_out_by_a_correction_stays_until_that_is_released(county: County) -> None:
    clerk = county.person("clerk")
    item = services.draft_publication(body=county.body, title="通知", body_html="<p>甲</p>", by=clerk, at=NOW)
    file = attach(county, item)
    release(county, item)
    services.correct_publication(item, reason="附件有误", by=clerk, at=NOW)
    services.remove_file(item, file_id=file, by=clerk, at=NOW)
    address = county.url(f"publications/{item.pk}/files/{file}/")
    assert status(county, address) == 200

    release(county, item)

    assert status(county, address) == 404
    assert [len(details_of(version).files) for version in item.versions.all()] == [0, 1, 1, 0]


def test_nothing_is_attached_to_what_has_been_submitted(county: County) -> None:
    clerk = county.person("clerk")
    item = services.draft_publication(body=county.body, title="通知", body_html="<p>甲</p>", by=clerk, at=NOW)
    services.submit_publication(item, has_checked=True, by=clerk, at=NOW)

    with refused(MoveRefused, "not-a-draft"):
        attach(county, item)


@pytest.mark.slow
def test_page_and_its_data_show_pictures_at_an_address_that_answers(county: County) -> None:
    item, clerk = from_word(county), county.person("clerk")
    (file,) = files_in(working_text(item).body_html)
    services.describe_picture(item, file_id=file, words="流程图", by=clerk, at=NOW)
    release(county, item)

    page = county.client().get(county.url(f"publications/{item.pk}/?format=json"))

    address = county.url(f"publications/{item.pk}/files/{file}/")
    assert f'src="{address}"' in page.json()["items"][0]["body_html"]
    assert status(county, address) == 200
