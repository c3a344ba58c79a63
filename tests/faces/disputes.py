"""Reviews and suits of the invented world: late, near, answered, with a reply anew ordered, on appeal."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.remedies import services
from gongkai.apps.remedies.models import Dispute
from gongkai.apps.remedies.services import Entered
from tests.apps.builders import County

ACTS = (
    "对公开县道改造工程竣工验收报告申请的答复",
    "对公开低保审批台账申请不予公开的决定",
    "未在法定期限内答复公开药品采购合同的申请",
)
COURT, ABOVE = "示范市中级人民法院", "示范市人民政府"


def fill(county: County, now: datetime) -> None:
    """A register as it stands on a working day."""
    by = county.people["handler", county.body.pk]
    _enter(county, now, 25, kind="review", act=ACTS[0], number="示市政复〔2026〕3号")
    _enter(county, now, 12, kind="direct", act=ACTS[1], number="（2026）演01行初8号")
    answered = _enter(county, now, 9, kind="review", act=ACTS[2])
    services.answer(answered, proof="行政复议答复书", on=localdate(now), by=by, at=now)
    replied = InfoRequest.objects.filter(root=county.body, state="replied").first()
    ordered = _enter(county, now, 0, kind="review", act="", number="示市政复〔2026〕9号", info_request=replied)
    today = localdate(now)
    until = today + timedelta(days=20)
    services.decide(
        ordered, result="annulled", form="decision", on=today, orders_reanswer=True, reanswer_until=until, by=by, at=now
    )
    suit = _enter(county, now, 60, kind="after_review", act=ACTS[1], number="（2026）演01行初2号")
    at = now - timedelta(days=20)
    services.decide(suit, result="claim_rejected", form="judgment", on=localdate(at), by=by, at=at)
    services.appeal(suit, on=localdate(now), by=by, at=now)


def _enter(
    county: County,
    now: datetime,
    days_ago: int,
    *,
    kind: str,
    act: str,
    number: str = "",
    info_request: InfoRequest | None = None,
) -> Dispute:
    at = now - timedelta(days=days_ago)
    role = "respondent" if kind == "review" else "defendant"
    forum = ABOVE if kind == "review" else COURT
    given = Entered(kind, role, forum, localdate(at), act, number, info_request)
    return services.enter_dispute(body=county.body, given=given, by=county.people["handler", county.body.pk], at=at)
