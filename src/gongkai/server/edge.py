"""What every request meets first and every answer last: its id, who asks, how large it may be, the headers."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from ipaddress import ip_address
from time import perf_counter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from gongkai.server import metrics
from gongkai.server.config import is_loopback
from gongkai.server.failures import failed
from gongkai.server.logs import tell

Next = Callable[[HttpRequest], HttpResponse]
FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
)
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
HEADERS = {"Permissions-Policy": PERMISSIONS, "Cross-Origin-Resource-Policy": "same-origin"}


class EdgeMiddleware:
    """Gives the request an id and its true client address, tells what became of it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        started = perf_counter()
        request.id = secrets.token_hex(8)
        _find_client(request, settings.CONFIG.trusted_proxies)
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-Id"] = request.id
        _tell(request, response, perf_counter() - started)
        return response


def _find_client(request: Any, proxies: int) -> None:
    """Set REMOTE_ADDR to the address the outermost of our proxies saw, and drop what clients may claim.

    request.is_from_here  asked on this machine, without a proxy that was not declared
    """
    meta = request.META
    hops = [hop.strip() for hop in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    is_undeclared = not proxies and any(name in meta for name in FORWARDED)
    if proxies and len(hops) >= proxies and (address := _address(hops[-proxies])):
        meta["REMOTE_ADDR"] = address
    for name in FORWARDED:
        meta.pop(name, None)
    request.is_from_here = is_loopback(meta.get("REMOTE_ADDR", "")) and not is_undeclared


def _address(hop: str) -> str:
    """An address as proxies write it, with or without port; "" for anything else."""
    for candidate in (hop, hop.strip("[]"), hop.rpartition(":")[0].strip("[]")):
        try:
            return str(ip_address(candidate))
        except ValueError:
            continue
    return ""


class SizeMiddleware:
    """Refuses what is too large, unread, with a page in the reader's language: it stands below those that choose it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return failed(request, 413) if _is_too_large(request) else self.get_response(request)


def _is_too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not (length.isascii() and length.isdigit() and int(length) <= settings.CONFIG.upload_max_mb << 20)


def _tell(request: Any, response: HttpResponse, seconds: float) -> None:
    match = getattr(request, "resolver_match", None)
    route = match.view_name if match else getattr(request, "probe", "-")
    user = getattr(request, "_cached_user", None)
    metrics.observe(route, request.method or "", response.status_code, seconds)
    tell(
        "request",
        id=request.id,
        method=request.method,
        route=route,
        status=response.status_code,
        ms=round(seconds * 1000, 1),
        user=user.pk if user is not None else None,
    )
