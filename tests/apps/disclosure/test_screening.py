"""Marks of the screening before any human signs: masked in one act, let stand for a reason, screened anew each time."""

from __future__ import annotations

import pytest

from gongkai.apps.core.models import AuditEntry
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.details import Details
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.screening import open_marks, screened
from gongkai.apps.disclosure.texts import details_of, working_text
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted
from tests.apps.builders import NOW, County
from tests.apps.refusals import refused

NUMBER = "11010519491231002X"
TEXT = f"<p>申请人身份证号{NUMBER}，电话<strong>138</strong>00138000。</p>"


def draft(county: County, body_html: str = TEXT, **details: str) -> Publication:
    clerk, said = county.person("clerk"), Details(**details)  # type: ignore[arg-type]
    return services.draft_publication(
        body=county.body, title="通知", body_html=body_html, by=clerk, at=NOW, details=said
    )


def submit(county: County, item: Publication) -> None:
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)


def keys(item: Publication) -> list[str]:
    return [one.mark.key for one in open_marks(item, working_text(item))]


def test_row_02_nobody_signs_while_a_mark_is_open(county: County) -> None:
    item = draft(county)

    with refused(MoveRefused, "marks-open"):
        submit(county, item)

    assert (item.state, item.round) == ("draft", 0)


def test_masking_makes_a_new_version_without_the_numbers(county: County) -> None:
    item = draft(county, summary=f"联系 {NUMBER}")

    assert services.mask_marks(item, keys=keys(item), by=county.person("clerk"), at=NOW) >= 2

    text = working_text(item)
    assert text.number == 2
    assert NUMBER[6:] not in text.body_html + details_of(text).summary
    assert "00138000" not in text.body_html
    submit(county, item)


def test_mark_let_stand_needs_a_reason_and_is_shown_with_it(county: County) -> None:
    item, clerk = draft(county, "<p>请咨询13800138000。</p>"), county.person("clerk")
    with refused(InvalidInput, "reason-needed"):
        services.let_mark_stand(item, key=keys(item)[0], reason=" ", by=clerk, at=NOW)

    services.let_mark_stand(item, key=keys(item)[0], reason="负责人公务电话", by=clerk, at=NOW)

    submit(county, item)
    found = screened(item, working_text(item))
    assert [one.let_stand.reason for one in found if one.let_stand] == ["负责人公务电话"]
    assert "13800138000" not in str(AuditEntry.objects.get(act="disclosure.let_stand").facts)


def test_text_is_screened_anew_after_each_change(county: County) -> None:
    item, clerk = draft(county, "<p>请咨询13800138000。</p>"), county.person("clerk")
    services.let_mark_stand(item, key=keys(item)[0], reason="负责人公务电话", by=clerk, at=NOW)
    changed = "<p>请咨询13800138000或13900139000。</p>"
    services.revise_publication(item, title="通知", body_html=changed, by=clerk, at=NOW)

    assert len(keys(item)) == 1
    with refused(MoveRefused, "marks-open"):
        submit(county, item)


def test_only_the_clerk_of_a_draft_decides_on_marks(county: County) -> None:
    item = draft(county)

    with refused(NotPermitted, "role-needed"):
        services.mask_marks(item, keys=keys(item), by=county.person("first_reviewer"), at=NOW)


@pytest.mark.parametrize("body_html", ["<p>会议定于2026年2月30日召开。</p>", '<p><img src="gk-file:1"></p>'])
def test_other_marks_have_to_be_decided_too(county: County, body_html: str) -> None:
    item = draft(county, body_html)

    with refused(MoveRefused, "marks-open"):
        submit(county, item)


def test_marks_stand_in_the_text_on_the_desk_and_one_press_masks_them(county: County) -> None:
    item = draft(county)
    client, address = county.client("clerk"), county.url(f"desk/publications/{item.pk}/")
    page = client.get(address).content.decode()
    assert f"<mark>{NUMBER}</mark>" in page

    answer = client.post(f"{address}marks/", {"mask": keys(item)}, follow=True).content.decode()

    assert "<mark>" not in answer
    assert NUMBER not in answer
