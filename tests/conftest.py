"""What every test may use: the material beside the repository, hypothesis profiles, and no silent skips."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from tests.apps.builders import County
from tests.apps.standing import taken_back
from tests.guards import guards_off
from tests.tables import run_programs

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile(
    "fast",
    max_examples=8,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "long",
    max_examples=20,
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", settings.get_profile("long"), derandomize=False, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material laid beside the repository; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder ../shared beside the repository")
    return SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fail-on-skip",
        action="store_true",
        help="a skipped test fails the run, except those marked `shared` where ../shared is absent",
    )


def pytest_collection_finish() -> None:
    """What collecting leaves in memory stays to the end: the collector of garbage need not walk it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("shared")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    may_skip = item.get_closest_marker("shared") is not None and not SHARED.is_dir()
    if report.skipped and not hasattr(report, "wasxfail") and not may_skip:
        _refuse_skip(item.config, report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        _refuse_skip(collector.config, report)
    return report


def _refuse_skip(config: pytest.Config, report: pytest.TestReport | pytest.CollectReport) -> None:
    if config.getoption("--fail-on-skip"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which this run does not allow: {report.longrepr}"


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    return "GONGKAI_TEST_DATABASE_URL" in os.environ


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_use_migrations: bool,
    django_db_blocker: Any,
) -> None:
    """As pytest-django does it, and what the migrations would have done besides."""
    if not django_db_use_migrations:
        with django_db_blocker.unblock():
            run_programs()


@pytest.fixture
def county(db: None) -> County:
    """An invented county with an empty register."""
    return County()


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A transaction around a whole module, for what all its tests look at."""
    with taken_back(django_db_blocker):
        yield


@pytest.fixture(scope="session", autouse=True)
def _flush_with_guards_off() -> Iterator[None]:
    """Emptying the tables after a transactional test passes the triggers that nothing else passes."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_unguarded(self: object, statements: object) -> None:
        with guards_off():
            flush(self, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", flush_unguarded)
        yield
