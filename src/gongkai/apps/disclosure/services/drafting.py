"""Writing a publication: every text that is kept becomes a version of its own."""

from __future__ import annotations

from datetime import datetime

import nh3
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.core.typed import refuse_marked
from gongkai.apps.disclosure.models import Publication, Version
from gongkai.apps.disclosure.texts import working_text
from gongkai.bilingual import Text
from gongkai.errors import MoveRefused, NotPermitted

TAGS = {"p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "table", "thead", "tbody", "tr", "th", "td", "a"}


def clean(html: str) -> str:
    """Keep headings, paragraphs, lists, tables and links; drop scripts, styles and everything else."""
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
    )


def draft_publication(*, body: PublicBody, title: str, body_html: str, by: User, at: datetime) -> Publication:
    """Begin a publication. Call it outside any transaction.

    raises  NotPermitted unless the person is a clerk of that body; InvalidInput for a text with a secrecy mark
    """
    refuse_marked(lines=[title], body_html=body_html, by=by.actor, at=at, body_id=body.pk)
    return _draft(body, title, body_html, by=by, at=at)


@transaction.atomic
def _draft(body: PublicBody, title: str, body_html: str, *, by: User, at: datetime) -> Publication:
    if "clerk" not in roles_in(by, body, localdate(at)):
        raise NotPermitted("role-needed", Text("只有本单位的经办人可以起草。", "Only a clerk of the body may draft."))
    publication = Publication(
        public_body=body, title=title.strip(), body_html=clean(body_html), written_by=by, created_at=at
    )
    publication.full_clean()
    publication.save()
    keep_version(publication, publication.title, publication.body_html, by=by, at=at)
    audit.record("disclosure.draft", by=by.actor, at=at, subject=publication, body_id=body.pk)
    return publication


def revise_publication(publication: Publication, *, title: str, body_html: str, by: User, at: datetime) -> None:
    """Change a draft, or the correction of what is public. Call it outside any transaction.

    raises  MoveRefused once it has left the clerk's hands, NotPermitted for anybody but a clerk; InvalidInput for a
            text with a secrecy mark
    """
    refuse_marked(lines=[title], body_html=body_html, by=by.actor, at=at, body_id=publication.public_body_id)
    _revise(publication, title, body_html, by=by, at=at)


@transaction.atomic
def _revise(publication: Publication, title: str, body_html: str, *, by: User, at: datetime) -> None:
    publication.refresh_from_db(from_queryset=Publication.objects.select_for_update())
    if "clerk" not in roles_in(by, publication.public_body, localdate(at)):
        raise NotPermitted(
            "role-needed", Text("只有本单位的经办人可以修改。", "Only a clerk of the body may change it.")
        )
    if publication.state != publication.FLOW.start:
        words = Text("只有草稿可以修改。", "Only a draft can be changed.")
        hint = Text("请审核人退回后再改。", "Ask the reviewer to send it back first.")
        raise MoveRefused("not-a-draft", words, hint=hint)
    before = working_text(publication)
    given = {"title": title.strip(), "body_html": clean(body_html)}
    changed = [name for name, value in given.items() if getattr(before, name) != value]
    if changed:
        keep_version(publication, given["title"], given["body_html"], by=by, at=at, reason=before.reason)
    if not publication.is_public:
        publication.title, publication.body_html = given["title"], given["body_html"]
        publication.full_clean()
        publication.save()
    body = publication.public_body_id
    audit.record("disclosure.revise", by=by.actor, at=at, subject=publication, body_id=body, facts={"changed": changed})


def keep_version(
    publication: Publication, title: str, body_html: str, *, by: User | None, at: datetime, reason: str = ""
) -> Version:
    """The next text of a publication, whose row is locked or new."""
    last = publication.versions.last()
    version = Version(publication=publication, number=last.number + 1 if last else 1, title=title, body_html=body_html)
    version.saved_by, version.saved_at, version.reason = by, at, reason
    version.full_clean(exclude=["saved_by"] if by is None else None)
    version.save()
    return version
