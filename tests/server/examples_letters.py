"""How the routes of letters and fees are opened."""

from __future__ import annotations

from gongkai.apps.inforequests.services.letters import make_letter
from tests.apps.builders import NOW, County
from tests.apps.inforequests.builders import in_hand
from tests.server.examples import Arguments, Example


def _request(county: County) -> Arguments:
    return {"pk": in_hand(county).pk}


def _kind(county: County) -> Arguments:
    return {**_request(county), "kind": "extension_notice"}


def _letter(county: County) -> Arguments:
    letter = make_letter(in_hand(county), kind="receipt", given={}, by=county.person("handler"), at=NOW)
    return {"pk": letter.info_request_id, "letter": letter.pk}


def _file(county: County) -> Arguments:
    return {**_letter(county), "form": "docx"}


LETTER_EXAMPLES: dict[str, Example] = {
    "desk:fee": Example(_request, post=200),
    "desk:fee_rule": Example(post=200),
    "desk:letter_rule": Example(post=200),
    "desk:letter_list": Example(_request, post=200),
    "desk:letter_new": Example(_kind, post=200),
    "desk:letter": Example(_letter, post=200),
    "desk:letter_file": Example(_file),
}
