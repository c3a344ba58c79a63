"""Personal data sealed under a key of its own for each person, and keyed indexes by which it is found again.

The key of a person lies beside the data, itself sealed under a key that is kept outside the database. Destroying the
key erases the data, also in every backup whose keys are gone.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

VERSION = b"\x01"
NONCE = 12


def new_key() -> bytes:
    """A key for one person, sealed under the key of the installation."""
    return _encrypt(settings.DATA_KEY, AESGCM.generate_key(bit_length=256), b"key")


def seal(key: bytes, values: Mapping[str, str]) -> bytes:
    """The values, readable only with this key and that of the installation."""
    plain = json.dumps(dict(values), ensure_ascii=False, sort_keys=True).encode()
    return _encrypt(_decrypt(settings.DATA_KEY, key, b"key"), plain, b"values")


def unseal(key: bytes, sealed: bytes) -> dict[str, str]:
    """The values again. Raises InvalidInput where key and values do not belong together."""
    opened: dict[str, str] = json.loads(_decrypt(_decrypt(settings.DATA_KEY, key, b"key"), sealed, b"values"))
    return opened


def blind_index(kind: str, value: str) -> str:
    """A keyed digest under which the same value is found again, however it is spaced; "" for nothing."""
    plain = normalised(value)
    return keyed(kind, plain) if plain else ""


def keyed(kind: str, value: str) -> str:
    """A digest that nobody without the key of the indexes can make or try."""
    return hmac.new(settings.INDEX_KEY, f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()


def normalised(value: str) -> str:
    """Letters and digits only, in one width and case."""
    folded = unicodedata.normalize("NFKC", value).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def _encrypt(key: bytes, plain: bytes, about: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, plain, VERSION + about)


def _decrypt(key: bytes, sealed: bytes, about: bytes) -> bytes:
    nonce, rest = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    try:
        if sealed[:1] != VERSION:
            raise InvalidTag
        return AESGCM(key).decrypt(nonce, rest, VERSION + about)
    except (InvalidTag, ValueError):
        words = Text(
            "密封的数据打不开：密钥不符，或数据已损坏。", "Sealed data cannot be opened: wrong key, or damaged."
        )
        raise InvalidInput("sealed-data-shut", words) from None
