"""Ask a ClamAV daemon on its socket whether content is harmful. What cannot be asked is refused."""

from __future__ import annotations

import socket
import struct

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

CHUNK_BYTES, SECONDS = 1 << 16, 30.0


def check_harmless(data: bytes, *, socket_path: str) -> None:
    """Send content with the command INSTREAM. Raises InvalidInput where something is found or nobody answers."""
    try:
        answer = _ask(data, socket_path)
    except OSError as error:
        words = Text(
            "病毒检查服务没有响应，文件没有接收。", "The virus scanner does not answer; the file is not taken."
        )
        hint = Text("请稍后再试，或告知系统管理员。", "Try again later, or tell the operator.")
        raise InvalidInput("scanner-unreachable", words, hint=hint) from error
    if answer.endswith("FOUND"):
        words = Text("文件带有病毒，没有接收。", "The file carries a virus and is not taken.")
        raise InvalidInput("file-infected", words)
    if answer != "stream: OK":
        words = Text("病毒检查没有完成，文件没有接收。", "The virus check did not finish; the file is not taken.")
        raise InvalidInput("scanner-unreachable", words)


def _ask(data: bytes, socket_path: str) -> str:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as daemon:
        daemon.settimeout(SECONDS)
        daemon.connect(socket_path)
        daemon.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK_BYTES):
            chunk = data[start : start + CHUNK_BYTES]
            daemon.sendall(struct.pack("!I", len(chunk)) + chunk)
        daemon.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0"):
            received = daemon.recv(1024)
            if not received:
                break
            answer += received
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
