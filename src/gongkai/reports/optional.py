"""Libraries that come with an extra: the module, or a sentence that says what to install."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from gongkai.bilingual import Text
from gongkai.errors import InvalidInput


def optional_module(name: str, *, extra: str, form: Text, where: str = "", is_read: bool = False) -> ModuleType:
    """The module of that name. Raises InvalidInput ("missing-extra") when it is not installed.

    form     what the module writes, or reads when `is_read`: "Word documents"
    where    the file that asked for it
    """
    try:
        return import_module(name)
    except ImportError as error:
        written = Text(f"生成{form.zh}所需的组件没有安装。", f"What writes {form.en} is not installed.")
        read = Text(f"读取{form.zh}所需的组件没有安装。", f"What reads {form.en} is not installed.")
        raise InvalidInput(
            "missing-extra",
            read if is_read else written,
            where=where,
            hint=Text(f"请运行：pip install 'gongkai[{extra}]'", f"Run: pip install 'gongkai[{extra}]'"),
        ) from error
