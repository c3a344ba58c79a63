"""The main entries of the portal, in the order people know; only those that lead somewhere are shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import get_script_prefix, reverse

from gongkai.bilingual import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a page shows it. is_page: the address is the page itself, not one above it."""

    label: Text
    address: str
    is_current: bool
    is_page: bool


ENTRIES: tuple[tuple[Text, str], ...] = (
    (Text("首页", "Home"), "portal:home"),
    (Text("政府信息公开", "Published information"), "portal:publication_list"),
    (Text("政策文件", "Policy documents"), "portal:document_list"),
    (Text("依申请公开", "Ask for information"), "portal:request_start"),
    (Text("机构", "Public bodies"), "portal:body_list"),
)
"""Label and route. 互动, 服务 and 数据 join when their registers have pages."""


def entries(address: str) -> tuple[Entry, ...]:
    """The entries for the page at this address."""
    places = _places(get_script_prefix())
    home = places[0]
    found = []
    for (label, _route), place in zip(ENTRIES, places, strict=True):
        is_current = address == place if place == home else address.startswith(place)
        found.append(Entry(label, place, is_current, address == place))
    return tuple(found)


@lru_cache(maxsize=1024)
def _places(_prefix: str) -> tuple[str, ...]:
    """The addresses of the entries below the first part of an address."""
    return tuple(reverse(route) for _label, route in ENTRIES)
