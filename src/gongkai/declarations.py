"""Data files read strictly: every key is known, every value has its kind, every fault has its line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from gongkai.bilingual import Text
from gongkai.errors import GongkaiError, InvalidDeclaration

if TYPE_CHECKING:
    import yaml


class LinedMap(dict[Any, Any]):
    """A mapping of a YAML file that remembers the line of itself and of each key."""

    line: int
    lines: dict[Any, int]


class Entry:
    """One mapping of a data file, read key by key.

    The reader of a shape names the keys it knows with `only`; each getter refuses a value of another kind.
    Faults are raised as `error` (InvalidDeclaration for files of the project) and name file and line.
    """

    def __init__(self, values: LinedMap, file: str, error: type[GongkaiError] = InvalidDeclaration) -> None:
        self.values = values
        self.file = file
        self.error = error

    def place(self, key: object = None) -> str:
        """File and line of a key, or of the mapping itself."""
        return f"{self.file}:{self.values.lines.get(key, self.values.line)}"

    def fault(self, zh: str, en: str, key: object = None) -> GongkaiError:
        """The error to raise for a wrong value; the caller raises it."""
        return self.error("data-file-wrong", Text(zh, en), where=self.place(key))

    def only(self, *keys: str) -> None:
        for key in self.values:
            if key not in keys:
                raise self.fault(f"不认识的键“{key}”", f"unknown key {key!r}", key)

    def _get(self, key: str) -> object:
        value = self.values.get(key)
        if value is None:
            raise self.fault(f"缺少“{key}”", f"{key!r} is missing", key)
        return value

    def has(self, key: str) -> bool:
        return self.values.get(key) is not None

    def string(self, key: str) -> str:
        value = self._get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"“{key}”应为文字", f"{key!r} must be a text", key)
        return value

    def string_or_none(self, key: str) -> str | None:
        return self.string(key) if self.has(key) else None

    def integer(self, key: str) -> int:
        value = self._get(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.fault(f"“{key}”应为整数", f"{key!r} must be a whole number", key)
        return value

    def truth(self, key: str, default: bool | None = None) -> bool:
        if default is not None and not self.has(key):
            return default
        value = self._get(key)
        if not isinstance(value, bool):
            raise self.fault(f"“{key}”应为 true 或 false", f"{key!r} must be true or false", key)
        return value

    def day(self, key: str) -> date:
        value = self._get(key)
        if type(value) is not date:
            raise self.fault(f"“{key}”应为日期（年-月-日）", f"{key!r} must be a date (year-month-day)", key)
        return value

    def day_or_none(self, key: str) -> date | None:
        return self.day(key) if self.has(key) else None

    def words(self, key: str) -> Text:
        pair = self.entry(key)
        pair.only("zh", "en")
        return Text(pair.string("zh"), pair.string("en"))

    def words_or_none(self, key: str) -> Text | None:
        return self.words(key) if self.has(key) else None

    def choice(self, key: str, known: tuple[str, ...]) -> str:
        value = self.string(key)
        if value not in known:
            raise self.fault(
                f"“{key}”只能是 {'、'.join(known)}，不能是“{value}”",
                f"{key!r} must be one of {', '.join(known)}, not {value!r}",
                key,
            )
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key) or []
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise self.fault(f"“{key}”应为文字的列表", f"{key!r} must be a list of texts", key)
        return tuple(value)

    def entry(self, key: str) -> Self:
        value = self._get(key)
        if not isinstance(value, LinedMap):
            raise self.fault(f"“{key}”应为键和值", f"{key!r} must be a mapping", key)
        return type(self)(value, self.file, self.error)

    def entries(self, key: str) -> tuple[Self, ...]:
        """The mappings of a list, in order."""
        value = self.values.get(key) or []
        if not isinstance(value, list) or not all(isinstance(part, LinedMap) for part in value):
            raise self.fault(f"“{key}”应为列表", f"{key!r} must be a list of mappings", key)
        return tuple(type(self)(part, self.file, self.error) for part in value)

    def named(self) -> Iterator[tuple[str, Self]]:
        """Every key with its mapping, in the order of the file."""
        for key in self.values:
            if not isinstance(key, str):
                raise self.fault(f"键“{key}”应为文字", f"the key {key} must be a text", key)
            yield key, self.entry(key)

    def dated(self, key: str) -> tuple[tuple[date, object], ...]:
        """The days of a mapping from day to value; refused unless they are in order."""
        inner = self.entry(key)
        days: list[tuple[date, object]] = []
        for day, value in inner.values.items():
            if type(day) is not date:
                raise inner.fault(f"“{day}”应为日期", f"{day!r} must be a date", day)
            if days and day <= days[-1][0]:
                raise inner.fault(f"日期 {day} 的次序不对", f"the date {day} is out of order", day)
            days.append((day, value))
        return tuple(days)


def read_mapping(source: str | bytes, *, where: str, error: type[GongkaiError] = InvalidDeclaration) -> LinedMap:
    """The mapping at the top of a YAML text; `where` names its file.

    raises `error` with file and line when it is not YAML, repeats a key or is not a mapping
    """
    import yaml  # only when a file is read: the face must open fast

    try:
        value = yaml.load(source, Loader=_strict_loader())
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise _unreadable(fault, where, error) from fault
    if not isinstance(value, LinedMap):
        words = Text("文件顶层应为键和值", "the top of the file must be a mapping")
        raise error("data-file-wrong", words, where=f"{where}:1")
    return value


def read_file(path: Path, *, where: str, error: type[GongkaiError] = InvalidDeclaration) -> LinedMap:
    """The same of a file. Raises `error` also when there is none."""
    try:
        source = path.read_bytes()
    except FileNotFoundError as fault:
        raise error("data-file-missing", Text("文件不存在", "there is no such file"), where=where) from fault
    return read_mapping(source, where=where, error=error)


def _unreadable(fault: Exception, file: str, error: type[GongkaiError]) -> GongkaiError:
    mark = getattr(fault, "problem_mark", None)
    where = f"{file}:{mark.line + 1}" if mark else file
    problem = getattr(fault, "problem", None) or "cannot be decoded"
    return error("data-file-wrong", Text(f"不是可读的 YAML：{problem}", f"not readable: {problem}"), where=where)


_LOADERS: list[type[yaml.SafeLoader]] = []


def _strict_loader() -> type[yaml.SafeLoader]:
    """The loader class: safe, in C where it can be, keys unique, lines kept. Built once."""
    if not _LOADERS:
        _LOADERS.append(_build_loader())
    return _LOADERS[0]


def _build_loader() -> type[yaml.SafeLoader]:
    import yaml

    base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class StrictLoader(base):  # type: ignore[misc, valid-type]
        pass

    def mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Iterator[LinedMap]:
        values = LinedMap()
        values.line = node.start_mark.line + 1
        values.lines = {}
        yield values
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node, deep=True)
            if key in values:
                mark = key_node.start_mark
                raise yaml.MarkedYAMLError(problem=f"the key {key} stands twice", problem_mark=mark)
            values[key] = loader.construct_object(value_node, deep=True)
            values.lines[key] = key_node.start_mark.line + 1

    StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
    return StrictLoader
