"""Reviews and suits of the invented county, taken as far as a test wants them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from gongkai.apps.remedies import services
from gongkai.apps.remedies.models import Dispute
from gongkai.apps.remedies.services import Entered
from tests.apps.builders import TODAY, County

ACT = "对公开招生计划申请的答复"


def at(day: date) -> datetime:
    """The morning of a day in China."""
    return datetime.combine(day, time(2), tzinfo=UTC)


def entered(county: County, kind: str = "review", *, on: date = TODAY, **changes: object) -> Dispute:
    role = "respondent" if kind == "review" else "defendant"
    forum = "示范市人民政府" if kind == "review" else "示范市中级人民法院"
    given: dict[str, object] = {"kind": kind, "role": role, "forum": forum, "received_on": on, "act": ACT}
    return services.enter_dispute(
        body=county.body,
        given=Entered(**(given | changes)),
        by=county.person("handler"),
        at=at(on),  # type: ignore[arg-type]
    )


def decided(
    county: County, dispute: Dispute, result: str = "maintained", *, on: date = TODAY, **more: object
) -> Dispute:
    form = {"review": "decision"}.get(dispute.kind, "judgment")
    given: dict[str, object] = {"form": form} | more
    services.decide(dispute, result=result, on=on, by=county.person("handler"), at=at(on), **given)  # type: ignore[arg-type]
    return dispute


def appealed(county: County, dispute: Dispute, *, on: date) -> Dispute:
    services.appeal(dispute, on=on, by=county.person("handler"), at=at(on))
    return dispute
