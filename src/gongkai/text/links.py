"""Addresses in links that lead nowhere for a reader of the public site, told without asking any server."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

LinkFault = Literal["link_malformed", "link_inside_only"]

_SCHEMES = ("http", "https", "mailto", "tel", "ftp")
_HOST = re.compile(r"[A-Za-z0-9\u4e00-\u9fff](?:[A-Za-z0-9\u4e00-\u9fff\-]*[A-Za-z0-9\u4e00-\u9fff])?")
_INSIDE = ("localhost", ".local", ".lan", ".internal", ".intranet", ".corp", ".home")
_DISK = re.compile(r"[A-Za-z]:[\\/]|\\\\|file:", re.IGNORECASE)


def link_fault(address: str) -> LinkFault | None:
    """What is wrong with an address as it is written: no address at all, or one only the office's own network knows.

    >>> link_fault("http:/www.gov.cn"), link_fault("http://192.168.1.8/a.doc"), link_fault("/policies/12/")
    ('link_malformed', 'link_inside_only', None)
    """
    given = address.strip()
    if _DISK.match(given):
        return "link_inside_only"
    try:
        parts = urlsplit(given)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return "link_malformed"
    if not given or re.search(r"[\s<>\"]", given) or (parts.scheme and parts.scheme.lower() not in _SCHEMES):
        return "link_malformed"
    if parts.scheme in ("http", "https", "ftp") or given.startswith("//"):
        return _host_fault(host or "")
    if parts.scheme == "mailto":
        return None if "@" in parts.path else "link_malformed"
    return "link_malformed" if re.match(r"www\.", given, re.IGNORECASE) else None


def _host_fault(host: str) -> LinkFault | None:
    try:
        return None if ip_address(host).is_global else "link_inside_only"
    except ValueError:
        pass
    if host.lower().endswith(_INSIDE):
        return "link_inside_only"
    labels = host.rstrip(".").split(".")
    if len(labels) == 1 and _HOST.fullmatch(labels[0] or "-"):
        return "link_inside_only"
    return None if all(_HOST.fullmatch(label) for label in labels) else "link_malformed"
