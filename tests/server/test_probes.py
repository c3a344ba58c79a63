"""Signs of life and figures, and who may read them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from gongkai.apps.core.worker import Shift
from gongkai.server import pulse

TOKEN = "a-token-of-the-monitoring-service"
STRANGER = "203.0.113.9"


def test_health_needs_no_database() -> None:
    assert Client(HTTP_HOST="10.0.0.5").get("/health").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_with_database_and_worker() -> None:
    Shift().beat(timezone.now())

    response = Client().get("/ready")

    assert (response.status_code, response.json()) == (200, {"status": "ready", "database": True, "worker": True})


@pytest.mark.django_db
def test_not_ready_when_the_worker_is_silent() -> None:
    Shift().beat(timezone.now() - timedelta(seconds=pulse.WORKER_SILENT + 1))

    response = Client().get("/ready")

    assert (response.status_code, response.json()["worker"]) == (503, False)


def test_not_ready_when_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError

    monkeypatch.setattr("gongkai.server.pulse.connection.cursor", refuse)

    response = Client().get("/ready")

    assert (response.status_code, response.json()["database"]) == (503, False)


@pytest.mark.django_db
def test_strangers_learn_no_details() -> None:
    Shift().beat(timezone.now())

    assert Client().get("/ready", REMOTE_ADDR=STRANGER).json() == {"status": "ready"}
    assert Client().get("/metrics", REMOTE_ADDR=STRANGER).status_code == 404


@pytest.mark.django_db
def test_metrics_are_read_elsewhere_with_the_token_alone(settings: Settings) -> None:
    settings.CONFIG = settings.CONFIG.model_copy(update={"metrics_token": TOKEN})
    client = Client(REMOTE_ADDR=STRANGER)

    assert client.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}").status_code == 200
    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer another").status_code == 404
    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404


@pytest.mark.django_db
def test_metrics_count_requests_by_route_and_tell_what_waits() -> None:
    client = Client(HTTP_HOST="localhost")
    client.get("/")

    told = client.get("/metrics").content.decode()

    assert 'gongkai_requests_total{method="GET",route="portal:home",status="200"}' in told
    assert "gongkai_queue_length 0.0" in told
    assert "gongkai_dead_letters 0.0" in told
    assert "gongkai_unsealed_entries 0.0" in told


@pytest.mark.django_db
def test_method_made_up_by_a_client_is_no_label() -> None:
    client = Client(HTTP_HOST="localhost")
    client.generic("PWNED", "/")

    assert "PWNED" not in client.get("/metrics").content.decode()
