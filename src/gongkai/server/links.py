"""Addresses of pages for those who are told of them outside any request: applicants, and staff."""

from __future__ import annotations

from django.conf import settings
from django.urls import get_script_prefix, reverse

from gongkai.apps.bodies.models import Government, PublicBody


def follow_link(root: PublicBody) -> str:
    """Where an applicant of this government follows a request: by its host name, else by its part of the path."""
    government = Government.objects.get(body=root)
    page = reverse("request_follow", urlconf="gongkai.portal.urls").removeprefix(get_script_prefix())
    host = government.hosts.order_by("pk").values_list("host", flat=True).first()
    if host is not None:
        return f"{_base(host)}/{page}"
    return f"{settings.CONFIG.portal_url.rstrip('/') or _base(settings.CONFIG.hosts[0])}/{government.slug}/{page}"


def today_link(government: Government) -> str:
    """Where staff of this government sign in. A portal with an address of its own leaves the host names to itself."""
    page = reverse("desk:today").removeprefix(get_script_prefix())
    host = (
        None if settings.CONFIG.portal_url else government.hosts.order_by("pk").values_list("host", flat=True).first()
    )
    if host is not None:
        return f"{_base(host)}/{page}"
    return f"{_base(settings.CONFIG.hosts[0])}/{government.slug}/{page}"


def _base(host: str) -> str:
    config = settings.CONFIG
    return f"https://{host}" if config.https else f"http://{host}:{config.port}"
