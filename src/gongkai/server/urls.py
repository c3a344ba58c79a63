"""The address book: each face under its own prefix, as far as this process serves it."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from gongkai.server.language import choose_display, choose_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", choose_language, name="language"),
    path("display/", choose_display, name="display"),
]
if "desk" in settings.CONFIG.faces:
    urlpatterns.append(path("desk/", include("gongkai.desk.urls")))
if "api" in settings.CONFIG.faces:
    urlpatterns.append(path("api/", include("gongkai.api.urls")))
if "portal" in settings.CONFIG.faces:
    urlpatterns.append(path("", include("gongkai.portal.urls")))

handler400 = "gongkai.server.failures.bad_request"
handler403 = "gongkai.server.failures.not_permitted"
handler404 = "gongkai.server.failures.not_found"
handler500 = "gongkai.server.failures.server_error"
