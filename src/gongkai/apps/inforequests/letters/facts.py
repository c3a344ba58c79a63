"""What the registers know of a letter: its elements, the names for its remedy block, and the page it makes."""

from __future__ import annotations

from datetime import date
from typing import cast

from gongkai.apps.bodies.kinds import GOVERNMENT_KINDS, Kind
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.selectors import disclosure_office_on, name_on, parent_on
from gongkai.apps.core.sealing import unseal
from gongkai.apps.inforequests.clock import deadline_of
from gongkai.apps.inforequests.identity import Identity
from gongkai.apps.inforequests.letters.compose import Facts, printed_day, reply_slip
from gongkai.apps.inforequests.letters.fees import fee_of, printed_line, printed_tariff
from gongkai.apps.inforequests.letters.page import LetterPage, printed_number
from gongkai.apps.inforequests.letters.pdf import Posting
from gongkai.apps.inforequests.letters.remedies import Local, remedy_block
from gongkai.apps.inforequests.models import InfoRequest, Letter, LetterIssue, LetterRule, Reply
from gongkai.apps.inforequests.selectors import fee_notice_of, letter_rule_on
from gongkai.law import LetterKind, exemptions_on, letter_kinds, remedy
from gongkai.law.receipt import Channel, receipt_rule
from gongkai.law.remedies import Silence

_GOVERNMENT = "人民政府"
_REMEDY_KINDS: dict[str, str] = {
    Kind.PROVINCE: "provincial_government",
    Kind.CITY: "city_government",
    Kind.COUNTY: "county_government",
    Kind.DEPARTMENT: "department",
    Kind.TOWNSHIP: "township",
    Kind.SUBDISTRICT: "subdistrict",
}
_OTHERS = "authorised_organisation"


def register_facts(info_request: InfoRequest, reply: Reply | None, day: date) -> dict[str, str]:
    """The elements that nobody types, as printed; those that are not known are left out."""
    known = {"registration_number": info_request.number}
    if info_request.received_on is None:
        return known
    received = info_request.received_on
    rule = receipt_rule(cast(Channel, info_request.channel), received)
    known["received_on"] = printed_day(received)
    known["how_received"] = f"{rule.label.zh}，依照{rule.cite.printed.zh}认定"
    deadline = deadline_of(info_request, as_of=day)
    if deadline is not None and deadline.due_on is not None:
        known["due_on"] = printed_day(deadline.due_on)
    if reply is not None and reply.ground:
        known["ground"] = exemptions_on(received)[reply.ground].cite.printed.zh
    return known | _closing(info_request) | _fee(info_request)


def facts_for(info_request: InfoRequest, given: dict[str, str], day: date) -> Facts:
    you = "你" if info_request.applicant_class == "natural_person" else "你单位"
    notice = fee_notice_of(info_request)
    tariff = printed_tariff(fee_of(notice)) if notice is not None else ""
    return Facts(given, info_request.wanted, you, day, info_request.received_on or day, tariff)


def _fee(info_request: InfoRequest) -> dict[str, str]:
    notice = fee_notice_of(info_request)
    if notice is None:
        return {}
    fee = fee_of(notice)
    derived = "；".join(printed_line(line, fee.unit.zh) for line in fee.lines if line.rate_yuan)
    before = f"本月此前已计{fee.already}件，" if fee.already else ""
    return {
        "fee_count": f"{before}本次{fee.units}{fee.unit.zh}",
        "fee_amount": f"{notice.yuan}元（{derived}）",
        "fee_way": notice.way,
    }


def remedy_text(info_request: InfoRequest, kind: LetterKind, reply: Reply | None, day: date) -> str:
    """The remedy block of a letter that bears this day; "" for a kind that has none."""
    outcome = reply.row if kind.remedy == "reply" and reply is not None else kind.remedy
    return "" if outcome == "none" else block_for(info_request.public_body, outcome, day)


def block_for(body: PublicBody, outcome: str, day: date) -> str:
    """The block for an outcome of law.remedy, such as no_reply, with the names of the place."""
    rule = letter_rule_on(body, day)
    kind = rule.remedy_kind if rule and rule.remedy_kind else _REMEDY_KINDS.get(body.kind, _OTHERS)
    silence = cast(Silence, rule.silence) if rule and rule.silence else None
    return remedy_block(remedy(kind, outcome, on=day, silence=silence), _local(body, rule, day))


def issuer_of(body: PublicBody, rule: LetterRule | None, day: date) -> str:
    return rule.issuer if rule and rule.issuer else _printed_name(body, day)


def page_of(letter: Letter, addressee: str, *, today: date) -> LetterPage:
    """The letter as it would be printed: as issued, or as it stands today with its number left blank."""
    info_request, kind = letter.info_request, letter_kinds()[letter.kind]
    issue: LetterIssue | None = getattr(letter, "issue", None)
    day = issue.on if issue else today
    body = info_request.public_body
    rule = letter_rule_on(body, day)
    issuer = issuer_of(body, rule, day)
    block = issue.remedy_text if issue else remedy_text(info_request, kind, letter.reply, day)
    has_slip = any(element.id == "reply_slip" for element in kind.needs)
    office = disclosure_office_on(body, day)
    return LetterPage(
        issuer=issuer,
        title=kind.title,
        number=issue.number if issue else printed_number(rule.code if rule else "", day.year, None),
        addressee=addressee,
        paragraphs=(*(issue.text if issue else letter.text).splitlines(), *([block] if block else [])),
        day=issue.on if issue else None,
        annexes=tuple(letter.annexes.splitlines()),
        note=f"联系部门：{office.name}；联系电话：{office.phone}" if office and office.phone else "",
        slip=reply_slip(issuer) if has_slip else (),
        red_head=rule.has_red_head if rule else True,
    )


def addressee_of(letter: Letter, identity: Identity | None) -> str:
    """Whom it is for; "" once the applicant's data are erased. Whoever prints it records that it was read."""
    if identity is None:
        return ""
    if not letter.sealed_to:
        return identity.name
    return unseal(bytes(letter.info_request.applicant.key), bytes(letter.sealed_to))["name"]


def posting_of(letter: Letter, identity: Identity, *, today: date) -> Posting:
    """What an envelope or an express slip to the applicant bears."""
    body = letter.info_request.public_body
    office = disclosure_office_on(body, today)
    issue: LetterIssue | None = getattr(letter, "issue", None)
    return Posting(
        sender=issuer_of(body, letter_rule_on(body, today), today),
        sender_address=office.address if office else "",
        sender_code=office.post_code if office else "",
        sender_phone=office.phone if office else "",
        receiver=identity.name,
        address=identity.address,
        phone=identity.phone,
        number=issue.number if issue else "",
    )


def _local(body: PublicBody, rule: LetterRule | None, day: date) -> Local:
    above = parent_on(body, day)
    government = _printed_name(above, day) if above is not None and above.kind in GOVERNMENT_KINDS else ""
    named = {"same_level_government": government, "upper_government": government}
    named |= dict.fromkeys(("founding_government", "managing_government", "managing_body"), government)
    if rule is None:
        return Local({key: name for key, name in named.items() if name})
    for key in ("same_level_government", "upper_government", "upper_department"):
        named[key] = getattr(rule, key) or named.get(key, "")
    return Local({key: name for key, name in named.items() if name}, rule.court)


def _printed_name(body: PublicBody, day: date) -> str:
    name = name_on(body, day) or body.name
    return name + _GOVERNMENT if body.kind in GOVERNMENT_KINDS and not name.endswith(_GOVERNMENT) else name


def _closing(info_request: InfoRequest) -> dict[str, str]:
    events = {event.kind: event for event in info_request.events.all()}
    if info_request.outcome == "other.correction_lapsed" and "correction_asked" in events:
        asked = events["correction_asked"]
        until = f"截至{printed_day(asked.until)}，" if asked.until else ""
        return {"closed_by": f"本机关于{printed_day(asked.on)}告知补正，{until}没有收到补正材料"}
    if info_request.outcome == "other.fee_lapsed" and "fee_noticed" in events:
        return {"closed_by": f"收费通知书于{printed_day(events['fee_noticed'].on)}送达，规定期限内没有收到缴费"}
    return {}
