"""docs/reference/errors.md: every error code, found in the source where it is raised."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai import errors
from gongkai.bilingual import Text
from gongkai.law.deadlines.words import WORDS
from tools.handbook.markdown import both, code, page_of, table

SRC = Path(__file__).resolve().parents[2] / "src"
CLASSES: Mapping[str, str] = {
    name: name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, errors.GongkaiError)
}

PLACE = re.compile(r"\{\w+\}")

INTRODUCTION = """
每个错误都有不变的编号。命令行在行末的方括号中显示编号；程序读取 `error.code`。“…”处填入具体内容。

Every error has a stable code. The shell shows it in brackets at the end of the line; programs read `error.code`.
Where “…” stands the particulars are filled in.
"""


@dataclass(frozen=True)
class Raised:
    """One place that makes an error; no `code` where it cannot be told, no `words` where they are made up there."""

    code: str
    kind: str
    words: Text | None
    module: str
    line: int


@cache
def raised_errors() -> tuple[Raised, ...]:
    """Every call of an error class, or of a function that passes its own `code` on to one, in the source."""
    functions = [
        (path, node)
        for path in sorted(SRC.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    passing = {
        node.name: CLASSES[call.func.id]
        for _, node in functions
        for call in _calls(node)
        if isinstance(call.func, ast.Name) and call.func.id in CLASSES and _passes_own_code(node, call)
    }
    return tuple(error for path, node in functions for error in _raised_in(node, _module(path), {**CLASSES, **passing}))


def _module(path: Path) -> str:
    return path.relative_to(SRC).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call) and node.args)


def _passes_own_code(function: ast.FunctionDef, call: ast.Call) -> bool:
    given = call.args[0]
    return isinstance(given, ast.Name) and given.id in {argument.arg for argument in function.args.args}


def _raised_in(function: ast.FunctionDef, module: str, kinds: Mapping[str, str]) -> Iterator[Raised]:
    named = [
        (target.id, node.value)
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    for call in _calls(function):
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        if name in kinds and not _passes_own_code(function, call):
            words = _words(call.args[1], _before(call.lineno, named)) if len(call.args) > 1 else None
            for one in _codes(call.args[0], _before(call.lineno, named)):
                yield Raised(one, kinds[name], words or _table_words(one), module, call.lineno)


def _before(line: int, named: Sequence[tuple[str, ast.expr]]) -> dict[str, ast.expr]:
    """What each name was last given above that line."""
    return {name: value for name, value in sorted(named, key=lambda one: one[1].lineno) if value.lineno <= line}


def _table_words(error: str) -> Text | None:
    words = WORDS.get(error)
    return Text(PLACE.sub("…", words.zh), PLACE.sub("…", words.en)) if words else None


def _codes(node: ast.expr, named: Mapping[str, ast.expr]) -> tuple[str, ...]:
    if isinstance(node, ast.Name) and node.id in named:
        return _codes(named[node.id], named)
    if isinstance(node, ast.IfExp):
        return (*_codes(node.body, named), *_codes(node.orelse, named))
    return (_shown(node),)


def _words(node: ast.expr, named: Mapping[str, ast.expr]) -> Text | None:
    """The Text written out at the place or just before it."""
    if isinstance(node, ast.Name) and node.id in named:
        return _words(named[node.id], {})
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    if isinstance(node, ast.Call) and len(node.args) == 2 and _shown(node.args[0]):
        return Text(_shown(node.args[0]), _shown(node.args[1]))
    return None


def _shown(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return PLACE.sub("…", node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    return ""


def page() -> str:
    by_code: dict[str, Raised] = {}
    for error in sorted(raised_errors(), key=lambda one: (one.code, one.words is None, one.module, one.line)):
        if error.code:
            by_code.setdefault(error.code, error)
    rows = ((code(e.code), code(e.kind), both(e.words), code(e.module)) for e in by_code.values())
    heads = ("编号 code", "类别 class", "说明 message", "出处 module")
    tree = f"```text\n{(errors.__doc__ or '').strip()}\n```"
    return page_of("错误编号 Error codes", INTRODUCTION, table(heads, rows), "## 类别 Classes", tree)
