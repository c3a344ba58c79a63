"""What the processes of the proofs do: write, race, work, and tell what has come of it. Run by installation.py."""

from __future__ import annotations

import json
import random
import sys
import time
from datetime import timedelta
from pathlib import Path
from threading import Event

import django
from django.db import transaction
from django.utils import timezone

django.setup()

from django_tasks_db.models import DBTaskResult  # noqa: E402

from gongkai.apps.accounts.models import User  # noqa: E402
from gongkai.apps.core import notices, seals  # noqa: E402
from gongkai.apps.core.audit_check import verify  # noqa: E402
from gongkai.apps.core.models import AuditEntry, DeadLetter, Notice, Sequence  # noqa: E402
from gongkai.apps.core.notices import Recipient  # noqa: E402
from gongkai.apps.core.numbers import next_number  # noqa: E402
from gongkai.apps.core.worker import Timing, run_worker  # noqa: E402
from gongkai.apps.disclosure import services  # noqa: E402
from gongkai.apps.disclosure.models import Publication  # noqa: E402
from gongkai.errors import MoveRefused  # noqa: E402
from tests.apps.builders import County  # noqa: E402


class Undone(Exception):
    """The act is taken back after its number was given out."""


def seed(drafts: str) -> object:
    county = County()
    clerk = county.person("clerk")
    User.objects.filter(pk=clerk.pk).update(email="dushu@shifan.example")
    for _ in range(int(drafts)):
        draft(clerk, "竞相送审")
    return {"clerk": clerk.pk, "body": county.body.pk}


def draft(clerk: User, title: str) -> Publication:
    return services.draft_publication(
        body=clerk.grants.get().public_body, title=title, body_html="<p>正文</p>", by=clerk, at=timezone.now()
    )


def wait_for(start: str) -> None:
    while not Path(start).exists():
        time.sleep(0.005)


def write(start: str, times: str, seed_of_chance: str) -> object:
    """Acts with a number and a notice each; every fourth is undone. Returns the numbers that were acknowledged."""
    clerk, chance = User.objects.get(email="dushu@shifan.example"), random.Random(seed_of_chance)
    wait_for(start)
    acknowledged = []
    for turn in range(int(times)):
        try:
            acknowledged.append(act(clerk, chance, is_undone=turn % 4 == 3))
        except Undone:
            continue
        print("acknowledged", acknowledged[-1], flush=True)
    return acknowledged


@transaction.atomic
def act(clerk: User, chance: random.Random, *, is_undone: bool) -> int:
    publication = draft(clerk, "并发起草")
    services.submit_publication(publication, has_checked=True, by=clerk, at=timezone.now())
    notices.post(
        "core.dead_letters",
        channel="email",
        to=Recipient("staff", clerk.pk),
        about=publication,
        at=timezone.now(),
        places={"count": 1},
    )
    time.sleep(chance.random() / 50)
    number = next_number("proof")
    if is_undone:
        raise Undone
    return number


def race(start: str) -> object:
    """Try to make the same move on every draft; returns those on which it succeeded."""
    clerk = User.objects.get(email="dushu@shifan.example")
    drafts = list(Publication.objects.filter(title="竞相送审").order_by("pk"))
    wait_for(start)
    won = []
    for publication in drafts:
        try:
            services.submit_publication(publication, has_checked=True, by=clerk, at=timezone.now())
        except MoveRefused:
            continue
        won.append(publication.pk)
    return won


def work(patience: str) -> object:
    """A worker until it is killed, or until the file `stop` is there."""
    silent = timedelta(seconds=float(patience))
    timing = Timing(
        seal=timedelta(seconds=0.05),
        schedule=timedelta(seconds=1),
        sweep=timedelta(seconds=0.2),
        beat=silent / 5,
        patience=silent,
    )
    run_worker(Stopped(), interval=0.05, timing=timing)
    return None


class Stopped(Event):
    """Set as soon as the file `stop` is there and nothing is left to do."""

    def is_set(self) -> bool:
        return Path("stop").exists() and not unfinished().exists()


def unfinished():
    return DBTaskResult.objects.filter(status__in=["READY", "RUNNING"])


def post(times: str) -> object:
    clerk = User.objects.get(email="dushu@shifan.example")
    for turn in range(int(times)):
        with transaction.atomic():
            notices.post(
                "core.dead_letters",
                channel="email",
                to=Recipient("staff", clerk.pk),
                about=clerk,
                at=timezone.now(),
                places={"count": 1},
                occasion=str(turn),
            )
    return None


def report() -> object:
    seals.seal(timezone.now(), everything=True)
    found = verify()
    return {
        "publications": Publication.objects.filter(title="并发起草").count(),
        "last_number": Sequence.objects.filter(name="proof").values_list("value", flat=True).first(),
        "acts": AuditEntry.objects.filter(act="disclosure.submit").count(),
        "entries": AuditEntry.objects.count(),
        "sealed": found.sealed,
        "findings": dict(found.counts),
        "notices": {str(one.reference): one.state for one in Notice.objects.all()},
        "dead": list(DeadLetter.objects.values_list("reason", flat=True)),
        "unfinished": unfinished().count(),
    }


if __name__ == "__main__":
    _, command, *arguments = sys.argv
    print(json.dumps(globals()[command](*arguments)))
