"""What a draft must say by its kind before it goes on."""

from __future__ import annotations

import pytest

from gongkai.apps.inforequests import services
from gongkai.apps.inforequests.models import InfoRequest
from gongkai.apps.inforequests.needs import NEEDS, needs_of
from gongkai.apps.inforequests.selectors import latest_reply
from gongkai.errors import InvalidInput, MoveRefused
from gongkai.law import reply_kinds
from tests.apps.builders import NOW, TODAY, County
from tests.apps.inforequests.builders import drafted, in_hand, says_for


def draft(county: County, kind: str, ground: str = "", **says: str) -> InfoRequest:
    one = in_hand(county)
    services.draft_reply(one, kind=kind, ground=ground, text="答复", says=says, by=county.person("handler"), at=NOW)
    return one


def test_every_need_of_the_law_is_a_field_or_kept_elsewhere() -> None:
    needs = {need for kind in reply_kinds().values() for need in kind.needs} - {"ground", "reasons_asked"}

    assert needs | {"public_interest", "deciding_organ"} == set(NEEDS)


@pytest.mark.parametrize(
    ("kind", "ground", "needs"),
    [
        ("A3", "process", {"reason"}),
        ("A3", "third_party", {"reason", "public_interest"}),
        ("A3", "state_secret", {"deciding_organ"}),
        ("A8", "third_party", {"open_part", "withheld_part", "reason", "public_interest"}),
        ("A4", "", {"search_scope", "search_method"}),
        ("A5", "", {"reason", "responsible_body_if_known"}),
        ("A6", "", {"earlier_number", "earlier_date", "service_evidence"}),
        ("A10", "", {"right_channel"}),
    ],
)
def test_row_18_reply_needs_what_its_article_says(kind: str, ground: str, needs: set[str]) -> None:
    assert set(needs_of(kind, ground, TODAY)) == needs


@pytest.mark.parametrize("left_out", ["search_scope", "search_method"])
def test_row_18_draft_that_does_not_say_all_goes_no_further(county: County, left_out: str) -> None:
    says = {need: words for need, words in says_for("A4", "", TODAY).items() if need != left_out}
    one = draft(county, "A4", **says)

    with pytest.raises(MoveRefused) as caught:
        services.submit_draft(one, by=county.person("handler"), at=NOW)

    assert caught.value.code == "draft-incomplete"
    assert NEEDS[left_out].zh in caught.value.message.zh


def test_responsible_body_is_told_only_if_known(county: County) -> None:
    one = draft(county, "A5", reason="不属本机关职责")

    services.submit_draft(one, by=county.person("handler"), at=NOW)

    assert one.state == "in_legal_review"


def test_of_a_state_secret_nothing_is_kept_but_ground_and_organ(county: County) -> None:
    with pytest.raises(InvalidInput) as caught:
        draft(county, "A3", "state_secret", deciding_organ="演示机关", withheld_part="某文件的内容")

    assert caught.value.code == "say-unfit"


def test_day_of_an_earlier_reply_that_is_no_day_is_refused(county: County) -> None:
    with pytest.raises(InvalidInput) as caught:
        draft(county, "A6", earlier_date="去年三月")

    assert (caught.value.code, caught.value.where) == ("say-no-day", "earlier_date")


def test_completed_draft_keeps_its_text_and_goes_on(county: County) -> None:
    one, handler = draft(county, "A10"), county.person("handler")

    services.complete_draft(one, says={"right_channel": "信访部门"}, by=handler, at=NOW)
    services.submit_draft(one, by=handler, at=NOW)

    reply = latest_reply(one)
    assert reply is not None
    assert (reply.text, reply.says) == ("答复", {"right_channel": "信访部门"})


def test_desk_asks_for_what_the_kind_needs_and_keeps_it(county: County) -> None:
    one, desk = draft(county, "A4", search_scope="2025年收文登记"), county.client("handler")
    address = county.url(f"desk/requests/{one.pk}/complete_draft/")
    assert "2025年收文登记" in desk.get(address).content.decode()

    desk.post(address, {"search_scope": "2025年收文登记", "search_method": "按标题检索"})

    reply = latest_reply(one)
    assert reply is not None
    assert reply.says == {"search_scope": "2025年收文登记", "search_method": "按标题检索"}


def test_page_says_what_the_draft_does_not_say_yet(county: County) -> None:
    one = draft(county, "A4")

    page = county.client("handler").get(county.url(f"desk/requests/{one.pk}/")).content.decode()

    assert "答复稿还没有写明：检索范围、检索方式" in page


def test_page_shows_what_the_draft_says(county: County) -> None:
    one = drafted(county, kind="A10")

    page = county.client("handler").get(county.url(f"desk/requests/{one.pk}/")).content.decode()

    assert "演示内容" in page
