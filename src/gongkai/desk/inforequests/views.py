"""Requests on the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.apps.accounts.moves import Openness, open_moves
from gongkai.apps.accounts.selectors import paper_sign_offs_of, roles_in
from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.clock import deadline_of
from gongkai.apps.inforequests.flow import INFO_REQUEST
from gongkai.apps.inforequests.models import Delivery, InfoRequest, Reply
from gongkai.apps.inforequests.needs import NEEDS
from gongkai.apps.inforequests.selectors import desk_list, fee_rule_on, latest_reply, needs_adviser
from gongkai.apps.inforequests.services.fees import DECIDE
from gongkai.apps.inforequests.services.summaries import WRITE
from gongkai.apps.inforequests.words import MANNERS, RECEIPT_WAYS, WAYS_OF_SERVICE, channels, classes, outcomes
from gongkai.bilingual import Text
from gongkai.desk.accounts.paper import paper_page, scan_of
from gongkai.desk.inforequests.acts import ACTS, COMPLETE, DRAFT, ON_PAPER, decide_on_paper, moves_on_paper
from gongkai.desk.inforequests.area import derived, due_of
from gongkai.desk.inforequests.forms import IntakeForm
from gongkai.desk.inforequests.lists import REQUESTS
from gongkai.desk.inforequests.timeline import TOLD, timeline
from gongkai.desk.list_views import show_list
from gongkai.errors import REFUSALS, CalendarUnknown
from gongkai.flow import Move
from gongkai.law import STATE_WORDS, Deadline, reply_kinds
from gongkai.ui.templatetags.ui import words

NO_DRAFT = Text("还没有答复稿。", "There is no draft of the reply yet.")
ADVISED = Text("这种答复先送法律顾问审查。", "Such a reply goes to the legal adviser first.")
NOT_ADVISED = Text("这种答复不必送法律顾问审查。", "Such a reply need not pass the legal adviser.")


def request_list(request: StaffRequest) -> HttpResponse:
    rows = desk_list(request.user, request.today)
    return show_list(request, REQUESTS, rows, template="desk/inforequests/list.html")


def request_new(request: StaffRequest) -> HttpResponse:
    """Enter what came on paper, by fax or mail; the code for the applicant is shown once."""
    root = request.government.body.path
    initial = {"arrived_on": request.today}
    form = IntakeForm(request.POST or None, initial=initial, user=request.user, day=request.today, root=root)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            submitted = services.enter_request(
                government=request.government,
                body=given["body"],
                asked=form.asked(),
                channel=given["channel"],
                arrived_on=given["arrived_on"],
                submitted_on=given["submitted_on"],
                by=request.user,
                at=request.now,
            )
            return render(request, "desk/inforequests/entered.html", {"submitted": submitted})
        except REFUSALS as error:
            form.add_error(None, words(error.message))
    return render(request, "desk/inforequests/new.html", {"form": form})


def request_page(request: StaffRequest, pk: int) -> HttpResponse:
    subject = cast(InfoRequest, request.subject)
    reply = latest_reply(subject)
    moves = open_moves(subject, by=request.user, on=request.today, bars=_bars(subject, reply, request.today))
    due = due_of(subject) if subject.state not in ("replied", "ended", "archived") else None
    context = {
        "subject": subject,
        "flow": InfoRequest.FLOW,
        "acts": [*_acts(moves, subject, request.today), *_summary_act(subject, request)],
        "on_paper": moves_on_paper(subject),
        "papers": paper_sign_offs_of(subject),
        "due": due,
        "is_late": due is not None and due < request.today,
        "derived": derived(subject),
        **_clock(subject, request),
        "facts": _facts(subject),
        "reply": reply,
        "says": [(NEEDS[need], said) for need, said in reply.says.items()] if reply else (),
        "reply_kind": reply_kinds()[reply.kind] if reply else None,
        "told": [(TOLD[event.kind], event) for event in subject.events.exclude(said="") if event.kind in TOLD],
        "assignments": subject.assignments.select_related("unit"),
        "happened": timeline(subject),
    }
    return render(request, "desk/inforequests/request.html", context)


@require_POST
def request_applicant(request: StaffRequest, pk: int) -> HttpResponse:
    """Who asks. Each look is an entry of the audit log."""
    subject = cast(InfoRequest, request.subject)
    identity = services.read_applicant(subject, by=request.user, at=request.now)
    return render(
        request,
        "desk/inforequests/applicant.html",
        {
            "subject": subject,
            "identity": identity,
            "third_parties": services.third_parties(subject),
        },
    )


def request_act(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """Ask for what the act needs; posted, do it, or say why not."""
    subject = cast(InfoRequest, request.subject)
    if act not in ACTS:
        raise Http404
    known = ACTS[act]
    if request.method == "POST":
        known.check_maker(subject, request.user, request.today)
    form = known.form(request.POST if request.method == "POST" else None, subject=subject, day=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            known.do(subject, form.cleaned_data, by=request.user, at=request.now)
        except REFUSALS as error:
            told = [words(error.message), words(error.hint)] if error.hint else [words(error.message)]
            messages.error(request, " ".join(told))
        else:
            messages.success(request, _("Done: %(act)s.") % {"act": words(known.label)})
            return redirect("desk:request", pk=pk)
    context = {"subject": subject, "act": known, "form": form}
    return render(request, "desk/inforequests/act.html", context)


def request_paper(request: StaffRequest, pk: int, move: str) -> HttpResponse:
    """A decision of the legal adviser or of the leader, signed on paper."""
    subject = cast(InfoRequest, request.subject)
    if move not in ON_PAPER:
        raise Http404
    return paper_page(
        request,
        subject,
        INFO_REQUEST.move(move),
        back="desk:request",
        act=lambda paper, said: decide_on_paper(subject, move, paper, said, by=request.user, at=request.now),
    )


@require_safe
def request_scan(request: StaffRequest, pk: int, paper: int) -> FileResponse:
    return scan_of(cast(InfoRequest, request.subject), paper)


def _bars(subject: InfoRequest, reply: Reply | None, day: date) -> dict[str, Text]:
    """Which of the two ways of a draft is shut, and why."""
    shut = NO_DRAFT if reply is None else services.missing_in(subject, reply)
    if reply is None or shut is not None:
        return dict.fromkeys(("to_adviser", "to_screening"), shut or NO_DRAFT)
    is_advised = needs_adviser(reply.row, subject.public_body, day)
    return {"to_screening": ADVISED} if is_advised else {"to_adviser": NOT_ADVISED}


def _acts(moves: Mapping[Move, Openness], subject: InfoRequest, day: date) -> list[tuple[str, Text, Openness]]:
    """Name, label and openness of what staff may do now; the draft stands before what needs it."""
    listed = [(move.name, move.label, may) for move, may in moves.items() if move.name in ACTS]
    if subject.state == "in_hand":
        may = next(may for name, _label, may in listed if name == "consult")  # the same office
        drafts = [("draft", DRAFT, may)]
        listed[:0] = [*drafts, ("complete_draft", COMPLETE, may)] if subject.replies.exists() else drafts
        if fee_rule_on(subject.public_body, day) is not None:
            listed.insert(1, ("decide_fee", DECIDE, may))
    return sorted(listed, key=lambda one: not one[2])


def _summary_act(subject: InfoRequest, request: StaffRequest) -> list[tuple[str, Text, Openness]]:
    """What the public register says is for the head of the office to write, once the request has ended."""
    if not subject.outcome or "office_head" not in roles_in(request.user, subject.public_body, request.today):
        return []
    return [("summary", WRITE, Openness())]


def _clock(subject: InfoRequest, request: StaffRequest) -> dict[str, object]:
    try:
        deadline: Deadline | None = deadline_of(subject, as_of=request.today)
    except CalendarUnknown as error:
        return {"clock_fault": error.message}
    return {"deadline": deadline, "clock_state": STATE_WORDS[deadline.state] if deadline else None}


def _service(subject: InfoRequest) -> list[tuple[str, object]]:
    """How it was served, and who was late."""
    delivery = Delivery.objects.filter(info_request=subject).select_related("late_unit").first()
    if delivery is None:
        return []
    return [
        (_("Way of service"), words(WAYS_OF_SERVICE[delivery.way])),
        (_("Proof"), delivery.proof),
        (_("Posted on"), delivery.posted_on),
        (_("Delivered on"), delivery.delivered_on),
        (_("Unit that was late"), delivery.late_unit.name if delivery.late_unit else ""),
        (_("Why it was late"), delivery.late_reason),
    ]


def _facts(subject: InfoRequest) -> list[tuple[str, object]]:
    """What is known of it, without who asks."""
    facts: list[tuple[str, object]] = [
        (_("Public body"), subject.public_body.name),
        (_("Handling unit"), subject.unit.name if subject.unit else ""),
        (_("Applicant"), words(classes()[subject.applicant_class])),
        (_("Channel"), words(channels()[subject.channel])),
        (_("Submitted"), subject.submitted_at),
        (_("Came into the system"), subject.system_received_at),
        (_("Came on"), subject.arrived_on),
        (_("Received on"), subject.received_on),
        (_("Form wanted"), words(MANNERS[subject.manner])),
        (_("Way of receiving it"), words(RECEIPT_WAYS[subject.receipt_way])),
        (_("Help"), _("Needs help with reading, seeing or hearing") if subject.needs_assistance else ""),
        *_service(subject),
        (_("Row of Table 3"), words(outcomes().get(subject.outcome))),
        (_("Ended on"), subject.outcome_on),
    ]
    return [(label, value) for label, value in facts if value]
