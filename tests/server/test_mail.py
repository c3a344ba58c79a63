"""The address of the mail server, taken apart."""

from __future__ import annotations

import pytest

from gongkai.server.mail import mail_settings


@pytest.mark.parametrize(
    ("address", "port", "starts_tls", "is_tls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://mail.example", 587, True, False),
        ("smtps://mail.example", 465, False, True),
        ("smtps://mail.example:4650", 4650, False, True),
    ],
)
def test_scheme_chooses_port_and_encryption(address: str, port: int, starts_tls: bool, is_tls: bool) -> None:
    told = mail_settings(address, "gk@mail.example")

    assert (told["EMAIL_PORT"], told["EMAIL_USE_TLS"], told["EMAIL_USE_SSL"]) == (port, starts_tls, is_tls)


def test_password_may_hold_any_sign() -> None:
    told = mail_settings("smtps://gk%40mail:p%2Fw%3A@mail.example", "gk@mail.example")

    assert (told["EMAIL_HOST_USER"], told["EMAIL_HOST_PASSWORD"]) == ("gk@mail", "p/w:")


def test_without_an_address_nothing_is_sent() -> None:
    assert mail_settings("", "")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
