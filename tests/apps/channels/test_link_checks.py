"""Addresses outside are tried by the worker, and none of our own network ever is."""

from __future__ import annotations

import pytest

from gongkai.apps.channels.link_checks import is_public, try_address

PUBLIC, INSIDE = "93.184.216.34", "10.0.0.5"


def names(**known: str) -> object:
    return lambda host: [known[host.replace(".", "_")]] if host.replace(".", "_") in known else []


def answers(*given: tuple[int, str]) -> object:
    left = list(given)
    return lambda _address, _ip, _method: left.pop(0)


@pytest.mark.parametrize(
    "ip",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:10.0.0.1", "224.0.0.1"],
)
def test_addresses_of_our_own_network_are_not_public(ip: str) -> None:
    assert not is_public(ip)


def test_name_that_leads_inside_is_never_asked() -> None:
    def ask(*_given: str) -> tuple[int, str]:
        raise AssertionError("asked")

    found = try_address("http://a.cn/x", resolve=lambda _host: [PUBLIC, INSIDE], ask=ask)

    assert found == (None, "not_public")


def test_redirect_that_leads_inside_is_not_followed() -> None:
    found = try_address(
        "http://a.cn/",
        resolve=names(a_cn=PUBLIC, b_cn=INSIDE),
        ask=answers((302, "http://b.cn/")),  # type: ignore[arg-type]
    )

    assert found == (None, "not_public")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([(200, "")], (200, None)),
        ([(404, ""), (404, "")], (404, "gone")),
        ([(405, ""), (200, "")], (200, None)),
        ([(503, "")], (503, "refused")),
        ([(301, "/b"), (200, "")], (200, None)),
        ([(301, "/b")] * 4, (301, "too_many_redirects")),
    ],
)
def test_answer_says_whether_a_link_is_dead(given: list[tuple[int, str]], found: tuple[int, str | None]) -> None:
    assert try_address("https://a.cn/", resolve=names(a_cn=PUBLIC), ask=answers(*given)) == found  # type: ignore[arg-type]


@pytest.mark.parametrize("address", ["http://a.cn:22/", "ftp://a.cn/", "http:///x", "http://nowhere.cn/"])
def test_other_ports_ways_and_unknown_names_are_not_tried(address: str) -> None:
    assert try_address(address, resolve=names(a_cn=PUBLIC), ask=answers())[0] is None  # type: ignore[arg-type]
