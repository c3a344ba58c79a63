"""Carriers of notices: what each is sent, and what its answers mean."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from gongkai.apps.core.models import Channel
from gongkai.apps.core.notices_providers import (
    HttpProvider,
    Message,
    NotSent,
    Refused,
    SmtpProvider,
    Uncertain,
    provider_for,
)
from tests.apps.builders import NOW
from tests.apps.core.carriers import Gateway, Post, free_port, gateway, mail_server

TEXT = '第一行"引号"\\{phone}&x=1'
MESSAGE = Message("7c1d", "13900000000", "标题", TEXT, NOW)
JSON = '{"to": ["{phone}"], "content": "{text}", "sign": {"ref": "{reference}"}, "times": 1}'
FORM = "mobile={phone}&msg={text}&ref={reference}"


@pytest.fixture
def service() -> Iterator[Gateway]:
    with gateway() as running:
        yield running


def test_json_body_is_filled_without_breaking_its_form(service: Gateway) -> None:
    assert HttpProvider(service.url, JSON, headers={"Authorization": "Bearer k"}).send(MESSAGE) == "a-1"

    assert json.loads(service.bodies[0]) == {
        "to": ["13900000000"],
        "content": TEXT,
        "sign": {"ref": "7c1d"},
        "times": 1,
    }
    assert service.headers[0]["Authorization"] == "Bearer k"


def test_form_body_is_filled_without_breaking_its_form(service: Gateway) -> None:
    from urllib.parse import parse_qs

    HttpProvider(service.url, FORM).send(MESSAGE)

    assert parse_qs(service.bodies[0]) == {"mobile": ["13900000000"], "msg": [TEXT], "ref": ["7c1d"]}


@pytest.mark.parametrize(
    ("mood", "outcome"),
    [
        (302, NotSent),
        (400, Refused),
        (401, NotSent),
        (408, Uncertain),
        (422, Refused),
        (429, NotSent),
        (500, Uncertain),
        (502, Uncertain),
        (503, NotSent),
        (504, Uncertain),
        ("breaks off", Uncertain),
    ],
)
def test_answer_is_taken_for_what_it_says(service: Gateway, mood: int | str, outcome: type[Exception]) -> None:
    service.mood = mood

    with pytest.raises(outcome):
        HttpProvider(service.url, JSON).send(MESSAGE)


def test_service_that_is_not_there_has_taken_nothing() -> None:
    with pytest.raises(NotSent):
        HttpProvider(f"http://127.0.0.1:{free_port()}/", JSON).send(MESSAGE)


def test_body_in_the_settings_that_is_no_json_sends_nothing(service: Gateway) -> None:
    with pytest.raises(NotSent):
        HttpProvider(service.url, '{"to": ').send(MESSAGE)

    assert service.bodies == []


@pytest.mark.parametrize(("answer", "is_taken"), [({"code": 0}, True), ({"code": 7}, False), ([], False)])
def test_service_that_answers_200_to_everything_is_asked_for_its_code(
    service: Gateway, answer: object, is_taken: bool
) -> None:
    service.answer = answer
    provider = HttpProvider(service.url, JSON, success="code=0")

    if is_taken:
        provider.send(MESSAGE)
    else:
        with pytest.raises(NotSent):
            provider.send(MESSAGE)


def test_mail_server_that_is_not_there_has_taken_nothing() -> None:
    with pytest.raises(NotSent):
        SmtpProvider("127.0.0.1", free_port(), "a@shifan.example").send(MESSAGE)


def test_mail_is_not_sent_in_the_open_where_tls_is_asked_for() -> None:
    port = free_port()
    with mail_server(Post(), port) as box, pytest.raises(NotSent):
        SmtpProvider("127.0.0.1", port, "a@shifan.example", starts_tls=True).send(MESSAGE)

    assert box.mails == []


def test_address_cannot_carry_further_headers_or_commands() -> None:
    port = free_port()
    wicked = replace(MESSAGE, address="b@shifan.example>\r\nRCPT TO:<c@shifan.example")
    with mail_server(Post(), port) as box, pytest.raises(Refused):
        SmtpProvider("127.0.0.1", port, "a@shifan.example").send(wicked)

    assert box.mails == []


def test_settings_name_the_carrier_of_each_channel(settings) -> None:
    settings.CONFIG = settings.CONFIG.model_copy(update={"sms_url": "https://sms.shifan.example/"})
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    assert provider_for(Channel.SMS) == HttpProvider("https://sms.shifan.example/", settings.CONFIG.sms_body)
    assert provider_for(Channel.WECHAT) is None
    assert provider_for(Channel.EMAIL) is None


def test_secrets_of_a_carrier_do_not_show() -> None:
    provider = SmtpProvider("127.0.0.1", 25, "a@shifan.example", "user", "geheim")
    service = HttpProvider("https://sms.shifan.example/", JSON, headers={"Authorization": "geheim"})

    assert "geheim" not in f"{provider!r}{service!r}"
