"""Texts before the public: corrections, withdrawals, and what any lawful acts leave true."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps.bodies.models import Government
from gongkai.apps.core import measures
from gongkai.apps.core.measures import Period
from gongkai.apps.disclosure import services
from gongkai.apps.disclosure.models import Publication
from gongkai.apps.disclosure.selectors import public_list
from gongkai.apps.disclosure.texts import working_text
from gongkai.errors import InvalidInput, MoveRefused, NotPermitted
from tests.apps.builders import NOW, County, fewer_examples
from tests.apps.refusals import refused

YEAR = Period.of_year(2026)


def published(county: County) -> Publication:
    clerk = county.person("clerk")
    item = services.draft_publication(body=county.body, title="通知", body_html="<p>甲</p>", by=clerk, at=NOW)
    services.submit_publication(item, has_checked=True, by=clerk, at=NOW)
    services.publish_publication(county.review(item), by=county.person("publisher"), at=NOW)
    return item


def correct(county: County, item: Publication) -> None:
    services.correct_publication(item, reason="日期有误", by=county.person("clerk"), at=NOW)
    services.revise_publication(item, title="通知", body_html="<p>乙</p>", by=county.person("clerk"), at=NOW)


def test_public_reads_the_old_text_until_the_correction_was_reviewed(county: County) -> None:
    item = published(county)
    correct(county, item)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    assert public_list(county.government).get().body_html == "<p>甲</p>"

    services.publish_publication(county.review(item), by=county.person("publisher"), at=NOW)

    assert public_list(county.government).get().body_html == "<p>乙</p>"
    assert [version.body_html for version in item.versions.all()] == ["<p>甲</p>", "<p>甲</p>", "<p>乙</p>"]
    assert measures.total([county.body.pk], YEAR, "site_posts") == 1


@pytest.mark.parametrize(
    ("reason", "code"), [("张某手机13800138000有误", "personal-data"), ("机密★1年", "text-marked-secret")]
)
@pytest.mark.django_db(transaction=True)
def test_reason_that_the_public_reads_at_once_holds_no_secret_and_no_personal_data(
    county: County, reason: str, code: str
) -> None:
    item = published(county)

    with refused(InvalidInput, code):
        services.withdraw_publication(item, reason=reason, by=county.person("publisher"), at=NOW)
    with refused(InvalidInput, code):
        services.correct_publication(item, reason=reason, by=county.person("clerk"), at=NOW)

    item.refresh_from_db()
    assert item.state == "published"


def test_personal_data_in_a_reason_are_told_at_its_field(county: County) -> None:
    with pytest.raises(InvalidInput) as caught:
        services.withdraw_publication(
            published(county), reason="张某手机13800138000有误", by=county.person("publisher"), at=NOW
        )

    assert caught.value.where == "reason"
    assert "手机号码" in caught.value.message.zh
    assert "13800138000" not in caught.value.message.zh


def test_dropped_correction_leaves_the_public_text(county: County) -> None:
    item = published(county)
    correct(county, item)

    services.drop_correction(item, by=county.person("clerk"), at=NOW)

    assert item.state == "published"
    assert working_text(item).body_html == "<p>甲</p>"


def test_withdrawal_takes_it_from_the_public_also_during_a_correction(county: County) -> None:
    item = published(county)
    correct(county, item)

    services.withdraw_publication(item, reason="含个人信息", by=county.person("publisher"), at=NOW)

    assert not public_list(county.government).exists()
    assert measures.total([county.body.pk], YEAR, "site_posts") == 1


def test_withdrawal_needs_a_reason_and_something_public(county: County) -> None:
    item = published(county)
    with refused(MoveRefused, "missing-facts"):
        services.withdraw_publication(item, reason=" ", by=county.person("publisher"), at=NOW)
    clerk = county.person("clerk")
    draft = services.draft_publication(body=county.body, title="稿", body_html="<p>稿</p>", by=clerk, at=NOW)

    with refused(MoveRefused, "move-not-open"):
        services.withdraw_publication(draft, reason="误", by=county.person("publisher"), at=NOW)


def test_what_was_withdrawn_comes_back_only_through_all_reviews(county: County) -> None:
    item = published(county)
    services.withdraw_publication(item, reason="含个人信息", by=county.person("publisher"), at=NOW)
    services.rework_publication(item, reason="已删去", by=county.person("clerk"), at=NOW)
    services.submit_publication(item, has_checked=True, by=county.person("clerk"), at=NOW)
    assert not public_list(county.government).exists()

    services.publish_publication(county.review(item), by=county.person("publisher"), at=NOW)

    assert public_list(county.government).get() == item


def _screen(county: County, item: Publication) -> None:
    services.screen_secrecy(item, decision="clear", words="不涉密", by=county.person("secrecy_reviewer"), at=NOW)


def _approve(role: str) -> Callable[[County, Publication], object]:
    return lambda c, p: services.approve_publication(p, is_proofread=True, by=c.person(role), at=NOW)


def _back(role: str) -> Callable[[County, Publication], object]:
    return lambda c, p: services.send_back_publication(p, reason="改", by=c.person(role), at=NOW)


ACTS: Mapping[str, Callable[[County, Publication], object]] = {
    "submit": lambda c, p: services.submit_publication(p, has_checked=True, by=c.person("clerk"), at=NOW),
    "first": _approve("first_reviewer"),
    "second": _approve("second_reviewer"),
    "third": _approve("third_reviewer"),
    "screen": _screen,
    "back from second": _back("second_reviewer"),
    "back from release": _back("publisher"),
    "publish": lambda c, p: services.publish_publication(p, by=c.person("publisher"), at=NOW),
    "correct": correct,
    "drop": lambda c, p: services.drop_correction(p, by=c.person("clerk"), at=NOW),
    "withdraw": lambda c, p: services.withdraw_publication(p, reason="误", by=c.person("publisher"), at=NOW),
    "rework": lambda c, p: services.rework_publication(p, reason="再", by=c.person("clerk"), at=NOW),
}
ONWARD = ["submit", "first", "second", "third", "screen", "publish"]


@settings(
    max_examples=fewer_examples(), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(extra=st.lists(st.tuples(st.integers(0, 12), st.sampled_from(sorted(ACTS))), max_size=6))
def test_any_lawful_acts_keep_texts_reviews_and_counts(county: County, extra: list[tuple[int, str]]) -> None:
    clerk, names = county.person("clerk"), ONWARD * 2
    for place, name in extra:
        names.insert(place, name)
    item = services.draft_publication(body=county.body, title="通知", body_html="<p>零</p>", by=clerk, at=NOW)
    kept: list[str] = []

    for name in names:
        try:
            ACTS[name](county, Publication.objects.get(pk=item.pk))
        except (MoveRefused, NotPermitted):
            continue
        texts = list(item.versions.values_list("body_html", flat=True))
        assert texts[: len(kept)] == kept, "a version was lost or changed"
        kept = texts
        item.refresh_from_db()
        check_public(item, county.government)

    # earlier examples left theirs in the same county
    counted = Publication.objects.filter(public_body=county.body, published_on__year=2026).count()
    assert (measures.total([county.body.pk], YEAR, "site_posts") or 0) == counted


def check_public(item: Publication, government: Government) -> None:
    """What the public reads passed three reviews by three people and the screening."""
    seen = public_list(government).filter(pk=item.pk).first()
    if seen is None:
        return
    released = item.versions.filter(body_html=seen.body_html, released_at__isnull=False)
    assert released.exists()
    passed = item.sign_offs.filter(version__in=released.values("number"))
    assert {"approve", "approve_second", "approve_third", "clear"} <= set(passed.values_list("move", flat=True))
    assert passed.filter(move__startswith="approve").values("by").distinct().count() == 3
