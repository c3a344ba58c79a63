"""One object and one harmless form for each route: what the walk over the permission table opens.

A new route needs its line here. `arguments` makes the object in the county's own body and gives the arguments of the
route; `get` and `post` are what the right person is answered; `form` is what is posted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from gongkai.apps.accounts.moves import OnPaper
from gongkai.apps.accounts.selectors import paper_sign_offs_of
from gongkai.apps.accounts.services import give_delegation
from gongkai.apps.bodies import services as bodies
from gongkai.apps.bodies.models import Appointment
from gongkai.apps.channels.models import WebColumn
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.attachments import store
from gongkai.apps.core.imports import check_file
from gongkai.apps.core.models import DeadLetter
from gongkai.apps.disclosure import services as disclosure
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.inforequests import services as requests
from tests.apps.builders import NOW, TODAY, County
from tests.apps.channels.sites import column, website
from tests.apps.inforequests.builders import in_hand, to_sign
from tests.apps.scans import scan_file

Arguments = Mapping[str, Any]
LIST_FORM = {"act": "csv"}
GONE = 405


def nothing(_county: County) -> Arguments:
    return {}


@dataclass(frozen=True)
class Example:
    """How one route is opened.

    seen_by    the roles whose holders see the object, where not every role of the door does
    post_by    the roles whose holders may post, where the door shows the page to more
    is_exempt  its POST needs no token, because it stores nothing
    """

    arguments: Callable[[County], Arguments] = nothing
    get: int = 200
    post: int = GONE
    form: Mapping[str, str] = field(default_factory=dict)
    seen_by: frozenset[str] = frozenset()
    post_by: frozenset[str] = frozenset()
    is_exempt: bool = False


def draft(county: County) -> Publication:
    return disclosure.draft_publication(
        body=county.body, title="关于演示的通知", body_html="<p>正文</p>", by=county.person("clerk"), at=NOW
    )


def _draft(county: County) -> Arguments:
    return {"pk": draft(county).pk}


def _draft_move(county: County) -> Arguments:
    return {"pk": draft(county).pk, "move": "submit"}


def _with_file(county: County) -> Arguments:
    publication = draft(county)
    clerk = county.person("clerk")
    kept = disclosure.attach_file(publication, file=scan_file(), name="附件.png", title="附件", by=clerk, at=NOW)
    return {"pk": publication.pk, "file": kept.pk}


def _published_with_file(county: County) -> Arguments:
    arguments = _with_file(county)
    publication = Publication.objects.get(pk=arguments["pk"])
    county.let_marks_stand(publication)
    disclosure.submit_publication(publication, has_checked=True, by=county.person("clerk"), at=NOW)
    disclosure.publish_publication(county.review(publication), by=county.person("publisher"), at=NOW)
    return arguments


def _published(county: County) -> Arguments:
    publication = draft(county)
    disclosure.submit_publication(publication, has_checked=True, by=county.person("clerk"), at=NOW)
    county.review(publication)
    disclosure.publish_publication(publication, by=county.person("publisher"), at=NOW)
    return {"pk": publication.pk}


def _submitted_paper(county: County) -> Arguments:
    publication = draft(county)
    disclosure.submit_publication(publication, has_checked=True, by=county.person("clerk"), at=NOW)
    return {"pk": publication.pk, "move": "approve"}


def _scan(county: County) -> Arguments:
    arguments = _submitted_paper(county)
    clerk = county.person("clerk")
    file = store(scan_file(), name="签批单.png", by=clerk.actor, at=NOW)
    paper = OnPaper(county.person("first_reviewer"), TODAY, file)
    publication = Publication.objects.get(pk=arguments["pk"])
    disclosure.approve_publication(publication, is_proofread=True, opinion="", by=clerk, at=NOW, on_paper=paper)
    return {"pk": publication.pk, "paper": paper_sign_offs_of(publication).get().pk}


def _person(county: County) -> Arguments:
    return {"pk": county.person("legal_adviser").pk}


def _person_act(county: County) -> Arguments:
    return {**_person(county), "act": "end-sessions"}


def _grant(county: County) -> Arguments:
    return {"pk": county.person("legal_adviser").grants.get().pk}


def _delegation(county: County) -> Arguments:
    giver, taker = county.person("legal_adviser"), county.person("handler")
    delegation = give_delegation(
        giver=giver,
        taker=taker,
        body=county.body,
        valid_from=TODAY,
        valid_to=TODAY + timedelta(days=3650),
        reason="出差",
        by=giver.actor,
        at=NOW,
    )
    return {"pk": delegation.pk}


def _dead_letter(county: County) -> Arguments:
    letter = DeadLetter(task_id=uuid4(), event="core.notice_queued", handler="", reason="not-sent", attempts=10)
    letter.subject_type, letter.subject_id, letter.died_at = "bodies.publicbody", county.body.pk, NOW
    letter.body_id = county.body.pk
    letter.save()
    return {"pk": letter.pk}


def _template(_county: County) -> Arguments:
    return {"template": "publications"}


def _template_file(_county: County) -> Arguments:
    return {"template": "publications", "form": "xlsx"}


def _import(county: County) -> Arguments:
    data = f"发布单位,标题,发布日期\n{county.body.name},通知,2021-03-05\n".encode()
    run = check_file(BytesIO(data), name="a.csv", template="publications", body_id=county.body.pk, by=SYSTEM, at=NOW)
    return {"pk": run.pk}


def _import_act(county: County) -> Arguments:
    return {**_import(county), "act": "confirm"}


def _body(county: County) -> Arguments:
    return {"pk": county.body.pk}


def _column(county: County) -> WebColumn:
    return column(website(county), "notices", "通知公告")


def _site(county: County) -> Arguments:
    website(county)
    return {}


def _column_to_rename(county: County) -> Arguments:
    return {"pk": _column(county).pk, "act": "rename"}


def _column_key(county: County) -> Arguments:
    return {"key": _column(county).key}


def _body_to_rename(county: County) -> Arguments:
    return {"pk": county.body.pk, "act": "rename"}


def _body_office(county: County) -> Arguments:
    return {"pk": county.body.pk, "act": "contact"}


def _officer(county: County) -> Appointment:
    return bodies.appoint(county.body, post="dedicated_officer", name="演示甲", on=TODAY, by=SYSTEM, at=NOW)


def _appointment(county: County) -> Arguments:
    return {"pk": _officer(county).pk, "act": "end"}


def _hand_over(county: County) -> Arguments:
    later = TODAY + timedelta(days=1)
    return {"pk": bodies.hand_over(_officer(county), name="演示乙", on=later, items=["台账"], by=SYSTEM, at=NOW).pk}


def _request(county: County) -> Arguments:
    return {"pk": in_hand(county).pk}


def _request_paper(county: County) -> Arguments:
    return {"pk": to_sign(county).pk, "move": "sign"}


def _request_scan(county: County) -> Arguments:
    subject, handler = to_sign(county), county.person("handler")
    scan = store(scan_file(), name="签批单.png", by=handler.actor, at=NOW, body_id=county.body.pk)
    requests.sign(subject, by=handler, at=NOW, on_paper=OnPaper(county.person("leader"), TODAY, scan))
    return {"pk": subject.pk, "paper": paper_sign_offs_of(subject).get().pk}


def _request_act(county: County) -> Arguments:
    return {**_request(county), "act": "extend"}


EXAMPLES: dict[str, Example] = {
    "language": Example(get=GONE, post=302, form={"language": "en"}, is_exempt=True),
    "display": Example(get=GONE, post=302, form={"size": "large"}, is_exempt=True),
    "desk:sign_in": Example(post=200),
    "desk:oidc_start": Example(get=404),
    "desk:oidc_callback": Example(get=404),
    "desk:sign_out": Example(get=GONE, post=302),
    "desk:second_factor": Example(get=302, post=302),
    "desk:account": Example(),
    "desk:account_preferences": Example(get=GONE, post=302, form={"language": "en"}),
    "desk:account_password": Example(post=200),
    "desk:account_totp": Example(post=200),
    "desk:account_totp_off": Example(get=GONE, post=302),
    "desk:account_codes": Example(get=GONE, post=302),
    "desk:account_sessions_end": Example(get=GONE, post=302),
    "desk:delegation_list": Example(post=200, form=LIST_FORM),
    "desk:delegation_new": Example(post=200),
    "desk:delegation_end": Example(
        _delegation, get=GONE, post=302, seen_by=frozenset({"legal_adviser", "handler", "security_admin"})
    ),
    "desk:person_list": Example(post=200, form=LIST_FORM),
    "desk:person_new": Example(post=200),
    "desk:person": Example(_person),
    "desk:person_details": Example(_person, get=GONE, post=302),
    "desk:person_identity": Example(_person, get=GONE, post=404),
    "desk:person_grant": Example(_person, get=GONE, post=302),
    "desk:person_act": Example(_person_act, get=GONE, post=302),
    "desk:grant_withdraw": Example(_grant, get=GONE, post=302),
    "desk:role_matrix": Example(),
    "desk:audit_list": Example(post=200, form=LIST_FORM),
    "desk:operation": Example(),
    "desk:dead_letter_list": Example(post=200, form=LIST_FORM),
    "desk:dead_letter": Example(_dead_letter),
    "desk:dead_letter_again": Example(_dead_letter, get=GONE, post=302),
    "desk:dead_letter_drop": Example(_dead_letter, get=GONE, post=302, form={"reason": "已电话告知"}),
    "desk:today": Example(post=200),
    "desk:search": Example(post=200),
    "desk:components": Example(post=200),
    "desk:publication_list": Example(post=200, form=LIST_FORM),
    "desk:publication_new": Example(post=200),
    "desk:publication": Example(_draft, post=200),
    "desk:publication_edit": Example(_draft, post=200),
    "desk:publication_move": Example(_draft_move, post=302, post_by=frozenset({"clerk"})),
    "desk:request_list": Example(post=200, form=LIST_FORM),
    "desk:request_new": Example(post=200),
    "desk:adviser_rules": Example(post=200),
    "desk:consultation_list": Example(),
    "desk:due_days": Example(),
    "desk:request": Example(_request, post=200),
    "desk:request_act": Example(_request_act, post=200, post_by=frozenset({"office_head"})),
    "desk:request_paper": Example(_request_paper, post=200),
    "desk:request_scan": Example(_request_scan),
    "desk:request_applicant": Example(_request, get=GONE, post=200),
    "desk:import_list": Example(post=200, form=LIST_FORM),
    "desk:import_template": Example(_template_file),
    "desk:import_new": Example(_template, post=200),
    "desk:import": Example(_import),
    "desk:import_act": Example(_import_act, get=GONE, post=302),
    "desk:import_faults": Example(_import),
    "desk:import_file": Example(_import),
    "desk:column_list": Example(post=200),
    "desk:column_new": Example(_site, post=200),
    "desk:website_new": Example(post=200),
    "desk:website_change": Example(_site, post=200),
    "desk:website_close": Example(_site, post=200),
    "desk:column_act": Example(_column_to_rename, post=200),
    "desk:traffic": Example(post=200),
    "desk:site_words": Example(
        post=302, form={"word": "示范区", "says": "应写全称"}, post_by=frozenset({"office_head"})
    ),
    "desk:body_list": Example(post=200),
    "desk:body_table": Example(post=200, form=LIST_FORM),
    "desk:body": Example(_body, post=200),
    "desk:body_tree_act": Example(_body_to_rename, post=200),
    "desk:body_office_act": Example(_body_office, post=200),
    "desk:appointment_act": Example(_appointment, post=200),
    "desk:hand_over_confirm": Example(_hand_over, get=GONE, post=302),
    "api:bodies": Example(is_exempt=True),
    "api:body": Example(lambda county: {"body_id": county.body.pk}, is_exempt=True),
    "api:publications": Example(is_exempt=True),
    "api:measures": Example(get=422, is_exempt=True),
    "api:openapi-json": Example(post=200),
    "api:api-root": Example(get=404, post=404),
    "portal:column_list": Example(post=200),
    "portal:column": Example(_column_key, post=200),
    "portal:body_list": Example(post=200),
    "portal:body": Example(_body, post=200),
    "desk:publication_queue": Example(),
    "desk:publication_figures": Example(),
    "desk:publication_clock": Example(),
    "desk:publication_areas": Example(),
    "desk:publication_from_word": Example(post=200),
    "desk:publication_files": Example(_draft, form={"describe": "1", "words": "图"}, post=302),
    "desk:publication_file": Example(_with_file),
    "desk:publication_marks": Example(_draft, get=GONE, post=302),
    "desk:publication_plan": Example(_draft, post=200),
    "desk:publication_place": Example(_draft, post=200),
    "desk:publication_versions": Example(_draft),
    "desk:publishing_rules": Example(post=200),
    "desk:publication_sheet": Example(_draft),
    "desk:publication_paper": Example(_submitted_paper, post=200),
    "desk:publication_scan": Example(_scan),
    "portal:home": Example(post=200),
    "portal:publication_list": Example(post=200),
    "portal:publication": Example(_published, post=200),
    "portal:publication_file": Example(_published_with_file, post=200),
    "portal:request_start": Example(post=200),
    "portal:request_answered": Example(get=GONE, post=404),
    "portal:request_form": Example(post=200),
    "portal:request_follow": Example(post=200),
    "portal:search": Example(post=200),
    "portal:feed": Example(post=200),
    "portal:sitemap": Example(post=200),
    "portal:accessibility": Example(post=200),
    "portal:audit_heads": Example(post=200),
}
