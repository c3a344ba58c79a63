"""What every act on bodies checks: words, days, locks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Q

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.models.dated import Dated
from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

ONE_DAY = timedelta(days=1)
Row = TypeVar("Row", bound=Dated)


def refused(code: str, words: Text, *, where: str = "", hint: Text | None = None, **values: object) -> InvalidInput:
    """An act that its input does not allow; `where` names the field."""
    return InvalidInput(code, words.format(**values), where=where, hint=hint)


def lock_tree() -> None:
    """Let acts that change the shape of the tree come one after the other: the rows of the roots are locked."""
    list(PublicBody.objects.select_for_update().filter(parent__isnull=True).order_by("pk").values_list("pk"))


def locked(body: PublicBody) -> PublicBody:
    """The body as it is now, locked until the act is done."""
    body.refresh_from_db(from_queryset=PublicBody.objects.select_for_update())
    return body


def clean_words(text: str, *, where: str, longest: int, blank: bool = False) -> str:
    """One line without space around it. Raises InvalidInput when it is empty, too long, or holds control signs."""
    words = text.strip()
    if not words and not blank:
        raise refused("blank", Text("必须填写。", "This must be filled in."), where=where)
    if len(words) > longest:
        raise refused(
            "too-long", Text("最多{longest}个字。", "At most {longest} characters."), where=where, longest=longest
        )
    if not all(sign.isprintable() for sign in words):
        raise refused("not-printable", Text("含有不可见字符。", "It holds signs that cannot be printed."), where=where)
    return words


def check_lives(body: PublicBody, on: date, *, where: str = "on") -> None:
    """Raises InvalidInput unless the body exists on that day and from then on."""
    if body.valid_from is not None and on < body.valid_from:
        raise refused(
            "body-not-yet",
            Text("“{name}”自{day}起才存在。", "{name} exists from {day} on."),
            where=where,
            name=body.name,
            day=body.valid_from.isoformat(),
        )
    if body.valid_to is not None:
        raise refused(
            "body-ended",
            Text("“{name}”存续至{day}，不能再变更。", "{name} exists until {day} and can no longer be changed."),
            where=where,
            name=body.name,
            day=body.valid_to.isoformat(),
        )


def follow_on(before: Iterable[Row], new: Row, *, on: date, where: str = "on") -> None:
    """Let the new fact begin on a day and end the one before it on the day before; both are saved.

    raises  InvalidInput when a fact begins on that day or later: history is added to, not written over
    """
    for fact in before:
        if fact.valid_from is not None and fact.valid_from >= on:
            raise refused(
                "later-fact",
                Text(
                    "{day}已有一次同类变更，新的变更只能在其后。",
                    "There is such a change on {day} already; a new one must be later.",
                ),
                where=where,
                day=fact.valid_from.isoformat(),
            )
        if fact.valid_to is None or fact.valid_to >= on:
            fact.valid_to = on - ONE_DAY
            fact.save(update_fields=["valid_to"])
    new.valid_from = on
    new.full_clean()
    new.save()


def from_then_on(on: date | None) -> Q:
    """Condition: the fact holds on that day or on some later one."""
    return Q() if on is None else Q(valid_to__isnull=True) | Q(valid_to__gte=on)
