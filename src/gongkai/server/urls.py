"""The address book: each face under its own prefix, as far as this process serves it."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from gongkai.server.language import choose_language

urlpatterns: list[URLPattern | URLResolver] = [path("language/", choose_language, name="language")]
if "desk" in settings.CONFIG.faces:
    urlpatterns.append(path("desk/", include("gongkai.desk.urls")))
if "portal" in settings.CONFIG.faces:
    urlpatterns.append(path("", include("gongkai.portal.urls")))
