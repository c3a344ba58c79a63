"""Requests of the invented county, taken as far as a test wants them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.identity import Identity
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.needs import DAYS, needs_of
from gongkai.apps.inforequests.services import Asked, Submitted
from tests.apps.builders import NOW, TODAY, County

WHO = Identity("演示申请人", "110101199003070000", phone="13900000000", email="yanshi@example.invalid")
LETTER = {"whom": "演示单位", "what": "是否同意公开"}
WANTED = "2025年度示范县义务教育招生计划"


def asked(**changes: object) -> Asked:
    values: dict[str, object] = {
        "identity": WHO,
        "applicant_class": "natural_person",
        "wanted": WANTED,
        "manner": "electronic",
        "receipt_way": "online",
    }
    return Asked(**(values | changes))  # type: ignore[arg-type]


def at(day: date) -> datetime:
    """The morning of a day in China."""
    return datetime.combine(day, time(2), tzinfo=UTC)


def online(county: County, *, key: str = "a", on: date = TODAY, **changes: object) -> Submitted:
    return services.submit_request(
        government=county.government, body=county.body, asked=asked(**changes), key=key, address="192.0.2.1", at=at(on)
    )


def handed_in(county: County, *, on: date = TODAY, **changes: object) -> InfoRequest:
    """Handed in over the counter, and registered: its day of receipt is fixed."""
    clerk = county.person("inbound_clerk")
    submitted = services.enter_request(
        government=county.government,
        body=county.body,
        asked=asked(**changes),
        channel="in_person",
        arrived_on=on,
        by=clerk,
        at=at(on),
    )
    services.register(submitted.info_request, by=clerk, at=at(on))
    return submitted.info_request


def in_hand(county: County, *, on: date = TODAY, **changes: object) -> InfoRequest:
    info_request = handed_in(county, on=on, **changes)
    services.assign(info_request, unit=county.body, by=county.person("inbound_clerk"), at=at(on))
    services.accept(info_request, by=county.person("handler"), at=at(on))
    return info_request


def says_for(kind: str, ground: str, day: date) -> dict[str, str]:
    """All that such a reply must say."""
    return {need: "2026-01-05" if need in DAYS else "演示内容" for need in needs_of(kind, ground, day)}


def drafted(county: County, *, kind: str = "A2", ground: str = "", on: date = TODAY) -> InfoRequest:
    info_request = in_hand(county, on=on)
    says = says_for(kind, ground, on)
    services.draft_reply(
        info_request, kind=kind, ground=ground, text="答复如下。", says=says, by=county.person("handler"), at=at(on)
    )
    return info_request


def to_sign(county: County, *, on: date = TODAY) -> InfoRequest:
    """With a draft that waits for the leader."""
    info_request = drafted(county, on=on)
    services.submit_draft(info_request, by=county.person("handler"), at=at(on))
    cleared(info_request, county, at(on))
    assert info_request.state == "in_signature"
    return info_request


def cleared(info_request: InfoRequest, county: County, now: datetime) -> None:
    """Past the legal adviser, where it goes there, and past secrecy screening."""
    if info_request.state == "in_legal_review":
        services.advise(info_request, opinion="合法", by=county.person("legal_adviser"), at=now)
    services.clear_secrecy(info_request, basis="不涉密", by=county.person("secrecy_reviewer"), at=now)


def signed(county: County, *, kind: str = "A2", ground: str = "", on: date = TODAY) -> InfoRequest:
    info_request = drafted(county, kind=kind, ground=ground, on=on)
    services.submit_draft(info_request, by=county.person("handler"), at=at(on))
    cleared(info_request, county, at(on))
    services.sign(info_request, by=county.person("leader"), at=at(on))
    return info_request


def replied(county: County, *, kind: str = "A2", ground: str = "", on: date = TODAY) -> InfoRequest:
    info_request = signed(county, kind=kind, ground=ground, on=on)
    services.serve(info_request, way="in_person", proof="当面签收", on=on, by=county.person("inbound_clerk"), at=at(on))
    return info_request


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)
