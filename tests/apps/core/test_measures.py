"""Measures: each has one register behind it or waits for one; sums, parts and rates follow as they are declared."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from gongkai.apps.core import measures
from gongkai.apps.core.measures import Key, Period, Provider, Value, counted_as, is_provided, rate
from gongkai.apps.disclosure.models import Publication
from gongkai.errors import InvalidInput
from gongkai.reports.editions import EDITION_IDS, edition
from gongkai.reports.measures import measures as declared_measures

NOT_YET = Path(__file__).with_name("not_yet_counted.yaml")
YEAR = Period.of_year(2021)


def counted_cells() -> set[str]:
    """Cells of the tables in use that are counted: those that are no sum of other cells."""
    current = edition(EDITION_IDS[-1])
    sums = {identity.left[0] for identity in current.identities if len(identity.left) == 1}
    return set(current.cells) - sums


def cells_of_any_edition() -> set[str]:
    """Cells of every edition that reports are composed in."""
    return {cell for name in EDITION_IDS for cell in edition(name).cells}


def owed() -> Counter[str]:
    return Counter(name for provider in measures.providers() for name in provider.measures)


def waiting() -> set[str]:
    """Measures and rows of the tables that nothing counts yet."""
    rows = {cell.rpartition(".")[0] for cell in counted_cells() - set(owed())}
    counted = {one.id for one in declared_measures().values() if one.kind != "stated"}
    return rows | {name for name in counted if not is_provided(name)}


def test_every_measure_has_one_register_or_waits_for_one() -> None:
    listed = yaml.safe_load(NOT_YET.read_text(encoding="utf-8"))

    assert sorted(waiting()) == sorted(name for names in listed["waiting"].values() for name in names)
    assert sum(map(len, listed["waiting"].values())) <= listed["most"]


def test_no_measure_has_two_registers() -> None:
    assert [name for name, registers in owed().items() if registers > 1] == []


def test_registers_count_only_what_is_declared() -> None:
    assert set(owed()) <= set(declared_measures()) | cells_of_any_edition()


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        ("nonsense", "unknown-measure"),
        ("publish_deadline_days", "measure-is-stated"),
        ("gazette_copies", "measure-not-counted"),
        ("posts_profile", "measure-not-counted"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_reason(measure: str, code: str) -> None:
    for ask in (measures.total, measures.rows):
        with pytest.raises(InvalidInput) as caught:
            ask([], YEAR, measure)

        assert caught.value.code == code


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """One register of the mailbox and the interpretations, with figures given by the test."""
    told: dict[Key, Value] = {}
    made = Provider(
        "made_up",
        frozenset({"mailbox_received", "mailbox_closed", "interpretations"}),
        lambda _bodies, _period: told,
        lambda _bodies, _period, _measure, _dimensions: Publication.objects.none(),
        dimensions={"interpretations": ("form",)},
    )
    monkeypatch.setattr(measures, "providers", lambda: (made,))
    return SimpleNamespace(told=told)


@pytest.mark.parametrize(
    ("closed", "received", "percent"),
    [(52, 55, "94.5"), (1, 8, "12.5"), (1, 16, "6.3"), (0, 7, "0.0"), (7, 7, "100.0")],
)
def test_rate_is_rounded_half_up_as_declared(
    made_up: SimpleNamespace, closed: int, received: int, percent: str
) -> None:
    made_up.told[1, "mailbox_closed", ()] = closed
    made_up.told[1, "mailbox_received", ()] = received

    assert measures.total([1], YEAR, "mailbox_close_rate") == Decimal(percent)


def test_rate_over_bodies_is_taken_over_their_sums(made_up: SimpleNamespace) -> None:
    made_up.told.update({(1, "mailbox_closed", ()): 1, (1, "mailbox_received", ()): 1})
    made_up.told.update({(2, "mailbox_closed", ()): 0, (2, "mailbox_received", ()): 3})

    assert measures.total([1, 2], YEAR, "mailbox_close_rate") == Decimal("25.0")


def test_rate_of_nothing_is_none(made_up: SimpleNamespace) -> None:
    assert made_up.told == {}
    assert measures.total([1], YEAR, "mailbox_close_rate") is None


def test_parts_are_counted_by_their_dimension_and_never_twice(made_up: SimpleNamespace) -> None:
    made_up.told[1, "interpretations", ()] = 12
    made_up.told[1, "interpretations", (("form", "text"),)] = 7
    made_up.told[1, "interpretations", (("form", "video"),)] = 5

    found = measures.totals([1], YEAR, ["interpretations", "interpretations_text", "interpretations_video"])

    assert found == {"interpretations": 12, "interpretations_text": 7, "interpretations_video": 5}


def test_part_is_known_by_its_flat_name() -> None:
    assert counted_as("posts_notices") == ("site_posts", (("column", "notices"),))
    assert counted_as("site_posts") == ("site_posts", ())


def test_share_is_rounded_away_from_zero_at_the_half() -> None:
    assert rate(1, 800, 2) == Decimal("0.13")
