"""The permission table against every route: as nobody, in the wrong body, the wrong role, the right one, elsewhere.

One county and its neighbour with all their people stand through the whole module; each test adds the object of its
route and takes back what it did.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from django.test.utils import override_script_prefix
from django.urls import URLPattern, URLResolver, get_resolver, get_script_prefix, reverse, set_script_prefix
from python_calamine import CalamineWorkbook

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.roles import ROLES
from gongkai.apps.accounts.services import grant_role, open_account
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.disclosure.flow import PUBLICATION
from gongkai.desk.documents.acts import ACTS as DOCUMENT_ACTS
from gongkai.desk.documents.acts import BESIDE
from gongkai.desk.inforequests.acts import ACTS as REQUEST_ACTS
from gongkai.desk.remedies.acts import ACTS as DISPUTE_ACTS
from gongkai.server.doors import DOORS
from tests.apps.builders import BACKEND, HOST, NOW, PASSWORD, County, sign_in
from tests.server import examples
from tests.server.examples import Example
from tests.server.examples_documents import DOCUMENT_EXAMPLES
from tests.server.examples_letters import LETTER_EXAMPLES
from tests.server.examples_remedies import REMEDY_EXAMPLES
from tests.turns import in_turn

EXAMPLES = {**examples.EXAMPLES, **DOCUMENT_EXAMPLES, **LETTER_EXAMPLES, **REMEDY_EXAMPLES}
METHODS = ("get", "post")
"""The door does not look at the method: where many roles are refused, they take turns."""


def routes(patterns: Sequence[URLPattern | URLResolver] | None = None, space: str = "") -> Iterator[str]:
    """The name of every route of the address book; an unnamed one is called by its pattern."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name or f'unnamed {pattern.pattern}'}"


ROUTES = sorted(set(routes()))
GUARDED = [name for name in ROUTES if name in DOORS and DOORS[name].audience != "public"]
BY_ROLE = [name for name in GUARDED if DOORS[name].audience == "roles"]
SHOWN_TO_MORE = [name for name in GUARDED if EXAMPLES[name].post_by]
ACTS_OF_ONE_ROUTE = [
    *(("desk:publication_move", "move", move.name, frozenset({move.by})) for move in PUBLICATION.moves),
    *(("desk:request_act", "act", name, frozenset({act.role})) for name, act in REQUEST_ACTS.items()),
    *(("desk:dispute_act", "act", name, frozenset({act.role})) for name, act in DISPUTE_ACTS.items()),
    *(("desk:document_act", "act", name, act.roles) for name, act in (DOCUMENT_ACTS | BESIDE).items()),
]
"""Every act of every flow: its route, the argument that names it, and the roles it is for."""
LISTS = [name for name in GUARDED if EXAMPLES[name].form == examples.LIST_FORM]
OF_OBJECTS = [name for name in GUARDED if DOORS[name].find is not None]


def holder(county: County, route: str) -> User:
    """Somebody whom the door of the route lets in."""
    roles = EXAMPLES[route].seen_by or DOORS[route].roles or frozenset({"clerk"})
    return county.person(sorted(roles)[0])


@dataclass
class Place:
    """A county, its neighbour, and the cookies of everybody who may walk through them."""

    county: County = field(default_factory=County)
    other: County = field(default_factory=lambda: County(slug="lin", name="邻县"))
    cookies: dict[int, SimpleCookie] = field(default_factory=dict)

    def furnish(self) -> None:
        for role in ROLES:
            for user in (
                self.county.person(role),
                self.county.person(role, self.county.department),
                self.other.person(role),
            ):
                client = Client(HTTP_HOST=HOST)
                sign_in(client, user)
                self.cookies[user.pk] = client.cookies
        assert self.county.government
        assert self.other.government

    def arguments(self, route: str) -> Mapping[str, Any]:
        """Of an object that the route can open, made now."""
        return EXAMPLES[route].arguments(self.county)

    def address(self, route: str, arguments: Mapping[str, Any] | None = None, under: County | None = None) -> str:
        """The address of an object, a new one if none is told, under a government chosen by path."""
        known = self.arguments(route) if arguments is None else arguments
        before = get_script_prefix()
        set_script_prefix((under or self.county).url())
        try:
            return reverse(route, kwargs=dict(known))
        finally:
            set_script_prefix(before)

    def browser(self, user: User | None) -> Client:
        """Nobody's, or signed in as the person, whatever became of other browsers."""
        client = Client(HTTP_HOST=HOST)
        if user is not None:
            client.cookies = SimpleCookie(self.cookies[user.pk])
        return client

    def holder(self, route: str) -> User:
        return holder(self.county, route)


@pytest.fixture(scope="module")
def furnished(standing: None) -> Place:  # noqa: ARG001
    place = Place()
    place.furnish()
    return place


@pytest.fixture
def place(furnished: Place, db: None) -> Place:  # noqa: ARG001
    return furnished


def ask(client: Client, method: str, where: str, example: Example) -> Any:
    answer = client.get(where) if method == "get" else client.post(where, example.form)
    if answer.streaming:
        answer.getvalue()  # a file that is served is read to its end, and so closed
    return answer


def answers(client: Client, where: str, example: Example) -> list[int]:
    """How GET and POST are answered, by somebody whom neither lets change anything."""
    return [ask(client, method, where, example).status_code for method in METHODS]


def some_of(roles: list[str], route: str) -> list[str]:
    """A third of the roles, other ones for other routes; at least one."""
    return in_turn(roles, len(route), min(3, len(roles)))


def expected(example: Example, method: str) -> int:
    return example.get if method == "get" else example.post


def test_every_route_has_a_door_and_an_example() -> None:
    assert set(ROUTES) == set(EXAMPLES)
    assert set(ROUTES) == set(DOORS)


def test_every_object_is_seen_by_somebody_its_door_lets_in() -> None:
    assert all(EXAMPLES[route].seen_by <= DOORS[route].roles for route in OF_OBJECTS)


def test_every_door_names_roles_that_exist() -> None:
    named = {role for door in DOORS.values() for role in door.roles}

    assert named <= set(ROLES)
    assert not [name for name in BY_ROLE if not DOORS[name].roles]


@pytest.mark.parametrize("route", ROUTES)
def test_nobody_passes_only_public_doors(place: Place, route: str) -> None:
    example = EXAMPLES[route]
    where = place.address(route)

    for method in METHODS:
        answer = ask(place.browser(None), method, where, example)
        if route in GUARDED:
            assert answer.status_code == 302, method
            assert answer["Location"].startswith(place.county.url("desk/sign-in/"))
        else:
            assert answer.status_code == expected(example, method), method


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", GUARDED)
def test_right_role_passes(place: Place, route: str, method: str) -> None:
    example = EXAMPLES[route]
    where = place.address(route)
    role = sorted((example.post_by if method == "post" else ()) or example.seen_by or DOORS[route].roles or ROLES)[0]

    answer = ask(place.browser(place.county.person(role)), method, where, example)

    assert answer.status_code == expected(example, method)


@pytest.mark.slow
@pytest.mark.parametrize("route", GUARDED)
def test_every_right_role_passes(place: Place, route: str) -> None:
    example = EXAMPLES[route]
    where = place.address(route)

    for role in some_of(sorted(DOORS[route].roles or ROLES), route):
        is_unseen = example.seen_by and role not in example.seen_by
        answer = ask(place.browser(place.county.person(role)), "get", where, example)
        assert answer.status_code == (404 if is_unseen else expected(example, "get")), role


@pytest.mark.parametrize("route", LISTS)
def test_every_list_is_the_same_table_as_csv_and_as_workbook(place: Place, route: str) -> None:
    where, browser = place.address(route), place.browser(place.holder(route))

    lines = browser.post(where, {"act": "csv"}).content.decode("utf-8-sig")
    workbook = CalamineWorkbook.from_filelike(BytesIO(browser.post(where, {"act": "xlsx"}).content))

    heads, *rows = csv.reader(StringIO(lines))
    shown, *written = workbook.get_sheet_by_index(0).to_python()
    assert shown == heads
    assert len(written) in (len(rows), len(rows) + 1)  # each file is an entry of the audit log


@pytest.mark.parametrize("route", SHOWN_TO_MORE)
def test_who_is_shown_a_page_and_no_more_posts_nothing(place: Place, route: str) -> None:
    example = EXAMPLES[route]
    where = place.address(route)

    for role in sorted(DOORS[route].roles - example.post_by):
        assert ask(place.browser(place.county.person(role)), "post", where, example).status_code == 403, role


def others_who_see(place: Place, route: str, arguments: Mapping[str, Any], makers: frozenset[str]) -> list[User]:
    """Whoever the door of the page lets in and the act is not for."""
    door = DOORS[route]
    people = [place.county.person(role) for role in sorted(door.roles - makers)]
    return [user for user in people if door.find and door.find(user, NOW.date(), **arguments)]


@pytest.mark.parametrize(("route", "key", "act", "makers"), ACTS_OF_ONE_ROUTE)
def test_act_of_another_office_is_refused(place: Place, route: str, key: str, act: str, makers: frozenset[str]) -> None:
    arguments = {**place.arguments(route), key: act}
    first, *_ = others_who_see(place, route, arguments, makers)

    assert place.browser(first).post(place.address(route, arguments)).status_code == 403


@pytest.mark.slow
@pytest.mark.parametrize(("route", "key", "act", "makers"), ACTS_OF_ONE_ROUTE)
def test_act_is_refused_to_every_other_office(
    place: Place, route: str, key: str, act: str, makers: frozenset[str]
) -> None:
    """With nothing typed and in whatever state it stands."""
    arguments = {**place.arguments(route), key: act}
    where = place.address(route, arguments)
    seen = others_who_see(place, route, arguments, makers)

    assert {place.browser(user).post(where).status_code for user in seen} == {403}


def test_refused_act_says_who_may_do_it(place: Place) -> None:
    where = place.address("desk:document_act", {**place.arguments("desk:document_act"), "act": "plan"})

    told = place.browser(place.county.person("leader")).post(where).content.decode()

    assert "“编制解读方案”由“" in told
    assert "”或“" in told
    assert all(ROLES[role].label.zh in told for role in ("clerk", "office_head"))


@pytest.mark.slow
@pytest.mark.parametrize("route", BY_ROLE)
def test_every_wrong_role_is_refused(place: Place, route: str) -> None:
    """403 for what the person may see; 404 for what they may not even see."""
    door, example = DOORS[route], EXAMPLES[route]
    arguments = place.arguments(route)
    where = place.address(route, arguments)

    for role in some_of(sorted(set(ROLES) - door.roles), route):
        user = place.county.person(role)
        is_seen = door.find is None or door.find(user, NOW.date(), **arguments) is not None
        method = METHODS[len(role) % 2]
        assert ask(place.browser(user), method, where, example).status_code == (403 if is_seen else 404), (role, method)


@pytest.mark.parametrize("route", BY_ROLE)
def test_one_wrong_role_is_refused_by_either_method(place: Place, route: str) -> None:
    door, example = DOORS[route], EXAMPLES[route]
    arguments = place.arguments(route)
    user = place.county.person(sorted(set(ROLES) - door.roles)[0])
    is_seen = door.find is None or door.find(user, NOW.date(), **arguments) is not None

    assert answers(place.browser(user), place.address(route, arguments), example) == [403 if is_seen else 404] * 2


@pytest.mark.slow
@pytest.mark.parametrize("route", in_turn(BY_ROLE, 0, 3))
def test_person_without_any_role_is_refused(place: Place, route: str) -> None:
    user = open_account(username="new", name="新人", password=PASSWORD, home=place.county.body, by=SYSTEM, at=NOW)
    example = EXAMPLES[route]
    where = place.address(route)

    client = Client(HTTP_HOST=HOST)
    sign_in(client, user)

    assert answers(client, where, example) == [403 if DOORS[route].find is None else 404] * 2


@pytest.mark.slow
@pytest.mark.parametrize("route", OF_OBJECTS)
def test_right_role_in_the_wrong_body_finds_nothing(place: Place, route: str) -> None:
    example = EXAMPLES[route]
    where = place.address(route)

    for role in sorted(DOORS[route].roles):
        user = place.county.person(role, place.county.department)
        method = METHODS[len(role) % 2]
        assert ask(place.browser(user), method, where, example).status_code == 404, (role, method)


@pytest.mark.slow
@pytest.mark.parametrize("route", in_turn(GUARDED, 1, 3))
def test_person_of_another_government_finds_nothing(place: Place, route: str) -> None:
    example = EXAMPLES[route]
    where = place.address(route)

    assert answers(place.browser(holder(place.other, route)), where, example) == [404, 404]


@pytest.mark.slow
@pytest.mark.parametrize("route", OF_OBJECTS)
def test_object_is_not_found_under_another_government(place: Place, route: str) -> None:
    """Even by somebody who holds the role in both."""
    elsewhere, example, role = place.other, EXAMPLES[route], sorted(EXAMPLES[route].seen_by or DOORS[route].roles)[0]
    user = place.holder(route)
    _give_too(user, elsewhere, role)
    where = place.address(route, under=elsewhere)

    assert answers(place.browser(user), where, example) == [404, 404]


def _give_too(user: User, county: County, role: str) -> None:
    grant_role(user, role=role, body=county.body, by=SYSTEM, at=NOW, valid_from=NOW.date())


@pytest.mark.slow
@pytest.mark.parametrize("route", in_turn(GUARDED, 2, 3))
def test_password_alone_opens_nothing(place: Place, route: str) -> None:
    user, example = place.holder(route), EXAMPLES[route]
    where = place.address(route)
    client = Client(HTTP_HOST=HOST)
    client.force_login(user, backend=BACKEND)

    for method in METHODS:
        answer = ask(client, method, where, example)
        if route == "desk:sign_out":
            assert answer.status_code == expected(example, method)
        elif route == "desk:second_factor":
            assert answer.status_code == 200
        else:
            assert answer.status_code == 302
            assert answer["Location"].startswith(place.county.url("desk/sign-in/code/"))


@pytest.mark.slow
@pytest.mark.parametrize("route", in_turn(GUARDED, 3, 3))
def test_no_government_no_desk(place: Place, route: str) -> None:
    with override_script_prefix("/"):
        where = reverse(route, kwargs=dict(place.arguments(route)))

    assert place.browser(place.holder(route)).get(where).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("route", in_turn(ROUTES, 4, 3))
def test_form_without_token_stores_nothing(place: Place, route: str) -> None:
    example = EXAMPLES[route]
    where = place.address(route)
    client = Client(HTTP_HOST=HOST, enforce_csrf_checks=True)
    if route in GUARDED:
        sign_in(client, place.holder(route))

    status = client.post(where, example.form).status_code

    assert (status == example.post) if example.is_exempt else status == 403
