"""Proofs with real processes: many writers at once, and workers that are killed."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.apps.core.carriers import Post, free_port, mail_server, wait_until
from tests.apps.core.installation import Installation, ended, installed

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ACTS = 16


@pytest.fixture
def box() -> Post:
    return Post()


@pytest.fixture
def place(tmp_path: Path, box: Post) -> Iterator[Installation]:
    port = free_port()
    with mail_server(box, port), installed(tmp_path, mail_port=port) as installation:
        yield installation


def writers() -> int:
    return 8 if connection.vendor == "postgresql" else 4


def number_acknowledged(process: subprocess.Popen[str]) -> int:
    line = process.stdout.readline()
    assert line, process.stderr.read()
    return int(line.split()[1])


def test_writers_and_workers_together_lose_nothing(place: Installation, box: Post) -> None:
    place.run("seed", 0)
    workers = [place.start("work", 30) for _ in range(2)]

    acknowledged = [number for numbers in place.together(writers(), "write", ACTS) for number in numbers]
    (place.folder / "stop").touch()
    for worker in workers:
        ended(worker)
    told = place.run("report")

    kept = writers() * ACTS * 3 // 4
    assert sorted(acknowledged) == list(range(1, kept + 1))
    assert (told["publications"], told["acts"], told["last_number"]) == (kept, kept, kept)
    assert (told["sealed"], told["findings"], told["unfinished"]) == (told["entries"], {}, 0)
    assert set(told["notices"].values()) == {"sent"}
    assert sorted(box.references) == sorted(f"<{one}@shifan.example>" for one in told["notices"])
    assert len(box.references) == kept


def test_nothing_acknowledged_is_lost_when_a_writer_is_killed(place: Installation) -> None:
    place.run("seed", 0)
    begin = place.folder / "begin"
    begin.touch()
    writing = [place.start("write", begin, 10_000, one) for one in range(2)]
    acknowledged = []
    for process in writing:
        acknowledged += [number_acknowledged(process) for _ in range(10)]
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
        process.communicate()
        acknowledged += [int(line.split()[1]) for line in rest.splitlines() if line.endswith(tuple("0123456789"))]
    told = place.run("report")

    assert len(acknowledged) == len(set(acknowledged)) >= 20
    assert max(acknowledged) <= told["last_number"] == told["publications"] == told["acts"]
    assert told["last_number"] - len(acknowledged) <= 2
    assert (told["sealed"], told["findings"]) == (told["entries"], {})


def test_one_writer_wins_each_move(place: Installation) -> None:
    place.run("seed", 40)

    won = [pk for mine in place.together(writers(), "race") for pk in mine]
    told = place.run("report")

    assert len(won) == len(set(won)) == 40
    assert (told["acts"], told["findings"]) == (40, {})


def test_worker_killed_in_mid_task_sends_nothing_twice_and_forgets_nothing(place: Installation, box: Post) -> None:
    place.run("seed", 0)
    place.run("post", 30)
    box.seconds = 0.05
    for kills in range(1, 6):
        worker = place.start("work", 1)
        wait_until(lambda taken=4 * kills: len(box.mails) >= taken)
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
    (place.folder / "stop").touch()
    place.run("work", 1)
    told = place.run("report")

    sent = {one for one, state in told["notices"].items() if state == "sent"}
    dead = {one for one, state in told["notices"].items() if state == "dead"}
    taken = [one.strip("<>").partition("@")[0] for one in box.references]
    assert len(taken) == len(set(taken))
    assert len(sent) + len(dead) == 30
    assert sent <= set(taken) <= sent | dead
    assert dead
    assert told["dead"] == ["may-have-been-sent"] * len(dead)
    assert (told["unfinished"], told["findings"]) == (0, {})
