"""Letters: made from facts, edited before signature, numbered with it, sealed, served, or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import check_maker
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.core.models import Attachment
from gongkai.apps.core.numbers import next_number
from gongkai.apps.core.sealing import seal
from gongkai.apps.inforequests.letters.compose import composed
from gongkai.apps.inforequests.letters.facts import facts_for, register_facts, remedy_text
from gongkai.apps.inforequests.letters.page import printed_number
from gongkai.apps.inforequests.models import (
    InfoRequest,
    Letter,
    LetterIssue,
    LetterRule,
    LetterService,
    Reply,
    SealedLetter,
)
from gongkai.apps.inforequests.selectors import latest_reply, letter_rule_on, sealed_file_of
from gongkai.apps.inforequests.services.facts import check_day
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, MoveRefused
from gongkai.law import LetterKind, letter_kinds

SEALED_KINDS = frozenset({"application/pdf", "application/ofd", "image/jpeg"})
MAKE = Text("拟制文书", "Make a letter")
ISSUE = Text("签发文书并编号", "Sign and number a letter")
SERVE = Text("登记文书盖章、送达", "Record the sealing and service of a letter")
RULE = Text("设定文书规则", "Set how letters are written")
_WRITERS, _CLERKS = ("handler",), ("inbound_clerk", "handler")


@dataclass(frozen=True, slots=True)
class LetterWays:
    """How a body writes its letters; the fields are those of models.LetterRule."""

    code: str
    issuer: str = ""
    has_red_head: bool = True
    needs_seal: bool = True
    remedy_kind: str = ""
    silence: str = ""
    same_level_government: str = ""
    upper_government: str = ""
    upper_department: str = ""
    court: str = ""


@transaction.atomic
def set_letter_rule(body: PublicBody, ways: LetterWays, *, valid_from: date, by: User, at: datetime) -> LetterRule:
    """How the body writes its letters from that day on. Raises NotPermitted, ValidationError."""
    check_maker(by, RULE, {"office_head"}, body, localdate(at))
    values = {name: getattr(ways, name) for name in LetterWays.__slots__}
    rule = LetterRule(public_body=body, valid_from=valid_from, set_by=by, set_at=at, **values)
    rule.full_clean()
    rule.save(force_insert=True)
    facts: dict[str, audit.Fact] = {"needs_seal": ways.needs_seal, "from": valid_from.isoformat()}
    audit.record("inforequests.set_letter_rule", by=by.actor, at=at, subject=rule, body_id=body.pk, facts=facts)
    return rule


@transaction.atomic
def make_letter(
    info_request: InfoRequest,
    *,
    kind: str,
    given: Mapping[str, str],
    addressee: str = "",
    annexes: str = "",
    by: User,
    at: datetime,
) -> Letter:
    """Compose a letter; what the registers know counts before what was typed.

    addressee  for letters that do not go to the applicant
    raises     InvalidInput naming a missing element; MoveRefused where such a letter cannot be made now; NotPermitted
    """
    info_request.refresh_from_db(from_queryset=InfoRequest.objects.select_for_update())
    check_maker(by, MAKE, _WRITERS, info_request.public_body, localdate(at))
    known = _kind(kind)
    reply = _reply_for(info_request, known)
    _check_none_open(info_request, kind)
    day = localdate(at)
    elements = {**given, **register_facts(info_request, reply, day)}
    text = "\n".join(composed(known, facts_for(info_request, elements, day)))
    letter = Letter(info_request=info_request, reply=reply, kind=kind, text=text, annexes=annexes.strip())
    letter.made_by, letter.made_at = by, at
    letter.sealed_to = _sealed_addressee(info_request, known, addressee)
    letter.full_clean()
    letter.save()
    _record("make_letter", letter, by, at, kind=kind)
    return letter


@transaction.atomic
def edit_letter(letter: Letter, *, text: str, annexes: str = "", by: User, at: datetime) -> None:
    """Change its words before signature; the article it rests on must stay. Raises MoveRefused, InvalidInput."""
    _lock(letter)
    check_maker(by, MAKE, _WRITERS, letter.info_request.public_body, localdate(at))
    _check_open(letter)
    if letter.reply_id is not None and letter.info_request.state != "in_hand":
        words = Text("答复已送审，不能再改。", "The reply is under review and cannot be changed.")
        hint = Text("请先退回或者撤回答复稿。", "Have the draft returned or recalled first.")
        raise MoveRefused("letter-under-review", words, hint=hint)
    basis = letter_kinds()[letter.kind].cite.printed.zh
    if basis in letter.text and basis not in text:
        words = Text("文书须写明依据：{basis}。", "The letter must name its basis: {basis}.").format(basis=basis)
        raise InvalidInput("letter-without-basis", words, where="text")
    letter.text = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    letter.annexes = annexes.strip()
    letter.full_clean()
    letter.save(update_fields=["text", "annexes"])
    _record("edit_letter", letter, by, at)


@transaction.atomic
def issue_letter(letter: Letter, *, by: User, at: datetime) -> LetterIssue:
    """Sign a letter: it takes its number and its day, and its remedy block for that day.

    A reply is issued once the leader has signed its draft; other letters by the head of the disclosure office.
    """
    _lock(letter)
    info_request, day = letter.info_request, localdate(at)
    roles = {"leader", "inbound_clerk"} if letter.reply_id is not None else {"office_head"}
    check_maker(by, ISSUE, roles, info_request.public_body, day)
    _check_open(letter)
    _check_signed(letter)
    rule = letter_rule_on(info_request.public_body, day)
    if rule is None:
        words = Text("本单位还没有设定发文字号。", "The body has no code for its letters yet.")
        hint = Text("请公开机构负责人先设定文书规则。", "The head of the disclosure office sets it first.")
        raise InvalidInput("letter-code-missing", words, hint=hint)
    issue = LetterIssue(letter=letter, public_body=info_request.public_body, on=day, text=letter.text)
    issue.remedy_text = remedy_text(info_request, letter_kinds()[letter.kind], letter.reply, day)
    issue.issued_by, issue.issued_at = by, at
    serial = next_number(f"inforequests.letters.{info_request.public_body_id}.{rule.code}.{day.year}")
    issue.number = printed_number(rule.code, day.year, serial)
    issue.full_clean()
    issue.save(force_insert=True)
    _record("issue_letter", letter, by, at, number=serial, on=day.isoformat())
    return issue


@transaction.atomic
def keep_sealed(letter: Letter, attachment: Attachment, *, by: User, at: datetime) -> SealedLetter:
    """Take in the sealed file, stored before. Raises InvalidInput for another kind than PDF, OFD or JPEG."""
    _lock(letter)
    check_maker(by, SERVE, _CLERKS, letter.info_request.public_body, localdate(at))
    issue = _issued(letter)
    if attachment.media_type not in SEALED_KINDS:
        words = Text("盖章文件只能是 PDF、OFD 或 JPEG。", "A sealed file is PDF, OFD or JPEG.")
        raise InvalidInput("sealed-file-kind", words, where="file")
    sealed = SealedLetter(issue=issue, attachment=attachment, sha256=attachment.sha256, kept_by=by, kept_at=at)
    sealed.full_clean()
    sealed.save(force_insert=True)
    _record("keep_sealed", letter, by, at, sha256=attachment.sha256)
    return sealed


@transaction.atomic
def serve_letter(
    letter: Letter, *, on: date, proof: str, unsealed: Attachment | None = None, by: User, at: datetime
) -> LetterService:
    """Record what was delivered, with its hash: the sealed file, or where the body needs no seal the stored PDF."""
    _lock(letter)
    check_maker(by, SERVE, _CLERKS, letter.info_request.public_body, localdate(at))
    issue = _issued(letter)
    check_day(on, at)
    if on < issue.on:
        words = Text("送达日期早于文书日期。", "It cannot be served before its date.")
        raise InvalidInput("served-too-early", words, where="on")
    file = _file_to_serve(letter, issue, unsealed)
    service = LetterService(issue=issue, on=on, proof=proof.strip(), attachment=file, sha256=file.sha256)
    service.recorded_by, service.recorded_at = by, at
    service.full_clean()
    service.save(force_insert=True)
    _record("serve_letter", letter, by, at, sha256=file.sha256, on=on.isoformat())
    return service


def serve_with_reply(reply: Reply, *, on: date, proof: str, by: User, at: datetime) -> None:
    """The letter of a reply goes out with it, on one day under one proof; nothing where the body seals no letters.

    raises  MoveRefused while there is no such letter, or it is not numbered and sealed
    """
    rule = letter_rule_on(reply.info_request.public_body, localdate(at))
    if rule is None or not rule.needs_seal:
        return
    letter = Letter.objects.filter(reply=reply, taken_back_at__isnull=True).last()
    if letter is None:
        words = Text("这份答复还没有文书。", "There is no letter of this reply yet.")
        hint = Text(
            "请由公开机构负责人撤回答复稿，制作文书后再送审。",
            "The head of the disclosure office recalls the draft; make its letter and send it on again.",
        )
        raise MoveRefused("letter-of-reply-missing", words, hint=hint)
    if not LetterService.objects.filter(issue__letter=letter).exists():
        serve_letter(letter, on=on, proof=proof, by=by, at=at)


@transaction.atomic
def take_back(letter: Letter, *, reason: str, by: User, at: datetime) -> None:
    """A letter that will not go out; a number it has stays used. Raises MoveRefused once it was served."""
    _lock(letter)
    check_maker(by, MAKE, {"handler", "office_head"}, letter.info_request.public_body, localdate(at))
    _check_not_over(letter)
    letter.taken_back_at, letter.taken_back_reason = at, reason.strip()
    if not letter.taken_back_reason:
        raise InvalidInput("reason-missing", Text("请写明理由。", "Give the reason."), where="reason")
    letter.full_clean()
    letter.save(update_fields=["taken_back_at", "taken_back_reason"])
    _record("take_back_letter", letter, by, at)


def _kind(kind: str) -> LetterKind:
    if kind not in letter_kinds():
        raise InvalidInput("unknown-letter", Text("没有这种文书。", "There is no such letter."), where="kind")
    return letter_kinds()[kind]


def _reply_for(info_request: InfoRequest, kind: LetterKind) -> Reply | None:
    """The draft a letter carries. Raises MoveRefused where such a letter cannot be made now."""
    if kind.replies:
        reply = latest_reply(info_request)
        if info_request.state == "in_hand" and reply is not None and reply.kind in kind.replies:
            return reply
        words = Text("{kind}须与办理中的答复稿一致。", "The {kind} needs a draft of this very reply in hand.")
        raise MoveRefused("letter-without-reply", words.format(kind=kind.label))
    if info_request.state not in kind.states or (kind.row and info_request.outcome != kind.row):
        words = Text("现在不能制作{kind}。", "The {kind} cannot be made where the request stands.")
        raise MoveRefused("letter-not-now", words.format(kind=kind.label))
    return None


def _check_none_open(info_request: InfoRequest, kind: str) -> None:
    waiting = info_request.letters.filter(kind=kind, taken_back_at__isnull=True, issue__isnull=True)
    if waiting.exists():
        words = Text("已有一份同类文书尚未签发。", "A letter of this kind waits for signature already.")
        hint = Text("请修改那一份，或者先撤回。", "Edit that one, or take it back first.")
        raise MoveRefused("letter-exists", words, hint=hint)


def _sealed_addressee(info_request: InfoRequest, kind: LetterKind, addressee: str) -> bytes:
    if kind.to == "applicant":
        return b""
    if not addressee.strip():
        words = Text("请写明受文者。", "Say whom the letter is for.")
        raise InvalidInput("addressee-missing", words, where="addressee")
    return seal(bytes(info_request.applicant.key), {"name": addressee.strip()[:100]})


def _lock(letter: Letter) -> None:
    InfoRequest.objects.select_for_update().get(pk=letter.info_request_id)
    letter.refresh_from_db(from_queryset=Letter.objects.select_related("info_request", "reply"))


def _check_not_over(letter: Letter) -> None:
    if letter.taken_back_at is not None:
        raise MoveRefused("letter-taken-back", Text("这份文书已经撤回。", "This letter was taken back."))
    if LetterService.objects.filter(issue__letter=letter).exists():
        raise MoveRefused("letter-served", Text("这份文书已经送达。", "This letter was served."))


def _check_open(letter: Letter) -> None:
    _check_not_over(letter)
    if LetterIssue.objects.filter(letter=letter).exists():
        raise MoveRefused("letter-issued", Text("这份文书已经签发编号。", "This letter is signed and numbered."))


def _check_signed(letter: Letter) -> None:
    """A reply goes out only as the leader signed it."""
    if letter.reply_id is None:
        return
    if letter.info_request.state not in ("signed", "replied"):
        raise MoveRefused("letter-unsigned", Text("答复尚未签发。", "The leader has not signed the reply."))
    if letter.reply != latest_reply(letter.info_request):
        words = Text("这份文书不是按最后的答复稿制作的。", "This letter was made from an older draft.")
        hint = Text("请撤回后重新制作。", "Take it back and make it anew.")
        raise MoveRefused("letter-of-old-draft", words, hint=hint)


def _issued(letter: Letter) -> LetterIssue:
    _check_not_over(letter)
    issue = LetterIssue.objects.filter(letter=letter).first()
    if issue is None:
        raise MoveRefused("letter-not-issued", Text("这份文书尚未签发编号。", "This letter is not signed yet."))
    return issue


def _file_to_serve(letter: Letter, issue: LetterIssue, unsealed: Attachment | None) -> Attachment:
    sealed = sealed_file_of(letter)
    if sealed is not None:
        return sealed.attachment
    rule = letter_rule_on(issue.public_body, issue.on)
    assert rule is not None, "a letter is issued under a rule"
    if rule.needs_seal or unsealed is None:
        words = Text("须先上传盖章后的文件。", "The sealed file must be taken in first.")
        raise MoveRefused("letter-unsealed", words)
    return unsealed


def _record(act: str, letter: Letter, by: User, at: datetime, **facts: audit.Fact) -> None:
    audit.record(
        f"inforequests.{act}",
        by=by.actor,
        at=at,
        subject=letter.info_request,
        body_id=letter.info_request.public_body_id,
        facts={"letter": letter.pk, **facts},
    )
