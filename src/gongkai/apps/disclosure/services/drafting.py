"""Writing a publication: every text that is kept becomes a version of its own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.core.typed import refuse_marked
from gongkai.apps.disclosure import clock
from gongkai.apps.disclosure.cleaning import clean
from gongkai.apps.disclosure.details import Details, checked
from gongkai.apps.disclosure.interpretation_rule import take_from_register
from gongkai.apps.disclosure.models import Publication, Version
from gongkai.apps.disclosure.site_column import check_column
from gongkai.apps.disclosure.texts import details_of, take_details, working_text
from gongkai.bilingual import Text
from gongkai.errors import MoveRefused, NotPermitted


def draft_publication(
    *, body: PublicBody, title: str, body_html: str, by: User, at: datetime, details: Details | None = None
) -> Publication:
    """Begin a publication. Call it outside any transaction.

    raises  NotPermitted unless the person is a clerk of that body; InvalidInput for a text with a secrecy mark or
            details that contradict one another
    """
    refuse_marked(lines=lines_of(title, details), body_html=body_html, by=by.actor, at=at, body_id=body.pk)
    return _draft(body, title, body_html, details, by=by, at=at)


@transaction.atomic
def _draft(
    body: PublicBody, title: str, body_html: str, details: Details | None, *, by: User, at: datetime
) -> Publication:
    if "clerk" not in roles_in(by, body, localdate(at)):
        raise NotPermitted("role-needed", Text("只有本单位的经办人可以起草。", "Only a clerk of the body may draft."))
    publication = Publication(
        public_body=body, title=title.strip(), body_html=clean(body_html), written_by=by, created_at=at
    )
    given = checked(details or Details(), on=localdate(at))
    check_column(body, given.column, localdate(at))
    clock.settle(publication)
    publication.full_clean()
    publication.save()
    _take(publication, given)
    keep_version(publication, publication.title, publication.body_html, by=by, at=at, details=given)
    audit.record("disclosure.draft", by=by.actor, at=at, subject=publication, body_id=body.pk)
    return publication


def revise_publication(
    publication: Publication, *, title: str, body_html: str, by: User, at: datetime, details: Details | None = None
) -> None:
    """Change a draft, or the correction of what is public. Call it outside any transaction.

    details  None leaves them as they are
    raises   MoveRefused once it has left the clerk's hands, NotPermitted for anybody but a clerk; InvalidInput for a
             text with a secrecy mark or details that contradict one another
    """
    body_id, lines = publication.public_body_id, lines_of(title, details)
    refuse_marked(lines=lines, body_html=body_html, by=by.actor, at=at, body_id=body_id)
    _revise(publication, title, body_html, details, by=by, at=at)


@transaction.atomic
def _revise(
    publication: Publication, title: str, body_html: str, details: Details | None, *, by: User, at: datetime
) -> None:
    before = open_draft(publication, by=by, at=at)
    held = details_of(before)
    said = held if details is None else checked(details, on=localdate(at))
    if said.column != held.column:
        check_column(publication.public_body, said.column, localdate(at))
    given = {"title": title.strip(), "body_html": clean(body_html)}
    changed = [name for name, value in given.items() if getattr(before, name) != value]
    changed += [name for name in said.as_data() if getattr(held, name) != getattr(said, name)]
    keep_draft(publication, before, given["title"], given["body_html"], said, by=by, at=at)
    body = publication.public_body_id
    audit.record("disclosure.revise", by=by.actor, at=at, subject=publication, body_id=body, facts={"changed": changed})


def open_draft(publication: Publication, *, by: User, at: datetime) -> Version:
    """Lock a draft for its clerk and give its text. Raises MoveRefused, NotPermitted."""
    publication.refresh_from_db(from_queryset=Publication.objects.select_for_update())
    if "clerk" not in roles_in(by, publication.public_body, localdate(at)):
        raise NotPermitted(
            "role-needed", Text("只有本单位的经办人可以修改。", "Only a clerk of the body may change it.")
        )
    if publication.state != publication.FLOW.start:
        words = Text("只有草稿可以修改。", "Only a draft can be changed.")
        hint = Text("请审核人退回后再改。", "Ask the reviewer to send it back first.")
        raise MoveRefused("not-a-draft", words, hint=hint)
    return working_text(publication)


def keep_draft(
    publication: Publication,
    before: Version,
    title: str,
    body_html: str,
    details: Details,
    *,
    by: User,
    at: datetime,
) -> None:
    """The next text of an open draft, unless nothing differs; what was public once keeps its row until the release."""
    is_same = (title, body_html) == (before.title, before.body_html) and details == details_of(before)
    if not is_same:
        keep_version(publication, title, body_html, by=by, at=at, reason=before.reason, details=details)
    if publication.published_on is None:
        publication.title, publication.body_html = title, body_html
        _take(publication, details)


def keep_version(
    publication: Publication,
    title: str,
    body_html: str,
    *,
    by: User | None,
    at: datetime,
    details: Details,
    reason: str = "",
) -> Version:
    """The next text of a publication, whose row is locked or new."""
    last = publication.versions.last()
    version = Version(publication=publication, number=last.number + 1 if last else 1, title=title, body_html=body_html)
    version.saved_by, version.saved_at, version.reason = by, at, reason
    version.details = details.as_data()
    version.full_clean(exclude=["saved_by"] if by is None else None)
    version.save()
    return version


def lines_of(title: str, details: Details | None) -> list[str]:
    """The short texts in which a secrecy mark may stand alone."""
    said = details or Details()
    return [title, *(text for text in (said.document_number, said.keywords, said.summary, said.source) if text)]


def _take(publication: Publication, details: Details) -> None:
    take_details(publication, details)
    take_from_register(publication)
    clock.settle(publication)
    publication.full_clean()
    publication.save()
