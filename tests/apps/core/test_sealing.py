"""Sealed data: read with both keys only, found again by digests, gone with the key."""

from __future__ import annotations

import pytest

from gongkai.apps.core.sealing import blind_index, new_key, seal, unseal
from gongkai.errors import InvalidInput
from tests.apps.refusals import refused

VALUES = {"name": "演示申请人", "document": "G00000000"}


def test_what_is_sealed_is_read_again_with_its_key() -> None:
    key = new_key()

    assert unseal(key, seal(key, VALUES)) == VALUES


def test_sealed_data_do_not_show_what_they_hold() -> None:
    assert VALUES["name"].encode() not in seal(new_key(), VALUES)


@pytest.mark.parametrize("key", [b"", b"\x01", b"\x02" * 61])
def test_nothing_is_read_without_the_key(key: bytes) -> None:
    sealed = seal(new_key(), VALUES)

    with refused(InvalidInput, "sealed-data-shut"):
        unseal(key, sealed)


def test_key_of_another_person_opens_nothing() -> None:
    sealed = seal(new_key(), VALUES)

    with refused(InvalidInput, "sealed-data-shut"):
        unseal(new_key(), sealed)


def test_altered_data_are_refused() -> None:
    key = new_key()
    sealed = bytearray(seal(key, VALUES))
    sealed[-1] ^= 1

    with refused(InvalidInput, "sealed-data-shut"):
        unseal(key, bytes(sealed))


def test_same_number_is_found_again_however_it_is_typed() -> None:
    assert blind_index("document", "g 0000-0000") == blind_index("document", "Ｇ００００００００")
    assert blind_index("document", "G00000000") != blind_index("phone", "G00000000")
    assert blind_index("document", " - ") == ""
