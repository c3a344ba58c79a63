"""Writing what the public register says of a request."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import check_maker
from gongkai.apps.core import audit
from gongkai.apps.disclosure.personal_words import refuse_personal
from gongkai.apps.inforequests.models import InfoRequest, PublicSummary
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused

WRITE = Text("写公示摘要", "Write the public summary")
SHARED = 12
"""Signs in a row that a summary may have in common with what the applicant wrote."""


@transaction.atomic
def write_summary(
    info_request: InfoRequest, *, summary: str, is_cleared: bool = False, by: User, at: datetime
) -> PublicSummary:
    """Put an ended request into the public register, or change what it says there.

    is_cleared  somebody has looked: words of the applicant's own may stand
    raises      NotPermitted, MoveRefused before its end, InvalidInput for personal data or the applicant's own words
    """
    info_request.refresh_from_db(from_queryset=InfoRequest.objects.select_for_update())
    check_maker(by, WRITE, {"office_head"}, info_request.public_body, localdate(at))
    if not info_request.outcome:
        raise MoveRefused("not-ended", Text("办理完毕的申请才能公示。", "Only what has ended is shown."))
    said = " ".join(summary.split())
    refuse_personal({"summary": said}, info_request.public_body)
    if not is_cleared and _shares(said, info_request.wanted):
        words = Text("摘要照抄了申请人的原话。", "The summary repeats the applicant's own words.")
        hint = Text(
            "请用自己的话概括，或确认原话不含个人信息。", "Put it in other words, or confirm that they may stand."
        )
        raise InvalidInput("own-words", words, where="summary", hint=hint)
    found = PublicSummary.objects.filter(info_request=info_request).first()
    written = found or PublicSummary(info_request=info_request)
    written.words, written.written_by, written.written_at = said, by, at
    written.full_clean()
    written.save()
    body = info_request.public_body_id
    told: dict[str, audit.Fact] = {"cleared": is_cleared}
    audit.record("inforequests.summarise", by=by.actor, at=at, subject=info_request, body_id=body, facts=told)
    return written


def _shares(said: str, wanted: str) -> bool:
    """Whether a run of signs of the applicant's stands in the summary; a short request counts as a whole."""
    here, there = "".join(said.split()), "".join(wanted.split())
    length = min(SHARED, len(there))
    return any(there[at : at + length] in here for at in range(len(there) - length + 1))
