"""What every page knows: the government, the day, the reader's choices, the marks of a demonstration."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from gongkai.apps.bodies.demonstration import is_demonstration
from gongkai.desk.shell import shell_of
from gongkai.portal import nav
from gongkai.portal.page_tags import site_of, tags_later
from gongkai.server.language import SIZE_COOKIE, THEME_COOKIE, THEMES


def shell(request: Any) -> dict[str, object]:
    """The frame around a page; what costs a query is asked for only by the pages that show it."""
    government = getattr(request, "government", None)
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "government": government,
        "today": getattr(request, "today", None),
        "is_demo": is_demonstration(government),
        "language": get_language(),
        "theme": theme if theme in THEMES - {"auto"} else "",
        "is_large": request.COOKIES.get(SIZE_COOKIE) == "large",
        "page_tags": tags_later(request),
        "website": SimpleLazyObject(lambda: site_of(request)),
        "nav": partial(nav.entries, request.path),
        "desk": SimpleLazyObject(lambda: shell_of(request)),
    }
