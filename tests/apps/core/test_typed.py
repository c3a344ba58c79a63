"""Typed text and rows of imports with a mark of state secrecy: refused, nothing kept, the officer told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings

from gongkai.apps.core import imports
from gongkai.apps.core.actors import Actor
from gongkai.apps.core.models import Attachment, AuditEntry, ImportRun
from gongkai.apps.core.typed import refuse_marked
from gongkai.errors import InvalidInput
from tests.apps.builders import NOW, County

BY = Actor("staff", 7)
PROSE = "<p>涉及国家秘密、商业秘密的，不予公开。</p><p>保密审查：不涉密。</p>"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("机密★1年", ""),
        ("（机密）关于演示的通知", ""),
        ("关于演示的通知", "<p>秘密★长期</p><p>正文</p>"),
        ("关于演示的通知", f"{PROSE * 20}<table><tr><td>绝密★</td></tr></table>"),
        ("关于演示的通知", "<p>机密</p><p>正文</p>"),
        ("秘 密", ""),
    ],
)
def test_marked_text_is_refused_and_leaves_an_entry_without_content(title: str, body: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        refuse_marked(lines=[title], body_html=body, by=BY, at=NOW, body_id=3)

    assert caught.value.code == "text-marked-secret"
    assert "演示" not in str(caught.value)
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor_id, entry.body_id, set(entry.facts)) == ("core.refuse_marked_text", 7, 3, {"level"})


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["关于国家秘密定密管理的通知", "《保密法》宣传", "机密级以上会议室管理办法解读"])
def test_words_about_secrecy_are_no_mark(title: str) -> None:
    refuse_marked(lines=[title, ""], body_html=PROSE, by=BY, at=NOW)

    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("cells", ["秘密,2021-03-05,正文", "关于演示的通知,2021-03-05,机密★3年", "机密★,错误的日期,"])
def test_import_with_a_marked_row_is_refused_and_nothing_of_it_is_kept(county: County, cells: str) -> None:
    lines = [
        "发布单位,标题,发布日期,正文",
        *[f"{county.body.name},通知,2021-03-05,正文"] * 20,
        f"{county.body.name},{cells}",
    ]
    before = {path for path in Path(settings.CONFIG.data_dir).rglob("*") if path.is_file()}

    with pytest.raises(InvalidInput) as caught:
        imports.check_file(
            io.BytesIO("\n".join(lines).encode()),
            name="信息.csv",
            template="publications",
            body_id=county.body.pk,
            by=BY,
            at=NOW,
        )

    assert caught.value.code in ("text-marked-secret", "file-marked-secret")
    assert not ImportRun.objects.exists()
    assert not Attachment.objects.exists()
    assert {path for path in Path(settings.CONFIG.data_dir).rglob("*") if path.is_file()} == before
    assert AuditEntry.objects.filter(act__startswith="core.refuse_marked_", body_id=county.body.pk).count() == 1


def test_refused_row_is_named_by_its_number(county: County) -> None:
    data = f"发布单位,标题,发布日期\n{county.body.name},通知,2021-03-05\n{county.body.name},秘密,2021-03-05\n"

    with pytest.raises(InvalidInput) as caught:
        imports.check_file(
            io.BytesIO(data.encode()), name="a.csv", template="publications", body_id=county.body.pk, by=BY, at=NOW
        )

    assert caught.value.message.zh.startswith("第3行")
