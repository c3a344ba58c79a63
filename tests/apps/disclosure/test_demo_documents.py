"""The documents and interpretations of the demonstration: through the import door to the printed figures."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from gongkai.apps.bodies.models import PublicBody
from gongkai.apps.bodies.services import register_body
from gongkai.apps.core import imports, measures
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure.document_register import is_late
from gongkai.apps.disclosure.models import Interpretation

NOW = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
ROW = "t2.normative_docs"


def loaded(root: Path, folder: str) -> PublicBody:
    """A government with its documents and interpretations, as the demonstration brings them in."""
    registers = root / "demo" / "registers"
    name = yaml.safe_load((registers / "governments.yaml").read_text("utf-8"))[folder]["name"]
    body = register_body(kind="county", name=name, parent=None, by=SYSTEM, at=NOW)
    for template in ("normative_documents", "interpretations", "rule_book"):
        path = registers / folder / f"{template}.csv"
        if path.exists():
            with path.open("rb") as file:
                run = imports.check_file(file, name=path.name, template=template, body_id=body.pk, by=SYSTEM, at=NOW)
            assert imports.run_import(run, at=NOW).state == "done", run.faults[:3]
    return body


def told(body: PublicBody, year: int, *names: str) -> list[object]:
    found = measures.totals([body.pk], Period.of_year(year), names)
    return [found[name] for name in names]


@pytest.mark.parametrize(
    ("folder", "before", "figures"),
    [("xh", 16, [37, 5, 48]), ("tr", 0, [3, 0, 3]), ("hc", 100, [6, 32, 74]), ("cy", 60, [3, 9, 54])],
)
@pytest.mark.django_db
def test_row_61_demo_counts_the_printed_stock(root: Path, folder: str, before: int, figures: list[int]) -> None:
    body = loaded(root, folder)

    assert told(body, 2021, f"{ROW}.issued", f"{ROW}.repealed", f"{ROW}.in_force") == figures
    assert told(body, 2020, f"{ROW}.in_force") == [before]
    assert told(body, 2021, "t2.rules.issued", "t2.rules.repealed", "t2.rules.in_force") == [0, 0, 0]


@pytest.mark.django_db
def test_row_61_demo_of_2020_counts_in_the_edition_of_2019(root: Path) -> None:
    body = loaded(root, "kl")

    assert told(body, 2020, f"{ROW}.made", f"{ROW}.disclosed", f"{ROW}.total", "normative_docs_posted") == [10] * 4
    assert told(body, 2019, f"{ROW}.total") == [0]
    assert told(body, 2020, "t2.rules.made", "t2.rules.disclosed", "t2.rules.total") == [0, 0, 0]


@pytest.mark.parametrize(("folder", "year", "number"), [("xh", 2021, 12), ("tr", 2021, 8), ("kl", 2020, 18)])
@pytest.mark.django_db
def test_row_24_demo_counts_the_printed_interpretations(root: Path, folder: str, year: int, number: int) -> None:
    body = loaded(root, folder)

    assert told(body, year, "interpretations") == [number]
    assert not [piece for piece in Interpretation.objects.all() if is_late(piece)]


@pytest.mark.django_db
def test_row_25_demo_counts_all_forms_together_and_two_apart(root: Path) -> None:
    body = loaded(root, "cy")

    forms = ("interpretations", "interpretations_graphic", "interpretations_animated")
    assert told(body, 2021, *forms) == [34, 25, 1]


@pytest.mark.django_db
def test_row_08_demo_keeps_the_rule_book_with_its_versions(root: Path) -> None:
    body = loaded(root, "sf")

    assert body.rule_book.count() == 8
    assert body.rule_book.get(title="信息发布审核制度").versions.count() == 2
    marks = {one.validity_on(date(2026, 11, 30)) for one in body.normative_documents.all()}
    assert marks == {"in_force", "amended", "lapsed", "repealed"}
