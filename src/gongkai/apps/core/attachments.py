"""Take in, keep and hand out files: checked before a byte is written, stored once per content, served by their owner.

A face calls `store` before it calls the service of the act, never inside a transaction: the refusal of a marked file is
recorded for itself, while the act it belonged to does not happen. What is stored and then never used is swept away.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from gongkai.apps.core import audit, outbox
from gongkai.apps.core.actors import Actor
from gongkai.apps.core.attachments_kinds import FileKind, clean_name, kind_of
from gongkai.apps.core.attachments_scan import check_harmless
from gongkai.apps.core.models import Attachment
from gongkai.apps.core.secrecy import Mark
from gongkai.apps.core.secrecy_files import find_marks
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, UnreadableSource

CHUNK_BYTES = 1 << 20
UNUSED = timedelta(days=1)
"""How long a stored file may wait for its owner before it is swept away."""


class Readable(Protocol):
    """What a form gives for an uploaded file, or any open file in bytes."""

    def read(self, size: int = ..., /) -> bytes: ...


def store(file: Readable, *, name: str, by: Actor, at: datetime, body_id: int | None = None) -> Attachment:
    """Check a file and keep it. Call it outside any transaction, before the service that gives it an owner.

    Nothing is written before every check is passed: size, kind by content and name, packing, secrecy marks in content
    and name, virus.
    A file with a secrecy mark leaves only an audit entry (who, when, body, size, level) and the event
    "core.marked_file_refused" about that entry.

    body_id  the body for which it is uploaded; its secrecy reviewers hear of a marked file
    raises   InvalidInput; RuntimeError inside a transaction
    """
    data = read_within_limit(file)
    kind = check_upload(data, name=name, by=by, at=at, body_id=body_id)
    return keep_checked(data, kind, name=name, by=by, at=at, body_id=body_id)


def keep_checked(
    data: bytes, kind: FileKind, *, name: str, by: Actor, at: datetime, body_id: int | None = None
) -> Attachment:
    """Keep what has passed `check_upload`. Raises RuntimeError inside a transaction."""
    with transaction.atomic(durable=True):
        return _keep(data, kind, name=name, by=by, at=at, body_id=body_id)


def check_upload(data: bytes, *, name: str, by: Actor, at: datetime, body_id: int | None = None) -> FileKind:
    """All that must hold of a file before anything of it is kept. Also for files that are read and not stored.

    name  as the sender gave it; a mark in it is a mark of the file
    """
    name = clean_name(name)
    kind = kind_of(data, name)
    if mark := next(iter(find_marks(data, name)), None):
        _record_refusal(mark, size=len(data), by=by, at=at, body_id=body_id)
        words = Text(
            "文件带有国家秘密标志，没有接收，也没有保存。请按保密规定处理，不得在本系统办理。",
            "The file carries a mark of state secrecy. It was not taken and nothing of it is kept.",
        )
        raise InvalidInput("file-marked-secret", words)
    if settings.CONFIG.clamav_socket:
        check_harmless(data, socket_path=settings.CONFIG.clamav_socket)
    return kind


def read_within_limit(file: Readable) -> bytes:
    """The content, read in pieces and no further than the limit. Raises InvalidInput when it is empty or too large."""
    limit = settings.CONFIG.upload_max_mb << 20
    pieces: list[bytes] = []
    size = 0
    while piece := file.read(CHUNK_BYTES):
        size += len(piece)
        if size > limit:
            raise too_large()
        pieces.append(piece)
    if getattr(file, "is_too_large", False):
        raise too_large()
    if not size:
        raise InvalidInput("file-empty", Text("文件是空的。", "The file is empty."))
    return b"".join(pieces)


def too_large() -> InvalidInput:
    words = Text("文件超过 {most} MB。", "The file is larger than {most} MB.").format(
        most=settings.CONFIG.upload_max_mb
    )
    return InvalidInput("file-too-large", words)


def path_of(sha256: str) -> Path:
    """Where content with this digest lies."""
    return Path(settings.CONFIG.data_dir) / "files" / sha256[:2] / sha256[2:4] / sha256


def serve_attachment(attachment: Attachment) -> FileResponse:
    """The file as a download, never shown in the page: for the view of its owner, after its door.

    raises  UnreadableSource where the content is missing
    """
    try:
        content = path_of(attachment.sha256).open("rb")
    except OSError as error:
        words = Text("文件的内容不在存储中。", "The content of the file is missing from the store.")
        raise UnreadableSource("file-missing", words, where=f"attachment {attachment.pk}") from error
    response = FileResponse(content, as_attachment=True, filename=attachment.name, content_type=attachment.media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def serve_to_public(request: HttpRequest, attachment: Attachment) -> HttpResponseBase:
    """The same for what anybody may read: caches keep it, and ask anew before they hand it out, as it may be withdrawn.

    returns  the file, or 304 for whoever holds its content already
    """
    etag = quote_etag(attachment.sha256)
    response = get_conditional_response(request, etag=etag) or serve_attachment(attachment)
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["ETag"] = etag
    return response


def unused_attachments(before: datetime) -> QuerySet[Attachment]:
    """Rows older than this that no owner points to."""
    unused = Attachment.objects.filter(uploaded_at__lt=before)
    for relation in Attachment._meta.get_fields(include_hidden=True):  # an owner need not be named on this side
        if not isinstance(relation, ForeignObjectRel):
            continue
        owners = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        unused = unused.filter(~Exists(owners))
    return unused


def sweep_files(*, at: datetime) -> int:
    """Drop rows without owner and content without row, both older than a day. Returns the number of files dropped."""
    before = at - UNUSED
    with transaction.atomic():
        unused_attachments(before).delete()
    folder = Path(settings.CONFIG.data_dir) / "files"
    dropped = 0
    for path in sorted(folder.glob("??/??/*")):
        with _locked(folder, fcntl.LOCK_EX):
            is_old = path.stat().st_mtime < before.timestamp()
            if is_old and not Attachment.objects.filter(sha256=path.name).exists():
                path.unlink()
                dropped += 1
    return dropped


def _keep(data: bytes, kind: FileKind, *, name: str, by: Actor, at: datetime, body_id: int | None) -> Attachment:
    digest = hashlib.sha256(data).hexdigest()
    _write_once(data, path_of(digest), at)
    attachment = Attachment(
        name=clean_name(name),
        media_type=kind.media_type,
        size=len(data),
        sha256=digest,
        uploaded_by_kind=by.kind,
        uploaded_by_id=by.id,
        uploaded_at=at,
    )
    attachment.full_clean()
    attachment.save(force_insert=True)
    facts: dict[str, audit.Fact] = {"size": len(data), "media_type": kind.media_type}
    audit.record("core.store_file", by=by, at=at, subject=attachment, body_id=body_id, facts=facts)
    return attachment


def _write_once(data: bytes, path: Path, at: datetime) -> None:
    """Put content in its place in one step, safe against loss of power; content already there is marked as fresh."""
    folder = Path(settings.CONFIG.data_dir) / "files"
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(folder, fcntl.LOCK_SH):
        if path.exists():
            os.utime(path, (at.timestamp(), at.timestamp()))
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as writing:
            try:
                writing.write(data)
                writing.flush()
                os.fsync(writing.fileno())
                os.utime(writing.name, (at.timestamp(), at.timestamp()))
                os.replace(writing.name, path)
            except BaseException:
                Path(writing.name).unlink(missing_ok=True)
                raise
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(folder: Path, way: int) -> Iterator[None]:
    """Hold the lock of the store: shared to write, alone to drop."""
    with (folder / ".lock").open("ab") as lock:
        fcntl.flock(lock, way)
        yield


def _record_refusal(mark: Mark, *, size: int, by: Actor, at: datetime, body_id: int | None) -> None:
    with transaction.atomic(durable=True):
        facts: dict[str, audit.Fact] = {"level": mark.level, "size": size}
        entry = audit.record("core.refuse_marked_file", by=by, at=at, body_id=body_id, facts=facts)
        outbox.queue("core.marked_file_refused", entry)
