"""Looks at an installation and says of each part whether it is sound, and what to do where it is not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from gongkai.bilingual import Text
from gongkai.errors import GongkaiError
from gongkai.server import keys
from gongkai.server.config import Config, load_config, unknown_variables
from gongkai.server.examined import Finding


def examine(start_django: Callable[[], None]) -> Iterator[Finding]:
    """Every part in turn; what needs another part is looked at only where that one is there."""
    try:
        config = load_config()
    except GongkaiError as error:
        yield _failed("settings", error)
        return
    yield from _settings(config)
    broken = list(_keys(config))
    yield from broken or [Finding("keys", "ok", Text("密钥齐全。", "The keys are whole."))]
    if broken:
        return
    start_django()
    from gongkai.server import doctor_parts

    yield from doctor_parts.examine(config)


def _settings(config: Config) -> Iterator[Finding]:
    unknown = unknown_variables(os.environ)
    for name in unknown:
        words = Text(f"没有 {name} 这项设置，可能写错了。", f"There is no setting {name}; it may be misspelt.")
        yield Finding("settings", "warn", words)
    if config.demo:
        words = Text("演示账号已启用。", "Demonstration accounts are enabled.")
        yield Finding(
            "settings", "warn", words, Text("正式使用时关闭 GONGKAI_DEMO。", "Turn GONGKAI_DEMO off for real use.")
        )
    if not unknown and not config.demo:
        yield Finding("settings", "ok", Text("设置可用。", "The settings can be used."))


def _keys(config: Config) -> Iterator[Finding]:
    try:
        keys.check_keys(config.keys_dir)
    except GongkaiError as error:
        yield _failed("keys", error)


def _failed(part: str, error: GongkaiError) -> Finding:
    place = f"{error.where}: " if error.where else ""
    return Finding(part, "fail", Text(place + error.message.zh, place + error.message.en), error.hint)
