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
        act = Text("读取", "reads") if is_read else Text("生成", "writes")
        raise InvalidInput(
            "missing-extra",
            Text(f"{act.zh}{form.zh}所需的组件没有安装。", f"What {act.en} {form.en} is not installed."),
            where=where,
            hint=Text(f"请运行：pip install 'gongkai[{extra}]'", f"Run: pip install 'gongkai[{extra}]'"),
        ) from error
