"""Tries one address of the public network, and never one of our own: for the worker, never within a request.

A name is resolved once; every address it stands for must be public, and the connection goes to the address that was
checked, so that a second answer of the name server changes nothing. Redirects are checked in the same way.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urljoin, urlsplit

Fault = Literal["no_address", "not_public", "no_answer", "too_many_redirects", "gone", "refused"]
Resolve = Callable[[str], list[str]]
Ask = Callable[[str, str, str], tuple[int, str]]
"""(address as checked, IP address, method) -> status, and where it leads on to."""

SECONDS, MOST_REDIRECTS = 10, 3
PORTS = {"http": 80, "https": 443}
GONE = frozenset({404, 410})


def try_address(
    address: str, *, resolve: Resolve | None = None, ask: Ask | None = None
) -> tuple[int | None, Fault | None]:
    """Status of the last answer and what is wrong; a page that asks to sign in or is busy is not dead."""
    resolve, ask = resolve or resolved, ask or asked
    for _hop in range(MOST_REDIRECTS + 1):
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname:
            return None, "no_address"
        if parts.port not in (None, PORTS[parts.scheme]):
            return None, "not_public"
        found = resolve(parts.hostname)
        if not found:
            return None, "no_address"
        if not all(is_public(one) for one in found):
            return None, "not_public"
        try:
            status, onward = _answer(ask, address, found[0])
        except (OSError, http.client.HTTPException):
            return None, "no_answer"
        if not (300 <= status < 400 and onward):
            return status, "gone" if status in GONE else "refused" if status >= 500 else None
        address = urljoin(address, onward)
    return status, "too_many_redirects"


def is_public(ip: str) -> bool:
    """Whether an IP address is one of the public network, also where it wraps an older one."""
    found = ip_address(ip.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


def resolved(host: str) -> list[str]:
    try:
        return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)})
    except (OSError, UnicodeError):
        return []


def asked(address: str, ip: str, method: str) -> tuple[int, str]:
    """One request to the address that was checked; nothing of the answer but its head is read."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    wire = socket.create_connection((ip, PORTS[parts.scheme]), timeout=SECONDS)
    try:
        if parts.scheme == "https":
            wire = ssl.create_default_context().wrap_socket(wire, server_hostname=host)
        connection = http.client.HTTPConnection(host, timeout=SECONDS)
        connection.sock = wire
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection.request(method, path, headers={"Host": host, "User-Agent": "gongkai-link-check"})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "")
    finally:
        wire.close()


def _answer(ask: Ask, address: str, ip: str) -> tuple[int, str]:
    """By HEAD; by GET where the server knows no HEAD."""
    status, onward = ask(address, ip, "HEAD")
    return ask(address, ip, "GET") if status in (403, 404, 405, 501) else (status, onward)
