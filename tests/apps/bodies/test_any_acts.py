"""Whatever lawful acts are done in whatever order: the facts tile the life of each body, and the cache equals them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.apps.bodies import selectors, services
from gongkai.apps.bodies.counts import PROVIDER
from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.models.dated import holding
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.measures import Period
from gongkai.errors import InvalidInput
from tests.apps.bodies.test_tree import entered
from tests.apps.builders import NOW, TODAY, fewer_examples

ACTS = ("register", "rename", "move", "merge", "abolish", "code")
KINDS = ("department", "township", "village")
BY = {"by": SYSTEM, "at": NOW}


@dataclass(frozen=True)
class Step:
    """One act on some bodies of those there are, on a day between 2024 and 2027."""

    act: str
    one: int
    two: int
    day: date


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(ACTS),
        st.integers(0, 9),
        st.integers(0, 9),
        st.integers(0, 1200).map(lambda days: date(2024, 1, 1) + timedelta(days)),
    ),
    max_size=14,
)


def do(step: Step, number: int) -> None:
    bodies = list(PublicBody.objects.order_by("pk"))
    one, two = bodies[step.one % len(bodies)], bodies[step.two % len(bodies)]
    on = step.day
    match step.act:
        case "register":
            kind = KINDS[step.two % len(KINDS)]
            services.register_body(kind=kind, name=f"第{number}", parent=one, valid_from=on, **BY)  # type: ignore[arg-type]
        case "rename":
            services.rename_body(one, name=f"改{number}", on=on, **BY)  # type: ignore[arg-type]
        case "move":
            services.move_body(one, parent=two, on=on, **BY)  # type: ignore[arg-type]
        case "merge":
            services.merge_bodies(bodies=[one], into=two, on=on, reason="并", **BY)  # type: ignore[arg-type]
        case "abolish":
            services.abolish_body(one, on=on, reason="撤", **BY)  # type: ignore[arg-type]
        case "code":
            code = f"992321{100 + number:03}"
            services.change_division_code(one, code=code, on=on, **BY)  # type: ignore[arg-type]


def day_shown(body: PublicBody, day: date) -> date:
    """The day whose facts a body shows: the day itself, or the nearest one of its life."""
    if body.valid_to is not None and body.valid_to < day:
        return body.valid_to
    return max(day, body.valid_from or date.min)


def expected(body: PublicBody, day: date) -> tuple[object, ...]:
    """Name, parent, path and code by the facts alone."""
    shown = day_shown(body, day)
    parent = body.placements.get(holding(shown)).parent
    code = body.codes.filter(holding(shown), system="division").first()
    above = expected(parent, day)[2] if parent is not None else "/"
    return (body.names.get(holding(shown)).name, parent and parent.pk, f"{above}{body.pk}/", code.code if code else "")


def cached() -> dict[int, tuple[object, ...]]:
    values = PublicBody.objects.values_list("pk", "name", "parent_id", "path", "division_code")
    return {pk: tuple(rest) for pk, *rest in values}


def by_the_facts(day: date) -> dict[int, tuple[object, ...]]:
    return {body.pk: expected(body, day) for body in PublicBody.objects.all()}


@pytest.mark.django_db
@settings(max_examples=fewer_examples())
@given(steps=STEPS, later=st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_row_53_cache_equals_the_dated_facts(steps: list[Step], later: date) -> None:
    with transaction.atomic():
        county = entered(None, "演示县", "county", division_code="992321")
        entered(county, "演示局")
        for number, step in enumerate(steps):
            try:
                do(step, number)
            except InvalidInput:
                continue
            assert cached() == by_the_facts(TODAY)
        services.refresh_names_and_paths(on=later, **BY)  # type: ignore[arg-type]
        assert cached() == by_the_facts(later)
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=fewer_examples())
@given(steps=STEPS)
def test_facts_tile_the_life_of_every_body(steps: list[Step]) -> None:
    with transaction.atomic():
        entered(None, "演示县", "county", division_code="992321")
        for number, step in enumerate(steps):
            try:
                do(step, number)
            except InvalidInput:
                continue
        for body in PublicBody.objects.all():
            for day in {step.day + timedelta(shift) for step in steps for shift in (-1, 0)}:
                lives = int(body.holds_on(day))
                assert body.names.filter(holding(day)).count() == lives
                assert body.placements.filter(holding(day)).count() == lives
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=fewer_examples())
@given(before=STEPS, after=STEPS)
def test_past_year_counts_the_same_after_later_acts(before: list[Step], after: list[Step]) -> None:
    year = Period.of_year(2023)
    with transaction.atomic():
        county = entered(None, "演示县", "county", division_code="992321")
        entered(entered(county, "第1乡", "township"), "第1村", "village")
        for number, step in enumerate(before):
            attempt(step, number)
        counted = PROVIDER.counts(selectors.area_on(county, year.last), year)
        for number, step in enumerate(after):
            attempt(step, 100 + number)
        assert PROVIDER.counts(selectors.area_on(county, year.last), year) == counted
        assert sum(value for key, value in counted.items() if key[1] == "villages") == 1
        transaction.set_rollback(True)


def attempt(step: Step, number: int) -> None:
    try:
        do(step, number)
    except InvalidInput:
        return
