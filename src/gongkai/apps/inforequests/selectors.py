"""Reads on requests; the one place that says who sees which."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import APPLICANT
from gongkai.apps.accounts.selectors import bodies_of
from gongkai.apps.bodies.models import Government, PublicBody
from gongkai.apps.core.sealing import keyed
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.selectors import public_list
from gongkai.apps.inforequests.flow import BEFORE_RECEIPT, FINAL, INFO_REQUEST
from gongkai.apps.inforequests.models import (
    AdviserRule,
    FeeNotice,
    FeeRule,
    InfoRequest,
    Letter,
    LetterRule,
    Reply,
    SealedLetter,
)
from gongkai.apps.inforequests.words import ADVISED
from gongkai.law import CountedRequest, items_in_month

SEEN_BY = frozenset(move.by for move in INFO_REQUEST.moves) - {APPLICANT.name}
"""The roles that take part in handling requests; nobody else of the body sees one."""
MATCHES = 5
_LOOKED_AT = 200


def visible_to(user: User | None, day: date) -> QuerySet[InfoRequest]:
    """What this person may see: staff the requests of their bodies, handlers also those given to their unit."""
    if user is None:
        return InfoRequest.objects.none()
    mine, handled = bodies_of(user, day, roles=SEEN_BY), bodies_of(user, day, roles=["handler"])
    return InfoRequest.objects.filter(Q(public_body__in=mine) | Q(unit__in=handled))


def desk_list(user: User, day: date) -> QuerySet[InfoRequest]:
    """The same, newest first, with all that a list shows."""
    return visible_to(user, day).select_related("public_body", "unit").order_by("-id")


def request_for(user: User, day: date, *, pk: int) -> InfoRequest | None:
    """One request for a member of staff; None where it is not theirs to see."""
    return desk_list(user, day).filter(pk=pk).first()


def open_list(user: User, day: date) -> QuerySet[InfoRequest]:
    """What this person's bodies have still to answer, the nearest due day first; what has none comes first of all."""
    return desk_list(user, day).exclude(state__in=FINAL).order_by("due_on", "id")


def unconfirmed(user: User, day: date) -> QuerySet[InfoRequest]:
    return desk_list(user, day).filter(state__in=BEFORE_RECEIPT)


def request_with_code(government: Government, *, number: str, code: str) -> InfoRequest | None:
    """What an applicant follows: only with number and code together."""
    digest = code_digest(code)
    found = InfoRequest.objects.filter(root=government.body, number=number.strip(), code_digest=digest)
    return found.select_related("public_body").first()


def code_digest(code: str) -> str:
    return keyed("follow-code", "".join(sign for sign in code.upper() if sign.isalnum())[:40])


def latest_reply(info_request: InfoRequest) -> Reply | None:
    """The draft that counts."""
    return info_request.replies.order_by("-id").first()


def adviser_rule(body: PublicBody, day: date) -> str:
    """Which drafts of this body go to the legal adviser on a day: a key of words.ADVISED."""
    rule = AdviserRule.objects.filter(public_body=body, valid_from__lte=day).last()
    return next(iter(ADVISED)) if rule is None else rule.advised


def needs_adviser(row: str, body: PublicBody, day: date) -> bool:
    """Whether a draft that ends on this row of Table 3 goes to the legal adviser first."""
    rule = adviser_rule(body, day)
    if rule == "denied":
        return row == "partial" or row.startswith("denied.")
    return rule == "all" or row != "granted"


def matching_publications(government: Government, words: str) -> list[Publication]:
    """What is published already and shares most with these words: at most five, the likeliest first."""
    pairs = list(dict.fromkeys(_pairs(words)))[:40]
    if not pairs:
        return []
    asked = Q()
    for pair in pairs:
        asked |= Q(title__icontains=pair)
    found = [(_shared(one.title, pairs), one) for one in public_list(government).filter(asked)[:_LOOKED_AT]]
    least = 2 if len(pairs) > 2 else 1
    found.sort(key=lambda pair: -pair[0])
    return [one for number, one in found if number >= least][:MATCHES]


def _pairs(words: str) -> Iterator[str]:
    """Every two signs that stand side by side; Chinese has no spaces to cut at."""
    for word in "".join(sign if sign.isalnum() else " " for sign in words.casefold()[:200]).split():
        yield from (word[at : at + 2] for at in range(len(word) - 1))


def _shared(title: str, pairs: list[str]) -> int:
    folded = title.casefold()
    return sum(pair in folded for pair in pairs)


def letter_rule_on(body: PublicBody, day: date) -> LetterRule | None:
    """How the body writes letters on that day; None where nobody has said."""
    return body.letter_rules.filter(valid_from__lte=day).order_by("valid_from", "id").last()


def fee_rule_on(body: PublicBody, day: date) -> FeeRule | None:
    """How the body charges on that day; None where it does not."""
    rule = body.fee_rules.filter(valid_from__lte=day).order_by("valid_from", "id").last()
    return rule if rule is not None and rule.method else None


def fee_notice_of(info_request: InfoRequest) -> FeeNotice | None:
    return FeeNotice.objects.filter(info_request=info_request).first()


def items_before(info_request: InfoRequest) -> int:
    """Items of the same applicant at the same body, received in the same calendar month before this request."""
    received, applicant = info_request.received_on, info_request.applicant
    if received is None or not (applicant.document_index or applicant.name_index):
        return 0
    same = (
        Q(applicant__document_index=applicant.document_index)
        if applicant.document_index
        else Q(applicant__name_index=applicant.name_index)
    )
    earlier = Q(received_on__lt=received) | Q(received_on=received, pk__lt=info_request.pk)
    found = InfoRequest.objects.filter(same, earlier, public_body=info_request.public_body_id)
    counted = found.values_list("received_on", "fee_notice__method", "fee_notice__units").order_by()
    return items_in_month(
        (CountedRequest(day, units if method == "by_item" else 1) for day, method, units in counted if day), received
    )


def letters_of(info_request: InfoRequest) -> QuerySet[Letter]:
    """Its letters, newest first, with what a list shows."""
    found = Letter.objects.filter(info_request=info_request)
    return found.select_related("issue", "issue__service", "reply", "made_by").order_by("-id")


def letter_for(user: User, day: date, *, pk: int, letter: int) -> Letter | None:
    """One letter of a request this member of staff may see; None otherwise."""
    found = Letter.objects.filter(pk=letter, info_request=pk, info_request__in=visible_to(user, day))
    return found.select_related("issue", "issue__service", "reply", "info_request__public_body").first()


def sealed_file_of(letter: Letter) -> SealedLetter | None:
    """The sealed file that counts."""
    return SealedLetter.objects.filter(issue__letter=letter).select_related("attachment").last()
