"""Secrets of an installation: files in a folder of their own, readable by the service alone."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

MASTER, SESSION = "master.key", "session.key"
KEY_BYTES = 32


def create_keys(folder: Path) -> None:
    """Write new keys. Raises InvalidInput where a key is there already: replacing one would lose what it opens."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name in (MASTER, SESSION):
        path = folder / name
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            words = Text("密钥已存在，没有覆盖。", "The key is there already and was left alone.")
            raise InvalidInput("key-exists", words, where=str(path)) from None
        path.write_text(base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() + "\n", encoding="ascii")


def read_key(folder: Path, name: str) -> bytes:
    """One key of 32 bytes. Raises InvalidInput when it is missing, damaged, or open to other accounts."""
    path = folder / name
    try:
        key = base64.b64decode(path.read_text(encoding="ascii"), validate=False)
    except (OSError, ValueError):
        words = Text("没有密钥，或密钥读不出来。", "The key is missing or cannot be read.")
        hint = Text("首次安装请运行 gongkai keys create。", "On a new installation run gongkai keys create.")
        raise InvalidInput("key-missing", words, where=str(path), hint=hint) from None
    if len(key) != KEY_BYTES:
        words = Text("密钥的长度不对。", "The key has the wrong length.")
        raise InvalidInput("key-damaged", words, where=str(path))
    if path.stat().st_mode & 0o077:
        words = Text("密钥可被其他账户读取。", "Other accounts of this machine can read the key.")
        hint = Text(f"请运行 chmod 600 {path}。", f"Run chmod 600 {path}.")
        raise InvalidInput("key-exposed", words, where=str(path), hint=hint)
    return key


def check_keys(folder: Path) -> None:
    """Raises InvalidInput unless every key is there, whole, and closed to other accounts, and so is their folder."""
    for name in (MASTER, SESSION):
        read_key(folder, name)
    if folder.stat().st_mode & 0o077:
        words = Text("其他账户可以进入密钥目录。", "Other accounts of this machine can enter the key folder.")
        hint = Text(f"请运行 chmod 700 {folder}。", f"Run chmod 700 {folder}.")
        raise InvalidInput("key-exposed", words, where=str(folder), hint=hint)


def derive(master: bytes, purpose: str) -> bytes:
    """A key for one purpose; knowing it tells nothing of the others."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(master)
