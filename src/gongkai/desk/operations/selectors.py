"""Which dead letters an operator sees."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from gongkai.apps.accounts.models import User
from gongkai.apps.accounts.selectors import bodies_of, roles_anywhere
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.core.models import DeadLetter


def letters_visible_to(user: User, day: date, *, root: str = "/") -> QuerySet[DeadLetter]:
    """Those of the operator's own bodies below the root, and those that concern the installation alone."""
    if "operator" not in roles_anywhere(user, day):
        return DeadLetter.objects.none()
    bodies = bodies_of(user, day, roles=["operator"]).filter(path__startswith=root)
    names = PublicBody.objects.filter(pk=OuterRef("body_id")).values("name")[:1]
    seen = DeadLetter.objects.filter(Q(body_id__in=bodies.values("pk")) | Q(body_id__isnull=True))
    return seen.annotate(body_name=Subquery(names))


def letter_for(user: User, day: date, *, pk: int) -> DeadLetter | None:
    """One of them, with its body, so that the door can tell whose government it is."""
    letter: Any = letters_visible_to(user, day).filter(pk=pk).first()
    if letter is not None and letter.body_id is not None:
        letter.public_body = PublicBody.objects.get(pk=letter.body_id)
    return letter  # type: ignore[no-any-return]
