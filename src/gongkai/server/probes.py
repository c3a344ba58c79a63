"""Answers for watchdogs, ahead of everything a page needs: /health, /ready and /metrics."""

from __future__ import annotations

from collections.abc import Callable
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse

from gongkai.server import metrics, pulse

Next = Callable[[HttpRequest], HttpResponse]
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class ProbeMiddleware:
    """These answers need no host name, no session and no door; strangers learn a word and no more."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.answers = {"/health": _health, "/ready": _ready, "/metrics": _metrics}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.answers.get(request.path_info)
        if answer is None or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        request.probe = request.path_info  # type: ignore[attr-defined]
        response = answer(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def _health(_request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return JsonResponse({"status": "ok"})


def _ready(request: HttpRequest) -> HttpResponse:
    """The database answers and a worker is alive."""
    parts = pulse.state()
    is_ready = all(parts.values())
    facts: dict[str, object] = {"status": "ready" if is_ready else "not ready"}
    if is_trusted(request):
        facts.update(parts)
    return JsonResponse(facts, status=200 if is_ready else 503)


def _metrics(request: HttpRequest) -> HttpResponse:
    if not is_trusted(request):
        return HttpResponseNotFound(content_type="text/plain")
    return HttpResponse(metrics.exposition(), content_type=PROMETHEUS)


def is_trusted(request: Any) -> bool:
    """Asked on this machine, or with the token."""
    expected = settings.CONFIG.metrics_token
    given = request.META.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
    return request.is_from_here or bool(expected and compare_digest(given.encode(), expected.encode()))
