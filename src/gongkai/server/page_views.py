"""Counts the pages of the portal as they are opened: no cookie, no address, no person, and no query for the reader.

Each process adds up in memory and tells the database every few seconds, and when it ends. What a killed process had not
told yet is lost: some seconds of one process, never a page.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from gongkai.apps.channels.readers import is_reader
from gongkai.apps.channels.services import add_views
from gongkai.apps.channels.services.traffic import Seen

log = logging.getLogger(__name__)
MOST = 5000
"""Pages kept while the database cannot be told; those beyond are not counted."""


class Buffer:
    """What this process has counted and not yet told. every: seconds between tellings; None: only when asked."""

    def __init__(self, every: float | None) -> None:
        self._every = every
        self._seen: Counter[Seen] = Counter()
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def add(self, seen: Seen) -> None:
        with self._lock:
            if seen in self._seen or len(self._seen) < MOST:
                self._seen[seen] += 1
            if self._timer is None and self._every is not None:
                self._timer = threading.Timer(self._every, self._tell_apart)
                self._timer.daemon = True
                self._timer.start()

    def tell(self) -> None:
        """Tell the database; what it does not take is told the next time."""
        with self._lock:
            told, self._seen = self._seen, Counter()
            self._timer = None
        if not told:
            return
        try:
            add_views(told)
        except DatabaseError as error:
            log.warning("page views wait: %s", type(error).__name__)
            with self._lock:
                self._seen.update(told)

    def _tell_apart(self) -> None:
        """On the thread of the timer, with a connection of its own."""
        try:
            self.tell()
        finally:
            connection.close()


BUFFER = Buffer(settings.PAGE_VIEWS_EVERY)
if settings.PAGE_VIEWS_EVERY is not None:
    atexit.register(BUFFER.tell)


class PageViewMiddleware:
    """Stands within the doors: what is counted was found and shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        response = self.get_response(request)
        if self._is_page(request, response) and is_reader(request.headers):
            BUFFER.add((request.government.body_id, request.path_info.lstrip("/")[:200], request.today))
        return response

    @staticmethod
    def _is_page(request: Any, response: HttpResponse) -> bool:
        match = request.resolver_match
        is_shown = request.method == "GET" and response.status_code == 200 and request.government is not None
        is_portal = match is not None and match.view_name.startswith("portal:")
        return is_shown and is_portal and response.headers.get("Content-Type", "").startswith("text/html")
