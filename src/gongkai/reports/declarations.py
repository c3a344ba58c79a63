"""Data files of the reports floor read strictly: a key that stands twice or a broken file is refused with its place."""

from __future__ import annotations

from typing import Any

import yaml

from gongkai.bilingual import Text
from gongkai.errors import InvalidDeclaration

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_strictly(source: str, *, where: str) -> dict[str, Any]:
    """The mapping in a YAML text; `where` names its file in errors.

    raises  InvalidDeclaration with file and line when a key stands twice or the text is no mapping
    """
    try:
        values = yaml.load(source, Loader=_StrictLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _wrong(f"{where}: line {line}", f"文件有误：{error.problem}。", f"{error.problem}.") from error
    if not isinstance(values, dict):
        raise _wrong(where, "应为映射。", "A mapping is expected here.")
    return values


class _StrictLoader(_Loader):  # type: ignore[misc]
    """A loader that refuses a key that stands twice in one mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                problem = f"the key {key.value!r} stands twice"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(key.value)
        values: dict[Any, Any] = super().construct_mapping(node, deep)
        return values


def _wrong(where: str, zh: str, en: str) -> InvalidDeclaration:
    return InvalidDeclaration("invalid-data-file", Text(zh, en), where=where)
