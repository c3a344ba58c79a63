"""The page of the operation: what an operator sees and does, and nobody else."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from gongkai.apps.accounts.models import User
from gongkai.apps.core import audit, schedule, seals, tasks
from gongkai.apps.core.actors import SYSTEM
from gongkai.apps.core.models import AuditEntry, DeadLetter
from gongkai.apps.core.outbox import handlers_of
from gongkai.desk.operations.words import EVENTS, SCHEDULED
from gongkai.server.handlers import HANDLERS
from gongkai.server.telling import tell_operators
from tests.apps.builders import NOW, County


def letter(county: County, **fields: Any) -> DeadLetter:
    """A dead letter of the county, whose handler is there."""
    return DeadLetter.objects.create(
        **{
            "task_id": uuid.uuid4(),
            "event": "core.notice_queued",
            "handler": handlers_of("core.notice_queued")[0].name,
            "subject_type": "bodies.publicbody",
            "subject_id": county.body.pk,
            "body_id": county.body.pk,
            "attempts": 10,
            "reason": "not-sent",
            "died_at": NOW,
            **fields,
        }
    )


def test_operator_sees_dead_letters_schedule_seal_and_head(county: County) -> None:
    one = letter(county)
    audit.record("accounts.open", by=SYSTEM, at=NOW)
    now = timezone.now()
    seals.seal(now)
    schedule.run_due("one", now)

    page = county.client("operator").get(county.url("desk/operation/")).content.decode()

    assert county.url(f"desk/operation/dead-letters/{one.pk}/") in page
    assert "对方服务器多次没有接收" in page
    assert "留存当日审计摘要" in page
    assert seals.last_head().chain in page
    assert "没有运行中的后台进程" in page


def test_empty_page_says_what_will_stand_there(county: County) -> None:
    page = county.client("operator").get(county.url("desk/operation/")).content.decode()

    assert "没有需要处理的事项" in page


def test_dead_letter_is_tried_again_from_the_page(county: County) -> None:
    one = letter(county)

    county.client("operator").post(county.url(f"desk/operation/dead-letters/{one.pk}/again/"))

    one.refresh_from_db()
    assert (one.state, one.closed_by_id) == ("tried_again", county.person("operator").pk)
    assert AuditEntry.objects.filter(act="core.dead_letter_tried_again", body_id=county.body.pk).exists()


def test_dead_letter_is_dropped_for_a_reason_from_the_page(county: County) -> None:
    one = letter(county)
    where = county.url(f"desk/operation/dead-letters/{one.pk}/drop/")

    refused = county.client("operator").post(where, {"reason": ""})
    county.client("operator").post(where, {"reason": "已电话告知"})

    one.refresh_from_db()
    assert refused.status_code == 422
    assert (one.state, one.closed_because) == ("dropped", "已电话告知")


def test_several_are_tried_again_from_the_list(county: County) -> None:
    letters = [letter(county) for _ in range(3)]
    client, where = county.client("operator"), county.url("desk/operation/dead-letters/")

    client.post(where, {"act": "again", "row": [one.pk for one in letters], "confirmed": "1"})

    assert set(DeadLetter.objects.values_list("state", flat=True)) == {"tried_again"}


def test_closing_twice_tells_that_it_has_been_dealt_with(county: County) -> None:
    one = letter(county, state="dropped", closed_because="已电话告知", closed_at=NOW)

    page = county.client("operator").post(county.url(f"desk/operation/dead-letters/{one.pk}/again/"), follow=True)

    assert "这一件已经处理" in page.content.decode()


def test_possible_repetition_is_warned_of(county: County) -> None:
    one = letter(county, reason="may-have-been-sent")

    page = county.client("operator").get(county.url(f"desk/operation/dead-letters/{one.pk}/"))

    assert "再试可能使同一人收到两次" in page.content.decode()


def test_letters_of_another_body_are_not_seen(county: County) -> None:
    theirs = letter(county, body_id=county.department.pk)
    client = county.client("operator")

    assert client.get(county.url(f"desk/operation/dead-letters/{theirs.pk}/")).status_code == 404
    assert client.get(county.url("desk/operation/dead-letters/")).context["list"].lines == ""


def test_letter_of_the_installation_is_seen_by_its_operators(county: County) -> None:
    one = letter(county, body_id=None)

    page = county.client("operator").get(county.url(f"desk/operation/dead-letters/{one.pk}/"))

    assert "整个系统" in page.content.decode()


@pytest.mark.parametrize("name", ["operation/", "operation/dead-letters/"])
def test_number_of_queries_does_not_grow_with_the_rows(
    county: County, name: str, django_assert_max_num_queries
) -> None:
    client, where = county.client("operator"), county.url(f"desk/{name}")
    letter(county)
    client.get(where)
    with django_assert_max_num_queries(100) as few:
        client.get(where)
    for _ in range(19):
        letter(county)

    with django_assert_max_num_queries(len(few)):
        client.get(where)


def test_operators_are_told_by_mail_each_morning_what_waits(county: County, settings, tmp_path: Path) -> None:
    settings.CONFIG = settings.CONFIG.model_copy(update={"notices_dir": tmp_path})
    User.objects.filter(pk=county.person("operator").pk).update(email="yunwei@shifan.example")
    letter(county)
    letter(county, body_id=county.department.pk)
    for _ in range(2):
        tell_operators(NOW.date(), NOW)
    while tasks.work_off("one", NOW):
        pass

    (mail,) = tmp_path.iterdir()
    assert "有 1 件事项没有办成" in mail.read_text("utf-8")


def test_every_event_and_every_scheduled_act_has_words() -> None:
    assert set(EVENTS) >= set(HANDLERS)
    assert set(SCHEDULED) >= set(schedule.schedule())
