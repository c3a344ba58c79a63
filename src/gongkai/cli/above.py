"""The way from a command to the floor above: `server` joins all floors, this one too, so it is reached by name."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput

SETTINGS = "gongkai.server.settings"


def server(module: str) -> Any:
    """A module of gongkai.server, loaded when a command needs it. Raises InvalidInput without the extra `server`."""
    try:
        return import_module(f"gongkai.server.{module}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("gongkai"):
            raise
        raise _without_extra() from error


def start_django() -> None:
    """Read the settings and load the registers. Raises InvalidInput where a setting or a key is missing or unsafe."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        import django
    except ModuleNotFoundError as error:
        raise _without_extra() from error
    django.setup()


def _without_extra() -> InvalidInput:
    return InvalidInput(
        "extra-missing",
        Text("没有安装平台所需的软件包。", "The packages of the platform are not installed."),
        hint=Text("请执行 pip install 'gongkai[server]'。", "Run pip install 'gongkai[server]'."),
    )
