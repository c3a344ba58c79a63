"""Acts on publications."""

from __future__ import annotations

from datetime import datetime

import nh3
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import OnPaper, make_move
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.disclosure.models import Publication, SignOff
from gongkai.bilingual import Text
from gongkai.errors import MoveRefused, NotPermitted

TAGS = {"p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "table", "thead", "tbody", "tr", "th", "td", "a"}


def clean(html: str) -> str:
    """Keep headings, paragraphs, lists, tables and links; drop scripts, styles and everything else."""
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
    )


@transaction.atomic
def draft_publication(*, body: PublicBody, title: str, body_html: str, by: User, at: datetime) -> Publication:
    """Begin a publication. Raises NotPermitted unless the person is a clerk of that body."""
    if "clerk" not in roles_in(by, body, localdate(at)):
        raise NotPermitted("role-needed", Text("只有本单位的经办人可以起草。", "Only a clerk of the body may draft."))
    publication = Publication(
        public_body=body, title=title.strip(), body_html=clean(body_html), written_by=by, created_at=at
    )
    publication.full_clean()
    publication.save()
    audit.record("disclosure.draft", by=by.actor, at=at, subject=publication, body_id=body.pk)
    return publication


@transaction.atomic
def revise_publication(publication: Publication, *, title: str, body_html: str, by: User, at: datetime) -> None:
    """Change a draft. Raises MoveRefused once it has left the clerk's hands, NotPermitted for anybody but a clerk."""
    publication.refresh_from_db(from_queryset=Publication.objects.select_for_update())
    if "clerk" not in roles_in(by, publication.public_body, localdate(at)):
        raise NotPermitted(
            "role-needed", Text("只有本单位的经办人可以修改。", "Only a clerk of the body may change it.")
        )
    if publication.state != publication.FLOW.start:
        words = Text("只有草稿可以修改。", "Only a draft can be changed.")
        hint = Text("请审核人退回后再改。", "Ask the reviewer to send it back first.")
        raise MoveRefused("not-a-draft", words, hint=hint)
    given = {"title": title.strip(), "body_html": clean(body_html)}
    changed = [name for name, value in given.items() if getattr(publication, name) != value]
    for name, value in given.items():
        setattr(publication, name, value)
    publication.full_clean()
    publication.save()
    body = publication.public_body_id
    audit.record("disclosure.revise", by=by.actor, at=at, subject=publication, body_id=body, facts={"changed": changed})


@transaction.atomic
def submit_publication(publication: Publication, *, by: User, at: datetime) -> None:
    with make_move(publication, "submit", by=by, at=at):
        pass


@transaction.atomic
def approve_publication(
    publication: Publication, *, opinion: str, by: User, at: datetime, on_paper: OnPaper | None = None
) -> None:
    """First review: another person than the writer, and not on the writer's behalf."""
    with make_move(publication, "approve", by=by, at=at, on_paper=on_paper) as move:
        if publication.written_by_id in (move.signer.pk, move.mandate.on_behalf_of):
            raise MoveRefused(
                "own-work", Text("起草人不能审核自己的稿件。", "Nobody reviews what they wrote themselves.")
            )
        _sign(publication, move.move.name, opinion, move.signer, at)


@transaction.atomic
def send_back_publication(
    publication: Publication, *, reason: str, by: User, at: datetime, on_paper: OnPaper | None = None
) -> None:
    facts = ("reason",) if reason.strip() else ()
    with make_move(publication, "send_back", by=by, at=at, facts=facts, on_paper=on_paper) as move:
        _sign(publication, move.move.name, reason, move.signer, at)


@transaction.atomic
def publish_publication(publication: Publication, *, by: User, at: datetime, on_paper: OnPaper | None = None) -> None:
    """Make it public. law: ogi2019/26."""
    with make_move(publication, "publish", by=by, at=at, on_paper=on_paper) as move:
        publication.published_at = at
        publication.published_on = localdate(at)
        move.queue("disclosure.published", publication)


def _sign(publication: Publication, move: str, opinion: str, by: User, at: datetime) -> None:
    sign_off = SignOff(publication=publication, move=move, opinion=opinion.strip(), by=by, at=at)
    sign_off.full_clean()
    sign_off.save()
