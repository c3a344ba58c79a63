"""The service of a signed reply, with its proof. law: ogi2019/33; q235 (the day of posting counts)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import make_move
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.inforequests.models import Delivery, InfoRequest
from gongkai.apps.inforequests.selectors import latest_reply
from gongkai.apps.inforequests.services.ending import end
from gongkai.apps.inforequests.services.facts import given, keep_decision, keep_fact
from gongkai.apps.inforequests.services.letters import serve_with_reply
from gongkai.apps.inforequests.words import WAYS_OF_SERVICE
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput
from gongkai.law import Event
from gongkai.text.post_numbers import post_number


@transaction.atomic
def serve(
    info_request: InfoRequest,
    *,
    way: str,
    proof: str,
    on: date,
    late_unit: PublicBody | None = None,
    late_reason: str = "",
    by: User,
    at: datetime,
) -> None:
    """Serve the signed reply: handed over, sent electronically, or given to China Post on that day.

    It ends on its row that day.

    late_*  who was late and why: needed after the due day, refused before it
    raises  InvalidInput, also for a number China Post cannot have given; MoveRefused while the body's rule wants a
            sealed letter and there is none
    """
    with make_move(info_request, "serve", by=by, at=at, facts=given(proof=proof)) as move:
        reply = latest_reply(info_request)
        assert reply is not None, "what is signed was drafted"
        is_posted = way == "china_post"
        event = Event("reply_posted", on, carrier="china_post") if is_posted else Event("reply_delivered", on)
        kept_proof = _checked_proof(way, proof)
        serve_with_reply(reply, on=on, proof=kept_proof, by=by, at=at)
        end(info_request, reply.row, on)
        deadline = keep_fact(info_request, event, by=by.actor, at=at)
        _check_lateness(info_request, deadline.kept is False, late_unit, late_reason)
        delivery = Delivery(info_request=info_request, way=way, proof=kept_proof)
        delivery.posted_on, delivery.delivered_on = (on, None) if is_posted else (None, on)
        delivery.late_unit, delivery.late_reason = late_unit, late_reason.strip()
        delivery.full_clean()
        delivery.save()
        keep_decision(info_request, "serve", kept_proof, move.signer, at)
        move.note(on=on.isoformat(), way=way, outcome=info_request.outcome, in_time=deadline.kept)
        move.queue("inforequests.replied", info_request)


@transaction.atomic
def record_delivery(info_request: InfoRequest, *, proof: str, on: date, by: User, at: datetime) -> None:
    """Record the day a posted reply reached the applicant: remedies count from it."""
    with make_move(info_request, "record_delivery", by=by, at=at, facts=given(proof=proof)) as move:
        keep_fact(info_request, Event("reply_delivered", on), by=by.actor, at=at)
        Delivery.objects.filter(info_request=info_request).update(delivered_on=on)
        keep_decision(info_request, "record_delivery", proof, move.signer, at)
        move.note(on=on.isoformat())


def _checked_proof(way: str, proof: str) -> str:
    if way not in WAYS_OF_SERVICE:
        raise InvalidInput(
            "unknown-service", Text("没有这种送达方式。", "There is no such way of service."), where="way"
        )
    if way != "china_post":
        return proof.strip()
    number = post_number(proof)
    if number is None:
        words = Text(
            "邮件号应为 13 位，带字母的须与校验位相符（如 EA473124829CN），请对照回执核对。",
            "A number of China Post has thirteen signs, those with letters a check digit (EA473124829CN): "
            "compare it with the receipt.",
        )
        raise InvalidInput("post-number", words, where="proof")
    return number


def _check_lateness(info_request: InfoRequest, is_late: bool, unit: PublicBody | None, reason: str) -> None:
    if is_late and (unit is None or not reason.strip()):
        words = Text(
            "已过答复期限，须写明逾期的单位和原因。", "It is past the due day: say which unit was late and why."
        )
        raise InvalidInput("lateness-untold", words, where="late_reason")
    if not is_late and (unit is not None or reason.strip()):
        words = Text("没有逾期，不填写逾期的单位和原因。", "It is not late: leave the late unit and the reason blank.")
        raise InvalidInput("lateness-unfit", words, where="late_reason")
    if unit is not None and not unit.path.startswith(info_request.root.path):
        raise InvalidInput("body-elsewhere", Text("该单位不属于本级政府。", "This body is of another government."))
