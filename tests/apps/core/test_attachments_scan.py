"""The virus scanner: asked over its socket; what it finds, and what it cannot tell, is refused."""

from __future__ import annotations

import io
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from gongkai.apps.core.actors import Actor
from gongkai.apps.core.attachments import store
from gongkai.apps.core.models import Attachment
from gongkai.errors import InvalidInput
from tests.apps.builders import NOW

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def read_exactly(connection: socket.socket, size: int) -> bytes:
    held = b""
    while len(held) < size:
        held += connection.recv(size - len(held))
    return held


def answer(connection: socket.socket, otherwise: bytes) -> None:
    """One INSTREAM conversation as clamd holds it."""
    assert read_exactly(connection, 10) == b"zINSTREAM\0"
    data = b""
    while size := struct.unpack("!I", read_exactly(connection, 4))[0]:
        data += read_exactly(connection, size)
    connection.sendall(b"stream: Eicar-Test-Signature FOUND\0" if b"EICAR" in data else otherwise)


@pytest.fixture
def scanner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """A small daemon; `says` is its answer to harmless content."""
    daemon = socket.socket(socket.AF_UNIX)
    daemon.bind(str(tmp_path / "clamd"))
    daemon.listen()
    scanner = SimpleNamespace(says=b"stream: OK\0")

    def serve() -> None:
        while True:
            try:
                connection, _ = daemon.accept()
            except OSError:
                return
            with connection:
                answer(connection, scanner.says)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    monkeypatch.setattr(
        settings, "CONFIG", settings.CONFIG.model_copy(update={"clamav_socket": str(tmp_path / "clamd")})
    )
    yield scanner
    daemon.shutdown(socket.SHUT_RDWR)
    daemon.close()
    thread.join(5)


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        store(io.BytesIO(data), name="a.txt", by=Actor("staff", 7), at=NOW)
    return caught.value.code


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner")
def test_harmless_file_is_taken() -> None:
    assert store(io.BytesIO(b"text" * 50_000), name="a.txt", by=Actor("staff", 7), at=NOW).size == 200_000


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner")
def test_infected_file_is_refused_and_not_kept() -> None:
    assert refusal(EICAR) == "file-infected"
    assert not Attachment.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("words", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: nonsense\0"])
def test_answer_that_is_not_ok_is_a_refusal(scanner: SimpleNamespace, words: bytes) -> None:
    scanner.says = words

    assert refusal(b"text") == "scanner-unreachable"


@pytest.mark.django_db
def test_scanner_that_is_down_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = settings.CONFIG.model_copy(update={"clamav_socket": str(tmp_path / "nobody")})
    monkeypatch.setattr(settings, "CONFIG", gone)

    assert refusal(b"text") == "scanner-unreachable"
