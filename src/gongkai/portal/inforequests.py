"""Requests by the public: what is published already, the form, and following a request by number and code."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.apps.accounts.doors import PublicRequest
from gongkai.apps.bodies.register import own_bodies
from gongkai.apps.disclosure.selectors import public_list
from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.clock import deadline_of
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.selectors import latest_reply, matching_publications, request_with_code
from gongkai.bilingual import Text
from gongkai.errors import CalendarUnknown, GongkaiError
from gongkai.law import ORDER_WORDS, Remedy, body_kinds, load_calendar, remedy, remedy_dates, reply_kinds
from gongkai.law.remedies import RemedyDates
from gongkai.portal.disclosure import HOME
from gongkai.portal.request_forms import CorrectForm, FollowForm, RequestForm
from gongkai.ui.templatetags.ui import words

START = Text("依申请公开", "Ask for information")
FOLLOW = Text("查询申请", "Follow a request")
NEXT: dict[str, Text] = {
    "submitted": Text("接下来：单位与您联系，确认收到申请。", "Next: the body calls you to confirm that it has come."),
    "acknowledged": Text("接下来：请您确认。", "Next: please confirm it."),
    "registered": Text("接下来：交承办人办理。", "Next: it goes to whoever handles it."),
    "in_hand": Text("接下来：承办人查找信息并拟写答复。", "Next: the information is looked for, the answer drafted."),
    "awaiting_correction": Text("接下来：请您补正。", "Next: please correct it."),
    "in_legal_review": Text("接下来：答复稿经法律审查后签发。", "Next: the draft is found lawful and then signed."),
    "in_signature": Text("接下来：答复签发后送达您。", "Next: the answer is signed and served on you."),
    "signed": Text("接下来：答复送达您。", "Next: the answer is served on you."),
}
"""What happens next, in plain words; nothing once it has ended."""
LAW_KINDS = {
    "department": "department",
    "township": "township",
    "subdistrict": "subdistrict",
    "county": "county_government",
    "city": "city_government",
    "province": "provincial_government",
}
"""Kinds of bodies as the remedies know them; others are told no block."""


def request_start(request: PublicRequest) -> HttpResponse:
    """The step before the form: what is published already may be the answer."""
    wanted = request.GET.get("q", "").strip()[:200]
    context = {
        "wanted": wanted,
        "matches": matching_publications(request.government, wanted),
        "crumbs": [(HOME, reverse("portal:home")), (START, "")],
    }
    return render(request, "portal/inforequests/start.html", context)


@require_POST
def request_answered(request: PublicRequest) -> HttpResponse:
    """Somebody found the answer among what is published, and is led there."""
    given = request.POST.get("publication", "")
    pk = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    publication = get_object_or_404(public_list(request.government), pk=pk)
    services.count_answered(publication, on=request.today)
    return redirect("portal:publication", pk=publication.pk)


def request_form(request: PublicRequest) -> HttpResponse:
    """The form; posted, the receipt with number and code. The same form sent twice is one request."""
    form = RequestForm(
        request.POST if request.method == "POST" else None,
        government=request.government,
        bodies=own_bodies(request.government, request.today),
        wanted=request.GET.get("q", "")[:200],
    )
    crumbs = [(HOME, reverse("portal:home")), (START, reverse("portal:request_start")), (Text("申请表", "Form"), "")]
    if request.method == "POST" and form.is_valid():
        try:
            submitted = services.submit_request(
                government=request.government,
                body=form.cleaned_data["body"],
                asked=form.asked(),
                key=form.cleaned_data["key"],
                address=request.META.get("REMOTE_ADDR", ""),
                at=request.now,
            )
            return _private(render(request, "portal/inforequests/receipt.html", {"submitted": submitted}))
        except GongkaiError as error:
            form.add_error(None, _told(error))
    return _private(render(request, "portal/inforequests/form.html", {"form": form, "crumbs": crumbs}))


def request_follow(request: PublicRequest) -> HttpResponse:
    """Number and code open a request; with an act, the applicant's own acts are done. Neither stands in an address."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    crumbs = [(HOME, reverse("portal:home")), (START, reverse("portal:request_start")), (FOLLOW, "")]
    if request.method == "POST" and form.is_valid():
        subject = request_with_code(request.government, **form.cleaned_data)
        if subject is not None:
            _act(request, subject)
            context = {**_page(request, subject), "follow": form, "crumbs": crumbs}
            if request.POST.get("act") == "download" and context["shows_reply"]:
                return _private(_file_of(subject))
            return _private(render(request, "portal/inforequests/request.html", context))
        form.add_error(None, _("No request has this number and code."))
    return _private(render(request, "portal/inforequests/follow.html", {"form": form, "crumbs": crumbs}))


def _act(request: PublicRequest, subject: InfoRequest) -> None:
    """Do what the applicant asks for, or say why not."""
    act, at = request.POST.get("act", ""), request.now
    try:
        if act == "confirm":
            services.confirm(subject, at=at)
        elif act == "withdraw":
            services.withdraw(subject, at=at)
        elif act == "correct":
            services.correct(subject, corrected=request.POST.get("corrected", "")[:4000], at=at)
        else:
            return
    except GongkaiError as error:
        messages.error(request, _told(error))
    else:
        messages.success(request, _("Done. It holds from now on."))


def _page(request: PublicRequest, subject: InfoRequest) -> dict[str, object]:
    open_acts = {move.name for move in InfoRequest.FLOW.moves_from(subject.state, by="applicant")}
    is_answered = subject.state in ("replied", "archived") and subject.outcome and not _ended_itself(subject)
    reply = latest_reply(subject) if is_answered else None
    asked_to_correct = subject.events.filter(kind="correction_asked").last()
    return {
        "subject": subject,
        "state": InfoRequest.FLOW.state(subject.state).label,
        "next": NEXT.get(subject.state),
        "clock": _clock(subject, request.today),
        "open_acts": open_acts,
        "correction": asked_to_correct if "correct" in open_acts else None,
        "correct_form": CorrectForm(),
        "reply": reply,
        "reply_kind": reply_kinds()[reply.kind] if reply else None,
        "shows_reply": reply is not None and subject.receipt_way == "online",
        "remedy": _remedy(subject) if reply else None,
        "last_days": _last_days(subject) if reply else None,
        "order_words": ORDER_WORDS,
    }


def _ended_itself(subject: InfoRequest) -> bool:
    return subject.outcome.startswith("other.")


def _clock(subject: InfoRequest, today: date) -> dict[str, object]:
    """The due day with its derivation; empty while no day of receipt is fixed or no calendar covers it."""
    try:
        deadline = deadline_of(subject, as_of=today)
    except CalendarUnknown:
        return {}
    return {"due_on": deadline.due_on, "steps": deadline.steps, "provisional": deadline.provisional} if deadline else {}


def _remedy(subject: InfoRequest) -> Remedy | None:
    kind = LAW_KINDS.get(subject.public_body.kind, "")
    if kind not in body_kinds() or subject.outcome_on is None:
        return None
    return remedy(kind, subject.outcome, on=subject.outcome_on)


def _last_days(subject: InfoRequest) -> RemedyDates | None:
    """The last days to turn elsewhere; None until the day is known on which the answer reached the applicant."""
    found, served = _remedy(subject), subject.events.filter(kind="reply_delivered").last()
    if found is None or served is None:
        return None
    try:
        return remedy_dates(found, served.on, calendar=load_calendar())
    except CalendarUnknown:
        return None


def _file_of(subject: InfoRequest) -> HttpResponse:
    """The served reply as a text file."""
    reply = latest_reply(subject)
    assert reply is not None, "what was served was drafted"
    answer = HttpResponse(f"{subject.number}\n\n{reply.text}\n", content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{subject.number}.txt"'
    return answer


def _told(error: GongkaiError) -> str:
    return " ".join(words(part) for part in (error.message, error.hint) if part)


def _private(response: HttpResponse) -> HttpResponse:
    """What a person typed or follows is kept by no cache on the way."""
    response.headers["Cache-Control"] = "private, no-store"
    return response
