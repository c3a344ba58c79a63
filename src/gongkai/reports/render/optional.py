"""Libraries that come with an extra: the module, or a sentence that says what to install."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput


def optional_module(name: str, *, extra: str, form: Text) -> ModuleType:
    """The module of that name. Raises InvalidInput ("missing-extra") when it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        raise InvalidInput(
            "missing-extra",
            Text(f"生成{form.zh}所需的组件没有安装。", f"What writes {form.en} is not installed."),
            hint=Text(f"请运行：pip install 'gongkai[{extra}]'", f"Run: pip install 'gongkai[{extra}]'"),
        ) from error
