"""A small invented county for the tests of registers and faces: bodies, people, and clients signed in as them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from hypothesis import settings

from gongkai.apps.accounts.models import Authenticator, User
from gongkai.apps.accounts.services import grant_role, open_account
from gongkai.apps.bodies.models import Government, PublicBody
from gongkai.apps.bodies.services import open_government, register_body
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.disclosure import services as disclosure
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.screening import open_marks
from gongkai.apps.disclosure.texts import working_text

NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 4)
PASSWORD = "yanshi-演示-12345"
BACKEND = "gongkai.apps.accounts.backends.StaffBackend"
HOST = "localhost"
REVIEWING = frozenset({"first_reviewer", "second_reviewer", "third_reviewer", "secrecy_reviewer", "leader"})


def fewer_examples() -> int:
    """Examples of a property each of whose examples fills a database."""
    return max(4, settings().max_examples // 6)


@dataclass
class County:
    """One government with a department, and whoever the test asks for; people are made when first asked for.

    slug  its prefix in addresses: county.url("desk/")
    """

    slug: str = "shifan"
    name: str = "示范县"
    people: dict[tuple[str, int], User] = field(default_factory=dict)

    @cached_property
    def body(self) -> PublicBody:
        return register_body(kind="county", name=self.name, parent=None, by=SYSTEM, at=NOW)

    @cached_property
    def government(self) -> Government:
        return open_government(self.body, slug=self.slug, is_demo=True, by=SYSTEM, at=NOW)

    def in_earnest(self) -> County:
        """The same, and no demonstration: what it shows and hands out carries no mark of one."""
        self.government.is_demo = False
        self.government.save()
        return self

    @cached_property
    def department(self) -> PublicBody:
        return register_body(kind="department", name=f"{self.name}教育局", parent=self.body, by=SYSTEM, at=NOW)

    def person(self, role: str, body: PublicBody | None = None, *, covers_members: bool = False) -> User:
        """The person who holds this role in this body (the county itself unless another is named)."""
        body = body or self.body
        if (role, body.pk) not in self.people:
            user = open_account(
                username=f"{self.slug}-{role}-{body.pk}",
                name=f"演示{role}",
                password=PASSWORD,
                home=body,
                by=SYSTEM,
                at=NOW,
            )
            grant_role(
                user,
                role=role,
                body=body,
                by=SYSTEM,
                at=NOW,
                valid_from=date(2020, 1, 1),
                covers_members=covers_members,
            )
            self.people[role, body.pk] = user
        return self.people[role, body.pk]

    def review(self, publication: Publication, *, at: datetime = NOW, upto: str = "approved") -> Publication:
        """Take a publication through its reviews, each by whoever holds the role, as far as that state."""
        steps: dict[str, Callable[[User], object]] = {
            "in_secrecy_review": lambda by: disclosure.screen_secrecy(
                publication, decision="clear", words="不涉及国家秘密", by=by, at=at
            ),
            "in_signing": lambda by: disclosure.sign_publication(publication, by=by, at=at),
        }
        while publication.state != upto:
            role = next(move.by for move in publication.flow.moves_from(publication.state) if move.by in REVIEWING)
            step = steps.get(
                publication.state,
                lambda by: disclosure.approve_publication(publication, is_proofread=True, opinion="同意", by=by, at=at),
            )
            step(self.person(role))
        return publication

    def let_marks_stand(self, publication: Publication) -> None:
        """Every open mark of a draft let stand by the clerk of its body, for a reason."""
        clerk = self.person("clerk", publication.public_body)
        for one in open_marks(publication, working_text(publication)):
            disclosure.let_mark_stand(publication, key=one.mark.key, reason="已逐页看过", by=clerk, at=NOW)

    def url(self, path: str = "") -> str:
        assert self.government
        return f"/{self.slug}/{path}"

    def client(self, role: str | None = None, body: PublicBody | None = None) -> Client:
        """A browser without script: nobody's, or signed in as the person with this role."""
        client = Client(HTTP_HOST=HOST)
        assert self.government
        if role is not None:
            sign_in(client, self.person(role, body))
        return client


def sign_in(client: Client, user: User) -> None:
    """As after the password and a one-time code."""
    device, _ = Authenticator.objects.get_or_create(user=user, confirmed=True, defaults={"name": "app"})
    client.force_login(user, backend=BACKEND)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
