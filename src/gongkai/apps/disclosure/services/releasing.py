"""What the public sees: releasing, correcting, withdrawing. law: ogi2019/26."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.moves import OnPaper, make_move
from gongkai.apps.core.typed import refuse_marked
from gongkai.apps.disclosure import clock
from gongkai.apps.disclosure.flow import APPROVALS
from gongkai.apps.disclosure.interpretation_rule import release_bar, take_from_register
from gongkai.apps.disclosure.models import NormativeDocument, Publication, SignOff, Version
from gongkai.apps.disclosure.personal_words import refuse_personal
from gongkai.apps.disclosure.services.drafting import keep_version
from gongkai.apps.disclosure.texts import details_of, public_details, take_details, working_text
from gongkai.apps.disclosure.vocabulary import OPENNESS, PROACTIVE
from gongkai.bilingual import Text
from gongkai.errors import MoveRefused


@transaction.atomic
def publish_publication(publication: Publication, *, by: User, at: datetime, on_paper: OnPaper | None = None) -> None:
    """Release the text in work; a correction takes the place of the text before it. law: ogi2019/26."""
    with make_move(publication, "publish", by=by, at=at, on_paper=on_paper) as move:
        text = check_releasable(publication)
        text.released_at = at
        text.save()
        publication.title, publication.body_html = text.title, text.body_html
        take_details(publication, details_of(text))
        take_from_register(publication)
        NormativeDocument.objects.filter(publication=publication).update(title=text.title)
        if publication.published_on is None:
            publication.published_at, publication.published_on = at, localdate(at)
        else:
            publication.corrected_on = localdate(at)
        publication.withdrawn_on = None
        forget_plan(publication)
        end_change(publication)
        move.note(version=text.number)
        move.queue("disclosure.published", publication)


@transaction.atomic
def withhold_publication(publication: Publication, *, by: User, at: datetime, on_paper: OnPaper | None = None) -> None:
    """Keep what was reviewed as on request only or withheld: it never becomes public. law: ogi2019/13, 14-16."""
    with make_move(publication, "withhold", by=by, at=at, on_paper=on_paper) as move:
        text = working_text(publication)
        _check_reviewed(publication, text)
        details = details_of(text)
        if details.openness == PROACTIVE:
            words = Text("公开方式是主动公开，应当发布。", "It is to be published, so it cannot be kept back.")
            hint = Text(
                "请退回修改公开方式并写明依据。", "Send it back; there the way and its legal ground are changed."
            )
            raise MoveRefused("to-be-published", words, hint=hint)
        if publication.is_public:
            words = Text("公众还能看到原来的内容。", "The public still reads the text before it.")
            raise MoveRefused("still-public", words, hint=Text("请先撤下。", "Withdraw it first."))
        forget_plan(publication)
        end_change(publication)
        move.note(version=text.number, openness=details.openness, ground=details.ground)


def correct_publication(publication: Publication, *, reason: str, by: User, at: datetime) -> None:
    """Begin the correction of what is public: the public reads the old text until the new one has been reviewed.

    Call it outside any transaction.
    raises  MoveRefused, NotPermitted; InvalidInput for a reason with a secrecy mark or personal data
    """
    _check_reason(publication, reason, by, at)
    _rewrite(publication, "correct", reason, by, at)


def rework_publication(publication: Publication, *, reason: str, by: User, at: datetime) -> None:
    """Write anew what was withdrawn or withheld; all reviews come before it is public again. Raises as above."""
    _check_reason(publication, reason, by, at)
    _rewrite(publication, "rework", reason, by, at)


@transaction.atomic
def drop_correction(publication: Publication, *, by: User, at: datetime) -> None:
    """Leave the public text as it is. The dropped one stays among the versions, and the public one is in work again."""
    with make_move(publication, "drop_correction", by=by, at=at):
        public = public_details(publication)
        keep_version(publication, publication.title, publication.body_html, by=None, at=at, details=public)
        end_change(publication)
        publication.versions.filter(number=working_text(publication).number).update(
            released_at=publication.published_at
        )


def withdraw_publication(
    publication: Publication, *, reason: str, by: User, at: datetime, on_paper: OnPaper | None = None
) -> None:
    """Take it from the public at once, also while it is being corrected; its address says so and why.

    Called and raises as a correction.
    """
    _check_reason(publication, reason, by, at)
    _withdraw(publication, reason, by, at, on_paper)


@transaction.atomic
def _withdraw(publication: Publication, reason: str, by: User, at: datetime, on_paper: OnPaper | None) -> None:
    facts = ("reason",) if reason.strip() else ()
    with make_move(publication, "withdraw", by=by, at=at, facts=facts, on_paper=on_paper) as move:
        publication.withdrawn_on = localdate(at)
        publication.pinned_until = None
        forget_plan(publication)
        end_change(publication)
        sign_off = SignOff(publication=publication, move="withdraw", opinion=reason.strip(), by=move.signer, at=at)
        sign_off.round, sign_off.version = publication.round, working_text(publication).number
        sign_off.full_clean()
        sign_off.save()
        move.queue("disclosure.withdrawn", publication)


def _check_reason(publication: Publication, reason: str, by: User, at: datetime) -> None:
    """The public reads it as it is typed, and nobody reviews it."""
    body = publication.public_body
    refuse_marked(lines=[reason], by=by.actor, at=at, body_id=body.pk)
    refuse_personal({"reason": reason}, body)


@transaction.atomic
def _rewrite(publication: Publication, name: str, reason: str, by: User, at: datetime) -> None:
    facts = ("reason",) if reason.strip() else ()
    with make_move(publication, name, by=by, at=at, facts=facts):
        if not publication.versions.exists():
            public = public_details(publication)
            first = keep_version(publication, publication.title, publication.body_html, by=None, at=at, details=public)
            first.released_at = publication.published_at
            first.save()
        before = working_text(publication)
        kept = details_of(before)
        keep_version(publication, before.title, before.body_html, by=by, at=at, reason=reason.strip(), details=kept)
        publication.changed_on = localdate(at)
        clock.settle(publication)


def check_releasable(publication: Publication, *, planned_for: datetime | None = None) -> Version:
    """The text in work, if nothing but the act of a publisher is missing, now or then. Raises MoveRefused."""
    text = working_text(publication)
    _check_reviewed(publication, text)
    _check_proactive(text)
    bar = release_bar(publication, planned_for=planned_for)
    if bar is not None:
        raise bar
    return text


def forget_plan(publication: Publication) -> None:
    """No release is planned any more. The caller saves it."""
    publication.planned_for = publication.planned_by = None


def end_change(publication: Publication) -> None:
    """No change of what was public once is in work any more, so none is due. The caller saves it."""
    publication.changed_on = None
    clock.settle(publication)


def _check_proactive(text: Version) -> None:
    """Raises MoveRefused for what is withheld, or given on request only."""
    openness = details_of(text).openness
    if openness != PROACTIVE:
        words = Text("公开方式为“{way}”，不能发布。", "It is marked “{way}” and cannot be published.")
        hint = Text("可以登记为不主动公开，或退回修改公开方式。", "Keep it back, or send it back to change the way.")
        raise MoveRefused("not-proactive", words.format(way=OPENNESS[openness]), hint=hint)


def _check_reviewed(publication: Publication, text: Version) -> None:
    """Every review of the rule and the secrecy screening passed on this very text. Raises MoveRefused."""
    needed = {*APPROVALS[: publication.reviews], "clear", *(("sign",) if publication.leader_signs else ())}
    passed = publication.sign_offs.filter(round=publication.round, version=text.number, move__in=needed)
    if set(passed.values_list("move", flat=True)) != needed:
        words = Text("审核或保密审查不全，不能发布。", "A review or the secrecy screening is missing.")
        hint = Text("请退回后重新送审。", "Send it back and submit it again.")
        raise MoveRefused("not-reviewed", words, hint=hint)
