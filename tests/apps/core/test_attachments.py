"""Uploaded files: what is taken, what is refused, how it is kept and handed out."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import transaction

from gongkai.apps.core.actors import Actor
from gongkai.apps.core.attachments import path_of, serve_attachment, store, sweep_files
from gongkai.apps.core.attachments_kinds import clean_name, kind_of
from gongkai.apps.core.attachments_upload import MemoryUploadHandler
from gongkai.apps.core.models import Attachment, AuditEntry
from gongkai.errors import InvalidInput, UnreadableSource
from tests.apps.builders import NOW

BY = Actor("staff", 7)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(20)
LATER = NOW + timedelta(days=2)


def packed(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def stored(data: bytes = "正文".encode(), name: str = "通知.txt") -> Attachment:
    return store(io.BytesIO(data), name=name, by=BY, at=NOW)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as caught:
        act()
    return caught.value.code


@pytest.mark.django_db
def test_stored_file_keeps_name_size_and_kind() -> None:
    attachment = stored()

    assert (attachment.name, attachment.size, attachment.media_type) == ("通知.txt", 6, "text/plain")
    assert path_of(attachment.sha256).read_bytes() == "正文".encode()
    assert AuditEntry.objects.get(act="core.store_file").subject_id == attachment.pk


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["机密★1年通知.txt", "C:\\\\文件\\\\（秘密）通知.txt", "机\u200b密★通知.txt"])
def test_file_with_a_mark_in_its_name_is_refused_and_not_kept(name: str) -> None:
    assert refusal(lambda: stored(name=name)) == "file-marked-secret"
    assert not Attachment.objects.exists()
    assert "通知" not in str(AuditEntry.objects.get(act="core.refuse_marked_file").facts)


@pytest.mark.django_db
def test_same_content_lies_on_disk_once() -> None:
    first, second = stored(name="甲.txt"), stored(name="乙.txt")

    assert first.sha256 == second.sha256
    assert len(list(path_of(first.sha256).parent.glob(f"{first.sha256}*"))) == 1


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (PNG, "photo.pdf", "file-kind-mismatch"),
        (b"MZ" + bytes(60), "tool.exe", "file-kind-not-allowed"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture.svg", "file-kind-mismatch"),
        (b"<html><script>1</script></html>", "page.html", "file-kind-mismatch"),
        (
            packed({"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b"1"}),
            "a.docx",
            "file-kind-not-allowed",
        ),
        (packed({"a.txt": b"1"})[:-20], "a.zip", "file-damaged"),
        (packed({"a.txt": bytes(60 << 20)}), "a.zip", "file-unpacks-too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_of_a_wrong_kind_is_refused(data: bytes, name: str, code: str) -> None:
    assert refusal(lambda: kind_of(data, name)) == code


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"OFD.xml": b"<OFD/>"}, "ofd"),
        ({"[Content_Types].xml": b"", "xl/workbook.xml": b""}, "xlsx"),
        ({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}, "pptx"),
        ({"a.txt": b"1"}, "zip"),
    ],
)
def test_packed_file_is_told_by_what_it_holds(members: dict[str, bytes], kind: str) -> None:
    assert kind_of(packed(members), f"a.{kind}").name == kind


def test_locked_archive_is_refused() -> None:
    data = bytearray(packed({"a.txt": b"1"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    assert refusal(lambda: kind_of(bytes(data), "a.zip")) == "file-locked"


@pytest.mark.parametrize("text", ["正文", "表,一\r\n二,三"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_is_known_in_each_encoding(text: str, encoding: str) -> None:
    assert kind_of(text.encode(encoding), "a.csv").name == "text"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/通知.pdf", "通知.pdf"),
        ("C:\\报表\\通知.pdf", "通知.pdf"),
        ("通知\u202egpj.doc", "通知gpj.doc"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ('关于"某事"的<通知>.pdf', "关于_某事_的_通知_.pdf"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize("given", ["", " .. ", "/", "..", "\u200b"])
def test_file_without_a_name_is_refused(given: str) -> None:
    assert refusal(lambda: clean_name(given)) == "file-name-empty"


@pytest.mark.django_db
def test_empty_file_is_refused() -> None:
    assert refusal(lambda: stored(b"")) == "file-empty"


@pytest.mark.django_db
def test_reading_stops_at_the_limit() -> None:
    class Endless:
        given = 0

        def read(self, size: int = -1, /) -> bytes:
            self.given += size
            return b"a" * size

    endless = Endless()

    assert refusal(lambda: store(endless, name="a.txt", by=BY, at=NOW)) == "file-too-large"
    assert endless.given <= 52 << 20


@pytest.mark.django_db(transaction=True)
def test_storing_inside_an_act_is_a_wrong_program() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        stored()


@pytest.mark.django_db
def test_download_is_never_shown_in_the_page() -> None:
    response = serve_attachment(stored(name="关于 演示.txt"))

    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%85%B3")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["Cache-Control"] == "private, no-store"
    response.close()


@pytest.mark.django_db
def test_missing_content_is_told() -> None:
    attachment = stored("别处没有的正文".encode())
    path_of(attachment.sha256).unlink()

    with pytest.raises(UnreadableSource):
        serve_attachment(attachment)


@pytest.mark.django_db
def test_sweep_drops_what_nobody_uses() -> None:
    path = path_of(stored("没有人用的正文".encode()).sha256)

    assert sweep_files(at=NOW) == 0
    assert sweep_files(at=LATER) >= 1
    assert not path.exists()
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_sweep_leaves_content_that_was_uploaded_again() -> None:
    path = path_of(stored("反复上传的正文".encode()).sha256)
    store(io.BytesIO("反复上传的正文".encode()), name="乙.txt", by=BY, at=LATER)

    sweep_files(at=LATER)

    assert path.exists()


@pytest.mark.django_db
def test_half_written_file_is_swept() -> None:
    left = path_of("ab" * 32).with_name(".half")
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"half")
    os.utime(left, (NOW.timestamp(), NOW.timestamp()))

    sweep_files(at=LATER)

    assert not left.exists()


def received(monkeypatch: pytest.MonkeyPatch, size: int) -> InMemoryUploadedFile:
    """A file of so many bytes as it comes from a form, where one megabyte is the most."""
    monkeypatch.setattr(settings, "CONFIG", settings.CONFIG.model_copy(update={"upload_max_mb": 1}))
    handler = MemoryUploadHandler()
    handler.new_file("file", "a.txt", "text/plain", None)
    for start in range(0, size, 1 << 16):
        handler.receive_data_chunk(b"a" * min(1 << 16, size - start), start)
    return handler.file_complete(size)


def test_upload_within_the_limit_is_held_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(received(monkeypatch, 1 << 20).read()) == 1 << 20


@pytest.mark.django_db
def test_upload_beyond_the_limit_is_let_go_and_told_as_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    file = received(monkeypatch, (1 << 20) + 1)

    assert file.file.getvalue() == b""
    assert refusal(lambda: store(file, name="a.txt", by=BY, at=NOW)) == "file-too-large"
