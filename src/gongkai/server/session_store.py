"""Sessions in the database as Django keeps them; the read of every page is put into SQL once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField, QuerySet
from django.utils import timezone

from gongkai.apps.core.prepared import Given, Prepared

KEY, NOW = Given("key", CharField()), Given("now", DateTimeField())


def _lasting() -> QuerySet[Session, tuple[str, str, datetime]]:
    rows = Session.objects.filter(session_key=KEY, expire_date__gt=NOW)
    return rows.values_list("session_key", "session_data", "expire_date")


_LASTING = Prepared(_lasting)

if TYPE_CHECKING:
    Store = DatabaseStore[Session]
else:
    Store = DatabaseStore


class SessionStore(Store):
    """The name under which Django looks for it."""

    def _get_session_from_db(self) -> Session | None:
        rows = _LASTING.rows(key=self.session_key, now=timezone.now()) if self.session_key else []
        if not rows:
            self._session_key = None
            return None
        key, data, expires = rows[0]
        return Session(session_key=key, session_data=data, expire_date=expires)
