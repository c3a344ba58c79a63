"""docs/reference/settings.md: every setting of an installation, from the class that reads them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import NoneType
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from gongkai.bilingual import Text
from gongkai.server.config import PREFIX, Config
from tools.handbook.markdown import both, code, page_of, table

INTRODUCTION = """
设置是环境变量；也可以写在一个文件里（一行一个 `名称=值`），用 `GONGKAI_SETTINGS_FILE` 指明，环境变量优先。
开关写 `1` 或 `0`，多个值用逗号分隔。不安全的组合不能启动，并说明改哪一项。`gongkai doctor` 逐项检查。

Settings are environment variables, or lines `NAME=value` of a file named by `GONGKAI_SETTINGS_FILE`; the environment
stands above the file. Switches are `1` or `0`; several values stand between commas. An unsafe combination does not
start and says which one to change. `gongkai doctor` checks them all.
"""

HEADS = ("变量 variable", "取值 values", "默认 default", "说明 meaning")
VALUES = {Path: "文件夹或文件 path", str: "文字 text", int: "整数 number", bool: "开关 switch", list: "列表 list"}


def page() -> str:
    return page_of("设置 Settings", INTRODUCTION, table(HEADS, _rows()))


def description(field: FieldInfo) -> Text | None:
    """The words that stand beside the type of a field."""
    return next((part for part in field.metadata if isinstance(part, Text)), None)


def _rows() -> Iterator[tuple[str, str, str, str]]:
    for name, field in Config.model_fields.items():
        yield code(PREFIX + name.upper()), _values(field.annotation), _default(field), both(description(field))


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "必须设置 required"
    value = field.default
    if isinstance(value, bool):
        return code("1" if value else "0")
    return code(",".join(value) if isinstance(value, list) else "" if value is None else str(value))


def _values(annotation: object) -> str:
    """Each value of a Literal, else the name of the type."""
    if get_origin(annotation) is Literal:
        return " ".join(code(str(value)) for value in get_args(annotation))
    inner = [part for part in get_args(annotation) if part is not NoneType]
    return VALUES.get(annotation) or _values(inner[0])  # type: ignore[call-overload]
