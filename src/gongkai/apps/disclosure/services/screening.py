"""Acts on marks of the screening: mask what they found, or let it stand for a reason. law: pipl2021/25, ogi2019/15."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from gongkai.apps.accounts.models import User
from gongkai.apps.core import audit
from gongkai.apps.disclosure.models import LetStand, Publication
from gongkai.apps.disclosure.screening import masked, open_marks
from gongkai.apps.disclosure.services.drafting import keep_draft, open_draft
from gongkai.apps.disclosure.texts import details_of, working_text
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused


@transaction.atomic
def mask_marks(publication: Publication, *, keys: Collection[str], by: User, at: datetime) -> int:
    """Put stars for what these marks found, in a new version of the draft. Returns how many were masked.

    raises  MoveRefused, NotPermitted as every change of a draft
    """
    before = open_draft(publication, by=by, at=at)
    found = [one for one in open_marks(publication, before) if one.mark.key in keys and one.mark.is_maskable]
    if not found:
        return 0
    title, body_html, details = masked(before.title, before.body_html, details_of(before), found)
    keep_draft(publication, before, title, body_html, details, by=by, at=at)
    facts: dict[str, audit.Fact] = {"kinds": sorted({one.mark.kind for one in found}), "marks": len(found)}
    body_id = publication.public_body_id
    audit.record("disclosure.mask", by=by.actor, at=at, subject=publication, body_id=body_id, facts=facts)
    return len(found)


@transaction.atomic
def let_mark_stand(publication: Publication, *, key: str, reason: str, by: User, at: datetime) -> LetStand:
    """Leave what a mark found as it is; the reason goes with the publication to everybody who reviews it.

    raises  InvalidInput without a reason, or for a mark that is not open in this text; MoveRefused, NotPermitted
    """
    before = open_draft(publication, by=by, at=at)
    if not reason.strip():
        raise InvalidInput("reason-needed", Text("请写明理由。", "Say why it may stand."), where="reason")
    found = next((one for one in open_marks(publication, before) if one.mark.key == key), None)
    if found is None:
        words = Text("这一处已经不在正文中，请刷新页面。", "That mark is not in the text any more: load the page anew.")
        raise InvalidInput("mark-gone", words, where="mark")
    kept = LetStand(publication=publication, kind=found.mark.kind, mark_key=key, reason=reason.strip()[:300])
    kept.version, kept.by, kept.at = before.number, by, at
    kept.full_clean()
    kept.save()
    facts: dict[str, audit.Fact] = {"kind": found.mark.kind, "version": before.number}
    body_id = publication.public_body_id
    audit.record("disclosure.let_stand", by=by.actor, at=at, subject=publication, body_id=body_id, facts=facts)
    return kept


def check_screened(publication: Publication) -> None:
    """Raises MoveRefused while a mark of the text in work is neither mended nor let stand for a reason."""
    left = len(open_marks(publication, working_text(publication)))
    if left:
        words = Text("内容筛查还有{left}处没有处理。", "{left} marks of the screening are not decided yet.")
        hint = Text(
            "请在页面上逐处遮盖、修改，或者写明保留的理由。", "Mask or mend each on its page, or say why it stands."
        )
        raise MoveRefused("marks-open", words.format(left=left), hint=hint)
