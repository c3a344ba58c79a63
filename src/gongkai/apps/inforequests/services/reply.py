"""The reply: drafted, found lawful, screened, signed. law: ogi2019/36 to 40."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import OnPaper, OpenMove, make_move
from gongkai.apps.accounts.selectors import roles_in
from gongkai.apps.core import audit
from gongkai.apps.inforequests.models import InfoRequest, Reply
from gongkai.apps.inforequests.needs import NEEDS, checked_says, missing
from gongkai.apps.inforequests.selectors import latest_reply, needs_adviser
from gongkai.apps.inforequests.services.facts import given, keep_decision
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted
from gongkai.law import exemptions_on, reply_kinds

DRAFTED = frozenset({*(f"A{number}" for number in range(1, 12)), "E1", "E2"})
"""Kinds that are replies; the other ends come about by themselves."""


@transaction.atomic
def draft_reply(
    info_request: InfoRequest,
    *,
    kind: str,
    ground: str = "",
    row: str = "",
    text: str,
    says: Mapping[str, str] | None = None,
    by: User,
    at: datetime,
) -> Reply:
    """Draft a reply, or a new one in its place.

    says    what its kind must say besides the text, as far as known: needs.py
    row     only where the article may end on more than one (A6)
    raises  MoveRefused unless it is in hand; NotPermitted for anybody but a handler; InvalidInput
    """
    info_request.refresh_from_db(from_queryset=InfoRequest.objects.select_for_update())
    if "handler" not in roles_in(by, info_request.office_for("handler"), localdate(at)):
        raise NotPermitted("role-needed", Text("只有承办人可以起草答复。", "Only a handler may draft the reply."))
    if info_request.state != "in_hand":
        raise MoveRefused("not-in-hand", Text("只有办理中的申请可以起草答复。", "Only what is in hand is drafted."))
    ends_on = row_of(info_request, kind, ground, row)
    assert info_request.received_on is not None, "what is in hand has been received"
    kept = checked_says(kind, ground, info_request.received_on, says or {})
    reply = Reply(info_request=info_request, kind=kind, ground=ground, row=ends_on, text=text.strip(), says=kept)
    reply.drafted_by, reply.drafted_at = by, at
    reply.full_clean()
    reply.save()
    audit.record(
        "inforequests.draft",
        by=by.actor,
        at=at,
        subject=info_request,
        body_id=info_request.public_body_id,
        facts={"kind": kind, "row": ends_on, "reply": reply.pk},
    )
    return reply


def complete_draft(info_request: InfoRequest, *, says: Mapping[str, str], by: User, at: datetime) -> Reply:
    """The same draft with what it must say; nothing of it is lost, a new one takes its place. Raises MoveRefused."""
    reply = latest_reply(info_request)
    if reply is None:
        raise MoveRefused("no-draft", Text("还没有答复稿。", "There is no draft of the reply yet."))
    same = {"kind": reply.kind, "ground": reply.ground, "row": reply.row, "text": reply.text}
    return draft_reply(info_request, **same, says=says, by=by, at=at)


def missing_in(info_request: InfoRequest, reply: Reply) -> Text | None:
    """What the draft must say by its kind and does not; None where it says all."""
    assert info_request.received_on is not None, "what is drafted has been received"
    lacking = [NEEDS[need] for need in missing(reply.kind, reply.ground, info_request.received_on, reply.says)]
    if not lacking:
        return None
    named = Text("、".join(one.zh for one in lacking), ", ".join(one.en for one in lacking))
    return Text("答复稿还没有写明：{needs}。", "The draft does not say yet: {needs}.").format(needs=named)


def row_of(info_request: InfoRequest, kind: str, ground: str, row: str) -> str:
    """The one row of Table 3 such a reply ends on. Raises InvalidInput."""
    if kind not in DRAFTED:
        raise InvalidInput("unknown-reply", Text("没有这种答复。", "There is no such reply."), where="kind")
    happened = set(info_request.events.values_list("kind", flat=True))
    if kind == "E2" and "correction_received" not in happened:
        words = Text(
            "申请人没有补正过，不能以补正后仍不明确答复。", "It was never corrected, so it cannot be unclear still."
        )
        raise InvalidInput("reply-without-cause", words, where="kind")
    if kind == "E1" and "reasons_received" not in happened:
        words = Text("须先要求申请人说明理由。", "The applicant must be asked for reasons first.")
        raise InvalidInput("reply-without-cause", words, where="kind")
    known = reply_kinds()[kind]
    assert info_request.received_on is not None, "what is in hand has been received"
    grounds = exemptions_on(info_request.received_on)
    if ground and (not known.rests_on_ground or ground not in grounds):
        words = Text("这种答复不以该理由为据。", "This reply does not rest on that ground.")
        raise InvalidInput("ground-unfit", words, where="ground")
    if known.rests_on_ground and not ground:
        words = Text("不予公开须写明理由所在的条款。", "A refusal needs the ground it rests on.")
        raise InvalidInput("ground-missing", words, where="ground")
    usual = known.row("2021", ground=grounds.get(ground))
    if row and row not in (usual, *known.also):
        words = Text("这种答复不归入该栏。", "This reply does not end on that row.")
        raise InvalidInput("row-unfit", words, where="row")
    return row or usual


@transaction.atomic
def submit_draft(info_request: InfoRequest, *, by: User, at: datetime) -> None:
    """Send the draft on: to the legal adviser where the rule of the body wants one, else to secrecy screening."""
    reply, today = latest_reply(info_request), localdate(at)
    is_advised = reply is not None and needs_adviser(reply.row, info_request.public_body, today)
    name = "to_adviser" if is_advised else "to_screening"
    with make_move(info_request, name, by=by, at=at, facts=given(draft=reply)) as move:
        assert reply is not None, "the flow wants a draft"
        if reply.pk != getattr(latest_reply(info_request), "pk", None):
            raise MoveRefused(
                "draft-changed", Text("答复稿刚刚改过，请重试。", "The draft has just changed: try again.")
            )
        lacking = missing_in(info_request, reply)
        if lacking is not None:
            raise MoveRefused("draft-incomplete", lacking)
        move.note(reply=reply.pk, row=reply.row)


@transaction.atomic
def advise(info_request: InfoRequest, *, opinion: str, by: User, at: datetime, on_paper: OnPaper | None = None) -> None:
    """The legal adviser finds the draft lawful: another person than its writer."""
    with make_move(info_request, "advise", by=by, at=at, on_paper=on_paper) as move:
        _not_own(info_request, move)
        keep_decision(info_request, "advise", opinion, move.signer, at)


@transaction.atomic
def find_fault(
    info_request: InfoRequest, *, reason: str, by: User, at: datetime, on_paper: OnPaper | None = None
) -> None:
    """The legal adviser wants the draft changed."""
    with make_move(info_request, "object", by=by, at=at, facts=given(reason=reason), on_paper=on_paper) as move:
        keep_decision(info_request, "object", reason, move.signer, at)


@transaction.atomic
def clear_secrecy(
    info_request: InfoRequest, *, basis: str, by: User, at: datetime, on_paper: OnPaper | None = None
) -> None:
    """The secrecy reviewer finds that the draft gives no secret away: another person than its writer. law: 17."""
    with make_move(info_request, "clear_secrecy", by=by, at=at, facts=given(basis=basis), on_paper=on_paper) as move:
        _not_own(info_request, move)
        keep_decision(info_request, "clear_secrecy", basis, move.signer, at)


@transaction.atomic
def stop_secrecy(
    info_request: InfoRequest, *, basis: str, by: User, at: datetime, on_paper: OnPaper | None = None
) -> None:
    """The secrecy reviewer sends it back: it may go out only changed, or not at all."""
    with make_move(info_request, "stop_secrecy", by=by, at=at, facts=given(basis=basis), on_paper=on_paper) as move:
        keep_decision(info_request, "stop_secrecy", basis, move.signer, at)


@transaction.atomic
def sign(
    info_request: InfoRequest, *, opinion: str = "", by: User, at: datetime, on_paper: OnPaper | None = None
) -> None:
    """The leader signs the reply: another person than its writer."""
    with make_move(info_request, "sign", by=by, at=at, on_paper=on_paper) as move:
        _not_own(info_request, move)
        keep_decision(info_request, "sign", opinion, move.signer, at)


@transaction.atomic
def return_draft(
    info_request: InfoRequest, *, reason: str, by: User, at: datetime, on_paper: OnPaper | None = None
) -> None:
    with make_move(info_request, "return_draft", by=by, at=at, facts=given(reason=reason), on_paper=on_paper) as move:
        keep_decision(info_request, "return_draft", reason, move.signer, at)


@transaction.atomic
def recall(info_request: InfoRequest, *, reason: str, by: User, at: datetime) -> None:
    """Take a draft back before it is served, to extend, to consult, or to change it."""
    with make_move(info_request, "recall", by=by, at=at, facts=given(reason=reason)) as move:
        keep_decision(info_request, "recall", reason, move.signer, at)


def _not_own(info_request: InfoRequest, move: OpenMove) -> None:
    """Raises MoveRefused where somebody would decide on what they drafted themselves."""
    reply = latest_reply(info_request)
    if reply is not None and reply.drafted_by_id in (move.signer.pk, move.mandate.on_behalf_of):
        words = Text("起草人不能审查、签发自己的答复稿。", "Nobody decides on a draft of their own.")
        raise MoveRefused("own-work", words)
