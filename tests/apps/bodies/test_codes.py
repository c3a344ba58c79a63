"""Division codes and unified social credit codes: form, check characters, place, history."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.apps.bodies import codes, services
from gongkai.apps.bodies.models import BodyCode, PublicBody
from gongkai.apps.core.actors import SYSTEM
from gongkai.errors import InvalidInput
from tests.apps.bodies.test_tree import EARLIER, entered
from tests.apps.builders import NOW, County

SIGNS = st.sampled_from(codes.ALPHABET)


def test_check_characters_of_the_standards_own_arithmetic() -> None:
    assert codes.credit_check_character("11630225015987653") == "B"
    assert codes.credit_check_character("12630225010000039") == "0"
    assert codes.organisation_check_character("01598765") == "3"


@given(first=st.text(SIGNS, min_size=17, max_size=17), place=st.integers(0, 16), sign=SIGNS)
def test_one_changed_sign_is_always_told(first: str, place: int, sign: str) -> None:
    changed = first[:place] + sign + first[place + 1 :]

    assert (codes.credit_check_character(changed) == codes.credit_check_character(first)) == (changed == first)


@pytest.mark.parametrize(
    "code", ["", "1163022501598765", "I1630225015987653B", "11ABCDEF015987653B", "１１630225015987653B", "11630225\n"]
)
def test_credit_code_of_another_form_is_refused(code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        codes.normal_credit_code(code)

    assert refused.value.where == "credit_code"


def test_credit_code_is_kept_in_capitals_without_spaces() -> None:
    assert codes.normal_credit_code(" 11630225 015987653b ") == "11630225015987653B"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("province", "632300"),
        ("city", "630000"),
        ("city", "632321"),
        ("county", "632300"),
        ("county", "63232a"),
        ("county", "６３２３２１"),
        ("township", "632321"),
        ("township", "632321000"),
        ("village", "632321101000"),
        ("department", "632321"),
    ],
)
def test_division_code_must_show_the_level(kind: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        codes.normal_division_code(code, kind)

    assert refused.value.where == "division_code"


@pytest.mark.django_db
def test_division_codes_lie_inside_each_other() -> None:
    province = entered(None, "演示省", "province", division_code="990000")
    city = entered(province, "演示市", "city", division_code="992300")
    county = entered(city, "演示县", "county", division_code="992321")
    township = entered(county, "第1乡", "township", division_code="992321101")
    village = entered(township, "第1村", "village", division_code="992321101201")

    assert PublicBody.objects.get(pk=village.pk).division_code == "992321101201"


def test_division_code_outside_the_area_above_is_refused(county: County) -> None:
    services.change_division_code(county.body, code="992321", on=EARLIER, by=SYSTEM, at=NOW)
    township = entered(county.body, "第1乡", "township")

    with pytest.raises(InvalidInput) as refused:
        services.change_division_code(township, code="992322101", on=EARLIER, by=SYSTEM, at=NOW)

    assert refused.value.code == "division-code-outside"


def test_upgraded_county_keeps_its_old_code_for_the_days_before(county: County) -> None:
    services.change_division_code(county.body, code="992321", on=date(2018, 1, 1), by=SYSTEM, at=NOW)
    services.change_division_code(county.body, code="992301", on=EARLIER, by=SYSTEM, at=NOW)

    held = list(county.body.codes.order_by("valid_from").values_list("code", "valid_from", "valid_to"))

    assert held == [("992321", date(2018, 1, 1), date(2025, 4, 30)), ("992301", EARLIER, None)]
    assert PublicBody.objects.get(pk=county.body.pk).division_code == "992301"


def test_code_of_a_coming_day_is_not_shown_before_it(county: County) -> None:
    services.change_division_code(county.body, code="992301", on=date(2026, 12, 19), by=SYSTEM, at=NOW)

    assert PublicBody.objects.get(pk=county.body.pk).division_code == ""


def test_code_is_held_by_one_body_only(county: County) -> None:
    entered(county.body, "演示一局", credit_code="11630225015987653B")

    with pytest.raises(InvalidInput) as refused:
        entered(county.body, "演示二局", credit_code="11630225015987653B")

    assert refused.value.code == "code-held"


def test_credit_code_with_a_wrong_check_needs_a_confirmation(county: County) -> None:
    bureau = entered(county.body, "演示局")

    with pytest.raises(InvalidInput) as refused:
        services.change_credit_code(bureau, code="11630225015987653A", on=EARLIER, by=SYSTEM, at=NOW)
    services.change_credit_code(bureau, code="11630225015987653A", on=EARLIER, by=SYSTEM, at=NOW, confirmed=True)

    assert refused.value.code == "credit-code-check"
    assert BodyCode.objects.get(public_body=bureau).is_doubted
