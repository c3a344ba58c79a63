"""A government without a website: the desk leads to where one is entered."""

from __future__ import annotations

from tests.apps.builders import County


def test_column_cannot_be_opened_before_a_website_is_entered(county: County) -> None:
    answer = county.client("office_head").get(county.url("desk/columns/new/"))

    assert answer.status_code == 200
    assert county.url("desk/columns/website/") in answer.content.decode()
