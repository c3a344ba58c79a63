"""Services that want a token: asked for, kept until it expires, asked for anew once when it is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai.apps.core import notices_tokens
from gongkai.apps.core.models import Channel
from gongkai.apps.core.notices_providers import HttpProvider, Message, NotSent, provider_for
from gongkai.apps.core.notices_tokens import TokenSource
from tests.apps.builders import NOW
from tests.apps.core.carriers import Gateway, free_port, gateway

MESSAGE = Message("7c1d", "zhangsan", "标题", "有 3 件事项 {token}", NOW)
BODY = '{"touser": "{address}", "msgtype": "text", "agentid": 1, "text": {"content": "{text}"}}'


@pytest.fixture
def service() -> Iterator[Gateway]:
    notices_tokens._KEPT.clear()
    with gateway() as running:
        running.answer = {"errcode": 0, "msgid": "m-1"}
        running.tokens = [given("t/1"), given("t2"), given("t3")]
        yield running


def given(token: object, seconds: object = 7200) -> dict[str, object]:
    return {"errcode": 0, "access_token": token, "expires_in": seconds}


def provider(service: Gateway, **changes: str) -> HttpProvider:
    tokens = TokenSource(service.token_url, invalid="errcode=40014,42001", **changes)
    return HttpProvider(f"{service.url}?access_token={{token}}", BODY, "errcode=0", tokens=tokens)


def at(seconds: int) -> Message:
    return replace(MESSAGE, at=NOW + timedelta(seconds=seconds))


def test_token_is_asked_for_and_filled_into_the_address(service: Gateway) -> None:
    assert provider(service).send(MESSAGE) == "m-1"

    assert service.asked == ["GET /token?corpsecret=geheim"]
    assert service.paths == ["/send?access_token=t%2F1"]
    assert json.loads(service.bodies[0])["touser"] == "zhangsan"
    assert json.loads(service.bodies[0])["text"] == {"content": "有 3 件事项 {token}"}


def test_token_can_be_asked_for_by_post_and_stand_in_a_header(service: Gateway) -> None:
    tokens = TokenSource(service.token_url, body="grant_type=client_credentials")
    HttpProvider(service.url, BODY, headers={"Authorization": "Bearer {token}"}, tokens=tokens).send(MESSAGE)

    assert service.asked == ["POST /token?corpsecret=geheim grant_type=client_credentials"]
    assert service.headers[0]["Authorization"] == "Bearer t/1"


def test_token_is_kept_until_shortly_before_it_expires(service: Gateway) -> None:
    for seconds in (0, 7139, 7140):
        provider(service).send(at(seconds))

    assert len(service.asked) == 2
    assert service.paths[-1].endswith("=t2")


def test_token_without_a_term_serves_one_message(service: Gateway) -> None:
    service.tokens = [given("t1", "bald"), given("t2", -5)]
    provider(service).send(at(0))
    provider(service).send(at(0))

    assert len(service.asked) == 2


def test_token_found_invalid_is_asked_for_anew_once(service: Gateway) -> None:
    service.invalid = {"t%2F1"}

    assert provider(service).send(MESSAGE) == "m-1"
    assert provider(service).send(MESSAGE) == "m-1"

    assert [path.rpartition("=")[2] for path in service.paths] == ["t%2F1", "t2", "t2"]


@pytest.mark.parametrize("mood", [200, 401])
def test_service_that_takes_no_token_has_taken_nothing(service: Gateway, mood: int) -> None:
    service.mood, service.invalid = mood, {"="}

    with pytest.raises(NotSent):
        provider(service).send(MESSAGE)

    assert len(service.paths) == 2


@pytest.mark.parametrize(
    "answer", [{"errcode": 40001}, given(""), given(7), given("two words"), given("a\r\nb"), given("字"), ["t"], None]
)
def test_answer_without_a_token_sends_nothing(service: Gateway, answer: object) -> None:
    service.tokens = [answer]

    with pytest.raises(NotSent):
        provider(service).send(MESSAGE)

    assert service.bodies == []


def test_token_service_that_is_not_there_sends_nothing_and_tells_no_secret(service: Gateway) -> None:
    tokens = TokenSource(f"http://127.0.0.1:{free_port()}/token?corpsecret=geheim")

    with pytest.raises(NotSent) as failed:
        HttpProvider(service.url, BODY, tokens=tokens).send(MESSAGE)

    assert service.bodies == []
    assert failed.value.__cause__ is None
    assert "geheim" not in repr(tokens)


def test_settings_name_the_source_of_tokens(settings) -> None:
    url, token_url = "https://wx.example/send?t={token}", "https://wx.example/token"
    settings.CONFIG = settings.CONFIG.model_copy(update={"wechat_url": url, "wechat_token_url": token_url})

    found = provider_for(Channel.WECHAT)

    assert isinstance(found, HttpProvider)
    assert found.tokens == TokenSource(token_url, invalid="errcode=40014,42001")
