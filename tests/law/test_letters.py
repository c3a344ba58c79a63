"""Kinds of letter: each reply has its one letter, and a letter that lacks an element is refused by its name."""

from __future__ import annotations

import pytest

from gongkai.errors import InvalidInput
from gongkai.law import letter_for_reply, letter_kinds, reply_kinds

KINDS = sorted(letter_kinds())
ENDS_BY_ITSELF = {"E3", "E4", "E5"}
"""Endings that are no reply: closing notices, or nothing at all."""


def whole(kind: str) -> dict[str, str]:
    return {element.id: "有" for element in letter_kinds()[kind].needs}


@pytest.mark.parametrize("kind", KINDS)
def test_each_missing_element_is_named(kind: str) -> None:
    known = letter_kinds()[kind]
    for element in known.needs:
        if element.by == "law":
            continue

        with pytest.raises(InvalidInput) as refused:
            known.check(whole(kind) | {element.id: " "})

        assert (refused.value.code, refused.value.where) == ("letter-incomplete", element.id)
        assert element.label.zh in refused.value.message.zh


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_letter_is_taken(kind: str) -> None:
    letter_kinds()[kind].check(whole(kind))


def test_each_reply_has_one_letter() -> None:
    carried = [reply for kind in letter_kinds().values() for reply in kind.replies]

    assert sorted(carried) == sorted(set(reply_kinds()) - ENDS_BY_ITSELF)


@pytest.mark.parametrize("reply", sorted(letter_for_reply()))
def test_a_letter_needs_what_its_reply_needs(reply: str) -> None:
    needed = {element.id for element in letter_for_reply()[reply].needs}

    assert set(reply_kinds()[reply].needs) <= needed


def test_only_replies_closings_and_disclosures_tell_of_remedies() -> None:
    told = {key for key, kind in letter_kinds().items() if kind.remedy != "none"}

    replies = {key for key, kind in letter_kinds().items() if kind.replies}
    assert told == replies | {"third_party_disclosure", "correction_lapsed", "fee_lapsed"}
