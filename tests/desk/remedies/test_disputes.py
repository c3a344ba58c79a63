"""Reviews and suits on the desk: entry, page with clock, acts as forms, Today, registers."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.apps.core.imports import check_file, run_import
from gongkai.apps.core.measures import Period, counts
from gongkai.apps.remedies.models import Dispute
from gongkai.desk.areas import Desk
from gongkai.desk.lists import Viewer
from tests.apps.builders import NOW, TODAY, County
from tests.apps.inforequests.builders import replied
from tests.apps.remedies.builders import ACT, decided, entered

ENTRY = {"kind": "review", "role": "respondent", "forum": "示范市人民政府", "received_on": "2026-03-04"}


def test_row_23_review_of_a_request_is_entered_on_the_desk(county: County) -> None:
    info_request = replied(county)
    given = {**ENTRY, "body": county.body.pk, "request_number": info_request.number}

    page = county.client("handler").post(county.url("desk/disputes/new/"), given, follow=True).content.decode()

    assert Dispute.objects.get().info_request == info_request
    assert info_request.number in page
    assert "2026-03-18" in page


@pytest.mark.parametrize(
    "changes", [{"role": "defendant"}, {"request_number": "2026-99999"}, {"act": ""}, {"received_on": "2099-01-05"}]
)
def test_unfit_entry_is_sent_back_with_what_was_typed(county: County, changes: dict[str, str]) -> None:
    given = {**ENTRY, "body": county.body.pk, "act": ACT, **changes}

    page = county.client("handler").post(county.url("desk/disputes/new/"), given).content.decode()

    assert not Dispute.objects.exists()
    assert "示范市人民政府" in page


def test_page_shows_each_period_with_its_article_and_how_sure_it_is(county: County) -> None:
    one = entered(county, "direct")

    page = county.client("handler").get(county.url(f"desk/disputes/{one.pk}/")).content.decode()

    assert "2026-03-19" in page
    assert "第六十七条" in page
    assert "凭记忆" in page


def test_row_23_decision_is_recorded_on_the_desk(county: County) -> None:
    one = entered(county)
    given = {"result": "annulled", "form": "decision", "on": TODAY.isoformat(), "orders_reanswer": "on"}

    county.client("handler").post(county.url(f"desk/disputes/{one.pk}/decide/"), given)

    one.refresh_from_db()
    assert (one.state, one.stages.get().ending.held_as) == ("decided", "corrected")


def test_refused_decision_says_why_and_keeps_the_form(county: County) -> None:
    one = entered(county)
    given = {
        "result": "maintained",
        "form": "decision",
        "on": TODAY.isoformat(),
        "orders_reanswer": "on",
        "said": "要旨",
    }

    page = county.client("handler").post(county.url(f"desk/disputes/{one.pk}/decide/"), given).content.decode()

    assert "要旨" in page
    assert "不要求重新答复" in page


def test_act_of_another_office_is_refused(county: County) -> None:
    one = entered(county)

    answer = county.client("leader").post(county.url(f"desk/disputes/{one.pk}/answer/"), {"on": TODAY, "proof": "一"})

    assert answer.status_code == 403


def test_today_has_a_line_for_an_answer_that_is_due_with_its_derivation(county: County) -> None:
    one = entered(county, case_number="示市政复〔2026〕1号")
    desk = Desk(Viewer(county.person("handler"), TODAY, county.body.path), frozenset({"handler"}))

    (duty,) = [duty for duty in desk.duties() if "示市政复" in duty.what]

    assert duty.due_on == one.due_on
    assert duty.derived is not None
    assert "第四十八条" in duty.derived.zh


def test_row_23_register_of_orders_shows_what_is_to_be_answered_anew(county: County) -> None:
    one = entered(county, case_number="示市政复〔2026〕1号")
    decided(county, one, "annulled", orders_reanswer=True, reanswer_until=TODAY + timedelta(days=20))

    page = county.client("handler").get(county.url("desk/disputes/orders/")).content.decode()

    assert "示市政复〔2026〕1号" in page
    assert "撤销" in page


def test_empty_register_says_what_to_do(county: County) -> None:
    assert "复议或诉讼" in county.client("handler").get(county.url("desk/disputes/")).content.decode()


def test_list_of_twenty_asks_no_more_than_that_of_one(county: County) -> None:
    client, address = county.client("handler"), county.url("desk/disputes/")
    entered(county)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _number in range(19):
        entered(county)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


def test_row_23_old_cases_come_in_through_the_import_door(county: County) -> None:
    lines = [
        "本机关,案件类型,本机关身份,争议的行为,案号,复议机关或法院,收到日期,决定或裁判日期,结果",
        f"{county.body.name},复议案件,被申请人,对预算申请的答复,示市政复〔2021〕1号,示范市人民政府,2021-03-05,2021-05-06,维持",
        f"{county.body.name},直接提起的诉讼,被告,对规划申请的答复,（2021）演1号,示范市中级人民法院,2021-03-05,2021-08-06,判决撤销",
        f"{county.body.name},直接提起的诉讼,被告,对名单申请的答复,（2021）演2号,示范市中级人民法院,2021-11-05,,",
    ]
    by, body_id = county.person("office_head").actor, county.body.pk
    run = check_file(
        BytesIO("\n".join(lines).encode()), name="案件.csv", template="disputes", body_id=body_id, by=by, at=NOW
    )
    assert run.state == "checked"
    run_import(run, at=NOW)

    found = counts([county.body.pk], Period(*(TODAY.replace(year=2021, month=m, day=d) for m, d in ((1, 1), (12, 31)))))
    assert {name: value for (_, name, _), value in found.items() if name.startswith("t4.")} == {
        "t4.review.upheld": 1,
        "t4.direct.corrected": 1,
        "t4.direct.pending": 1,
    }
