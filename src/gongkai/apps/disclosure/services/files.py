"""Files of a publication: texts taken from Word, attachments, and what pictures show in words."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.core.attachments import Readable, check_upload, keep_checked, read_within_limit
from gongkai.apps.core.attachments_kinds import FileKind, clean_name, kind_of
from gongkai.apps.core.models import Attachment
from gongkai.apps.core.typed import refuse_marked
from gongkai.apps.disclosure import clock
from gongkai.apps.disclosure.cleaning import FILE_SCHEME
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.file_marks import noticed
from gongkai.apps.disclosure.models import Publication, PublicationFile
from gongkai.apps.disclosure.services.drafting import keep_draft, keep_version, open_draft
from gongkai.apps.disclosure.texts import details_of
from gongkai.apps.disclosure.word import Picture, WordText, placed, read_word
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, NotPermitted

IN_TEXTS = ("png", "jpg")
"""Kinds of pictures every browser shows."""
MOST_FILES = 50


def draft_from_word(*, body: PublicBody, file: Readable, name: str, by: User, at: datetime) -> tuple[Publication, int]:
    """Begin a publication with the text of a Word file. Call it outside any transaction; the file is not kept.

    returns  the publication, and how many pictures were left out since browsers do not show their kinds (EMF, WMF, GIF)
    raises  InvalidInput for a file that may not be taken or holds a secrecy mark; UnreadableSource; NotPermitted
    """
    _check_clerk(body, by, at)
    told, pictures = _taken(file, name, body, by=by, at=at)
    return _draft(body, told, pictures, name, by=by, at=at), len(told.pictures) - len(pictures)


def replace_by_word(publication: Publication, *, file: Readable, name: str, by: User, at: datetime) -> int:
    """Take the text of a draft from a Word file. Returns the pictures left out; raises as above, and MoveRefused."""
    _check_clerk(publication.public_body, by, at)
    told, pictures = _taken(file, name, publication.public_body, by=by, at=at)
    _replace(publication, told, pictures, by=by, at=at)
    return len(told.pictures) - len(pictures)


def attach_file(
    publication: Publication, *, file: Readable, name: str, title: str, by: User, at: datetime
) -> PublicationFile:
    """Add an attachment to a draft; the public gets it with the text. Call it outside any transaction.

    raises  InvalidInput, MoveRefused, NotPermitted
    """
    body_id = publication.public_body_id
    _check_clerk(publication.public_body, by, at)
    refuse_marked(lines=[title], by=by.actor, at=at, body_id=body_id)
    data = read_within_limit(file)
    kind = check_upload(data, name=name, by=by.actor, at=at, body_id=body_id)
    unseen = noticed(data)
    attachment = keep_checked(data, kind, name=name, by=by.actor, at=at, body_id=body_id)
    row = PublicationFile(publication=publication, attachment=attachment, unseen=unseen)
    row.title = (title.strip() or attachment.name)[:200]
    return _attach(publication, row, by=by, at=at)


@transaction.atomic
def remove_file(publication: Publication, *, file_id: int, by: User, at: datetime) -> None:
    """Leave an attachment out of the text in work; earlier texts keep it. Raises MoveRefused, NotPermitted."""
    before = open_draft(publication, by=by, at=at)
    held = details_of(before)
    kept = tuple(one for one in held.files if one != file_id)
    keep_draft(publication, before, before.title, before.body_html, replace(held, files=kept), by=by, at=at)
    _record(publication, "disclosure.remove_file", by, at, file=file_id)


@transaction.atomic
def describe_picture(publication: Publication, *, file_id: int, words: str, by: User, at: datetime) -> None:
    """Say in words what a picture of the text shows, for whoever cannot see it. Raises MoveRefused, NotPermitted."""
    before = open_draft(publication, by=by, at=at)
    alt = html.escape(" ".join(words.split())[:300])

    def described(found: re.Match[str]) -> str:
        bare = re.sub(r'\s+alt="[^"]*"', "", found[0])
        return bare.replace("<img", f'<img alt="{alt}"', 1)

    body_html = re.sub(rf'<img\b[^>]*src="{FILE_SCHEME}:{file_id}"[^>]*>', described, before.body_html)
    keep_draft(publication, before, before.title, body_html, details_of(before), by=by, at=at)
    _record(publication, "disclosure.describe_picture", by, at, file=file_id)


def _taken(
    file: Readable, name: str, body: PublicBody, *, by: User, at: datetime
) -> tuple[WordText, list[tuple[Picture, Attachment]]]:
    """The text, and its pictures kept under our own names; those of other kinds are left out."""
    data = read_within_limit(file)
    kind = check_upload(data, name=name, by=by.actor, at=at, body_id=body.pk)
    if kind.name != "docx":
        words = Text("请选择 Word 文档（.docx）。", "Choose a Word document (.docx).")
        hint = Text(
            "旧的 .doc 文件请在 Word 或 WPS 中另存为 .docx。", "Save an old .doc as .docx in Word or WPS first."
        )
        raise InvalidInput("no-word-file", words, where="file", hint=hint)
    told = read_word(data)
    refuse_marked(lines=[told.title], body_html=told.body_html, by=by.actor, at=at, body_id=body.pk)
    kept = []
    for picture in told.pictures:
        ending = {"image/png": "png", "image/jpeg": "jpg"}.get(picture.media_type)
        if ending is not None:
            known: FileKind = kind_of(picture.data, f"{picture.number}.{ending}")
            label = f"picture-{picture.number}.{ending}"
            stored = keep_checked(picture.data, known, name=label, by=by.actor, at=at, body_id=body.pk)
            kept.append((picture, stored))
    return told, kept


@transaction.atomic
def _draft(
    body: PublicBody, told: WordText, pictures: list[tuple[Picture, Attachment]], name: str, *, by: User, at: datetime
) -> Publication:
    title = told.title or PurePath(clean_name(name)).stem
    publication = Publication(public_body=body, title=title, body_html=told.body_html or "<p></p>", written_by=by)
    publication.created_at = at
    clock.settle(publication)
    publication.full_clean()
    publication.save()
    publication.body_html = placed(told.body_html, _rows(publication, pictures)) or "<p></p>"
    publication.save()
    keep_version(publication, title, publication.body_html, by=by, at=at, details=Details())
    _record(publication, "disclosure.draft", by, at, from_word=True)
    return publication


@transaction.atomic
def _replace(
    publication: Publication, told: WordText, pictures: list[tuple[Picture, Attachment]], *, by: User, at: datetime
) -> None:
    before = open_draft(publication, by=by, at=at)
    body_html = placed(told.body_html, _rows(publication, pictures)) or "<p></p>"
    keep_draft(publication, before, told.title or before.title, body_html, details_of(before), by=by, at=at)
    _record(publication, "disclosure.revise", by, at, changed=["body_html"], from_word=True)


@transaction.atomic
def _attach(publication: Publication, file: PublicationFile, *, by: User, at: datetime) -> PublicationFile:
    before = open_draft(publication, by=by, at=at)
    held = details_of(before)
    if len(held.files) >= MOST_FILES:
        words = Text("附件最多{most}个。", "There can be {most} attachments at most.").format(most=MOST_FILES)
        raise InvalidInput("too-many-files", words, where="file")
    file.full_clean()
    file.save()
    said = replace(held, files=(*held.files, file.pk))
    keep_draft(publication, before, before.title, before.body_html, said, by=by, at=at)
    _record(publication, "disclosure.attach_file", by, at, file=file.pk)
    return file


def _rows(publication: Publication, pictures: list[tuple[Picture, Attachment]]) -> Mapping[int, int]:
    """Ids of the new rows by the number of the picture."""
    ids = {}
    for picture, attachment in pictures:
        row = PublicationFile(publication=publication, attachment=attachment, title=attachment.name, is_image=True)
        row.unseen = noticed(picture.data, is_shown=True)
        row.full_clean()
        row.save()
        ids[picture.number] = row.pk
    return ids


def _check_clerk(body: PublicBody, by: User, at: datetime) -> None:
    if "clerk" not in roles_in(by, body, localdate(at)):
        raise NotPermitted("role-needed", Text("由本单位的经办人办理。", "This is for a clerk of the body."))


def _record(publication: Publication, act: str, by: User, at: datetime, **facts: audit.Fact) -> None:
    body_id = publication.public_body_id
    audit.record(act, by=by.actor, at=at, subject=publication, body_id=body_id, facts=facts)
