"""What every page knows: the government, the day, the language, the marks of a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language


def shell(request: Any) -> dict[str, object]:
    government = getattr(request, "government", None)
    return {
        "government": government,
        "today": getattr(request, "today", None),
        "is_demo": settings.CONFIG.demo or bool(government and government.is_demo),
        "language": get_language(),
    }
