"""Acts on the rule book: a rule or flow chart begun, and each further version of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.apps.accounts.models import User
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core import audit
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.document_flow import RULE_BOOK_KINDS, RULE_BOOK_TOPICS
from gongkai.apps.disclosure.models import Publication, RuleBookEntry, RuleBookVersion
from gongkai.apps.disclosure.services.drafting import draft_publication
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class RuleText:
    """A version as it is begun: when it holds, and its text."""

    title: str
    body_html: str
    valid_from: date
    valid_until: date | None = None


def draft_rule(*, body: PublicBody, kind: str, topic: str, text: RuleText, by: User, at: datetime) -> RuleBookVersion:
    """Begin a rule or flow chart, or a new version of the one with that title. Call it outside any transaction.

    Its text is a publication: it passes the reviews before anybody reads it, and its files hang there.
    raises  NotPermitted for anybody but a clerk of the body; InvalidInput for days out of order or an unknown topic
    """
    if kind not in RULE_BOOK_KINDS or topic not in RULE_BOOK_TOPICS:
        raise InvalidInput("rule-book-kind", Text("没有这一类。", "There is no such kind or topic."), where="topic")
    check_version_days(
        RuleBookEntry.objects.filter(public_body=body, kind=kind, title=text.title.strip()).first(), text
    )
    details = Details(kind="other", formed_on=None)
    drafted = draft_publication(body=body, title=text.title, body_html=text.body_html, by=by, at=at, details=details)
    return _bind(drafted, kind, topic, text, by=by, at=at)


@transaction.atomic
def _bind(
    publication: Publication, kind: str, topic: str, text: RuleText, *, by: User, at: datetime
) -> RuleBookVersion:
    body = publication.public_body
    entry, _is_new = RuleBookEntry.objects.select_for_update().get_or_create(
        public_body=body, kind=kind, title=publication.title, defaults={"topic": topic, "created_at": at}
    )
    check_version_days(entry, text)
    version = RuleBookVersion(entry=entry, publication=publication, valid_from=text.valid_from)
    version.number, version.valid_until, version.created_at = next_number(entry), text.valid_until, at
    version.full_clean()
    version.save()
    facts: dict[str, audit.Fact] = {"entry": entry.pk, "number": version.number}
    audit.record("disclosure.draft_rule", by=by.actor, at=at, subject=version, body_id=body.pk, facts=facts)
    return version


def next_number(entry: RuleBookEntry) -> int:
    last = entry.versions.last()
    return last.number + 1 if last else 1


def check_version_days(entry: RuleBookEntry | None, text: RuleText) -> None:
    """A version ends after it begins, and begins after those before it. Raises InvalidInput."""
    if text.valid_until is not None and text.valid_until < text.valid_from:
        words = Text("有效期止日早于施行日期。", "It ends before it begins.")
        raise InvalidInput("rule-book-days", words, where="valid_until")
    last = entry.versions.order_by("valid_from").last() if entry else None
    if last is not None and text.valid_from <= last.valid_from:
        words = Text("新版本应晚于上一版本（{day}）施行。", "A new version begins after the one before it ({day}).")
        raise InvalidInput("rule-book-days", words.format(day=last.valid_from), where="valid_from")
