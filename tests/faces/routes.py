"""Every route as a page to look at: its address in a world, and the roles that may open it.

A route with arguments must be given them in SAMPLES; one that is only posted to, or only leads on, stands in NO_PAGE.
What is in neither is unknown: `make shots` and a test fail on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.test.utils import override_script_prefix
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from gongkai.apps.accounts.roles import ROLES
from gongkai.apps.bodies.models import Appointment
from gongkai.apps.channels.models import WebColumn, Website
from gongkai.apps.core.models import DeadLetter, ImportRun
from gongkai.apps.disclosure.models import (
    Interpretation,
    InterpretationProblem,
    NormativeDocument,
    Publication,
    RuleBookEntry,
    RuleBookVersion,
)
from gongkai.apps.inforequests.models import InfoRequest, Letter
from gongkai.apps.remedies.models import Dispute
from gongkai.desk.bodies.acts import APPOINTMENT_ACTS, OFFICE_ACTS, TREE_ACTS, Act
from gongkai.desk.channels.acts import ACTS as COLUMN_ACTS
from gongkai.server.doors import DOORS
from tests.apps.builders import County

Arguments = Mapping[str, object]


def _column(county: County) -> Arguments | None:
    first = WebColumn.objects.filter(website__public_body=county.body).order_by("pk").first()
    return {"key": first.key} if first else None


def _site(county: County) -> Arguments | None:
    return {} if Website.objects.filter(public_body=county.body).exists() else None


def _column_act(act: str) -> Callable[[County], Arguments | None]:
    def sample(county: County) -> Arguments | None:
        first = WebColumn.objects.filter(website__public_body=county.body).order_by("pk").first()
        return {"pk": first.pk, "act": act} if first else None

    return sample


def _publication(state: str) -> Callable[[County], Arguments | None]:
    def sample(county: County) -> Arguments | None:
        found = Publication.objects.filter(public_body__path__startswith=county.body.path, state=state)
        first = found.order_by("pk").first()
        return {"pk": first.pk} if first else None

    return sample


def _move(state: str, move: str) -> Callable[[County], Arguments | None]:
    def sample(county: County) -> Arguments | None:
        found = _publication(state)(county)
        return None if found is None else {**found, "move": move}

    return sample


def _person(county: County) -> Arguments:
    return {"pk": county.people["clerk", county.body.pk].pk}


def _import(state: str, **more: str) -> Callable[[County], Arguments | None]:
    def sample(county: County) -> Arguments | None:
        first = ImportRun.objects.filter(body_id=county.body.pk, state=state).order_by("pk").first()
        return {"pk": first.pk, **more} if first else None

    return sample


def _body(county: County) -> Arguments:
    return {"pk": county.body.pk}


def _body_act(act: Act) -> Callable[[County], Arguments | None]:
    return lambda county: {"pk": county.body.pk, "act": act.name} if act.is_for(county.body) else None


def _appointment_act(act: str) -> Callable[[County], Arguments | None]:
    def sample(county: County) -> Arguments | None:
        first = Appointment.objects.filter(public_body=county.body).order_by("pk").first()
        return {"pk": first.pk, "act": act} if first else None

    return sample


def _dead_letter(county: County) -> Arguments | None:
    first = DeadLetter.objects.filter(body_id=county.body.pk).order_by("pk").first()
    return {"pk": first.pk} if first else None


def _request(state: str, **more: str) -> Callable[[County], Arguments | None]:
    def sample(county: County) -> Arguments | None:
        first = InfoRequest.objects.filter(root=county.body, state=state).order_by("pk").first()
        return {"pk": first.pk, **more} if first else None

    return sample


def _letter(county: County) -> Arguments | None:
    first = Letter.objects.filter(info_request__root=county.body).order_by("pk").first()
    return {"pk": first.info_request_id, "letter": first.pk} if first else None


def _dispute(state: str, **more: str) -> Callable[[County], Arguments | None]:
    def sample(county: County) -> Arguments | None:
        first = Dispute.objects.filter(public_body=county.body, state=state).order_by("pk").first()
        return {"pk": first.pk, **more} if first else None

    return sample


def _own_document(state: str, **more: str) -> Callable[[County], Arguments | None]:
    def sample(county: County) -> Arguments | None:
        found = NormativeDocument.objects.filter(public_body=county.body, state=state).order_by("-pk").first()
        return {"pk": found.pk, **more} if found else None

    return sample


def _first_of(
    model: type[Model], body: str = "public_body", **condition: object
) -> Callable[[County], Arguments | None]:
    def sample(county: County) -> Arguments | None:
        found = model._default_manager.filter(**{body: county.body}, **condition).order_by("pk").first()
        return {"pk": found.pk} if found else None

    return sample


SAMPLES: dict[str, tuple[Callable[[County], Arguments | None], ...]] = {
    "desk:publication": tuple(
        _publication(state) for state in ("draft", "in_first_review", "in_secrecy_review", "approved", "published")
    ),
    "desk:publication_edit": (_publication("draft"),),
    "desk:publication_move": (_move("approved", "publish"), _move("in_first_review", "send_back")),
    "desk:publication_paper": (_move("in_first_review", "approve"), _move("approved", "publish")),
    "desk:publication_files": (_publication("draft"),),
    "desk:publication_plan": (_publication("approved"),),
    "desk:publication_place": (_publication("published"),),
    "desk:publication_versions": (_publication("in_second_review"),),
    "desk:publication_sheet": (_publication("in_second_review"),),
    "portal:publication": (_publication("published"),),
    "desk:request": tuple(_request(state) for state in ("submitted", "awaiting_correction", "in_hand", "replied")),
    "desk:request_paper": (_request("in_signature", move="sign"),),
    "desk:fee": (_request("in_hand"),),
    "desk:letter_list": tuple(_request(state) for state in ("submitted", "in_hand", "replied")),
    "desk:letter_new": (_request("in_hand", kind="third_party_consultation"),),
    "desk:letter": (_letter,),
    "desk:request_act": (_request("in_hand", act="draft"), _request("in_hand", act="consult")),
    "desk:dispute": tuple(_dispute(state) for state in ("noticed", "answered", "decided")),
    "desk:dispute_act": (_dispute("noticed", act="decide"), _dispute("noticed", act="answer")),
    "desk:document": tuple(
        _own_document(state) for state in ("draft", "in_legality_review", "in_approval", "issued", "repealed")
    ),
    "desk:document_act": (
        *(_own_document("draft", act=act) for act in ("plan", "interpret", "waive")),
        *(_own_document("issued", act=act) for act in ("repeal", "prolong", "file", "problem")),
        _own_document("approved", act="issue"),
    ),
    "desk:document_paper": (_own_document("in_approval", move="approve_document"),),
    "desk:problem_close": (_first_of(InterpretationProblem),),
    "desk:rule": (_first_of(RuleBookEntry),),
    "portal:document": (_own_document("issued"), _own_document("repealed")),
    "portal:interpretation": (_first_of(Interpretation, posted_on__isnull=False),),
    "portal:rule": (_first_of(RuleBookVersion, "entry__public_body"),),
    "desk:person": (_person,),
    "desk:body": (_body,),
    "portal:body": (_body,),
    "portal:column": (_column,),
    "desk:website_change": (_site,),
    "desk:website_close": (_site,),
    "desk:column_act": tuple(_column_act(act) for act in COLUMN_ACTS),
    "desk:body_tree_act": tuple(_body_act(act) for act in TREE_ACTS.values()),
    "desk:body_office_act": tuple(_body_act(act) for act in OFFICE_ACTS.values()),
    "desk:appointment_act": tuple(_appointment_act(act) for act in APPOINTMENT_ACTS),
    "desk:dead_letter": (_dead_letter,),
    "desk:import_new": (lambda _county: {"template": "publications"},),
    "desk:import": tuple(_import(state) for state in ("faulty", "checked", "done")),
}
"""Route -> arguments of one or more pages; None where the county has nothing to show there."""

NO_PAGE = frozenset(
    {
        "language",
        "display",
        "desk:sign_out",
        "desk:person_act",
        "desk:request_applicant",
        "desk:due_days",
        "desk:person_data",
        "desk:erase_applicant",
        "desk:request_scan",
        "desk:letter_file",
        "desk:second_factor",
        "desk:oidc_start",
        "desk:oidc_callback",
        "desk:account_codes",
        "desk:account_preferences",
        "desk:account_totp_off",
        "desk:account_sessions_end",
        "desk:import_template",
        "desk:import_faults",
        "desk:import_file",
        "desk:import_act",
        "portal:feed",
        "portal:document_feed",
        "portal:request_feed",
        "desk:document_scan",
        "portal:request_answered",
        "portal:sitemap",
        "desk:publication_file",
        "desk:publication_marks",
        "portal:publication_file",
        "desk:publication_scan",
        "desk:person_details",
        "desk:person_identity",
        "desk:person_grant",
        "desk:grant_withdraw",
        "desk:hand_over_confirm",
        "desk:delegation_end",
        "desk:dead_letter_again",
        "desk:dead_letter_drop",
    }
)

QUERIES = {
    "portal:request_start": ("", "?q=招生"),
    "portal:search": ("", "?q=通知", "?q=nothing"),
    "desk:search": ("", "?q=通知", "?q=nothing"),
}
"""Route -> what is asked of it, one page each."""

SIGNED_IN = {"desk:today": frozenset(ROLES)}
"""Who looks at a page that is open to all staff and differs by role; at any other of them a clerk does."""


@dataclass(frozen=True, slots=True)
class Page:
    """One address, the roles for whom its door opens (None means anybody), and how it answers."""

    route: str
    address: str
    roles: frozenset[str] | None
    status: int = 200


def all_routes() -> Iterator[tuple[str, bool]]:
    """The name of every route, and whether it takes arguments."""
    yield from _routes(get_resolver().url_patterns, "")


def unknown_routes() -> list[str]:
    """Routes for which nobody has said how to look at them."""
    return [route for route, takes in all_routes() if not _is_known(route, takes)]


def _is_known(route: str, takes_arguments: bool) -> bool:
    return _is_no_page(route) or (route in DOORS and (not takes_arguments or route in SAMPLES))


def _is_no_page(route: str) -> bool:
    return route in NO_PAGE or route.startswith("api:")


def _routes(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[tuple[str, bool]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _routes(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}", bool(pattern.pattern.regex.groups)


def pages(county: County) -> list[Page]:
    """Every page of a county, without those nobody has said how to look at; and those of no route of its own."""
    with override_script_prefix("/"):
        return [*_pages(county), *_beside(county)]


def unshown_routes(county: County) -> list[str]:
    """Routes one could look at, of which this county has nothing to show."""
    shown = {page.route for page in pages(county)}
    return [
        route for route, takes in all_routes() if _is_known(route, takes) and not _is_no_page(route) | (route in shown)
    ]


def _beside(county: County) -> Iterator[Page]:
    """The list of governments, and the pages for what is not there or not permitted, in the shell of each face."""
    yield Page("governments", "/", None)
    yield Page("not found", county.url("no-such-page/"), None, status=404)
    yield Page("not found", county.url("desk/no-such-page/"), frozenset({"clerk"}), status=404)
    yield Page("not permitted", county.url(reverse("desk:person_list").lstrip("/")), frozenset({"clerk"}), status=403)


def _pages(county: County) -> Iterator[Page]:
    for route, takes_arguments in all_routes():
        if _is_no_page(route) or not _is_known(route, takes_arguments):
            continue
        for sample in SAMPLES.get(route, (lambda _county: {},)):
            arguments = sample(county)
            if arguments is None:
                continue
            for query in QUERIES.get(route, ("",)):
                yield Page(route, county.url(reverse(route, kwargs=arguments).lstrip("/") + query), _roles(route))


def _roles(route: str) -> frozenset[str] | None:
    door = DOORS[route]
    if door.audience == "public":
        return None
    return door.roles if door.audience == "roles" else SIGNED_IN.get(route, frozenset({"clerk"}))
