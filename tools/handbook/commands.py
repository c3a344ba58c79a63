"""docs/reference/cli.md: every command of `gongkai` and its options."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from typer.main import get_command

from gongkai.cli.main import app
from tools.handbook.markdown import code, page_of, table

INTRODUCTION = """
报错写到标准错误，一行一条；结果写到标准输出或 `--output` 指定的文件。

Errors go to standard error, one a line; results go to standard output or to the file named with `--output`.
"""

VALUES = {Path: "文件 file", str: "文字 text", int: "整数 number", float: "数 number"}
HIDDEN = frozenset({"--help", "--install-completion", "--show-completion"})


def all_commands() -> Iterator[tuple[str, Any]]:
    """Every command under its full name, groups before what is in them."""

    def below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
        yield name, command
        for part, child in sorted(getattr(command, "commands", {}).items()):
            yield from below(f"{name} {part}", child)

    return below("gongkai", get_command(app))


def page() -> str:
    return page_of("命令 Commands", INTRODUCTION, *(part for name, c in all_commands() for part in _command(name, c)))


def _command(name: str, command: Any) -> Iterator[str]:
    yield f"## `{name}`"
    yield (command.help or "").replace("\f", "")
    rows = [row for parameter in command.params if (row := _parameter(parameter))]
    if rows:
        yield table(("选项 option", "取值 values", "默认 default", "说明 meaning"), rows)


def _parameter(parameter: Any) -> tuple[str, str, str, str] | None:
    if HIDDEN & set(parameter.opts):
        return None
    is_option = parameter.param_type_name == "option"
    names = ", ".join(map(code, parameter.opts)) if is_option else code(parameter.metavar or parameter.name)
    default = parameter.default if isinstance(parameter.default, str | int) and parameter.default is not False else ""
    return names, _values(parameter.type_descriptor.annotation), code(str(default)), parameter.help or ""


def _values(annotation: Any) -> str:
    """The values a parameter takes: each one of a Literal, else the name of the type."""
    if get_origin(annotation) is Literal:
        return " ".join(code(str(value)) for value in get_args(annotation))
    inner = [part for part in get_args(annotation) if part is not type(None)]
    if inner:
        return _values(inner[0])
    return "" if annotation is bool else VALUES.get(annotation, "")
