"""Settings of a message service that wants a token: refused while they are incomplete."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from gongkai.bilingual import Text

_NAMED = re.compile(r"[^=\s]+=[^=]+")


class Tokened(Protocol):
    """The settings that belong together."""

    @property
    def wechat_url(self) -> str: ...
    @property
    def wechat_body(self) -> str: ...
    @property
    def wechat_headers(self) -> Mapping[str, str]: ...
    @property
    def wechat_success(self) -> str: ...
    @property
    def wechat_token_url(self) -> str: ...
    @property
    def wechat_token_body(self) -> str: ...
    @property
    def wechat_token_invalid(self) -> str: ...


def token_faults(config: Tokened) -> Iterator[tuple[str, Text]]:
    """What is missing, with the variable to set."""
    uses = any("{token}" in part for part in (config.wechat_url, config.wechat_body, *config.wechat_headers.values()))
    if not config.wechat_token_url:
        if uses or config.wechat_token_body:
            yield (
                "GONGKAI_WECHAT_TOKEN_URL",
                Text("用到 {token}，须设令牌地址。", "{token} is used: the address of the token is needed."),
            )
        return
    if not config.wechat_url:
        yield "GONGKAI_WECHAT_URL", Text("有令牌地址就须有接口地址。", "An address for tokens needs the service's own.")
    elif not uses:
        yield (
            "GONGKAI_WECHAT_URL",
            Text("接口地址、请求头或内容中须有 {token}。", "Address, headers or body must hold {token}."),
        )
    if not _NAMED.fullmatch(config.wechat_success):
        yield (
            "GONGKAI_WECHAT_SUCCESS",
            Text(
                "用令牌的接口须写明成功的应答，如 errcode=0。", "With a token, say what success is, such as errcode=0."
            ),
        )
    if config.wechat_token_invalid and not _NAMED.fullmatch(config.wechat_token_invalid):
        yield "GONGKAI_WECHAT_TOKEN_INVALID", Text("请写成“名称=值,值”。", "Write it as name=value,value.")
    if config.wechat_token_body.lstrip().startswith("{") and not _is_json(config.wechat_token_body):
        yield "GONGKAI_WECHAT_TOKEN_BODY", Text("不是合格的 JSON。", "It is no valid JSON.")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
