"""The file a backup is: members with their digests, and at the end a manifest sealed with the installation's key."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, Any

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput, UnreadableSource, system_reason

FORMAT = 1
MANIFEST = "manifest.json"
ROWS, FILES = "rows/", "files/"
CHUNK = 1 << 20
COMPRESSION = 1


@dataclass
class Manifest:
    """What a backup holds.

    migrations  the schema the rows were read from: app -> names applied
    rows        table -> how many
    parts       member -> SHA-256
    audit       entries, links, and the last link of the chain
    measures    measure -> digest over its values of all bodies and days
    seal        keyed digest over all of this; another installation's keys do not fit
    """

    version: str
    made_at: str
    format: int = FORMAT
    migrations: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    audit: dict[str, Any] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    seal: str = ""

    def seal_with(self, key: bytes) -> str:
        told = json.dumps({**asdict(self), "seal": ""}, sort_keys=True).encode()
        return hmac.new(key, told, hashlib.sha256).hexdigest()


class Writer:
    """Adds members to a backup that is being made, and keeps their digests."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest, scratch: Path) -> None:
        self.tar, self.manifest, self.scratch = tar, manifest, scratch

    def add_lines(self, name: str, lines: Iterator[bytes]) -> int:
        """A member from lines; how many. Written aside first: the size of a member stands before it."""
        part, count = self.scratch / "part", 0
        with part.open("wb") as file:
            for line in lines:
                file.write(line)
                count += 1
        self.add_file(name, part)
        return count

    def add_file(self, name: str, path: Path) -> str:
        """A member from a file; its digest."""
        with path.open("rb") as file:
            reader = _Hashing(file)
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = os.fstat(file.fileno()).st_size, 0o600
            self.tar.addfile(entry, reader)
        self.manifest.parts[name] = reader.hexdigest()
        return reader.hexdigest()


class _Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.hash.update(data)
        return data

    def hexdigest(self) -> str:
        return self.hash.hexdigest()


@contextmanager
def new_archive(path: Path, manifest: Manifest, *, key: bytes) -> Iterator[Writer]:
    """Write a backup so that it is there whole or not at all, readable by its owner alone.

    raises  InvalidInput when it is there already or cannot be written
    """
    if path.exists():
        raise InvalidInput(
            "file-exists",
            Text("文件已存在，没有覆盖。", "The file is there already and was left alone."),
            where=str(path),
        )
    try:
        with TemporaryDirectory(prefix=".gongkai-", dir=path.parent) as beside:
            part = Path(beside) / "backup"
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                with tarfile.open(fileobj=file, mode="w:gz", compresslevel=COMPRESSION) as tar:
                    yield Writer(tar, manifest, Path(beside))
                    manifest.seal = manifest.seal_with(key)
                    _add_manifest(tar, manifest)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
    except OSError as error:
        words = Text("备份写不进去：{why}。", "The backup cannot be written: {why}.").format(why=system_reason(error))
        raise InvalidInput("cannot-write", words, where=str(path)) from error


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    told = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    entry = tarfile.TarInfo(MANIFEST)
    entry.size, entry.mode = len(told), 0o600
    tar.addfile(entry, io.BytesIO(told))


def check_archive(path: Path, *, key: bytes) -> Manifest:
    """Read the whole backup once and hold every member to the manifest.

    raises  UnreadableSource where it is damaged, InvalidInput where it was made with other keys
    """
    try:
        manifest, found = _read_through(path)
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise _damaged(path, type(error).__name__) from error
    if manifest is None:
        raise _damaged(path, MANIFEST)
    if not hmac.compare_digest(manifest.seal, manifest.seal_with(key)):
        words = Text("备份是用另一套密钥做的，或被改动过。", "The backup was made with other keys, or was altered.")
        hint = Text("请先放回原安装的密钥目录。", "Put the key folder of that installation in place first.")
        raise InvalidInput("backup-keys-differ", words, where=str(path), hint=hint)
    if found != manifest.parts:
        wrong = sorted(name for name in {*found, *manifest.parts} if found.get(name) != manifest.parts.get(name))
        raise _damaged(path, wrong[0])
    return manifest


def _read_through(path: Path) -> tuple[Manifest | None, dict[str, str]]:
    """The manifest, and the digest of every other member."""
    manifest, found = None, {}
    for name, file in members(path):
        if name == MANIFEST:
            manifest = _manifest_of(file.read(), path)
            continue
        reader = _Hashing(file)
        while reader.read(CHUNK):
            pass
        found[name] = reader.hexdigest()
    return manifest, found


def _manifest_of(told: bytes, path: Path) -> Manifest:
    try:
        given = json.loads(told)
        names = {known.name for known in fields(Manifest)}
        if given["format"] != FORMAT:
            raise InvalidInput(
                "backup-newer", Text("备份来自更新的版本。", "The backup is of a newer version."), where=str(path)
            )
        return Manifest(**{name: value for name, value in given.items() if name in names})
    except (ValueError, KeyError, TypeError):
        raise _damaged(path, MANIFEST) from None


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Every member in order. Raises UnreadableSource for anything but plain files with plain names."""
    with tarfile.open(path, mode="r|gz") as tar:
        for entry in tar:
            file = tar.extractfile(entry) if entry.isreg() and _is_plain(entry.name) else None
            if file is None:
                raise _damaged(path, entry.name)
            yield entry.name, file


def _is_plain(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name


def _damaged(path: Path, where: str) -> UnreadableSource:
    words = Text("备份不完整或已损坏，什么都没有改动。", "The backup is incomplete or damaged. Nothing was changed.")
    return UnreadableSource("backup-damaged", words, where=f"{path}: {where}")


Progress = Callable[[str, int], None]
